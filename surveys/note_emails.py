"""The mails to members about a note: that it is due, and that an approval does not hold any more."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone

from surveys.actions.notes import LAPSED_MAIL, NUDGE_MAIL
from surveys.domain.notes import nudge
from surveys.models import FeedbackNote, Review
from surveys.queries.notes import clock_of, note_of
from surveys.words.notes import clock_words
from werkdruk.core import mail
from werkdruk.core.permissions import allowed
from werkdruk.organisations import member_mails
from werkdruk.organisations.models import Membership


def nudge_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """How many days are left; None once the note is published, or when a later nudge has taken its place."""
    review = Review.objects.select_related("wave").filter(id=payload["review"]).first()
    if review is None or not allowed("surveys.reviews", member):
        return None
    note = note_of(review)
    clock = clock_of(review, note, timezone.localdate())
    if clock.taken is not None or nudge(clock.left) != payload["days"]:
        return None
    return _mail("surveys/note_nudge", member, review, note=note, clock=clock, words=clock_words(clock))


def lapsed_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """The text was changed after it was approved; None once the note is published."""
    note = FeedbackNote.objects.select_related("review__wave").filter(id=payload["note"]).first()
    if note is None or note.published_at is not None or not allowed("surveys.reviews", member):
        return None
    return _mail("surveys/note_lapsed", member, note.review, who=payload["who"])


def _mail(template: str, member: Membership, review: Review, **more: Any) -> EmailMultiAlternatives:
    path = reverse("surveys:note", args=[member.organisation.slug, review.id])
    context = {
        "organisation": member.organisation,
        "review": review,
        "link": settings.BASE_URL + path,
        **more,
    }
    return mail.message(template, context, to=member.user.email)


def register_all() -> None:
    """Say how these mails are written."""
    member_mails.register(NUDGE_MAIL, nudge_mail)
    member_mails.register(LAPSED_MAIL, lapsed_mail)
