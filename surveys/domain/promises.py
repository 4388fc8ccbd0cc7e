"""How promises were kept: done by their day, done later, still open, or dropped."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

# Below this many a share or a median says more about chance than about keeping promises.
FEW = 5


class Outcome(StrEnum):
    """What became of a promise."""

    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    DROPPED = "dropped"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Promise:
    """An action that a review agreed: when, by when, and when it was done (if it was)."""

    promised_on: date
    due_on: date | None
    done_on: date | None
    dropped: bool

    def outcome(self, today: date) -> Outcome:
        """Done on or before its day is on time. Without a day nothing is late."""
        if self.done_on is not None:
            in_time = self.due_on is None or self.done_on <= self.due_on
            return Outcome.ON_TIME if in_time else Outcome.LATE
        if self.dropped:
            return Outcome.DROPPED
        return Outcome.OVERDUE if self.due_on is not None and self.due_on < today else Outcome.RUNNING

    @property
    def days(self) -> int | None:
        """Days from the review's decision until it was done."""
        return None if self.done_on is None else max((self.done_on - self.promised_on).days, 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a number of promises were kept."""

    on_time: int
    late: int
    overdue: int
    dropped: int
    running: int
    days: tuple[int, ...]

    @property
    def promised(self) -> int:
        """All of them."""
        return self.come + self.running

    @property
    def come(self) -> int:
        """Those of which it is known whether they were kept: their day has come, or they are done or dropped."""
        return self.on_time + self.late + self.overdue + self.dropped

    @property
    def share(self) -> int | None:
        """Which part of `come` was done on time, in whole percents; None where they are too few to say."""
        return None if self.come < FEW else round(100 * self.on_time / self.come)

    @property
    def fives(self) -> int:
        """The same in steps of five, for a bar; also where they are few, beside their counts."""
        return 5 * round(20 * self.on_time / self.come) if self.come else 0

    @property
    def median_days(self) -> int | None:
        """The median of the days that done ones took; None where too few are done."""
        return None if len(self.days) < FEW else round(median(self.days))


def kept(promises: Iterable[Promise], today: date) -> Kept:
    """Count `promises` by what became of them."""
    promises = list(promises)
    counts = Counter(promise.outcome(today) for promise in promises)
    return Kept(
        on_time=counts[Outcome.ON_TIME],
        late=counts[Outcome.LATE],
        overdue=counts[Outcome.OVERDUE],
        dropped=counts[Outcome.DROPPED],
        running=counts[Outcome.RUNNING],
        days=tuple(days for promise in promises if (days := promise.days) is not None),
    )
