"""The words about figures of HR: their kinds, their columns, what is wrong with a line and what to do about it."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.domain.figure_periods import Period
from projects.domain.hr_figures import FORMULAS, LEAST_CASES, LEAST_PEOPLE, Wrong
from projects.models import FigureKind
from werkdruk.organisations.models import Unit

FIELDS: dict[str, Any] = {
    "kind": gettext_lazy("Which figure"),
    "unit": gettext_lazy("Unit"),
    "period": gettext_lazy("Month or quarter"),
    "starts_on": gettext_lazy("From"),
    "ends_on": gettext_lazy("Up to and including"),
    "people": gettext_lazy("Number of people"),
    "value": gettext_lazy("Figure"),
    "numerator": gettext_lazy("Numerator"),
    "denominator": gettext_lazy("Denominator"),
}

# What is divided by what, for each kind: beside the form, in the template and in the help.
SUMS: dict[str, tuple[Any, Any]] = {
    FigureKind.ABSENCE: (
        gettext_lazy("sick calendar days, times part-time factor, times the part that somebody was sick"),
        gettext_lazy("calendar days, times part-time factor"),
    ),
    FigureKind.FREQUENCY: (
        gettext_lazy("cases of absence that began in the period"),
        gettext_lazy("average number of staff"),
    ),
    FigureKind.DURATION: (
        gettext_lazy("days of the cases that ended in the period"),
        gettext_lazy("number of cases that ended"),
    ),
    FigureKind.TURNOVER: (
        gettext_lazy("leavers in the twelve months up to the end of the period"),
        gettext_lazy("average number of staff"),
    ),
    FigureKind.TURNOVER_OWN: (
        gettext_lazy("of these leavers: those who chose so themselves"),
        gettext_lazy("average number of staff"),
    ),
    FigureKind.TURNOVER_FIRST: (
        gettext_lazy("of these leavers: those within a year of their first day"),
        gettext_lazy("average number of staff"),
    ),
    FigureKind.OVERTIME: (gettext_lazy("hours above contract"), gettext_lazy("contract hours")),
}

# What is wrong, and what to do.
_REASONS: dict[Wrong, tuple[Any, Any]] = {
    Wrong.SURPLUS_CELLS: (
        gettext_lazy("This line has more columns than there are headings."),
        gettext_lazy("Check the separators on this line."),
    ),
    Wrong.NO_KIND: (
        gettext_lazy("It does not say which figure this is."),
        gettext_lazy("Fill in which figure it is, as in the template."),
    ),
    Wrong.UNKNOWN_KIND: (
        gettext_lazy("We do not know the figure “%(detail)s”."),
        gettext_lazy("Use the names of the template."),
    ),
    Wrong.NO_UNIT: (
        gettext_lazy("There is no unit on this line."),
        gettext_lazy("Fill in the unit, or write “whole organisation”."),
    ),
    Wrong.UNKNOWN_UNIT: (
        gettext_lazy("There is no unit “%(detail)s”."),
        gettext_lazy("Write it as it stands on the page of your organisation, or “whole organisation”."),
    ),
    Wrong.SEVERAL_UNITS: (
        gettext_lazy("There are several units “%(detail)s”."),
        gettext_lazy("Write the unit above it before it, like “Noord / Team 1”."),
    ),
    Wrong.NO_PERIOD: (
        gettext_lazy("There is no month or quarter on this line."),
        gettext_lazy("Write it as 2026-03 or 2026-Q1."),
    ),
    Wrong.BAD_PERIOD: (
        gettext_lazy("“%(detail)s” is not a month or quarter we can read."),
        gettext_lazy("Write it as 2026-03 or 2026-Q1."),
    ),
    Wrong.NOT_WHOLE_PERIOD: (
        gettext_lazy("%(detail)s is not a whole month, quarter or year."),
        gettext_lazy("Give figures of whole months or quarters."),
    ),
    Wrong.NOT_ENDED: (
        gettext_lazy("This period has not ended yet: it runs up to %(detail)s."),
        gettext_lazy("Bring this figure in afterwards."),
    ),
    Wrong.NO_PEOPLE: (
        gettext_lazy("It does not say over how many people this is."),
        gettext_lazy("Fill in how many people worked there in this period."),
    ),
    Wrong.NOT_WHOLE: (
        gettext_lazy("“%(detail)s” is not a whole number of people."),
        gettext_lazy("Fill in how many people, not how many full-time jobs."),
    ),
    Wrong.TOO_FEW_PEOPLE: (
        gettext_lazy("This is about %(detail)s people. We keep no figures of fewer than %(least)s people."),
        gettext_lazy("Take this line out, or give the figure of the unit above it."),
    ),
    Wrong.TOO_MANY_PEOPLE: (
        gettext_lazy("%(detail)s people is more than we can believe."),
        gettext_lazy("Check the number of people."),
    ),
    Wrong.NOT_A_NUMBER: (
        gettext_lazy("“%(detail)s” is not a number."),
        gettext_lazy("Write only the number, like 5,8."),
    ),
    Wrong.AMBIGUOUS: (
        gettext_lazy("“%(detail)s” can be read in two ways."),
        gettext_lazy("Write it without a separator for thousands, or with two decimals at most."),
    ),
    Wrong.BELOW_ZERO: (
        gettext_lazy("“%(detail)s” is below zero."),
        gettext_lazy("Check this number."),
    ),
    Wrong.NO_FIGURE: (
        gettext_lazy("There is no figure on this line."),
        gettext_lazy("Fill in the figure, or the numerator and the denominator."),
    ),
    Wrong.HALF_A_SUM: (
        gettext_lazy("Of the numerator and the denominator one is missing."),
        gettext_lazy("Fill in both, or neither and the figure itself."),
    ),
    Wrong.NOTHING_BELOW_THE_LINE: (
        gettext_lazy("The denominator is zero."),
        gettext_lazy("Take this line out: there is nothing to divide by."),
    ),
    Wrong.MORE_THAN_ALL: (
        gettext_lazy("The numerator %(detail)s is more than the denominator."),
        gettext_lazy("Check whether the two are in the right columns."),
    ),
    Wrong.MORE_THAN_FITS: (
        gettext_lazy("So many days do not fit in this period: for this number of people it has %(detail)s."),
        gettext_lazy("Check the number of people and the days."),
    ),
    Wrong.TOO_HIGH: (
        gettext_lazy("This figure cannot be more than %(detail)s."),
        gettext_lazy("Check the figure, and where its comma stands."),
    ),
    Wrong.TOO_LARGE: (
        gettext_lazy("%(detail)s is more than we can store."),
        gettext_lazy("Check this number."),
    ),
    Wrong.TOO_FEW_CASES: (
        gettext_lazy(
            "This is about %(detail)s cases of absence. We keep nothing about fewer than %(cases)s."
        ),
        gettext_lazy("Take this line out, or give the figure of a longer period or the unit above it."),
    ),
    Wrong.DIFFERS_FROM_SUM: (
        gettext_lazy("The figure is not what numerator and denominator give: that is %(detail)s."),
        gettext_lazy("Check which of the three is right, or leave the figure empty."),
    ),
    Wrong.DUPLICATE: (
        gettext_lazy("Line %(detail)s has the same figure, of the same unit and period."),
        gettext_lazy("Keep one of the two lines."),
    ),
    Wrong.OVERLAPS_IN_FILE: (
        gettext_lazy("This period overlaps with the one on line %(detail)s."),
        gettext_lazy("Give either the months or the quarter, not both."),
    ),
    Wrong.OVERLAPS_STORED: (
        gettext_lazy("This period overlaps with a figure that is here already: %(detail)s."),
        gettext_lazy("Give the same periods as before, or remove the figure that is here."),
    ),
    Wrong.SMALL_REMAINDER: (
        gettext_lazy(
            "With the figures of the units below, a group of %(detail)s people could be worked out from this."
        ),
        gettext_lazy("Take out this figure, or the figure of one of the units below it."),
    ),
    Wrong.MORE_BELOW: (
        gettext_lazy("The units below have %(detail)s people more than this unit as a whole."),
        gettext_lazy("Check the number of people of the unit and of the units below it."),
    ),
}


class Refusing(Protocol):
    """What is wrong with a figure: a refused line of a file, or an error about a typed one."""

    @property
    def wrong(self) -> Wrong: ...

    @property
    def detail(self) -> str: ...


def reason(refused: Refusing) -> tuple[str, str]:
    """What is wrong, and what to do about it."""
    wrong, advice = _REASONS[refused.wrong]
    values = {"detail": refused.detail, "least": LEAST_PEOPLE, "cases": LEAST_CASES}
    return str(wrong) % values, str(advice)


def sentence(refused: Refusing) -> str:
    """Both in one text."""
    return " ".join(reason(refused))


def period_name(period: Period, *, short: bool = False) -> str:
    """“March 2026”, “first quarter 2026” or “2026”; short: “3-2026”, “Q1 2026”."""
    first = period.starts_on
    if period.months == 12:
        return str(first.year)
    if period.months == 3:
        number = (first.month + 2) // 3
        if short:
            return _("Q%(number)s %(year)s") % {"number": number, "year": first.year}
        return _("quarter %(number)s of %(year)s") % {"number": number, "year": first.year}
    if short:
        return f"{first.month}-{first.year}"
    return f"{MONTHS[first.month]} {first.year}"


def unit_name(unit: Unit | None) -> str:
    """The name of a unit; the whole organisation has its own words."""
    return unit.name if unit else _("whole organisation")


def subject(kind: str, unit: Unit | None, period: Period) -> str:
    """What a figure is of, for the log."""
    return f"{FigureKind(kind).label}, {unit_name(unit)}, {period_name(period)}"


def shown_value(kind: str, value: Decimal) -> str:
    """A figure as people read it: one decimal, with a percent sign where it is one."""
    # Rounded first: `number_format` cuts decimals off.
    tenths = value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    text = number_format(tenths, decimal_pos=1, force_grouping=False)
    return f"{text}%" if FORMULAS[kind].percent else text
