"""Reads of the policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policy.domain.compare import Comparison, compare
from policy.models import PolicyDraft, PolicyVersion, as_answers
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
