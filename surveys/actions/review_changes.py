"""What every action in a review begins with, the lock, and ends with: open pages learn of it, signatures lapse."""

from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.models import Review, ReviewSignature
from surveys.queries.review_content import current_mark
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.models import Membership

LAPSED_MAIL = "surveys.signature_lapsed"


def locked(review: Review) -> Review:
    """The review as it is now, its row locked until the end of the transaction: one change at a time."""
    return Review.objects.select_for_update(of=("self",)).select_related("wave").get(id=review.id)


def locked_to_change(review: Review) -> Review:
    """The same, to change what it says. Raises `Refused` once both sides have signed."""
    current = locked(review)
    if current.is_signed:
        raise Refused(
            _("Both sides have signed this review: nothing in it changes any more. Add an addendum instead.")
        )
    return current


def about(review: Review) -> dict[str, str]:
    """What the audit log keeps of the review that something was done in."""
    return {"review": f"{review.wave.month:%Y-%m}", "review_id": str(review.id)}


def touch(review: Review) -> None:
    """Let pages that show this review know that there is something new."""
    Review.objects.filter(id=review.id).update(changes=F("changes") + 1)


def changed(*, review: Review, actor: Membership | None) -> None:
    """The content of a review changed: open pages learn of it, and a signature under the older one lapses."""
    touch(review)
    lapse(review=review, actor=actor, mark=current_mark(review))


def lapse(*, review: Review, actor: Membership | None, mark: str) -> list[ReviewSignature]:
    """Take away signatures under another content than that of `mark`, and tell who signed; those that went."""
    gone = list(ReviewSignature.objects.filter(review=review).exclude(mark=mark).select_related("by"))
    for one in gone:
        one.delete()
        audit.record("surveys.signature_lapsed", actor=actor, subject=one.by_name, **about(review))
        queue_mail(
            Membership.objects.active().filter(user=one.by),
            LAPSED_MAIL,
            f"review-{review.id}-lapsed-{one.at.isoformat()}",
            **mail_about(review, by=actor.user.name if actor else ""),
        )
    return gone


def mail_about(review: Review, **more: Any) -> dict[str, Any]:
    """The payload of a mail about a review, and since when it is news."""
    return {"review": str(review.id), "since": timezone.now().isoformat(), **more}
