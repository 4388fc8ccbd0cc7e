"""The fixed cast: Anna (HR), Olaf (works council), Bea (executive), Tim (team lead), Fatima (facilitator),
Eva (employee, never signs in); Carla is HR of another organisation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from policy.models import EndorsementKind, EndorsementRequest, EndorsementState
from surveys.models import Agreement
from werkdruk.accounts.models import User
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Employee, Membership, MembershipUnit, Organisation, Role, Unit


@dataclass
class Zandbak:
    """Kinderopvang De Zandbak: one location with two teams, five members, one employee by name."""

    organisation: Organisation
    anna: User
    olaf: User
    bea: User
    tim: User
    fatima: User
    location: Unit
    team: Unit
    other_team: Unit
    eva: Employee

    @property
    def id(self):
        return self.organisation.id

    @property
    def path(self) -> str:
        """The start of every address of its pages."""
        return f"/o/{self.organisation.slug}/"

    def scope(self):
        """The tenant's scope, as a context manager."""
        return tenant_scope(self.organisation.id)

    def member(self, person: User) -> Membership:
        """The membership of `person`; inside the scope only."""
        return Membership.objects.select_related("user").prefetch_related("led_units").get(user=person)

    def people(self) -> dict[str, User]:
        """The five who sign in, by role."""
        return {
            Role.HR: self.anna,
            Role.WORKS_COUNCIL: self.olaf,
            Role.EXECUTIVE: self.bea,
            Role.TEAM_LEAD: self.tim,
            Role.FACILITATOR: self.fatima,
        }


@dataclass
class Other:
    """Another tenant with its own HR professional and one team."""

    organisation: Organisation
    carla: User
    team: Unit

    @property
    def id(self):
        return self.organisation.id

    def scope(self):
        """The tenant's scope, as a context manager."""
        return tenant_scope(self.organisation.id)


def make_person(email: str, name: str) -> User:
    """Somebody who signs in, with the password ``werkdruk-demo`` and a verified address."""
    user = User.objects.create_user(email=email, name=name, password="werkdruk-demo")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def make_employees(unit: Unit, count: int, prefix: str = "") -> list[Employee]:
    """`count` members of staff of `unit`, long in service; inside the scope only."""
    prefix = prefix or unit.name.lower().replace(" ", "-")
    return Employee.objects.bulk_create(
        Employee(
            staff_number=f"{prefix}-{number}",
            name=f"Medewerker {prefix} {number}",
            email=f"{prefix}-{number}@zandbak.example",
            unit=unit,
            joined_on=date(2015, 1, 1),
        )
        for number in range(1, count + 1)
    )


def agree(**rules: Any) -> Agreement:
    """An agreement in force with the default rules but for `rules`; inside the scope only."""
    number = Agreement.objects.count() + 1
    now = timezone.now()
    asked = EndorsementRequest.objects.create(
        number=EndorsementRequest.objects.count() + 1,
        kind=EndorsementKind.AGREEMENT,
        state=EndorsementState.DECIDED,
        title=f"Afspraken over de meting, versie {number}",
        intended="Zo vragen we.",
        reasons="Samen afgesproken.",
        asked_at=now,
    )
    return Agreement.objects.create(number=number, request=asked, asked_at=now, agreed_at=now, **rules)


def make_zandbak(slug: str = "zandbak") -> Zandbak:
    """The organisation with its people, committed to wherever the caller's transaction is."""
    organisation = Organisation.objects.create(
        name="Kinderopvang De Zandbak", slug=slug, coordinator_title="werkdrukregisseur"
    )
    people = {
        name: make_person(f"{name}@{slug}.example", full)
        for name, full in {
            "anna": "Anna Visser",
            "olaf": "Olaf Jansen",
            "bea": "Bea Smit",
            "tim": "Tim de Boer",
            "fatima": "Fatima El Amrani",
        }.items()
    }
    with tenant_scope(organisation.id):
        location = Unit.objects.create(name="Locatie Noord")
        team = Unit.objects.create(name="BSO De Boomhut", parent=location)
        other_team = Unit.objects.create(name="KDV De Schelp", parent=location)
        agree()
        roles = {
            "anna": Role.HR,
            "olaf": Role.WORKS_COUNCIL,
            "bea": Role.EXECUTIVE,
            "tim": Role.TEAM_LEAD,
            "fatima": Role.FACILITATOR,
        }
        for name, role in roles.items():
            member = Membership.objects.create(user=people[name], roles=[role])
            if role == Role.TEAM_LEAD:
                MembershipUnit.objects.create(membership=member, unit=team)
        eva = Employee.objects.create(
            staff_number="1001",
            name="Eva Bakker",
            email=f"eva@{slug}.example",
            unit=team,
            joined_on=date(2018, 3, 1),
        )
    return Zandbak(
        organisation=organisation, location=location, team=team, other_team=other_team, eva=eva, **people
    )


def make_other() -> Other:
    """Carla's organisation."""
    organisation = Organisation.objects.create(name="Zorggroep Anders", slug="anders")
    carla = make_person("carla@anders.example", "Carla Vos")
    with tenant_scope(organisation.id):
        team = Unit.objects.create(name="Team Anders")
        Membership.objects.create(user=carla, roles=[Role.HR])
    return Other(organisation=organisation, carla=carla, team=team)
