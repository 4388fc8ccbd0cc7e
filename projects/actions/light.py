"""The light path of a small project: one team writes down goal, kick-off, cause and measures in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects import queries
from projects.actions.involving import involve
from projects.actions.kickoff import change_kickoff_item, settle_kickoff_item, waive_kickoff_item
from projects.actions.plan import add_goal, add_measure_to_plan
from projects.actions.project import change_contact, create_project
from projects.actions.rounds import plan_dates
from projects.actions.steps import begin_step, finish_step
from projects.domain import kickoff
from projects.domain.lifecycle import Step
from projects.models import Approach, KickoffItem, Project, ProjectStep, ProjectUnit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership, Unit


@dataclass(frozen=True, slots=True)
class Person:
    """A member, or anybody else by name."""

    member: Membership | None
    name: str


@dataclass(frozen=True, slots=True)
class LightMeasure:
    """A measure on the one page: what, who, by when."""

    title: str
    who: Person
    due_on: date


@dataclass(frozen=True, slots=True)
class LightPlan:
    """All that the page asks for. `points` says why a point of the kick-off is not needed; the others are done."""

    name: str
    goal: str
    indicator: str
    unit: Unit
    leads: Person
    signal: str
    cause: str
    involved: str
    how: str
    communication: str
    points: Mapping[str, str]
    measures: Sequence[LightMeasure]
    look_back_on: date


@transaction.atomic
def start_light(*, actor: Membership, plan: LightPlan, identity: UUID) -> Project:
    """Start a small project and bring it up to carrying out, through the same actions and gates as any other.

    All of it or nothing; the same form twice makes one project. Raises what those actions refuse, and `Refused`
    without a measure.
    """
    there = queries.find_project(identity)
    if there is not None:
        return there
    if not plan.measures:
        raise Refused(_("Write down at least one measure."))
    today = timezone.localdate()
    project = create_project(
        actor=actor,
        name=plan.name,
        goal=plan.goal,
        units=[plan.unit],
        approach=Approach.SMALL,
        leader=plan.leads.member or actor,
        starts_on=today,
        aims_on=plan.look_back_on,
        identity=identity,
    )
    _choose_contact(actor, project, plan)
    _pass_step(actor, project, Step.SIGNAL, plan, plan.signal, today)
    begin_step(actor=actor, project=project, number=Step.INSIGHT)
    _pass_step(actor, project, Step.INSIGHT, plan, plan.cause, today)
    _settle_kickoff(actor, project, plan)
    _write_plan(actor, project, plan)
    begin_step(actor=actor, project=project, number=Step.MEASURES)
    _pass_step(actor, project, Step.MEASURES, plan, "", today)
    begin_step(actor=actor, project=project, number=Step.CARRY_OUT)
    version = Project.objects.get(id=project.id).version
    plan_dates(
        actor=actor,
        project=project,
        version=version,
        dates={
            Step.CARRY_OUT: (today, plan.look_back_on),
            Step.EVALUATE: (plan.look_back_on, plan.look_back_on),
        },
    )
    return project


def _choose_contact(actor: Membership, project: Project, plan: LightPlan) -> None:
    place = ProjectUnit.objects.select_related("project").get(project=project)
    change_contact(
        actor=actor,
        place=place,
        version=place.version,
        contact=plan.leads.member,
        contact_name=plan.leads.name,
        role_name=place.role_name,
    )


def _pass_step(
    actor: Membership, project: Project, number: int, plan: LightPlan, result: str, today: date
) -> None:
    step = ProjectStep.objects.select_related("project").get(project=project, number=number)
    involve(actor=actor, step=step, on=today, who=plan.involved, how=plan.how)
    finish_step(actor=actor, project=project, number=number, result=result)


def _settle_kickoff(actor: Membership, project: Project, plan: LightPlan) -> None:
    for code in kickoff.SMALL_CODES:
        item = KickoffItem.objects.select_related("project").get(project=project, code=code)
        reason = plan.points.get(code, "")
        if code == kickoff.AGREEMENT:
            item = change_kickoff_item(
                actor=actor,
                item=item,
                version=item.version,
                who=plan.leads.member,
                who_name=plan.leads.name,
                ready_on=timezone.localdate(),
                note=plan.communication,
            )
        if reason.strip():
            waive_kickoff_item(actor=actor, item=item, version=item.version, reason=reason)
        else:
            settle_kickoff_item(actor=actor, item=item, version=item.version)


def _write_plan(actor: Membership, project: Project, plan: LightPlan) -> None:
    add_goal(
        actor=actor,
        project=project,
        outcome=plan.goal,
        indicator=plan.indicator,
        owner=plan.leads.member,
        owner_name=plan.leads.name,
        due_on=plan.look_back_on,
    )
    for measure in plan.measures:
        add_measure_to_plan(
            actor=actor,
            project=project,
            measure={
                "title": measure.title,
                "intended_result": plan.goal,
                "unit": plan.unit,
                "owner": measure.who.member,
                "owner_name": measure.who.name,
                "due_on": measure.due_on,
            },
        )
