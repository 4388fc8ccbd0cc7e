"""Before and after a measure: what may be said of two figures with intervals, and of a monthly series."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MOST_MONTHS = 12


class Change(StrEnum):
    """What two intervals say. Where they meet, or where one is missing, nothing was shown to differ."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_SHOWN = "not_shown"
    UNKNOWN = "unknown"


def compare(before: tuple[int, int] | None, after: tuple[int, int] | None) -> Change:
    """Compare two figures by the ends (low, high) between which each very likely lies; None: not published.

    Intervals that only touch count as overlapping. Two intervals that do not meet is a stricter demand than a test of
    the difference, so this rather says "no demonstrable difference" too often than too seldom.
    """
    if before is None or after is None:
        return Change.UNKNOWN
    if after[0] > before[1]:
        return Change.HIGHER
    if after[1] < before[0]:
        return Change.LOWER
    return Change.NOT_SHOWN


@dataclass(frozen=True, slots=True)
class Month:
    """One figure of a monthly series: the first day of its month and its value."""

    starts_on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """The mean of the same calendar months before and after the start, and which months after it were used.

    It describes; it does not test: months of one team are too few, and too alike, for a claim of significance.
    """

    before: Decimal
    after: Decimal
    first: date
    last: date
    months: int


def same_months(series: Iterable[Month], started_on: date) -> SeriesChange | None:
    """Compare the first twelve months after `started_on` with the same months a year before.

    A month counts when both its figures are there; the month in which the measure started counts as neither. None
    when no month has both. Because at most twelve months after the start are used, no month before it is counted as
    after, and none after it as before.
    """
    values = {one.starts_on: one.value for one in series}
    begin = _next_month(started_on.replace(day=1))
    pairs = []
    month = begin
    for _one in range(MOST_MONTHS):
        earlier = month.replace(year=month.year - 1)
        if month in values and earlier in values:
            pairs.append((month, values[earlier], values[month]))
        month = _next_month(month)
    if not pairs:
        return None
    number = len(pairs)
    return SeriesChange(
        before=sum((before for _month, before, _after in pairs), Decimal()) / number,
        after=sum((after for _month, _before, after in pairs), Decimal()) / number,
        first=pairs[0][0],
        last=pairs[-1][0],
        months=number,
    )


def _next_month(month: date) -> date:
    return month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
