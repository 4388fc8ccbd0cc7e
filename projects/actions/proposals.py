"""Step 3: putting measures forward, saying what they tackle, choosing them for the plan or putting them off."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from projects import queries
from projects.actions.guard import NotYet, check_round, check_version, locked, name_of, record
from projects.actions.plan import add_measure_to_plan
from projects.domain import lifecycle
from projects.models import (
    Cause,
    Project,
    ProjectMeasure,
    Proposal,
    ProposalOrigin,
    ProposalState,
    Signal,
    Tackles,
)
from projects.queries import proposals as reads
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership

FIELDS = ("title", "intended_result", "kind", "level", "unit")


@transaction.atomic
def add_proposal(
    *,
    actor: Membership | None,
    project: Project,
    title: str,
    tackles: Collection[Cause | Signal] = (),
    origin: str = ProposalOrigin.STAFF,
    form_key: UUID | None = None,
    **fields: Any,
) -> Proposal:
    """Put a measure forward, with what it tackles; a form that arrives twice makes one.

    `fields` are those of `FIELDS`. Raises `Refused` without a title, for a unit outside the project and in a
    closed project.
    """
    current = still_open(project)
    if form_key is not None:
        there = Proposal.objects.filter(form_key=form_key).first()
        if there is not None:
            return there
    _check(current, title, fields.get("unit"))
    proposal = Proposal.objects.create(
        project=current,
        round=current.round,
        title=title.strip(),
        origin=origin,
        by_name=name_of(actor),
        form_key=form_key,
        **fields,
    )
    _link(current, tackles, proposal=proposal)
    record("proposal_added", actor, current, proposal=str(proposal.id), title=proposal.title)
    return proposal


@transaction.atomic
def change_proposal(
    *,
    actor: Membership | None,
    proposal: Proposal,
    version: int,
    tackles: Collection[Cause | Signal],
    **fields: Any,
) -> Proposal:
    """Change what a proposal says and tackles. Raises `ChangedMeanwhile`, and `Refused` once it is in the plan."""
    project = still_open(proposal.project)
    current = lock(proposal, project)
    check_version(current, version)
    if current.state == ProposalState.CHOSEN:
        raise Refused(_("This measure is in the plan. Change it there."))
    _check(project, fields["title"], fields.get("unit"))
    for name in FIELDS:
        if name in fields:
            setattr(current, name, fields[name])
    current.version += 1
    current.save()
    Tackles.objects.filter(proposal=current).delete()
    _link(project, tackles, proposal=current)
    record("proposal_changed", actor, project, proposal=str(current.id), title=current.title)
    return current


@transaction.atomic
def remove_proposal(*, actor: Membership | None, proposal: Proposal) -> None:
    """Take a proposal away with its marks; a second time changes nothing. Refused once it is in the plan."""
    project = still_open(proposal.project)
    if not Proposal.objects.filter(id=proposal.id).exists():
        return
    current = lock(proposal, project)
    if current.state == ProposalState.CHOSEN:
        raise Refused(_("This measure is in the plan. Take it out of the plan there."))
    record("proposal_removed", actor, project, title=current.title)
    current.delete()


@transaction.atomic
def put_off_proposal(*, actor: Membership | None, proposal: Proposal, reason: str) -> Proposal:
    """Say that a measure is not for now, and why, so that who thought of it hears. Raises `Refused`."""
    project = still_open(proposal.project)
    current = lock(proposal, project)
    if current.state == ProposalState.CHOSEN:
        raise Refused(_("This measure is in the plan. Take it out of the plan there."))
    if not reason.strip():
        raise Refused(_("Write down why not now: whoever thought of it wants to know."))
    current.state, current.why_not_now = ProposalState.LATER, reason.strip()
    current.version += 1
    current.save()
    record("proposal_later", actor, project, title=current.title, reason=current.why_not_now)
    return current


@transaction.atomic
def make_idea_again(*, actor: Membership | None, proposal: Proposal) -> Proposal:
    """Bring back what was put off, or what was taken out of the plan; a second time changes nothing.

    Raises `Refused` while its measure is in the plan.
    """
    project = still_open(proposal.project)
    current = lock(proposal, project)
    if current.state == ProposalState.IDEA:
        return current
    if current.state == ProposalState.CHOSEN and reads.in_plan(project, current):
        raise Refused(_("This measure is in the plan. Take it out of the plan there."))
    current.state, current.why_not_now, current.measure = ProposalState.IDEA, "", None
    current.version += 1
    current.save()
    record("proposal_back", actor, project, title=current.title)
    return current


@transaction.atomic
def choose_proposal(
    *,
    actor: Membership | None,
    proposal: Proposal,
    measure: dict[str, Any],
    first_action: dict[str, Any] | None = None,
) -> ProjectMeasure:
    """Make `proposal` a measure of the plan (fields as in `add_measure_to_plan`), with what it tackles.

    Two people who choose it at once make one measure. Raises `NotYet` while the kick-off is open, and `Refused`.
    """
    project = still_open(proposal.project)
    current = lock(proposal, project)
    if current.state == ProposalState.CHOSEN:
        there = ProjectMeasure.objects.filter(project=project, measure_id=current.measure_id).first()
        if there is not None:
            return there
    link = add_measure_to_plan(actor=actor, project=project, measure=measure, first_action=first_action)
    _link(project, [reads.target_of(row) for row in _tackles(current)], measure=link.measure)
    current.state, current.measure, current.why_not_now = ProposalState.CHOSEN, link.measure, ""
    current.version += 1
    current.save()
    record("proposal_chosen", actor, project, proposal=str(current.id), title=current.title)
    return link


@transaction.atomic
def change_tackles(
    *, actor: Membership | None, link: ProjectMeasure, tackles: Collection[Cause | Signal]
) -> None:
    """Say what a measure in the plan tackles, instead of what was said before. Raises `Refused`."""
    project = still_open(link.project)
    Tackles.objects.filter(project=project, measure=link.measure, proposal=None).delete()
    _link(project, tackles, measure=link.measure)
    record("tackles_changed", actor, project, measure=str(link.measure_id), title=link.measure.title)


def lock(proposal: Proposal, project: Project) -> Proposal:
    """The proposal as it is now, locked; `project` was locked before. What earlier rounds thought up stays as it is."""
    found = Proposal.objects.select_for_update().filter(id=proposal.id).first()
    if found is None:
        raise Refused(_("Somebody else removed this meanwhile."))
    check_round(found, project)
    return found


def still_open(project: Project) -> Project:
    """The project, locked; raises `NotYet` when it was closed."""
    current = locked(project)
    if current.closed_at is not None:
        raise NotYet((lifecycle.Blocker(lifecycle.Obstacle.CLOSED),))
    return current


def _tackles(proposal: Proposal) -> list[Tackles]:
    return list(Tackles.objects.filter(proposal=proposal).select_related("cause", "signal"))


def _link(
    project: Project,
    tackles: Collection[Cause | Signal],
    *,
    proposal: Proposal | None = None,
    measure: Any = None,
) -> None:
    """Write what a proposal or a measure tackles; each thing once, and only things of this project."""
    things = {thing.id: thing for thing in tackles}
    if any(thing.project_id != project.id for thing in things.values()):
        raise Refused(_("This belongs to another project."))
    known = set()
    if measure is not None:
        rows = Tackles.objects.filter(project=project, measure=measure, proposal=None)
        known = {row.cause_id or row.signal_id for row in rows}
    Tackles.objects.bulk_create(
        Tackles(
            project=project,
            proposal=proposal,
            measure=measure,
            cause=thing if isinstance(thing, Cause) else None,
            signal=thing if isinstance(thing, Signal) else None,
        )
        for thing in things.values()
        if thing.id not in known
    )


def _check(project: Project, title: str, unit: Any) -> None:
    if not title.strip():
        raise Refused(_("A measure needs a name."))
    if unit is not None and unit.id not in queries.unit_ids_in_scope(project):
        raise Refused(_("This unit does not take part in the project."))
