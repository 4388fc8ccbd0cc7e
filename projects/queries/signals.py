"""Reads over signals: those of a project's round, what can be taken over, and what staff wrote."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from projects.domain.figure_periods import Period
from projects.models import EarlySignal, HrFigure, Project, Signal, SignalSource
from projects.queries.projects import find_project, unit_ids_in_scope
from surveys.models import Publication, SurveySettings, Wave
from werkdruk.organisations.models import Unit

WAVES_OFFERED = 3


def find_signal(project: UUID, signal: UUID) -> Signal | None:
    """A signal of a project, or None."""
    found = Signal.objects.select_related("unit", "wave").filter(project_id=project, id=signal).first()
    if found is not None:
        whole = find_project(project)
        assert whole is not None
        found.project = whole
    return found


def signals(project: Project) -> list[Signal]:
    """The signals of the current round, oldest first (one query)."""
    rows = Signal.objects.filter(project=project, round=project.round).select_related("unit", "wave")
    return list(rows.order_by("seen_on", "created_at", "id"))


def waves_to_offer(project: Project, known: list[Signal]) -> list[Wave]:
    """The newest published waves that are no signal of this round yet; only that they are there, nothing of what is
    in them (one query). A project without units is about nobody: none."""
    if not project.project_units.all():
        return []
    there = {one.wave_id for one in known}
    published = Publication.objects.whole().exclude(wave_id__in=there).values("wave_id")
    return list(Wave.objects.filter(id__in=published).order_by("-month")[:WAVES_OFFERED])


def find_published_wave(wave: UUID) -> Wave | None:
    """A wave whose figures of the whole organisation are published, or None."""
    return Wave.objects.filter(
        id__in=Publication.objects.whole().filter(wave_id=wave).values("wave_id")
    ).first()


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest figure of one kind for a unit (None: the whole organisation)."""

    kind: str
    unit: Unit | None
    period: Period
    stored: HrFigure


def figures_to_offer(project: Project, known: list[Signal]) -> list[Newest]:
    """The newest figure of each kind in the units of the project, else of the organisation, that is no signal of this
    round yet (three queries)."""
    there = {(one.figure_kind, one.unit_id) for one in known if one.figure_kind}
    units = unit_ids_in_scope(project)
    newest: dict[tuple[str, UUID | None], HrFigure] = {}
    rows = HrFigure.objects.select_related("unit").order_by("starts_on")
    for one in rows:
        if one.unit_id is None or one.unit_id in units:
            newest[one.kind, one.unit_id] = one
    of_units = {kind for kind, unit_id in newest if unit_id is not None}
    return [
        Newest(kind, one.unit, Period(one.starts_on, one.ends_on), one)
        for (kind, unit_id), one in sorted(
            newest.items(), key=lambda pair: (pair[0][0], pair[1].unit_id is None)
        )
        if (kind, unit_id) not in there and (unit_id is not None or kind not in of_units)
    ]


def smallest_group() -> int:
    """Of how many people at least the survey shows anything: the same holds for what people say on leaving."""
    found = SurveySettings.objects.values_list("k", flat=True).first()
    return found or SurveySettings().k


def find_early(early: UUID) -> EarlySignal | None:
    """What somebody wrote on the page for all staff, or None."""
    return EarlySignal.objects.select_related("unit", "signal__project").filter(id=early).first()


def early_waiting() -> QuerySet[EarlySignal]:
    """What nobody has dealt with yet, oldest first."""
    return EarlySignal.objects.waiting().select_related("unit")


def early_handled() -> QuerySet[EarlySignal]:
    """What was dealt with, newest first."""
    rows = EarlySignal.objects.filter(handled_at__isnull=False).select_related("unit", "signal__project")
    return rows.order_by("-handled_at", "id")


def answers_for_staff(most: int) -> list[str]:
    """What was done with earlier signals, newest first: the answers only, never what somebody wrote."""
    rows = (
        EarlySignal.objects.filter(handled_at__isnull=False).exclude(answer="").order_by("-handled_at", "id")
    )
    return list(rows.values_list("answer", flat=True)[:most])


def running_projects() -> list[Project]:
    """Projects that can take a signal, by name."""
    return list(Project.objects.running().order_by("name", "id"))


SOURCES_TYPED = [
    value for value in SignalSource.values if value not in (SignalSource.SURVEY, SignalSource.FIGURES)
]
