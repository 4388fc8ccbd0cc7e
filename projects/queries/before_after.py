"""What the survey and the figures of HR say before and after a day: published figures only, through their gate."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from projects.domain.before_after import Change, Month, SeriesChange, compare, same_months
from projects.models import FigureKind, HrFigure
from surveys.models import Publication, Wave
from surveys.permissions import see_figures, see_unit_figures
from surveys.queries.publications import unit_years, visible_unit_publications, wave_sheet
from surveys.words.figures import Shown
from werkdruk.organisations.models import Membership, Unit


@dataclass(frozen=True, slots=True)
class At:
    """A published index: of which month or year, what is shown, and among how many."""

    first: date
    last: date
    index: Shown
    respondents: Shown


@dataclass(frozen=True, slots=True)
class IndexChange:
    """The index of the organisation or of a unit before and after; `change` says what the intervals allow to say."""

    unit_name: str
    before: At | None
    after: At | None
    change: Change


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A series of HR before and after."""

    kind: str
    label: str
    unit_name: str
    change: SeriesChange


def index_changes(member: Membership, unit: Unit | None, started_on: date) -> list[IndexChange]:
    """The index of the organisation, and of `unit` where it has one, before and after `started_on`.

    Empty for who may not see the figures of the survey; nothing is read then.
    """
    found = []
    if see_figures(member, None):
        found.append(_whole(started_on))
    if unit is not None and (of_unit := _of_unit(member, unit, started_on)) is not None:
        found.append(of_unit)
    return found


def figure_changes(unit: Unit | None, started_on: date) -> list[FigureChange]:
    """Each series of HR, of `unit` or (None) the organisation, in the same months before and after (one query)."""
    series: dict[str, list[Month]] = {}
    for row in HrFigure.objects.filter(unit=unit).order_by("starts_on"):
        if _is_month(row):
            series.setdefault(row.kind, []).append(Month(row.starts_on, row.value))
    found = []
    for kind in FigureKind:
        change = same_months(series.get(kind.value, []), started_on)
        if change is not None:
            found.append(FigureChange(kind.value, str(kind.label), unit.name if unit else "", change))
    return found


def _is_month(row: HrFigure) -> bool:
    return row.starts_on.day == 1 and (row.starts_on.year, row.starts_on.month) == (
        row.ends_on.year,
        row.ends_on.month,
    )


def _whole(started_on: date) -> IndexChange:
    """The last wave that had closed before that day, and the newest one that opened after it."""
    waves = Wave.objects.with_figures()
    before = waves.filter(closes_on__lt=started_on).order_by("-month").first()
    after = waves.filter(opens_on__gt=started_on).order_by("-month").first()
    return _change("", _of_wave(before), _of_wave(after))


def _of_wave(wave: Wave | None) -> At | None:
    if wave is None:
        return None
    sheet = wave_sheet(wave)
    return At(wave.month, wave.month, sheet.index, sheet.respondents)


def _of_unit(member: Membership, unit: Unit, started_on: date) -> IndexChange | None:
    """The years of a unit that ended before that day or began after it; a year around it says neither."""
    newest = _newest(unit.id)
    if newest is None:
        return _change(unit.name, None, None) if see_unit_figures(member, None) else None
    years = [one for one in unit_years(newest) if see_unit_figures(member, one.publication)]
    spans = [
        At(block.first_month, block.last_month, one.index, one.respondents)
        for one in years
        if (block := one.publication.block) is not None
    ]
    before = next((one for one in spans if one.last < started_on.replace(day=1)), None)
    after = next((one for one in spans if one.first > started_on), None)
    if not years:
        return None
    return _change(unit.name, before, after)


def _newest(unit: UUID) -> Publication | None:
    found: Publication | None = visible_unit_publications().filter(unit=unit).select_related("block").first()
    return found


def _change(unit_name: str, before: At | None, after: At | None) -> IndexChange:
    change = compare(before.index.range if before else None, after.index.range if after else None)
    return IndexChange(unit_name, before, after, change)
