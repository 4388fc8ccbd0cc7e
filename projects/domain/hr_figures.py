"""The figures that HR brings in: how each is computed, what it can be, and over how many people at least.

Every figure is about the unit as a whole in one period; nothing here knows a person, a diagnosis or a cause. The
formulas are those of Statistics Netherlands (CBS) and of the usual agreements between employers and occupational
health services; docs/algorithms/hr-figures.md explains them.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from projects.domain.figure_periods import Period

LEAST_PEOPLE = 20
# The mean duration over fewer ended cases would be about one or a few people whom colleagues know.
LEAST_CASES = 5
MOST_PEOPLE = 1_000_000
_STEP = Decimal("0.001")
_LARGEST_SUM = Decimal(10) ** 9


class Wrong(StrEnum):
    """Why a figure cannot be used; the words stand in `projects.words.figures`."""

    SURPLUS_CELLS = "surplus_cells"
    NO_KIND = "no_kind"
    UNKNOWN_KIND = "unknown_kind"
    NO_UNIT = "no_unit"
    UNKNOWN_UNIT = "unknown_unit"
    SEVERAL_UNITS = "several_units"
    NO_PERIOD = "no_period"
    BAD_PERIOD = "bad_period"
    NOT_WHOLE_PERIOD = "not_whole_period"
    NOT_ENDED = "not_ended"
    NO_PEOPLE = "no_people"
    NOT_WHOLE = "not_whole"
    TOO_FEW_PEOPLE = "too_few_people"
    TOO_MANY_PEOPLE = "too_many_people"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"
    BELOW_ZERO = "below_zero"
    NO_FIGURE = "no_figure"
    HALF_A_SUM = "half_a_sum"
    NOTHING_BELOW_THE_LINE = "nothing_below_the_line"
    MORE_THAN_ALL = "more_than_all"
    MORE_THAN_FITS = "more_than_fits"
    TOO_HIGH = "too_high"
    TOO_LARGE = "too_large"
    TOO_FEW_CASES = "too_few_cases"
    DIFFERS_FROM_SUM = "differs_from_sum"
    DUPLICATE = "duplicate"
    OVERLAPS_IN_FILE = "overlaps_in_file"
    OVERLAPS_STORED = "overlaps_stored"
    SMALL_REMAINDER = "small_remainder"
    MORE_BELOW = "more_below"


class BadFigure(Exception):
    """A figure that cannot be used: what is wrong, in which column, and the value or other line that is meant."""

    def __init__(self, wrong: Wrong, column: str, detail: str = "") -> None:
        super().__init__(wrong.value)
        self.wrong, self.column, self.detail = wrong, column, detail


@dataclass(frozen=True, slots=True)
class Formula:
    """How a kind of figure follows from a numerator and a denominator, and the highest it can be.

    `percent`: numerator / denominator × 100. `yearly`: over a whole year, whatever the period. `part`: the numerator
    counts a part of what the denominator counts. `staff`: the denominator is a number of people. `days`: the
    denominator is calendar days of people, each at most once a day.
    """

    most: Decimal
    percent: bool = True
    yearly: bool = False
    part: bool = True
    staff: bool = False
    days: bool = False
    cases: bool = False


FORMULAS: dict[str, Formula] = {
    # Σ(sick calendar days × part-time factor × share sick) / Σ(calendar days × part-time factor) × 100
    "absence": Formula(Decimal(100), days=True),
    # cases begun in the period / average staff, per year
    "frequency": Formula(Decimal(20), percent=False, yearly=True, part=False, staff=True),
    # days of the cases that ended in the period / those cases
    "duration": Formula(Decimal(1100), percent=False, part=False, cases=True),
    # leavers in the twelve months up to the end of the period / average staff × 100
    "turnover": Formula(Decimal(100), staff=True),
    "turnover_own": Formula(Decimal(100), staff=True),
    # of these leavers, those within a year of their first day / average staff × 100
    "turnover_first": Formula(Decimal(100), staff=True),
    # hours above contract / contract hours × 100
    "overtime": Formula(Decimal(100)),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a line or form says of one figure: the figure itself, or the two sums that it follows from."""

    kind: str
    period: Period
    people: int
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def computed(kind: str, numerator: Decimal, denominator: Decimal, months: int) -> Decimal:
    """The figure that follows from its two sums, over a period of `months`; unrounded.

    A denominator of zero raises `ZeroDivisionError` or `decimal.InvalidOperation`: check it first.
    """
    formula = FORMULAS[kind]
    result = numerator / denominator
    if formula.percent:
        result *= 100
    if formula.yearly:
        result = result * 12 / months
    return result


def settled(measured: Measured) -> Decimal:
    """The figure to store, to three decimals, after all checks that need nothing but the figure itself.

    Raises `BadFigure` with the first thing that is wrong.
    """
    formula = FORMULAS[measured.kind]
    if measured.people < LEAST_PEOPLE:
        raise BadFigure(Wrong.TOO_FEW_PEOPLE, "people", str(measured.people))
    if measured.people > MOST_PEOPLE:
        raise BadFigure(Wrong.TOO_MANY_PEOPLE, "people", str(measured.people))
    for name in ("value", "numerator", "denominator"):
        number = getattr(measured, name)
        if number is not None and number < 0:
            raise BadFigure(Wrong.BELOW_ZERO, name, str(number))
        if number is not None and number > _LARGEST_SUM:
            raise BadFigure(Wrong.TOO_LARGE, name, str(number))
    value = measured.value
    if measured.numerator is not None and measured.denominator is not None:
        _check_sums(measured, formula)
        exact = computed(measured.kind, measured.numerator, measured.denominator, measured.period.months)
        if value is not None and abs(value - exact) > _half_a_step(value):
            raise BadFigure(Wrong.DIFFERS_FROM_SUM, "value", f"{rounded(exact).normalize():f}")
        value = exact
    elif measured.numerator is not None or measured.denominator is not None:
        missing = "denominator" if measured.denominator is None else "numerator"
        raise BadFigure(Wrong.HALF_A_SUM, missing)
    if value is None:
        raise BadFigure(Wrong.NO_FIGURE, "value")
    if value > formula.most:
        raise BadFigure(Wrong.TOO_HIGH, "value", str(formula.most))
    return rounded(value)


def rounded(value: Decimal) -> Decimal:
    """To three decimals, halves up."""
    return value.quantize(_STEP, rounding=ROUND_HALF_UP)


def _check_sums(measured: Measured, formula: Formula) -> None:
    above, below = measured.numerator, measured.denominator
    assert above is not None
    assert below is not None
    if below == 0:
        raise BadFigure(Wrong.NOTHING_BELOW_THE_LINE, "denominator")
    if formula.staff and below < LEAST_PEOPLE:
        raise BadFigure(Wrong.TOO_FEW_PEOPLE, "denominator", str(below))
    if formula.cases and below < LEAST_CASES:
        raise BadFigure(Wrong.TOO_FEW_CASES, "denominator", str(below))
    if formula.part and above > below:
        raise BadFigure(Wrong.MORE_THAN_ALL, "numerator", str(above))
    if formula.days and below > measured.people * measured.period.days * Decimal("1.05"):
        raise BadFigure(Wrong.MORE_THAN_FITS, "denominator", str(measured.people * measured.period.days))


def _half_a_step(value: Decimal) -> Decimal:
    """How far a rounded figure may lie from the exact one: half its last decimal, and a hair."""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal("0.51") * Decimal(10) ** -decimals
