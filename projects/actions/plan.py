"""The project plan: goals, measures, and the plan as a document."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from measures.actions import add_action, add_measure
from measures.models import Measure
from projects import queries
from projects.actions.guard import check_round, check_version, locked, move, record
from projects.domain import lifecycle
from projects.models import Goal, PlanDocument, Project, ProjectMeasure
from werkdruk.core import jobs
from werkdruk.core.errors import Refused
from werkdruk.core.models import Job
from werkdruk.organisations.models import Membership

PLAN_STAGES = 3  # gather, lay out, keep


@transaction.atomic
def add_goal(
    *,
    actor: Membership | None,
    project: Project,
    outcome: str,
    owner: Membership | None,
    owner_name: str,
    due_on: date,
    indicator: str = "",
    baseline: str = "",
    conditions: str = "",
) -> Goal:
    """Put a goal in the plan. Raises `NotYet` while the kick-off is open, else `Refused`."""
    current = locked(project)
    move(current, lifecycle.change_plan, goals=1)
    _check_goal(outcome, owner_name)
    goal = Goal.objects.create(
        project=current,
        round=current.round,
        outcome=outcome.strip(),
        indicator=indicator.strip(),
        baseline=baseline.strip(),
        owner=owner,
        owner_name=owner_name.strip(),
        due_on=due_on,
        conditions=conditions.strip(),
    )
    record("goal_added", actor, current, goal=str(goal.id))
    return goal


@transaction.atomic
def change_goal(*, actor: Membership | None, goal: Goal, version: int, **fields: Any) -> Goal:
    """Change a goal: fields as in `add_goal`. Raises `ChangedMeanwhile`, `NotYet` and `Refused`."""
    project = locked(goal.project)
    move(project, lifecycle.change_plan)
    current = Goal.objects.select_for_update().get(id=goal.id)
    check_round(current, project)
    check_version(current, version)
    _check_goal(fields["outcome"], fields["owner_name"])
    for name in ("outcome", "indicator", "baseline", "owner", "owner_name", "due_on", "conditions"):
        setattr(current, name, fields[name])
    current.version += 1
    current.save()
    record("goal_changed", actor, project, goal=str(current.id))
    return current


@transaction.atomic
def remove_goal(*, actor: Membership | None, goal: Goal) -> None:
    """Take a goal out of the plan. Raises `NotYet` for the last goal of a plan in use."""
    project = locked(goal.project)
    check_round(goal, project)
    move(project, lifecycle.change_plan, goals=-1)
    record("goal_removed", actor, project, goal=str(goal.id), outcome=goal.outcome[:200])
    Goal.objects.filter(id=goal.id).delete()


@transaction.atomic
def add_measure_to_plan(
    *,
    actor: Membership | None,
    project: Project,
    measure: dict[str, Any],
    first_action: dict[str, Any] | None = None,
) -> ProjectMeasure:
    """Make a new measure (fields as in `measures.actions.add_measure`) with its first action, in the plan.

    A form that arrives twice makes one measure. Raises `NotYet` while the kick-off is open, and what
    `add_measure` refuses.
    """
    current = locked(project)
    move(current, lifecycle.change_plan, measures=1)
    unit = measure.get("unit")
    if unit is not None and unit.id not in queries.unit_ids_in_scope(current):
        raise Refused(_("This unit does not take part in the project."))
    made = add_measure(actor=actor, **measure)
    there = ProjectMeasure.objects.filter(project=current, round=current.round, measure=made).first()
    if there is not None:
        return there
    if first_action:
        add_action(actor=actor, measure=made, **first_action)
    return _link(actor, current, made)


@transaction.atomic
def link_measure(*, actor: Membership | None, project: Project, measure: Measure) -> ProjectMeasure:
    """Put an existing measure in the plan; a second time changes nothing.

    Raises `NotYet` while the kick-off is open, `Refused` for a measure of a unit outside the project.
    """
    current = locked(project)
    there = ProjectMeasure.objects.filter(project=current, round=current.round, measure=measure).first()
    if there is not None:
        return there
    move(current, lifecycle.change_plan, measures=1)
    if not queries.linkable_measures(current).filter(id=measure.id).exists():
        raise Refused(_("This measure belongs to a unit outside this project, or is finished."))
    return _link(actor, current, measure)


@transaction.atomic
def unlink_measure(*, actor: Membership | None, project: Project, measure: Measure) -> None:
    """Take a measure out of this plan; the measure itself stays in its action plan. Raises `NotYet`."""
    current = locked(project)
    counted = queries.plan_measures(current).filter(id=measure.id).exists()
    move(current, lifecycle.change_plan, measures=-1 if counted else 0)
    ProjectMeasure.objects.filter(project=current, round=current.round, measure=measure).delete()
    record("measure_unlinked", actor, current, measure=str(measure.id), title=measure.title)


@transaction.atomic
def start_plan_document(*, actor: Membership | None, project: Project) -> Job:
    """Let a worker make the plan as PDF, in the language of who asks; one at a time per project.

    Raises `NotYet` while the kick-off is open or the plan lacks a goal or a measure.
    """
    current = locked(project)
    move(current, lifecycle.make_document)
    running = queries.running_plan_job(current)
    if running is not None:
        return running
    job = jobs.start(
        queries.PLAN_JOB,
        actor=actor,
        total=PLAN_STAGES,
        project=str(current.id),
        language=get_language(),
        made_by=actor.user.name if actor else "",
    )
    record("plan_document_started", actor, current)
    return job


@transaction.atomic
def store_plan_document(
    *, project: Project, job_id: UUID, content: bytes, pages: int, language: str, made_by_name: str
) -> PlanDocument:
    """Keep a finished PDF as the next version; the same job a second time keeps the first result."""
    current = locked(project)
    there = PlanDocument.objects.filter(job_id=job_id).first()
    if there is not None:
        return there
    last = PlanDocument.objects.filter(project=current).aggregate(last=Max("number"))["last"] or 0
    document = PlanDocument.objects.create(
        project=current,
        round=current.round,
        job_id=job_id,
        number=last + 1,
        content=content,
        size=len(content),
        pages=pages,
        language=language,
        made_by_name=made_by_name,
    )
    record("plan_document_made", None, current, number=document.number, pages=pages)
    return document


def _link(actor: Membership | None, project: Project, measure: Measure) -> ProjectMeasure:
    link = ProjectMeasure.objects.create(project=project, round=project.round, measure=measure)
    record("measure_linked", actor, project, measure=str(measure.id), title=measure.title)
    return link


def _check_goal(outcome: str, owner_name: str) -> None:
    if not outcome.strip():
        raise Refused(_("Write down what will be different."))
    if not owner_name.strip():
        raise Refused(_("A goal needs somebody who minds it."))
