"""What a review says: the content that both sides sign, its mark, and the record that stays."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation

from measures.models import ActionState
from surveys.models import (
    Decision,
    DecisionKind,
    Review,
    ReviewNote,
    ReviewNoteKind,
    ReviewSignature,
)
from surveys.queries.publications import figures_digest, wave_sheet
from surveys.queries.reviews import decisions_of, promises_before
from surveys.words import exports

LANGUAGES = ("nl", "en")


def shared_notes(review: Review) -> list[ReviewNote]:
    """What everybody in the review may read: shared notes and positions that differ, in their order (one query)."""
    return list(ReviewNote.objects.shared().filter(review=review).order_by("shared_at", "id"))


def content_of(review: Review, decisions: Sequence[Decision], notes: Sequence[ReviewNote]) -> dict[str, Any]:
    """Everything that a signature stands for, as JSON: the figures by their digest."""
    return {
        "month": f"{review.wave.month:%Y-%m}",
        "digest": review.digest,
        "notes": review.notes,
        "decisions": [_decision(one) for one in decisions],
        "shared": [_note(one) for one in notes if one.kind == ReviewNoteKind.NOTE],
        "dissents": [_note(one) for one in notes if one.kind == ReviewNoteKind.DISSENT],
        "meeting": _meeting(review),
    }


def mark_of(content: dict[str, Any]) -> str:
    """The fingerprint of a content: 64 hexadecimal digits of SHA-256."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def current_mark(review: Review) -> str:
    """The mark of `review` as it stands now (two queries)."""
    return mark_of(content_of(review, decisions_of(review), shared_notes(review)))


def record_of(
    review: Review, content: dict[str, Any], signatures: Sequence[ReviewSignature]
) -> dict[str, Any]:
    """What stays of a signed review: its content, the promises as they stood, the figures in words, who signed."""
    previous, promises = promises_before(review)
    return {
        **content,
        "opened_at": review.opened_at.isoformat(),
        "previous": f"{previous.wave.month:%Y-%m}" if previous else "",
        "promises": [
            {**_decision(one), "state": one.action.state, "month": f"{one.review.wave.month:%Y-%m}"}
            for one in promises
            if one.action is not None
        ],
        "tables": {language: figures_in(review, language) for language in LANGUAGES},
        "signatures": [
            {
                "party": one.party,
                "name": one.by_name,
                "role": one.role_name,
                "at": one.at.isoformat(),
                "alone_because": one.alone_because,
            }
            for one in signatures
        ],
    }


@dataclass(frozen=True, slots=True)
class RecordedPromise:
    """A promise of an earlier review as it stood when this one was signed; read by pages as an action is."""

    what: str
    doer: str
    due_on: date | None
    state: str
    month: date
    live: bool = False

    @property
    def get_state_display(self) -> str:
        """The state in words."""
        return str(dict(ActionState.choices).get(self.state, self.state))


def recorded_promises(review: Review) -> list[RecordedPromise]:
    """The promises that a signed review went through, as its record has them."""
    return [
        RecordedPromise(
            what=one["what"],
            doer=one["who"],
            due_on=date.fromisoformat(one["due"]) if one["due"] else None,
            state=one["state"],
            month=date.fromisoformat(f"{one['month']}-01"),
        )
        for one in (review.record or {}).get("promises", [])
    ]


def as_signed(one: Decision) -> Decision:
    """A decision of a signed review with its action in the words that were signed; to be shown, never saved."""
    at = one.decided_at.isoformat()
    for told in (one.review.record or {}).get("decisions", []):
        if one.action is not None and told["kind"] == DecisionKind.ACTION and told["at"] == at:
            one.action.what, one.action.intended_effect = told["what"], told["effect"]
            one.action.due_on = date.fromisoformat(told["due"]) if told["due"] else None
            one.action.who, one.action.who_name = None, told["who"]
    return one


def figures_in(review: Review, language: str) -> list[dict[str, Any]]:
    """The tables of the figures in the words of `language`, as JSON."""
    with translation.override(language):
        return [
            {"name": str(table.name), "head": list(table.head), "rows": [list(row) for row in table.rows]}
            for table in exports.wave_tables(wave_sheet(review.wave))
        ]


def figures_unchanged(review: Review) -> bool:
    """Whether the figures are those of the first second, byte for byte (one query)."""
    return bool(review.digest) and figures_digest(review.wave) == review.digest


def _decision(one: Decision) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": one.kind,
        "reason": one.reason,
        "by": one.decided_by.name if one.decided_by else "",
        "at": one.decided_at.isoformat(),
    }
    if one.kind == DecisionKind.ACTION and one.action is not None:
        action = one.action
        return told | {
            "what": action.what,
            "who": action.doer,
            "due": action.due_on.isoformat() if action.due_on else "",
            "effect": action.intended_effect,
        }
    if one.item is not None:
        return told | {"nl": one.item.text_nl, "en": one.item.text_en}
    return told | {"what": one.title, "project": str(one.project)}


def _note(one: ReviewNote) -> dict[str, Any]:
    return {
        "name": one.author_name,
        "party": one.party,
        "text": one.text,
        "at": one.shared_at.isoformat() if one.shared_at else "",
    }


def _meeting(review: Review) -> dict[str, Any] | None:
    if review.meeting_at is None:
        return None
    return {
        "at": review.meeting_at.isoformat(),
        "minutes": review.meeting_minutes,
        "place": review.meeting_place,
        "link": review.meeting_link,
    }
