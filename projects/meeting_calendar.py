"""The calendar file of the kick-off (RFC 5545): the same event each time, with a higher number when it moves."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from projects.models import KickoffMeeting
from werkdruk.organisations.models import Organisation

# How long a meeting takes of which nobody wrote down when it ends.
USUAL = timedelta(hours=1)


def meeting_address(organisation: Organisation, meeting: KickoffMeeting) -> str:
    """The whole address of the meeting's page."""
    path = reverse("projects:meeting", args=[organisation.slug, meeting.project_id])
    return f"{settings.BASE_URL}{path}"


def kickoff_calendar(organisation: Organisation, meeting: KickoffMeeting, *, with_link: bool = True) -> bytes:
    """The file that puts the meeting into a calendar, or moves it there; a whole day when no time is known.

    Without `with_link` it says nothing of the project's page: somebody else cannot open it.
    """
    event = Event()
    event.add("uid", f"kickoff-{meeting.id}@werkdruk")
    event.add("sequence", meeting.version)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    if meeting.starts_at is None:
        event.add("dtstart", meeting.held_on)
        event.add("dtend", meeting.held_on + timedelta(days=1))
    else:
        zone = timezone.get_current_timezone()
        start = datetime.combine(meeting.held_on, meeting.starts_at, tzinfo=zone)
        end = datetime.combine(meeting.held_on, meeting.ends_at, tzinfo=zone) if meeting.ends_at else None
        event.add("dtstart", start)
        event.add("dtend", end or start + USUAL)
    event.add("summary", _("Kick-off of “%(project)s”") % {"project": meeting.project.name})
    if meeting.place:
        event.add("location", meeting.place)
    page = meeting_address(organisation, meeting) if with_link else ""
    event.add("description", "\n\n".join(part for part in (meeting.agenda, page) if part))
    if page:
        event.add("url", page)
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    organiser.params["CN"] = organisation.name
    event["organizer"] = organiser
    event.add("status", "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Werkdruk//Werkdruk//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
