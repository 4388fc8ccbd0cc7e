"""Notes of a person's own in a review, private until shared, and positions that differ."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.review_changes import about, changed, locked_to_change
from surveys.models import Review, ReviewNote, ReviewNoteKind
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership
from werkdruk.organisations.parties import party_of


@transaction.atomic
def write_note(
    *, actor: Membership, review: Review, text: str, share: bool = False, form_key: UUID | None = None
) -> ReviewNote:
    """Write a note for the conversation; others see it when it is shared.

    With `form_key`, a second call with the same key returns the first one's note. Raises `Refused` without words and
    once the review is signed.
    """
    return _write(actor, review, text, ReviewNoteKind.NOTE, share=share, form_key=form_key)


@transaction.atomic
def record_dissent(
    *, actor: Membership, review: Review, text: str, form_key: UUID | None = None
) -> ReviewNote:
    """Record that the side of `actor` takes another position: everybody sees it at once, and the minutes say it.

    `form_key` and `Refused` as in `write_note`.
    """
    return _write(actor, review, text, ReviewNoteKind.DISSENT, share=True, form_key=form_key)


@transaction.atomic
def change_note(*, actor: Membership, note: ReviewNote, text: str, version: int) -> ReviewNote:
    """Change a note of one's own.

    Raises `ChangedMeanwhile` when `version` is not the stored one, and `Refused` without words, for somebody else's
    note and once the review is signed. Saving what is stored already changes nothing.
    """
    review, current = _own(actor, note)
    if current.text == text.strip():
        return current
    if current.version != version:
        raise ChangedMeanwhile(
            _(
                "You saved this note elsewhere meanwhile. What you typed is still here; what is stored now stands "
                "above it. Save again to keep this one."
            ),
            current,
        )
    current.text, current.version = _words(text), current.version + 1
    current.save(update_fields=["text", "version"])
    if current.shared_at is not None:
        audit.record("surveys.review_note_changed", actor=actor, subject=current.author_name, **about(review))
        changed(review=review, actor=actor)
    return current


@transaction.atomic
def share_note(*, actor: Membership, note: ReviewNote) -> ReviewNote:
    """Show a note of one's own to everybody in the review; a second time changes nothing."""
    review, current = _own(actor, note)
    if current.shared_at is None:
        current.shared_at = timezone.now()
        current.save(update_fields=["shared_at"])
        _record_shared(actor, review, current)
    return current


@transaction.atomic
def delete_note(*, actor: Membership, note: ReviewNote) -> None:
    """Delete a note of one's own that nobody else has seen. Raises `Refused` for a shared one."""
    _review, current = _own(actor, note)
    if current.shared_at is not None:
        raise Refused(_("This note is shared: others have read it. You can still change it."))
    current.delete()


def _write(
    actor: Membership, review: Review, text: str, kind: str, *, share: bool, form_key: UUID | None
) -> ReviewNote:
    review = locked_to_change(review)
    party = party_of(actor)
    if party is None:
        raise Refused(_("Works council, executive and HR write in a review."))
    words = _words(text)
    if form_key is not None:
        found = ReviewNote.objects.filter(form_key=form_key).first()
        if found is not None and (found.review_id, found.author_id) != (review.id, actor.user_id):
            raise Refused(_("This form was sent before, for something else. Load the page again."))
        if found is not None:
            return found
    now = timezone.now()
    note = ReviewNote.objects.create(
        review=review,
        kind=kind,
        author=actor.user,
        author_name=actor.user.name,
        party=party,
        text=words,
        written_at=now,
        shared_at=now if share else None,
        form_key=form_key,
    )
    if share:
        _record_shared(actor, review, note)
    return note


def _record_shared(actor: Membership, review: Review, note: ReviewNote) -> None:
    """Only what is shared reaches the log: that somebody writes for themselves is nobody's business."""
    if note.kind == ReviewNoteKind.DISSENT:
        audit.record("surveys.review_dissent", actor=actor, subject=note.author_name, **about(review))
    else:
        audit.record("surveys.review_note_shared", actor=actor, subject=note.author_name, **about(review))
    changed(review=review, actor=actor)


def _own(actor: Membership, note: ReviewNote) -> tuple[Review, ReviewNote]:
    """The review and the note as they are now, both locked."""
    review = locked_to_change(note.review)
    found = ReviewNote.objects.select_for_update().filter(id=note.id, author=actor.user).first()
    if found is None:
        raise Refused(_("This note is gone, or it is not yours."))
    return review, found


def _words(text: str) -> str:
    if not text.strip():
        raise Refused(_("Write something first."))
    return text.strip()
