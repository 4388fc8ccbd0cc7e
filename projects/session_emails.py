"""The invitation to a session for contact persons and leads, with the file for a calendar."""

from datetime import UTC, datetime, timedelta
from email.message import MIMEPart
from email.policy import SMTP
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext
from icalendar import Calendar, Event, vCalAddress

from projects.actions.sessions import INVITED_MAIL
from projects.models import Session, SessionState
from projects.session_links import phone_url
from werkdruk.core.mail import message
from werkdruk.organisations import member_mails
from werkdruk.organisations.models import Membership, Organisation

# What waited longer than this says nothing new.
NEWS = timedelta(days=14)


def session_calendar(organisation: Organisation, session: Session) -> bytes:
    """The file that puts a session into a calendar (RFC 5545): the same event each time, with a higher number."""
    start = timezone.localtime(session.starts_at)
    event = Event()
    event.add("uid", f"session-{session.id}@werkdruk")
    event.add("sequence", session.version)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", timezone.localtime(session.starts_at + timedelta(minutes=session.minutes)))
    event.add("summary", session.title)
    event.add("location", session.place)
    event.add("description", session.invitation)
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    organiser.params["CN"] = organisation.name
    event["organizer"] = organiser
    cancelled = session.state == SessionState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Werkdruk//Werkdruk//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def invited_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """When and where; nothing where the session is not planned any more, and for old news."""
    if timezone.now() - datetime.fromisoformat(payload["since"]) > NEWS:
        return None
    found = Session.objects.filter(id=UUID(payload["session"])).select_related(
        "project", "unit", "guide__user"
    )
    session = found.first()
    if session is None or session.state != SessionState.PLANNED:
        return None
    page = reverse("projects:session", args=[member.organisation.slug, session.project_id, session.id])
    context = {
        "organisation": member.organisation,
        "member": member,
        "session": session,
        "by": payload.get("by", ""),
        "link": f"{settings.BASE_URL}{page}",
        "phone_url": phone_url(member.organisation.slug, session),
    }
    mail = message("projects/session_invited", context, to=member.user.email)
    name = pgettext("file name", "session")
    part = MIMEPart(policy=SMTP)
    part.set_content(
        session_calendar(member.organisation, session).decode(),
        subtype="calendar",
        params={"method": "PUBLISH"},
        disposition="attachment",
        filename=f"{name}-{timezone.localtime(session.starts_at):%Y-%m-%d}.ics",
    )
    mail.attach(part)
    return mail


def register_all() -> None:
    """Say how the invitation is written."""
    member_mails.register(INVITED_MAIL, invited_mail)
