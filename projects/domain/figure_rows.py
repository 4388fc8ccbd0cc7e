"""From a table and its matched columns to figures, line by line, with what is wrong where a line cannot be used."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from projects.domain import figure_periods
from projects.domain.figure_cells import kind_of, parse_count, parse_number
from projects.domain.figure_periods import Period
from projects.domain.hr_figures import FORMULAS, BadFigure, Measured, Wrong, settled
from werkdruk.organisations.domain.staff_columns import plain
from werkdruk.organisations.domain.staff_file import Line, Table
from werkdruk.organisations.domain.staff_rows import parse_date

_SUMS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Row[Unit: Hashable]:
    """One figure as the file has it; `unit` None is the whole organisation, `line` 0 a figure that was typed."""

    line: int
    kind: str
    unit: Unit | None
    period: Period
    people: int
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is not used: its number, the column, what is wrong, and the value or other line that is meant."""

    line: int
    column: str
    wrong: Wrong
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading[Unit: Hashable]:
    """The usable rows and the refused lines, in the order of the file."""

    rows: list[Row[Unit]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapped[Unit: Hashable]:
    """How a file is read.

    `columns`: the column (from 0) by field. `kind`: what every line is about where the file does not say. `shares`:
    percentages stand in it as shares (0.058 for 5.8 %). `names`: units by the names they are known under, as `plain`
    writes them; several units under one name are ambiguous. `whole`: what the whole organisation is called.
    """

    columns: Mapping[str, int]
    kind: str = ""
    shares: bool = False
    names: Mapping[str, tuple[Unit, ...]] = field(default_factory=dict)
    whole: frozenset[str] = frozenset()


def read_rows[Unit: Hashable](table: Table, mapped: Mapped[Unit], today: date) -> Reading[Unit]:
    """Every line of `table` as a row or a refusal."""
    reading: Reading[Unit] = Reading()
    periods: dict[tuple[str, ...], Period] = {}
    for line in table.lines:
        try:
            reading.rows.append(_row(line, mapped, today, periods))
        except BadFigure as bad:
            reading.refused.append(Refusal(line.number, bad.column, bad.wrong, bad.detail[:60]))
    return reading


def check_ended(period: Period, today: date) -> None:
    """Raise `BadFigure` for a period that runs still: what is in it can change."""
    if period.ends_on >= today:
        raise BadFigure(Wrong.NOT_ENDED, "period", f"{period.ends_on:%d-%m-%Y}")


def _row[Unit: Hashable](
    line: Line, mapped: Mapped[Unit], today: date, periods: dict[tuple[str, ...], Period]
) -> Row[Unit]:
    if line.surplus:
        raise BadFigure(Wrong.SURPLUS_CELLS, "")
    kind = _kind(line, mapped)
    unit = _unit(line, mapped)
    words = tuple(_text(line, mapped, name) for name in ("period", "starts_on", "ends_on"))
    period = periods.get(words)
    if period is None:
        period = periods[words] = _period(words, today)
    check_ended(period, today)
    people_text = _text(line, mapped, "people")
    if not people_text:
        raise BadFigure(Wrong.NO_PEOPLE, "people")
    measured = Measured(
        kind=kind,
        period=period,
        people=parse_count(people_text, "people"),
        value=_value(line, mapped, kind),
        numerator=_number(line, mapped, "numerator"),
        denominator=_number(line, mapped, "denominator"),
    )
    return Row(
        line=line.number,
        kind=kind,
        unit=unit,
        period=period,
        people=measured.people,
        value=settled(measured),
        numerator=stored_sum(measured.numerator),
        denominator=stored_sum(measured.denominator),
    )


def stored_sum(number: Decimal | None) -> Decimal | None:
    """A numerator or denominator to four decimals, as it is stored."""
    return None if number is None else number.quantize(_SUMS)


def _text[Unit: Hashable](line: Line, mapped: Mapped[Unit], name: str) -> str:
    return line.cells[mapped.columns[name]] if name in mapped.columns else ""


def _kind[Unit: Hashable](line: Line, mapped: Mapped[Unit]) -> str:
    if "kind" not in mapped.columns:
        return mapped.kind
    text = _text(line, mapped, "kind")
    if not text:
        raise BadFigure(Wrong.NO_KIND, "kind")
    kind = kind_of(text)
    if kind is None:
        raise BadFigure(Wrong.UNKNOWN_KIND, "kind", text)
    return kind


def _unit[Unit: Hashable](line: Line, mapped: Mapped[Unit]) -> Unit | None:
    if "unit" not in mapped.columns:
        return None
    text = _text(line, mapped, "unit")
    if not text:
        raise BadFigure(Wrong.NO_UNIT, "unit")
    name = plain(text)
    found = mapped.names.get(name, ())
    if len(found) > 1:
        raise BadFigure(Wrong.SEVERAL_UNITS, "unit", text)
    if found:
        return found[0]
    if name in mapped.whole:
        return None
    raise BadFigure(Wrong.UNKNOWN_UNIT, "unit", text)


def _period(words: tuple[str, ...], today: date) -> Period:
    text, first, last = words
    if text:
        try:
            return figure_periods.parse_period(text)
        except ValueError:
            raise BadFigure(Wrong.BAD_PERIOD, "period", text) from None
    if not first:
        raise BadFigure(Wrong.NO_PERIOD, "period")
    if not last:
        try:
            return figure_periods.parse_period(first)
        except ValueError:
            raise BadFigure(Wrong.BAD_PERIOD, "starts_on", first) from None
    days = []
    for name, day in (("starts_on", first), ("ends_on", last)):
        try:
            days.append(parse_date(day, today))
        except ValueError:
            raise BadFigure(Wrong.BAD_PERIOD, name, day) from None
    found = figure_periods.between(days[0], days[1])
    if found is None:
        raise BadFigure(Wrong.NOT_WHOLE_PERIOD, "ends_on", f"{first} – {last}")
    return found


def _value[Unit: Hashable](line: Line, mapped: Mapped[Unit], kind: str) -> Decimal | None:
    text = _text(line, mapped, "value")
    if not text:
        return None
    number = parse_number(text, "value")
    if mapped.shares and FORMULAS[kind].percent and not text.rstrip().endswith("%"):
        return number * 100
    return number


def _number[Unit: Hashable](line: Line, mapped: Mapped[Unit], name: str) -> Decimal | None:
    text = _text(line, mapped, name)
    return parse_number(text, name) if text else None
