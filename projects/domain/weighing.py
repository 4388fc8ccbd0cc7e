"""Weighing a measure: impact (1–5) against effort (1–5), the four fields, and what there is to talk about.

The participants' marks place a measure; the manager's marks come after them and stand beside them. See
docs/algorithms/weighing.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

LOWEST, HIGHEST = 1, 5
# Above the middle of the scale is much, up to the middle is little.
MIDDLE = Decimal(3)
# Fewer phones would say what one of them gave: then the group agrees on its marks aloud.
ENOUGH_PHONES = 3
# From here on two marks say something different.
FAR_APART = 2
_HALF = Decimal("0.5")


class Field(StrEnum):
    """The four fields, in the order in which one does them."""

    QUICK_WIN = "quick_win"  # much impact, little effort
    PROJECT = "project"  # much impact, much effort
    SMALL_JOB = "small_job"  # little impact, little effort
    NOT_NOW = "not_now"  # little impact, much effort


class Axis(StrEnum):
    """What is marked."""

    IMPACT = "impact"
    EFFORT = "effort"


@dataclass(frozen=True, slots=True)
class Marks:
    """An impact and an effort, each 1 to 5; halves for the mean of several people."""

    impact: Decimal
    effort: Decimal

    def __post_init__(self) -> None:
        if not (valid(self.impact) and valid(self.effort)):
            raise ValueError("Marks go from 1 to 5.")


def valid(mark: Decimal | int) -> bool:
    """Whether `mark` is on the scale."""
    return LOWEST <= mark <= HIGHEST


def field_of(marks: Marks) -> Field:
    """The field in which `marks` fall: a mark above 3 is much, 3 and below is little."""
    much_impact, much_effort = marks.impact > MIDDLE, marks.effort > MIDDLE
    if much_impact:
        return Field.PROJECT if much_effort else Field.QUICK_WIN
    return Field.NOT_NOW if much_effort else Field.SMALL_JOB


def mean_in_halves(marks: Sequence[int]) -> Decimal:
    """The mean of `marks` (at least one) in steps of a half; exactly between two steps it goes up."""
    mean = Decimal(sum(marks)) / len(marks)
    return (mean / _HALF).quantize(Decimal(1), rounding=ROUND_HALF_UP) * _HALF


def together(impacts: Sequence[int], efforts: Sequence[int]) -> Marks | None:
    """What the phones say together; None while fewer than `ENOUGH_PHONES` marked it."""
    if len(impacts) < ENOUGH_PHONES or len(impacts) != len(efforts):
        return None
    return Marks(mean_in_halves(impacts), mean_in_halves(efforts))


def to_talk_about(participants: Marks, manager: Marks) -> list[Axis]:
    """Where participants and manager are two or more apart."""
    pairs = [
        (Axis.IMPACT, participants.impact, manager.impact),
        (Axis.EFFORT, participants.effort, manager.effort),
    ]
    return [axis for axis, theirs, own in pairs if abs(theirs - own) >= FAR_APART]


def priority(marks: Marks, dots: int = 0) -> tuple[int, Decimal, int]:
    """A key to sort by, first what to do first: the field, then most impact for its effort, then most dots."""
    return list(Field).index(field_of(marks)), marks.effort - marks.impact, -dots


def in_order(weighed: Iterable[tuple[Marks, int]]) -> list[int]:
    """The places of `weighed` (marks with dots) from what to do first to what to leave; equal ones keep theirs."""
    rows = list(weighed)
    return sorted(range(len(rows)), key=lambda place: priority(*rows[place]))
