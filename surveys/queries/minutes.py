"""Reads over the minutes of a review."""

from django.utils.translation import get_language

from surveys.models import Review, ReviewMinutes
from werkdruk.core.models import Job, JobState

MINUTES_JOB = "surveys.minutes"


def page_language() -> str:
    """The language of the page, as documents have it."""
    return (get_language() or "nl")[:2]


def minutes_of(review: Review) -> list[ReviewMinutes]:
    """The minutes in the language of the page, newest first, without their bytes (one query)."""
    return list(ReviewMinutes.objects.filter(review=review, language=page_language()).listed())


def minutes_job(review: Review, language: str, addenda: int) -> Job | None:
    """The job that makes these minutes now."""
    return Job.objects.filter(
        kind=MINUTES_JOB,
        payload__review=str(review.id),
        payload__language=language,
        payload__addenda=addenda,
        state__in=[JobState.WAITING, JobState.RUNNING],
    ).first()
