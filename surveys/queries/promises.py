"""Reads over what reviews promised: which actions were done when, and how long staff waited for the note."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import QuerySet
from django.utils import timezone

from measures.models import Action, ActionState
from surveys.domain.promises import FEW, Kept, Outcome, Promise, kept
from surveys.models import NOTE_WITHIN, Decision, DecisionKind, FeedbackNote, Review


@dataclass(frozen=True, slots=True)
class MonthKept:
    """One review and how its promises were kept."""

    review: Review
    kept: Kept


@dataclass(frozen=True, slots=True)
class NoteTime:
    """How many days lay between the figures of a review and the note to all staff; `days` None while it waits."""

    review: Review
    days: int | None
    waiting: int

    @property
    def in_time(self) -> bool:
        """Whether staff heard, or can still hear, within the fourteen days."""
        return (self.waiting if self.days is None else self.days) <= NOTE_WITHIN.days

    @property
    def fives(self) -> int:
        """The days as a part of four weeks, in steps of five, for a bar."""
        days = self.waiting if self.days is None else self.days
        return min(100, 5 * round(days * 20 / (2 * NOTE_WITHIN.days)))


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise with what became of it."""

    decision: Decision
    action: Action
    promise: Promise
    outcome: Outcome


def promise_decisions() -> QuerySet[Decision]:
    """Every action that a review agreed and did not take back, newest review first."""
    return (
        Decision.objects.filter(kind=DecisionKind.ACTION)
        .select_related("action__who__user", "review__wave")
        .order_by("-review__wave__month", "decided_at")
    )


def promise_lines(today: date) -> list[PromiseLine]:
    """All promises with what became of them, newest review first (one query)."""
    lines = []
    for decision in promise_decisions():
        action = decision.action
        assert action is not None  # the database holds that such a decision has an action
        promise = _promise(decision, action)
        lines.append(PromiseLine(decision, action, promise, promise.outcome(today)))
    return lines


def kept_by_review(lines: list[PromiseLine], today: date) -> list[MonthKept]:
    """How the promises of each review that made some were kept, newest first."""
    by_review: dict[Review, list[Promise]] = {}
    for line in lines:
        by_review.setdefault(line.decision.review, []).append(line.promise)
    return [MonthKept(review, kept(promises, today)) for review, promises in by_review.items()]


def kept_in_all(lines: list[PromiseLine], today: date) -> Kept:
    """How all promises were kept."""
    return kept((line.promise for line in lines), today)


def note_times(today: date) -> list[NoteTime]:
    """How long staff waited for the note of each review, newest first; of the newest also while they wait.

    Two queries.
    """
    notes = {one.review_id: one for one in FeedbackNote.objects.published().select_related("review")}
    reviews = list(Review.objects.select_related("wave").order_by("-wave__month"))
    times = []
    for number, review in enumerate(reviews):
        note = notes.get(review.id)
        # Older reviews without a note were let go, or are from before there were notes.
        if note is not None or (number == 0 and notes):
            waiting = max((today - timezone.localdate(review.opened_at)).days, 0)
            times.append(NoteTime(review, note.days_taken if note else None, waiting))
    return times


def median_note_days(times: list[NoteTime]) -> int | None:
    """The median of the days until a note; None where there are too few."""
    days = [one.days for one in times if one.days is not None]
    return None if len(days) < FEW else round(median(days))


def done_day(action: Action) -> date | None:
    """The day on which `action` was done; None as long as it is not."""
    if action.state != ActionState.DONE or action.done_at is None:
        return None
    return timezone.localdate(action.done_at)


def _promise(decision: Decision, action: Action) -> Promise:
    return Promise(
        promised_on=timezone.localdate(decision.decided_at),
        due_on=action.due_on,
        done_on=done_day(action),
        dropped=action.state == ActionState.DROPPED,
    )
