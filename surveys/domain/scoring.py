"""Scoring one person's answers on a scale of 0 to 100, where 100 is good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

Answers = Mapping[str, int | None]
"""Item code → raw answer 1 … 5, or None for "not applicable / rather not say"."""

ANSWERS = (1, 2, 3, 4, 5)
INDEX_MINIMUM = 7
TOO_HIGH = frozenset({4, 5})
TOO_LOW = frozenset({1, 2})
FAVOURABLE = 75


class Direction(StrEnum):
    """Which way an item runs. Only positive and negative items have a score."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    BIPOLAR = "bipolar"
    UNSCORED = "unscored"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a questionnaire, as far as counting needs to know it."""

    code: str
    direction: Direction
    theme: str = ""

    @property
    def is_scored(self) -> bool:
        """Whether answers have a value of 0 … 100."""
        return self.direction in (Direction.POSITIVE, Direction.NEGATIVE)

    @property
    def is_counted(self) -> bool:
        """Whether answers are numbers 1 … 5 at all."""
        return self.direction != Direction.OPEN


def recode(direction: Direction, answer: int | None) -> int | None:
    """0, 25, 50, 75 or 100 for a positive or negative item; None where there is no answer or no score.

    Raises ValueError for an answer outside 1 … 5.
    """
    if answer is None:
        return None
    if answer not in ANSWERS:
        raise ValueError(f"an answer is 1 to 5, not {answer!r}")
    if direction == Direction.POSITIVE:
        return (answer - 1) * 25
    if direction == Direction.NEGATIVE:
        return (5 - answer) * 25
    return None


def is_favourable(direction: Direction, answer: int | None) -> bool | None:
    """Whether the recoded answer is 75 or 100; None where there is no score."""
    score = recode(direction, answer)
    return None if score is None else score >= FAVOURABLE


def mean_score(answers: Answers, items: Iterable[Item], *, minimum: int = 1) -> Fraction | None:
    """Exact mean (0 … 100) of the recoded answers to ``items``; None if fewer than ``minimum`` were given."""
    scores = [
        score for item in items if (score := recode(item.direction, answers.get(item.code))) is not None
    ]
    return Fraction(sum(scores), len(scores)) if scores and len(scores) >= minimum else None


def index_score(
    answers: Answers, index_items: Iterable[Item], *, minimum: int = INDEX_MINIMUM
) -> Fraction | None:
    """The index of one person: exact mean of the nine core statements, at least seven of them answered."""
    return mean_score(answers, index_items, minimum=minimum)


def is_too_high(answer: int) -> bool:
    """Whether an answer to the workload balance item says the workload is too high."""
    return answer in TOO_HIGH


def is_too_low(answer: int) -> bool:
    """Whether an answer to the workload balance item says the workload is too low."""
    return answer in TOO_LOW
