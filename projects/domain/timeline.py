"""The time line of a project: planned and real dates of its steps, what is late, and where each bar lies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from projects.domain.lifecycle import State


class Pace(StrEnum):
    """How a step goes, compared with its plan."""

    NOT_PLANNED = "not_planned"
    PLANNED = "planned"
    BEGINS_LATE = "begins_late"
    RUNS = "runs"
    RUNS_LATE = "runs_late"
    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    SKIPPED = "skipped"


LATE = (Pace.BEGINS_LATE, Pace.RUNS_LATE, Pace.DONE_LATE)


@dataclass(frozen=True, slots=True)
class Span:
    """One step in time: planned from and until, begun and finished, and its state."""

    number: int
    state: State
    planned_from: date | None = None
    planned_until: date | None = None
    begun: date | None = None
    finished: date | None = None

    def days(self) -> list[date]:
        """Every day that is known of it."""
        known = (self.planned_from, self.planned_until, self.begun, self.finished)
        return [day for day in known if day is not None]


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that the picture shows, both ends included."""

    first: date
    last: date

    def share(self, day: date) -> float:
        """Where `day` lies, from 0 (first day) to 100 (last day), with one decimal; outside is at the edge."""
        length = max((self.last - self.first).days, 1)
        return round(min(max((day - self.first).days / length, 0.0), 1.0) * 100, 1)


def pace(span: Span, today: date) -> tuple[Pace, int]:
    """How the step goes on `today`, with the days it is late (0 when it is not)."""
    if span.state == State.SKIPPED:
        return Pace.SKIPPED, 0
    if span.state == State.DONE:
        late = _after(span.planned_until, span.finished or today)
        return (
            (Pace.DONE_LATE, late) if late else (Pace.ON_TIME if span.planned_until else Pace.NOT_PLANNED, 0)
        )
    if span.state == State.UNDER_WAY:
        late = _after(span.planned_until, today)
        return (Pace.RUNS_LATE, late) if late else (Pace.RUNS, 0)
    late = _after(span.planned_from, today)
    if late:
        return Pace.BEGINS_LATE, late
    return (Pace.PLANNED if span.planned_from or span.planned_until else Pace.NOT_PLANNED), 0


def axis(spans: Iterable[Span], today: date, others: Iterable[date] = ()) -> Axis:
    """From the first day that is known to the last, today among them; a week at least."""
    days = [today, *others, *(day for span in spans for day in span.days())]
    first, last = min(days), max(days)
    return Axis(first, max(last, first + timedelta(days=7)))


def bar(axis: Axis, first: date | None, last: date | None) -> tuple[float, float] | None:
    """Left edge and width of a bar from `first` to `last` in hundredths of the picture; one end is enough."""
    if first is None and last is None:
        return None
    left = axis.share(first or last)  # type: ignore[arg-type]
    right = axis.share(last or first)  # type: ignore[arg-type]
    width = max(round(right - left, 1), 1.5)
    return round(min(left, 100 - width), 1), width


def _after(planned: date | None, real: date) -> int:
    return max((real - planned).days, 0) if planned else 0
