"""Reads for the annex to the statutory action plan (RI&E): the measures that belong to it, with how they stand."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch

from measures.models import Action, ActionState, Measure, MeasureQuerySet
from projects.models import MeasureEvaluation, Project
from werkdruk.organisations.queries import unit_tree


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One measure of the statutory action plan; `effect` is its newest evaluation, where there is one."""

    measure: Measure
    place: str
    actions: list[Action]
    effect: MeasureEvaluation | None

    @property
    def actions_done(self) -> int:
        """How many of its actions are done."""
        return sum(action.state == ActionState.DONE for action in self.actions)


def statutory_measures(project: Project | None) -> MeasureQuerySet:
    """The flagged measures of the plan of `project` (all rounds), or of the whole organisation; not the dropped."""
    measures = Measure.objects.kept().filter(in_statutory_plan=True)
    if project is not None:
        measures = measures.filter(id__in=project.project_measures.values("measure_id"))
    return measures


def rows(project: Project | None) -> list[AnnexRow]:
    """The annex: the organisation's measures first, then unit by unit in the order of the tree (four queries)."""
    actions = Action.objects.exclude(state=ActionState.DROPPED).select_related("who__user").by_date()
    measures = list(
        statutory_measures(project)
        .in_plan_order()
        .select_related("owner__user", "unit")
        .prefetch_related(Prefetch("actions", queryset=actions))
    )
    effects = _effects([measure.id for measure in measures], project)
    order = {unit.id: place for place, (unit, _depth) in enumerate(unit_tree().depth_first(), start=1)}
    measures.sort(key=lambda one: order.get(one.unit_id, 9999) if one.unit_id else 0)
    return [
        AnnexRow(
            measure=measure,
            place=measure.unit.name if measure.unit else "",
            actions=list(measure.actions.all()),
            effect=effects.get(measure.id),
        )
        for measure in measures
    ]


def _effects(measures: list[UUID], project: Project | None) -> dict[UUID, MeasureEvaluation]:
    found = MeasureEvaluation.objects.filter(measure_id__in=measures)
    if project is not None:
        found = found.filter(evaluation__project=project)
    # The newest is written last over the others.
    return {row.measure_id: row for row in found.order_by("evaluation__round", "id")}
