"""Who comes into the works council: HR asks, its members confirm, and the executive confirms the first one."""

from django.utils import timezone
from django.utils.translation import gettext as _

from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import CouncilRequest, Membership, Organisation, Outcome, Role


def lock_members() -> None:
    """One change of roles at a time in an organisation: two who let each other go wait for one another."""
    Organisation.objects.select_for_update(no_key=True).get(id=current_organisation_id())


def ask_for_council(*, actor: Membership, member: Membership) -> None:
    """Let `member` into the works council once it is confirmed; `actor` asks. A second call changes nothing."""
    _request, made = CouncilRequest.objects.get_or_create(membership=member, outcome=Outcome.WAITING)
    if made:
        audit.record("organisations.works_council_asked", actor=actor, subject=str(member.user))


def withdraw_from_council(*, member: Membership) -> None:
    """A request that waits is no longer asked."""
    CouncilRequest.objects.waiting().filter(membership=member).update(
        outcome=Outcome.WITHDRAWN, answered_at=timezone.now()
    )


def may_confirm(member: Membership) -> bool:
    """Members of the works council; the executive while it has no members. Never HR."""
    if Role.HR in member.roles:
        return False
    if Membership.objects.active().with_role(Role.WORKS_COUNCIL).exists():
        return Role.WORKS_COUNCIL in member.roles
    return Role.EXECUTIVE in member.roles


def confirm_council(*, actor: Membership, asked: CouncilRequest) -> Membership:
    """Give the role. Recorded with who confirmed it, and whether it is the first member."""
    asked, actor = _waiting(actor, asked)
    member = Membership.objects.active().select_related("user").filter(id=asked.membership_id).first()
    if member is None:
        raise Refused(_("This person is not a member any more."))
    if {Role.HR, Role.EXECUTIVE} & set(member.roles):
        raise Refused(
            _("Somebody of the works council cannot be in HR or the executive as well: each guards a key.")
        )
    first = not Membership.objects.active().with_role(Role.WORKS_COUNCIL).exists()
    member.roles = [role for role in Role.values if role in {*member.roles, Role.WORKS_COUNCIL}]
    member.save(update_fields=["roles"])
    _answer(actor, asked, Outcome.CONFIRMED)
    audit.record(
        "organisations.works_council_first" if first else "organisations.works_council_joined",
        actor=actor,
        subject=str(member.user),
    )
    return member


def decline_council(*, actor: Membership, asked: CouncilRequest) -> None:
    """Refuse the role; the person keeps the others."""
    asked, actor = _waiting(actor, asked)
    _answer(actor, asked, Outcome.DECLINED)
    audit.record("organisations.works_council_declined", actor=actor, subject=str(asked.membership.user))


def _answer(member: Membership, asked: CouncilRequest, outcome: Outcome) -> None:
    asked.outcome, asked.answered_by, asked.answered_at = outcome, member.user, timezone.now()
    asked.save()


def _waiting(member: Membership, asked: CouncilRequest) -> tuple[CouncilRequest, Membership]:
    """The request while it waits, and the actor as they are now, if they may answer it."""
    lock_members()
    actor = Membership.objects.active().select_related("user").get(id=member.id)
    if not may_confirm(actor):
        raise Refused(_("The works council confirms its own members; the executive only the first one."))
    found = CouncilRequest.objects.waiting().select_related("membership__user").filter(id=asked.id).first()
    if found is None:
        raise Refused(_("This was answered already."))
    if found.membership_id == actor.id:
        raise Refused(_("Nobody confirms themselves."))
    return found, actor
