"""The lessons of all projects: found by words, by unit and by kind of measure."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from projects.models import Lesson
from projects.queries.projects import visible_to
from werkdruk.organisations.models import Membership
from werkdruk.organisations.queries import unit_tree

MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson with where it was learned; `may_open`: whether the member may open the project."""

    lesson: Lesson
    may_open: bool


def found_lessons(words: str = "", unit: UUID | None = None, kind: str = "") -> QuerySet[Lesson]:
    """The lessons in which all `words` stand (in the text, the project or the measure), newest first.

    `unit`: of projects in that unit, or in a unit above or below it. `kind`: about measures of that kind.
    """
    found = Lesson.objects.select_related("project", "measure__unit").order_by("-at", "id")
    for word in words.split()[:MOST_WORDS]:
        found = found.filter(
            Q(text__icontains=word) | Q(project__name__icontains=word) | Q(measure__title__icontains=word)
        )
    if unit is not None:
        tree = unit_tree()
        around = {*tree.below([unit]), *(tree.path(unit) if unit in tree.units else [])}
        found = found.filter(project__project_units__unit_id__in=around).distinct()
    if kind:
        found = found.filter(measure__kind=kind)
    return found


def lesson_rows(lessons: list[Lesson], member: Membership, *, every: bool) -> list[LessonRow]:
    """The lessons of one page (two queries at most): who may not open a project gets its name only."""
    ids = {one.project_id for one in lessons}
    if every:
        seen = ids
    else:
        visible = visible_to(member, every=False).filter(id__in=ids).prefetch_related(None).order_by()
        seen = set(visible.values_list("id", flat=True))
    return [LessonRow(one, one.project_id in seen) for one in lessons]


def any_lessons() -> bool:
    """Whether there is any lesson at all."""
    return Lesson.objects.exists()
