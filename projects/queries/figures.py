"""Reads over the figures that HR brings in: what is stored, what a file would change, the series of a unit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from projects.domain.figure_diff import Diff, Stored, compare
from projects.domain.figure_periods import Period
from projects.domain.figure_rows import Mapped, Row, read_rows
from projects.models import FigureImport, HrFigure, ReferenceValue
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.domain.staff_columns import plain
from werkdruk.organisations.domain.staff_file import unpack
from werkdruk.organisations.models import ImportState, Organisation, Unit
from werkdruk.organisations.queries import unit_tree

# What people write for the whole organisation, as `plain` writes it; its own name counts too.
WHOLE = frozenset(
    [
        "heleorganisatie",
        "geheleorganisatie",
        "organisatie",
        "wholeorganisation",
        "entireorganisation",
        "organisation",
    ]
)


def find_figure(figure: UUID) -> HrFigure | None:
    """One figure with its unit, or None."""
    return HrFigure.objects.select_related("unit").filter(id=figure).first()


def find_figure_file(figure_import: UUID) -> FigureImport | None:
    """A file whose lines are still here, or that was applied; None for others."""
    return FigureImport.objects.select_related("by").filter(id=figure_import).first()


def find_reference(reference: UUID) -> ReferenceValue | None:
    """One reference value, or None."""
    return ReferenceValue.objects.filter(id=reference).first()


def figure_files() -> QuerySet[FigureImport]:
    """The last files, newest first, without their content."""
    return FigureImport.objects.select_related("by").defer("content", "undo").order_by("-at", "id")[:20]


def last_applied() -> UUID | None:
    """The last file whose figures stand: only that one can be undone."""
    found = FigureImport.objects.filter(state=ImportState.APPLIED).order_by("-applied_at", "-id")
    return found.values_list("id", flat=True).first()


def stored_figures(without: UUID | None = None) -> list[Stored[UUID]]:
    """Every figure, for the rules (one query); not the one with the id `without`."""
    rows = HrFigure.objects.order_by()
    if without is not None:
        rows = rows.exclude(id=without)
    names = ("id", "kind", "unit_id", "starts_on", "ends_on", "people", "value", "numerator", "denominator")
    return [
        Stored(id=key, kind=kind, unit=unit, period=Period(first, last), people=people, value=value,
               numerator=numerator, denominator=denominator)
        for key, kind, unit, first, last, people, value, numerator, denominator in rows.values_list(*names)
    ]  # fmt: skip


def diff_with_stored(rows: Sequence[Row[UUID]], without: UUID | None = None) -> Diff[UUID]:
    """What writing `rows` would do (two queries)."""
    return compare(rows, [], stored_figures(without), unit_tree().children)


def file_diff(figure_import: FigureImport, today: date) -> Diff[UUID]:
    """What applying a file would do now (three queries)."""
    reading = read_rows(unpack(figure_import.packed), mapped(figure_import.mapping), today)
    return compare(reading.rows, reading.refused, stored_figures(), unit_tree().children)


def mapped(mapping: dict) -> Mapped[UUID]:
    """How a file is read: the stored choices, and the units by their names and their paths."""
    tree = unit_tree()
    names: dict[str, list[UUID]] = defaultdict(list)
    for unit_id, unit in tree.units.items():
        names[plain(unit.name)].append(unit_id)
        path = plain(" ".join(tree.units[step].name for step in tree.path(unit_id)))
        if unit_id not in names[path]:
            names[path].append(unit_id)
    own = plain(Organisation.objects.get(id=current_organisation_id()).name)
    return Mapped(
        columns=mapping.get("columns", {}),
        kind=mapping.get("kind", ""),
        shares=mapping.get("shares", False),
        names={name: tuple(found) for name, found in names.items()},
        whole=WHOLE | {own},
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A unit (None: the whole organisation) that has figures."""

    unit: Unit | None
    count: int


def places() -> list[Place]:
    """Where there are figures, the whole organisation first, then in the order of the tree (two queries)."""
    counts: dict[UUID | None, int] = defaultdict(int)
    for unit_id in HrFigure.objects.order_by().values_list("unit_id", flat=True):
        counts[unit_id] += 1
    found = [Place(None, counts[None])] if None in counts else []
    return found + [
        Place(unit, counts[unit.id]) for unit, _depth in unit_tree().depth_first() if unit.id in counts
    ]


def series(unit: Unit | None) -> dict[str, list[HrFigure]]:
    """The figures of a unit (None: the whole organisation) by kind, oldest first (one query)."""
    found: dict[str, list[HrFigure]] = defaultdict(list)
    for one in HrFigure.objects.filter(unit=unit).order_by("starts_on"):
        found[one.kind].append(one)
    return dict(found)


def references(*, shown: bool = False) -> dict[str, list[ReferenceValue]]:
    """Reference values by kind; only those that are shown in the charts, if asked (one query)."""
    found: dict[str, list[ReferenceValue]] = defaultdict(list)
    rows = ReferenceValue.objects.all()
    for one in rows.filter(shown=True) if shown else rows:
        found[one.kind].append(one)
    return dict(found)
