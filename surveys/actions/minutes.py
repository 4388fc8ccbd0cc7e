"""The minutes of a signed review as PDF: made by a worker in both languages, and anew after an addendum."""

from typing import Any
from uuid import UUID

from django.db import transaction

from surveys.minutes_document import minutes_html
from surveys.models import Review, ReviewAddendum, ReviewMinutes
from surveys.queries.minutes import MINUTES_JOB, minutes_job
from surveys.queries.review_content import LANGUAGES
from werkdruk.core import jobs
from werkdruk.core.jobs import Progress
from werkdruk.core.pdf import to_pdf
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Membership

STAGES = 2


@transaction.atomic
def ask_minutes(*, actor: Membership | None, review: Review) -> None:
    """Let a worker make the minutes with all addenda there are now, in each language where they are missing.

    The number of a version follows from its addenda: 1 without, 2 with the first, and so on.
    """
    addenda = ReviewAddendum.objects.filter(review=review).count()
    for language in LANGUAGES:
        there = ReviewMinutes.objects.filter(review=review, language=language, number=addenda + 1).exists()
        if not there and minutes_job(review, language, addenda) is None:
            jobs.start(
                MINUTES_JOB,
                actor=actor,
                total=STAGES,
                review=str(review.id),
                language=language,
                addenda=addenda,
            )


def make_minutes(progress: Progress, payload: dict[str, Any]) -> None:
    """Gather, lay out outside the transaction, and keep; what was kept first stays. Safe to run twice."""
    with tenant_scope(progress.organisation_id):
        review = Review.objects.select_related("wave").filter(id=UUID(payload["review"])).first()
        if review is None or not review.is_signed:
            return
        html = minutes_html(review, language=payload["language"], addenda=payload["addenda"])
    progress.report(1, STAGES)
    made = to_pdf(html)
    with tenant_scope(progress.organisation_id):
        ReviewMinutes.objects.get_or_create(
            review=review,
            language=payload["language"],
            number=payload["addenda"] + 1,
            defaults={
                "job_id": progress.job_id,
                "content": made.content,
                "pages": made.pages,
                "size": len(made.content),
            },
        )
    progress.report(STAGES, STAGES)


def register_all() -> None:
    """Tell the worker how to make minutes."""
    jobs.register(MINUTES_JOB, make_minutes)
