"""Notes to all staff at every stage; inside the scope only."""

from datetime import date

from django.utils import timezone

from surveys.actions.notes import approve_note, draft_note
from surveys.actions.reviewing import decide_action
from surveys.models import FeedbackNote, Review
from tests.cast import Zandbak
from tests.surveys.published import close_with, sheets
from werkdruk.organisations.models import Party

JANUARY = date(2026, 1, 1)


def review_of(month: date = JANUARY) -> Review:
    """The review of a closed wave, with one action; it opened on the sixteenth."""
    wave = close_with(month, sheets(10, 6))
    review = Review.objects.select_related("wave").get(wave=wave)
    decide_action(
        actor=None, review=review, what="Invalpool op vrijdag", who_name="Bea Smit", due_on=date(2027, 3, 1)
    )
    return review


def sign(review: Review) -> None:
    """Both sides signed the review."""
    Review.objects.filter(id=review.id).update(signed_at=timezone.now(), record={})
    review.refresh_from_db()


def drafted(zandbak: Zandbak, *, signed: bool = True, month: date = JANUARY) -> FeedbackNote:
    """The draft of a note, of a review that both sides signed or not yet."""
    review = review_of(month)
    note = draft_note(actor=zandbak.member(zandbak.anna), review=review)
    if signed:
        sign(review)
    return FeedbackNote.objects.select_related("review__wave").get(id=note.id)


def half_approved(zandbak: Zandbak, month: date = JANUARY) -> FeedbackNote:
    """The same, with the key of the works council."""
    note = drafted(zandbak, month=month)
    return turn(zandbak, note, Party.WORKS_COUNCIL)


def published(zandbak: Zandbak, month: date = JANUARY) -> FeedbackNote:
    """The same, with both keys: published, its mail waiting for the worker."""
    note = turn(zandbak, half_approved(zandbak, month), Party.EMPLOYER)
    assert note.published_at is not None
    return FeedbackNote.objects.select_related("review__wave").get(id=note.id)


def turn(zandbak: Zandbak, note: FeedbackNote, party: Party) -> FeedbackNote:
    """Olaf or Bea approves the text as it is now."""
    person = zandbak.olaf if party == Party.WORKS_COUNCIL else zandbak.bea
    version = FeedbackNote.objects.get(id=note.id).version
    return approve_note(actor=zandbak.member(person), party=party, note=note, version=version)
