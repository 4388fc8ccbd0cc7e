"""Reads of the policy, and of requests to endorse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from policy.domain.compare import Comparison, compare
from policy.models import (
    EndorsementRequest,
    EndorsementState,
    PolicyDraft,
    PolicyVersion,
    as_answers,
)
from policy.models.endorsements import OVER
from policy.questions import CHAPTERS, Chapter, Question


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer; on a comparison page with the two texts beside each other."""

    question: Question
    text: str
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A chapter with its answers."""

    chapter: Chapter
    answers: Sequence[Answered]

    @property
    def answered(self) -> int:
        """How many of its questions have an answer."""
        return sum(1 for one in self.answers if one.text)

    @property
    def changed(self) -> bool:
        """Whether the comparison found any difference."""
        return any(one.comparison and one.comparison.changed for one in self.answers)


def draft() -> PolicyDraft | None:
    """The organisation's draft, None while nothing was written."""
    return PolicyDraft.objects.first()


def latest() -> PolicyVersion | None:
    """The newest version, None when there is none."""
    return PolicyVersion.objects.order_by("-number").first()


def chapters(stored: Any) -> list[Written]:
    """The ten questions with the answers of a draft or version (None: none), by chapter."""
    answers = as_answers(stored)
    return [Written(one, [Answered(q, answers[q.key]) for q in one.questions]) for one in CHAPTERS]


def compared(old: Any, new: Any) -> list[Written]:
    """Two drafts or versions beside each other, question by question."""
    before, after = as_answers(old), as_answers(new)
    return [
        Written(one, [Answered(q, after[q.key], compare(before[q.key], after[q.key])) for q in one.questions])
        for one in CHAPTERS
    ]


def endorsements(*, drafts: bool, words: str = "", state: str = "") -> QuerySet[EndorsementRequest]:
    """Requests, those that run first, then the newest; `drafts` also what was never sent.

    `words` stand in subject or text; `state` is "running", "over" or empty.
    """
    found = EndorsementRequest.objects.running() if state == "running" else EndorsementRequest.objects.all()
    if state == "over":
        found = found.filter(state__in=OVER)
    if not drafts:
        found = found.filter(asked_at__isnull=False)
    for word in words.split():
        found = found.filter(
            Q(title__icontains=word) | Q(intended__icontains=word) | Q(reasons__icontains=word)
        )
    return found.order_by(Case(When(state__in=OVER, then=1), default=0), "-number")


def requests_about(versions: Sequence[PolicyVersion], *, drafts: bool) -> dict[Any, EndorsementRequest]:
    """The newest request about each of `versions`, by the version's id (one query)."""
    found = EndorsementRequest.objects.filter(policy_version__in=versions).order_by("number")
    if not drafts:
        found = found.filter(asked_at__isnull=False)
    return {one.policy_version_id: one for one in found if one.state != EndorsementState.WITHDRAWN}
