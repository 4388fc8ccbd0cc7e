"""Reads over the evaluation of a project's current round: what was looked at, and what is still missing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone

from measures.models import Action, ActionState, Measure, MeasureState
from projects.domain.kept import Deed, Kept, kept
from projects.domain.lifecycle import Step
from projects.models import (
    Evaluation,
    Goal,
    GoalEvaluation,
    Lesson,
    MeasureEvaluation,
    Poll,
    Project,
    ProjectMeasure,
    ProjectStep,
    StepState,
)
from projects.queries.projects import find_project

# Where a small project has no more measures than this, everything stands on one page.
SHORT_UP_TO = 1


@dataclass(frozen=True, slots=True)
class Looked:
    """One measure of the current round, what its dates say, and what was written about it (None: nothing yet)."""

    project: Project
    measure: Measure
    row: MeasureEvaluation | None
    kept: Kept

    @property
    def is_settled(self) -> bool:
        """Whether it was decided what happens with it next."""
        return bool(self.row and self.row.continuation)

    @property
    def stops_but_runs(self) -> bool:
        """Whether it was decided to stop it while its action plan still asks for it."""
        return bool(self.row and self.row.continuation == "stop" and self.measure.live)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal of the plan with how it is now."""

    goal: Goal
    row: GoalEvaluation | None


@dataclass(frozen=True, slots=True)
class Missing:
    """What an evaluation still lacks: its verdict, whether the goal was reached, who reports, and these measures."""

    reached: bool
    verdict: bool
    reporter: bool
    measures: list[Looked]

    @property
    def nothing(self) -> bool:
        """Whether the evaluation is complete."""
        return not (self.reached or self.verdict or self.reporter or self.measures)


def find_evaluation(project: Project) -> Evaluation | None:
    """The evaluation of the project's current round; None before the first word of it."""
    found = Evaluation.objects.filter(project=project, round=project.round)
    evaluation: Evaluation | None = found.select_related("reporter__user").first()
    return evaluation


def is_under_way(project: Project) -> bool:
    """Whether step 5 of the current round is under way: only then is the evaluation written."""
    step = ProjectStep.objects.filter(project=project, round=project.round, number=Step.EVALUATE)
    return project.closed_at is None and step.filter(state=StepState.UNDER_WAY).exists()


def looked_at(project: Project) -> list[Looked]:
    """The measures of the current round in the order of the plan (three queries).

    A measure that was dropped meanwhile stays on the list when something was written about it.
    """
    links = ProjectMeasure.objects.filter(project=project, round=project.round)
    rows = {
        row.measure_id: row
        for row in MeasureEvaluation.objects.filter(
            evaluation__project=project, evaluation__round=project.round
        )
    }
    measures = (
        Measure.objects.filter(id__in=links.values("measure_id"))
        .filter(~Q(state=MeasureState.DROPPED) | Q(id__in=list(rows)))
        .select_related("unit", "owner__user")
        .prefetch_related(_actions())
        .order_by("created_at", "id")
    )
    return [Looked(project, one, rows.get(one.id), kept_by(one)) for one in measures]


def find_looked(project: UUID, measure: UUID) -> Looked | None:
    """One measure of a project's current round, or None."""
    found = find_project(project)
    if found is None:
        return None
    return next((one for one in looked_at(found) if one.measure.id == measure), None)


def kept_by(measure: Measure) -> Kept:
    """What the dates of a measure's actions say; without actions its own date. Actions that were dropped count not."""
    actions = list(measure.actions.all())
    if not actions:
        done = measure.done_at and timezone.localdate(measure.done_at)
        return kept([Deed(measure.due_on, done)])
    return kept(Deed(one.due_on, _done_on(one)) for one in actions)


def goal_rows(project: Project) -> list[GoalRow]:
    """The goals of the current round with how they are now (two queries)."""
    rows = {
        row.goal_id: row
        for row in GoalEvaluation.objects.filter(evaluation__project=project, evaluation__round=project.round)
    }
    goals = Goal.objects.filter(project=project, round=project.round)
    return [GoalRow(goal, rows.get(goal.id)) for goal in goals]


def missing(evaluation: Evaluation | None, measures: list[Looked]) -> Missing:
    """What is not filled in yet."""
    return Missing(
        reached=not (evaluation and evaluation.reached),
        verdict=not (evaluation and evaluation.verdict.strip()),
        reporter=not (evaluation and evaluation.reporter_name),
        measures=[
            one for one in measures if one.measure.state != MeasureState.DROPPED and not one.is_settled
        ],
    )


def is_complete(project: Project) -> bool:
    """Whether the current round has its verdict, says whether the goal was reached and who reports back when, and
    every measure that is kept in its plan has been decided on."""
    return missing(find_evaluation(project), looked_at(project)).nothing


def is_short(project: Project, measures: list[Looked]) -> bool:
    """Whether everything fits on one page: a small project with one measure at most."""
    return not project.is_large and len(measures) <= SHORT_UP_TO


def lesson_about(project: Project, measure: Measure | None) -> Lesson | None:
    """What others can learn, as written in the current round about a measure, or (None) about the whole."""
    found: Lesson | None = Lesson.objects.filter(
        project=project, round=project.round, measure=measure
    ).first()
    return found


def started_on(measure: Measure, project: Project) -> date:
    """From when a measure can have had effect: its own start, else when carrying out began, else when it was made."""
    if measure.starts_on:
        return measure.starts_on
    step = ProjectStep.objects.filter(project=project, round=project.round, number=Step.CARRY_OUT).first()
    moment = (step and step.begun_at) or measure.created_at
    return timezone.localdate(moment)


def polls_of(project: Project) -> list[Poll]:
    """The polls of the current round, newest first."""
    return list(Poll.objects.filter(project=project, round=project.round))


def to_report(today: date) -> list[Evaluation]:
    """The evaluations of which somebody reports back today or should have (one query)."""
    found = Evaluation.objects.filter(report_on__lte=today, reported_at__isnull=True)
    return list(found.select_related("project__leader__user", "reporter__user").order_by("report_on", "id"))


def _actions() -> Prefetch:
    return Prefetch(
        "actions",
        queryset=Action.objects.exclude(state=ActionState.DROPPED).select_related("who__user").by_date(),
    )


def _done_on(action: Action) -> date | None:
    if action.state != ActionState.DONE:
        return None
    return timezone.localdate(action.done_at) if action.done_at else action.due_on
