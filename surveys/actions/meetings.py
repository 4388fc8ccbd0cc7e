"""The meeting of a review: planned, moved and called off; everybody's calendar hears of it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.review_changes import about, changed, locked_to_change, mail_about
from surveys.models import Review
from surveys.queries.reviews import members_in_reviews
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.models import Membership

MEETING_MAIL = "surveys.review_meeting"
CANCELLED_MAIL = "surveys.review_meeting_cancelled"


@transaction.atomic
def plan_meeting(
    *,
    actor: Membership | None,
    review: Review,
    at: datetime,
    minutes: int,
    place: str = "",
    link: str = "",
    sequence: int,
) -> Review:
    """Plan the meeting of `review`, or move it; works council, executive and HR get it for their calendars.

    `sequence` is the number that was seen. Raises `ChangedMeanwhile` when somebody else planned or moved it since,
    and `Refused` for a moment that has passed, without a place or a link, and once the review is signed. Saving what
    is stored already changes nothing.
    """
    current = locked_to_change(review)
    wanted = (at, minutes, place.strip(), link.strip())
    stored = (current.meeting_at, current.meeting_minutes, current.meeting_place, current.meeting_link)
    if wanted == stored:
        return current
    _check_sequence(current, sequence)
    if at <= timezone.now():
        raise Refused(_("This moment has passed. Choose a later one."))
    if not place.strip() and not link.strip():
        raise Refused(_("Say where you meet, or give a link."))
    moved = current.meeting_at is not None
    current.meeting_at, current.meeting_minutes, current.meeting_place, current.meeting_link = wanted
    _save(current)
    if moved:
        audit.record("surveys.meeting_moved", actor=actor, subject=at.isoformat(), **about(current))
    else:
        audit.record("surveys.meeting_planned", actor=actor, subject=at.isoformat(), **about(current))
    _mail(current, MEETING_MAIL, actor, moved=moved)
    changed(review=current, actor=actor)
    return current


@transaction.atomic
def cancel_meeting(*, actor: Membership | None, review: Review) -> Review:
    """Call the meeting off; a second time changes nothing."""
    current = locked_to_change(review)
    if current.meeting_at is None:
        return current
    was = current.meeting_at
    payload = {
        "at": was.isoformat(),
        "minutes": current.meeting_minutes,
        "place": current.meeting_place,
        "link": current.meeting_link,
    }
    current.meeting_at, current.meeting_place, current.meeting_link = None, "", ""
    _save(current)
    audit.record("surveys.meeting_cancelled", actor=actor, subject=was.isoformat(), **about(current))
    _mail(current, CANCELLED_MAIL, actor, **payload)
    changed(review=current, actor=actor)
    return current


def _check_sequence(current: Review, sequence: int) -> None:
    if current.meeting_sequence != sequence:
        raise ChangedMeanwhile(
            _(
                "Somebody else planned the meeting while you were busy. What you filled in is still here; what is "
                "planned now stands above it. Save again to keep yours."
            ),
            current,
        )


def _save(review: Review) -> None:
    review.meeting_sequence += 1
    review.save(
        update_fields=[
            "meeting_at",
            "meeting_minutes",
            "meeting_place",
            "meeting_link",
            "meeting_sequence",
        ]
    )


def _mail(review: Review, kind: str, actor: Membership | None, **more: object) -> None:
    queue_mail(
        members_in_reviews(),
        kind,
        f"review-{review.id}-meeting-{review.meeting_sequence}",
        **mail_about(review, by=actor.user.name if actor else "", sequence=review.meeting_sequence, **more),
    )
