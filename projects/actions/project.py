"""Starting, changing and closing a project; its contact persons."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects import queries
from projects.actions.guard import check_nothing_goes_on, check_version, locked, move, record
from projects.domain import kickoff, lifecycle
from projects.models import (
    Approach,
    KickoffItem,
    Party,
    Project,
    ProjectFacilitator,
    ProjectStep,
    ProjectUnit,
    Stand,
    SteeringMember,
    StepState,
)
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Membership, Organisation, Role, Unit
from werkdruk.organisations.queries import led_unit_ids, unit_tree


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody in the steering group: a member or a name, and on behalf of whom."""

    member: Membership | None
    name: str
    part: str = ""


FIRST_STEPS = (lifecycle.Step.SIGNAL, lifecycle.Step.POLICY)


@transaction.atomic
def create_project(
    *,
    actor: Membership | None,
    name: str,
    goal: str,
    units: Collection[Unit],
    approach: str = Approach.SMALL,
    leader: Membership | None = None,
    facilitators: Collection[Membership] = (),
    starts_on: date | None = None,
    aims_on: date | None = None,
    budget: Decimal | None = None,
    time_available: str = "",
    steering: Collection[Seat] = (),
    first_step: int = lifecycle.Step.SIGNAL,
    identity: UUID | None = None,
) -> Project:
    """Start a project in `units` at step 1, or at step 6 for one that begins with policy; with the id `identity`.

    Raises `Refused` without a name, a goal or a unit, for an archived unit, for a large project without a
    leader, and for a date before the start.
    """
    starts_on = starts_on or timezone.localdate()
    _check(name, goal, units, approach, leader, starts_on, aims_on)
    if first_step not in FIRST_STEPS:
        raise Refused(_("A project starts with signals (step 1) or with policy (step 6)."))
    project = Project.objects.create(
        id=identity or uuid4(),
        name=name.strip(),
        goal=goal.strip(),
        approach=approach,
        leader=leader,
        starts_on=starts_on,
        aims_on=aims_on,
        budget=budget,
        time_available=time_available.strip(),
    )
    ProjectStep.objects.bulk_create(
        ProjectStep(
            project=project,
            number=number,
            state=StepState.UNDER_WAY if number == first_step else StepState.NOT_BEGUN,
            begun_at=timezone.now() if number == first_step else None,
        )
        for number in range(1, 8)
    )
    KickoffItem.objects.bulk_create(KickoffItem(project=project, code=code) for code in kickoff.CODES)
    Stand.objects.bulk_create(Stand(project=project, party=party) for party in Party.values)
    _set_units(project, units)
    _set_facilitators(project, facilitators)
    _set_steering(project, steering)
    record("project_created", actor, project, approach=approach, units=len(units))
    return project


@transaction.atomic
def change_project(
    *,
    actor: Membership | None,
    project: Project,
    version: int,
    name: str,
    goal: str,
    units: Collection[Unit],
    approach: str,
    leader: Membership | None,
    facilitators: Collection[Membership],
    starts_on: date,
    aims_on: date | None,
    budget: Decimal | None = None,
    time_available: str = "",
    steering: Collection[Seat] = (),
) -> Project:
    """Change what a project is about and who takes part; units that stay keep their contact person.

    Raises `ChangedMeanwhile` when `version` is not the stored one, and `Refused` as `create_project` does, or for
    a new unit that is not `actor`'s to bring in; `NotYet` for a small project with a plan that would become large
    while points of the large kick-off are open.
    """
    current = locked(project)
    if current.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    check_version(current, version)
    _check(name, goal, units, approach, leader, starts_on, aims_on)
    _check_new_units(actor, current, units)
    if approach != current.approach:
        codes = kickoff.codes_for(approach)
        still_open = kickoff.still_open(queries.item_states(current), codes)
        move(current, lifecycle.change_approach, codes, still_open)
    current.name, current.goal, current.approach = name.strip(), goal.strip(), approach
    current.leader, current.starts_on, current.aims_on = leader, starts_on, aims_on
    current.budget, current.time_available = budget, time_available.strip()
    current.version += 1
    current.save()
    _set_units(current, units)
    _set_facilitators(current, facilitators)
    _set_steering(current, steering)
    record("project_changed", actor, current, units=len(units))
    return current


@transaction.atomic
def change_contact(
    *,
    actor: Membership | None,
    place: ProjectUnit,
    version: int,
    contact: Membership | None,
    contact_name: str,
    contact_email: str = "",
    role_name: str = "",
    mandate: str = "",
    hours_per_week: Decimal | None = None,
    support: str = "",
    under_pressure: bool = False,
) -> ProjectUnit:
    """Say who the contact person of a unit is, with which role, mandate, time and support, and how the team is.

    Raises `ChangedMeanwhile` when `version` is not the stored one.
    """
    project = locked(place.project)
    if project.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    current = ProjectUnit.objects.select_for_update(of=("self",)).select_related("unit").get(id=place.id)
    check_version(current, version)
    current.contact, current.contact_name = contact, contact_name.strip()
    current.contact_email = contact_email or (contact.user.email if contact else "")
    current.role_name, current.mandate = role_name.strip(), mandate.strip()
    current.hours_per_week, current.support = hours_per_week, support.strip()
    current.under_pressure = under_pressure
    current.version += 1
    current.save()
    record("contact_changed", actor, project, unit=current.unit.name)
    return current


@transaction.atomic
def close_project(*, actor: Membership | None, project: Project) -> Project:
    """Close a project after its evaluation. Raises `NotYet` before that, `Refused` while a session goes on."""
    current = locked(project)
    move(current, lifecycle.close)
    check_nothing_goes_on(current)
    current.closed_at = timezone.now()
    current.version += 1
    current.save()
    record("project_closed", actor, current)
    return current


def _check(
    name: str,
    goal: str,
    units: Collection[Unit],
    approach: str,
    leader: Membership | None,
    starts_on: date,
    aims_on: date | None,
) -> None:
    if not name.strip():
        raise Refused(_("A project needs a name."))
    if not goal.strip():
        raise Refused(_("Write down what the project wants to reach."))
    if not units:
        raise Refused(_("Choose at least one unit that takes part."))
    if approach == Approach.LARGE and leader is None:
        raise Refused(_("A large project needs a project leader."))
    if aims_on and aims_on < starts_on:
        raise Refused(_("The date for results lies before the start."))


def _check_new_units(actor: Membership | None, project: Project, units: Collection[Unit]) -> None:
    """Who runs a project reads and fills the action plans of its units: so a unit comes in by HR or its own lead."""
    if actor is None or Role.HR in actor.roles:
        return
    tree = unit_tree()
    present = set(ProjectUnit.objects.filter(project=project).values_list("unit_id", flat=True))
    within = present | tree.below(present)
    if Role.TEAM_LEAD in actor.roles:
        within |= led_unit_ids(actor, tree)
    if any(unit.id not in within for unit in units):
        raise Refused(_("You can add the units that you lead. Ask HR to add another one to this project."))


def _set_units(project: Project, units: Collection[Unit]) -> None:
    wanted = {unit.id: unit for unit in units}
    present = {place.unit_id: place for place in ProjectUnit.objects.filter(project=project)}
    new = [unit for unit_id, unit in wanted.items() if unit_id not in present]
    if any(unit.archived_at for unit in new):
        raise Refused(_("One of these units no longer exists. Choose the unit that came in its place."))
    title = Organisation.objects.get(id=current_organisation_id()).coordinator_title
    ProjectUnit.objects.bulk_create(ProjectUnit(project=project, unit=unit, role_name=title) for unit in new)
    ProjectUnit.objects.filter(project=project).exclude(unit_id__in=wanted).delete()


def _set_steering(project: Project, steering: Collection[Seat]) -> None:
    SteeringMember.objects.filter(project=project).delete()
    once = {seat.name: seat for seat in steering if seat.name.strip()}
    SteeringMember.objects.bulk_create(
        SteeringMember(project=project, membership=seat.member, name=seat.name, part=seat.part)
        for seat in once.values()
    )


def _set_facilitators(project: Project, facilitators: Collection[Membership]) -> None:
    wanted = {member.id for member in facilitators}
    present = set(ProjectFacilitator.objects.filter(project=project).values_list("membership_id", flat=True))
    ProjectFacilitator.objects.bulk_create(
        ProjectFacilitator(project=project, membership_id=member_id) for member_id in wanted - present
    )
    ProjectFacilitator.objects.filter(project=project).exclude(membership_id__in=wanted).delete()
