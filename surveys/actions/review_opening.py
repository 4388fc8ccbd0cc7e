"""A review opens by itself at closing: the same figures, the same mail, the same moment for both sides."""

from surveys.actions.review_changes import about, mail_about
from surveys.models import Review, Wave
from surveys.queries.publications import figures_digest
from surveys.queries.reviews import members_in_reviews
from werkdruk.core import audit
from werkdruk.organisations.actions.mails import queue_mail

OPENED_MAIL = "surveys.review_opened"


def open_review(wave: Wave) -> Review:
    """Open the review of a wave whose figures are there, keep their digest, and mail works council, executive and HR.

    A second time it finds the review and mails nobody again. Call it in the tenant's scope, in the transaction that
    shows the figures.
    """
    review, new = Review.objects.select_related("wave").get_or_create(
        wave=wave, defaults={"digest": figures_digest(wave)}
    )
    if new:
        audit.record(
            "surveys.review_opened",
            actor=None,
            subject=f"{wave.month:%Y-%m}",
            digest=review.digest,
            **about(review),
        )
    queue_mail(members_in_reviews(), OPENED_MAIL, f"review-{review.id}-opened", **mail_about(review))
    return review
