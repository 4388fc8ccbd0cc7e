"""Who signs in: the first person by hand, as an operator does it, everyone else by an invitation."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress

from werkdruk.accounts.models import User
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.actions.council import confirm_council
from werkdruk.organisations.actions.people import invite_member, join_as_new_person
from werkdruk.organisations.models import CouncilRequest, Membership, Organisation, Role, Unit

PASSWORD = "werkdruk-demo"  # noqa: S105 - known to everyone on purpose: demos listen on their own machine only


@dataclass(frozen=True, slots=True)
class SignIn:
    """Somebody with an account: a team lead leads the unit with the name `leads`."""

    email: str
    name: str
    role: Role
    leads: str = ""

    @property
    def key(self) -> str:
        """The part before the @: how the rest of the demo calls this person."""
        return self.email.split("@")[0]


ANNA = SignIn("anna@demo.example", "Anna Visser", Role.HR)
ZANDBAK = (
    SignIn("bea@demo.example", "Bea Smit", Role.EXECUTIVE),
    SignIn("olaf@demo.example", "Olaf Jansen", Role.WORKS_COUNCIL),
    SignIn("samira@demo.example", "Samira Benali", Role.WORKS_COUNCIL),
    SignIn("fatima@demo.example", "Fatima El Amrani", Role.FACILITATOR),
    SignIn("tim@demo.example", "Tim de Boer", Role.TEAM_LEAD, "BSO De Boomhut"),
    SignIn("noor@demo.example", "Noor van Wijk", Role.TEAM_LEAD, "KDV De Schelp"),
    SignIn("hassan@demo.example", "Hassan Aydın", Role.TEAM_LEAD, "Planning en roosters"),
)
CARLA = SignIn("carla@other.example", "Carla Vos", Role.HR)
ANDERS = (
    SignIn("ria@other.example", "Ria Mulder", Role.EXECUTIVE),
    SignIn("pieter@other.example", "Pieter Koster", Role.WORKS_COUNCIL),
)


def make_first_person(organisation: Organisation, person: SignIn) -> None:
    """The first member: an operator makes the account, because nobody is there yet to invite."""
    user = User.objects.create_user(email=person.email, name=person.name, password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    with tenant_scope(organisation.id):
        Membership.objects.create(user=user, roles=[person.role])


def invite_everyone(organisation_id: UUID, actor_email: str, people: Iterable[SignIn]) -> None:
    """Invite and join, each with a mail and a transaction of its own."""
    for person in people:
        with tenant_scope(organisation_id):
            invitation = invite_member(
                actor=member(actor_email),
                email=person.email,
                roles=[person.role],
                units=Unit.objects.filter(name=person.leads) if person.leads else (),
            )
        with tenant_scope(organisation_id):
            join_as_new_person(invitation=invitation, name=person.name, password=PASSWORD)
        with tenant_scope(organisation_id):
            _confirm_council()


def _confirm_council() -> None:
    """The executive confirms the first one of the works council, its members the next."""
    for asked in CouncilRequest.objects.waiting():
        others = Membership.objects.active().select_related("user")
        council = others.with_role(Role.WORKS_COUNCIL).first()
        confirm_council(actor=council or others.with_role(Role.EXECUTIVE)[0], asked=asked)


def member(email: str) -> Membership:
    """The membership of the person with this address; inside the scope only."""
    return Membership.objects.select_related("user").prefetch_related("led_units").get(user__email=email)


def cast() -> dict[str, Membership]:
    """The members of the active organisation by `SignIn.key`."""
    rows = Membership.objects.select_related("user").prefetch_related("led_units")
    return {row.user.email.split("@")[0]: row for row in rows}
