"""Files with figures, and figures of the fixed cast; inside the tenant's scope where rows are made."""

import io
from decimal import Decimal
from typing import Any

from openpyxl import Workbook

from projects.actions import figures
from projects.domain.figure_periods import parse_period
from projects.models import EarlySignal, FigureImport, HrFigure, ReferenceValue
from tests.cast import Zandbak
from werkdruk.organisations.domain.staff_file import pack, read_table

HEADINGS = ("Soort cijfer", "Eenheid", "Periode", "Aantal medewerkers", "Cijfer", "Teller", "Noemer")
WHOLE = "hele organisatie"


def line(
    unit: str = WHOLE,
    period: str = "2026-01",
    people: Any = 240,
    value: Any = "5,8",
    *,
    kind: str = "ziekteverzuim",
    above: Any = "",
    below: Any = "",
) -> tuple[Any, ...]:
    """A line of a file."""
    return (kind, unit, period, people, value, above, below)


def csv_file(*lines: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A file as a Dutch Excel writes it."""
    rows = [";".join(str(cell) for cell in one) for one in (headings, *lines)]
    return "\r\n".join(rows).encode("utf-8-sig")


def xlsx_file(*lines: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """The same as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for one in (headings, *lines):
        sheet.append(list(one))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def make_figure(zandbak: Zandbak, **changes: Any) -> HrFigure:
    """Sickness absence of the whole organisation in January 2026."""
    fields: dict[str, Any] = {
        "kind": "absence",
        "unit": None,
        "period": parse_period("2026-01"),
        "people": 240,
        "value": Decimal("5.8"),
    }
    return figures.add_figure(actor=zandbak.member(zandbak.anna), **{**fields, **changes})


def make_file(zandbak: Zandbak, state: str = "uploaded") -> FigureImport:
    """An uploaded file with one line."""
    columns = {"kind": 0, "unit": 1, "period": 2, "people": 3, "value": 4}
    return FigureImport.objects.create(
        file_name="verzuim.csv",
        content=pack(read_table(csv_file(line()))),
        state=state,
        mapping={"columns": columns, "kind": "", "shares": False},
    )


def make_reference() -> ReferenceValue:
    """Absence in all sectors, first quarter of 2026."""
    period = parse_period("2026-Q1")
    return ReferenceValue.objects.create(
        kind="absence",
        sector="Alle sectoren",
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        value=Decimal("5.9"),
        source="CBS",
    )


def make_early(**changes: Any) -> EarlySignal:
    """What somebody wrote yesterday."""
    fields = {"text": "De pauzes vallen weg op dinsdag.", "sent_on": parse_period("2026-10").ends_on}
    return EarlySignal.objects.create(**{**fields, **changes})
