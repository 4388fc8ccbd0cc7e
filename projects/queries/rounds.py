"""Reads over the rounds of a project: what was done in each, how staff took part, what goes on."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from measures.models import Measure
from projects.models import (
    Continuation,
    Evaluation,
    Goal,
    Involvement,
    KickoffItem,
    MeasureEvaluation,
    Project,
    ProjectMeasure,
    ProjectRound,
    ProjectStep,
    Stand,
)
from projects.queries.projects import find_project


@dataclass(frozen=True, slots=True)
class PastMeasure:
    """A measure of an earlier plan, with how it went on; nothing when it was not weighed."""

    measure: Measure
    evaluation: MeasureEvaluation | None


@dataclass(frozen=True, slots=True)
class Round:
    """One round as it can be read afterwards; `before` is what the first round does not have."""

    number: int
    goal: str
    before: ProjectRound | None
    steps: list[ProjectStep]
    items: list[KickoffItem]
    stands: list[Stand]
    goals: list[Goal]
    measures: list[PastMeasure]
    evaluation: Evaluation | None


def involvements_of(step: ProjectStep) -> QuerySet[Involvement]:
    """How staff took part in `step`, oldest first."""
    return Involvement.objects.filter(step=step)


def find_involvement(project: UUID, involvement: UUID) -> Involvement | None:
    """One line about how staff took part, with its step and its project; None when there is none."""
    found = (
        Involvement.objects.select_related("step").filter(step__project_id=project, id=involvement).first()
    )
    whole = find_project(project) if found else None
    if found is None or whole is None:
        return None
    found.step.project = whole
    return found


def rounds_of(project: Project) -> list[ProjectRound]:
    """The rounds after the first, in order."""
    return list(ProjectRound.objects.filter(project=project))


def this_round(project: Project) -> ProjectRound | None:
    """How the round in which `project` is began; None in the first."""
    return ProjectRound.objects.filter(project=project, number=project.round).first()


def learned_in(project: Project) -> str:
    """What the evaluation of this round says was learned."""
    found = Evaluation.objects.filter(project=project, round=project.round).first()
    return found.learned if found else ""


def round_story(project: Project, number: int) -> Round | None:
    """Round `number` with all that belongs to it; None for a round that was not begun."""
    if not 1 <= number <= project.round:
        return None
    later = {one.number: one for one in rounds_of(project)}
    after = later.get(number + 1)
    evaluation = Evaluation.objects.filter(project=project, round=number).first()
    weighed = {one.measure_id: one for one in MeasureEvaluation.objects.filter(evaluation=evaluation)}
    links = ProjectMeasure.objects.filter(project=project, round=number).select_related(
        "measure__unit", "measure__owner__user"
    )
    involvements = Prefetch("involvements", queryset=Involvement.objects.order_by("on", "created_at", "id"))
    return Round(
        number=number,
        goal=after.goal_before if after else project.goal,
        before=later.get(number),
        steps=list(
            ProjectStep.objects.filter(project=project, round=number, number__lte=5)
            .order_by("number")
            .prefetch_related(involvements)
        ),
        items=list(KickoffItem.objects.filter(project=project, round=number)),
        stands=list(Stand.objects.filter(project=project, round=number)),
        goals=list(Goal.objects.filter(project=project, round=number)),
        measures=[PastMeasure(link.measure, weighed.get(link.measure_id)) for link in links],
        evaluation=evaluation,
    )


def carried_on(project: Project) -> set[UUID]:
    """The measures of the round before that were to continue or to be adapted: the first to choose from."""
    going_on = (Continuation.CONTINUE, Continuation.ADAPT)
    found = MeasureEvaluation.objects.filter(
        evaluation__project=project, evaluation__round=project.round - 1, continuation__in=going_on
    )
    return set(found.values_list("measure_id", flat=True))
