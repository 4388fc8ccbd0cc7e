"""The mails of a monthly review: they say that something is there and where, never a figure or what was written."""

from datetime import datetime, timedelta
from email.message import MIMEPart
from email.policy import SMTP
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from surveys.actions.meetings import CANCELLED_MAIL, MEETING_MAIL
from surveys.actions.review_changes import LAPSED_MAIL
from surveys.actions.review_opening import OPENED_MAIL
from surveys.actions.signing import ADDENDUM_MAIL, SIGNED_MAIL
from surveys.calendar_files import Appointment, appointment_of, calendar_file
from surveys.models import Review
from werkdruk.core.mail import message
from werkdruk.core.permissions import allowed
from werkdruk.organisations import member_mails
from werkdruk.organisations.models import Membership

# What waited longer than this says nothing new.
NEWS = timedelta(days=14)


def review_address(member: Membership, review: Review) -> str:
    """The whole address of a review's page."""
    path = reverse("surveys:review", args=[member.organisation.slug, review.id])
    return f"{settings.BASE_URL}{path}"


def _mail(
    template: str, member: Membership, payload: dict[str, Any], **more: Any
) -> tuple[Review, EmailMultiAlternatives] | None:
    """The review and the mail; None where the review or the member's right to see it is gone, and for old news."""
    if timezone.now() - datetime.fromisoformat(payload["since"]) > NEWS:
        return None
    review = Review.objects.select_related("wave").filter(id=UUID(payload["review"])).first()
    if review is None or not allowed("surveys.reviews", member):
        return None
    context = {
        "organisation": member.organisation,
        "member": member,
        "review": review,
        "month": review.wave.month,
        "link": review_address(member, review),
        "by": payload.get("by", ""),
        **more,
    }
    return review, message(f"surveys/{template}", context, to=member.user.email)


def opened_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """The figures are there, for both sides at the same moment."""
    made = _mail("review_opened", member, payload)
    return made[1] if made else None


def signed_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """Both sides signed; the minutes are there."""
    made = _mail("review_signed", member, payload)
    return made[1] if made else None


def addendum_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """Something was added to a signed review."""
    made = _mail("review_addendum", member, payload)
    return made[1] if made else None


def lapsed_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """What was signed has changed: read it, and sign again. Nothing where the review is signed meanwhile."""
    made = _mail("signature_lapsed", member, payload)
    return made[1] if made and not made[0].is_signed else None


def meeting_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """The meeting is planned or moved, with the file for a calendar; a later change has a mail of its own."""
    review = Review.objects.filter(id=UUID(payload["review"])).first()
    appointment = appointment_of(review) if review else None
    if appointment is None or appointment.sequence != payload["sequence"]:
        return None
    return _with_file(member, payload, appointment, cancelled=False)


def cancelled_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """The meeting is called off, with the file that takes it out of a calendar."""
    appointment = Appointment(
        datetime.fromisoformat(payload["at"]),
        payload["minutes"],
        payload["place"],
        payload["link"],
        payload["sequence"],
    )
    return _with_file(member, payload, appointment, cancelled=True)


def _with_file(
    member: Membership, payload: dict[str, Any], appointment: Appointment, *, cancelled: bool
) -> EmailMultiAlternatives | None:
    made = _mail(
        "review_meeting",
        member,
        payload,
        appointment=appointment,
        cancelled=cancelled,
        moved=payload.get("moved", False),
    )
    if made is None:
        return None
    review, mail = made
    content = calendar_file(member.organisation, review, appointment, cancelled=cancelled)
    name = pgettext("file name", "monthly-review")
    part = MIMEPart(policy=SMTP)
    part.set_content(
        content.decode(),
        subtype="calendar",
        params={"method": "CANCEL" if cancelled else "PUBLISH"},
        disposition="attachment",
        filename=f"{name}-{review.wave.month:%Y-%m}.ics",
    )
    mail.attach(part)
    return mail


def register_all() -> None:
    """Say how each kind of mail is written."""
    for kind, write in {
        OPENED_MAIL: opened_mail,
        SIGNED_MAIL: signed_mail,
        ADDENDUM_MAIL: addendum_mail,
        LAPSED_MAIL: lapsed_mail,
        MEETING_MAIL: meeting_mail,
        CANCELLED_MAIL: cancelled_mail,
    }.items():
        member_mails.register(kind, write)
