"""What worked elsewhere in this organisation: measures that are done or go on, and what others learned from them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from measures.models import Measure, MeasureQuerySet, MeasureState
from measures.permissions import sees_all
from measures.queries import search_measures
from projects.models import Continuation, Lesson, MeasureEvaluation, Project
from projects.queries.projects import unit_ids_in_scope
from werkdruk.organisations.models import Membership
from werkdruk.organisations.queries import led_unit_ids

GOES_ON = (Continuation.CONTINUE, Continuation.ADAPT)


@dataclass(slots=True)
class Example:
    """A measure of others: `where` names their unit only to whoever may read its plan."""

    measure: Measure
    where: str
    continuation: str = ""
    noticed: str = ""
    lessons: list[str] = field(default_factory=list)


def worked_elsewhere(project: Project) -> MeasureQuerySet:
    """Measures outside this project that are done, or that an evaluation wants to go on with."""
    goes_on = MeasureEvaluation.objects.filter(continuation__in=GOES_ON).values("measure_id")
    return (
        Measure.objects.kept()
        .filter(Q(state=MeasureState.DONE) | Q(id__in=goes_on))
        .exclude(id__in=project.project_measures.values("measure_id"))
        .exclude(unit_id__in=unit_ids_in_scope(project))
        .select_related("unit")
        .order_by("-done_at", "title", "id")
    )


def search(
    measures: MeasureQuerySet, member: Membership, *, words: str = "", kind: str = "", level: str = ""
) -> MeasureQuerySet:
    """Those of this kind and level in which every word stands.

    Who may not read all plans cannot find a team by its name or by a colleague's: only the measure's own words count.
    """
    if kind:
        measures = measures.filter(kind=kind)
    if level:
        measures = measures.filter(level=level)
    if sees_all(member):
        return search_measures(measures, words)
    for word in words.split():
        measures = measures.filter(Q(title__icontains=word) | Q(intended_result__icontains=word))
    return measures


def examples(measures: Iterable[Measure], member: Membership) -> list[Example]:
    """`measures` with what was learned (three queries), for the eyes of `member`."""
    readable = None if sees_all(member) else led_unit_ids(member)
    rows = {one.id: Example(one, _where(one, readable)) for one in measures}
    for lesson in Lesson.objects.filter(measure_id__in=rows).order_by("at", "id"):
        rows[lesson.measure_id].lessons.append(lesson.text)
    looked_back = MeasureEvaluation.objects.filter(measure_id__in=rows).order_by("evaluation__round", "id")
    for evaluation in looked_back:
        row = rows[evaluation.measure_id]
        row.continuation = evaluation.get_continuation_display() if evaluation.continuation else ""
        if _may_read(row.measure, readable):
            row.noticed = evaluation.noticed
    return list(rows.values())


def find_example(project: Project, measure: str) -> Measure | None:
    """The measure of others with this id, None for anything else."""
    try:
        wanted = UUID(measure)
    except ValueError:
        return None
    return worked_elsewhere(project).filter(id=wanted).first()


def _may_read(measure: Measure, readable: set[UUID] | None) -> bool:
    return measure.unit_id is None or readable is None or measure.unit_id in readable


def _where(measure: Measure, readable: set[UUID] | None) -> str:
    if measure.unit is None:
        return _("the whole organisation")
    return measure.unit.name if _may_read(measure, readable) else _("another team")
