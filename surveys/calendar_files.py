"""The calendar file of a review's meeting (RFC 5545): the same event each time, with a higher number when it moves."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from surveys.models import Review
from werkdruk.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Appointment:
    """When and where; `sequence` goes up with every change."""

    at: datetime
    minutes: int
    place: str
    link: str
    sequence: int


def appointment_of(review: Review) -> Appointment | None:
    """The meeting as it is planned now; None without one."""
    if review.meeting_at is None:
        return None
    return Appointment(
        review.meeting_at,
        review.meeting_minutes,
        review.meeting_place,
        review.meeting_link,
        review.meeting_sequence,
    )


def calendar_file(
    organisation: Organisation, review: Review, appointment: Appointment, *, cancelled: bool = False
) -> bytes:
    """The file that puts the meeting into a calendar, moves it there, or takes it out."""
    # In the time of the place, with its rules for summer and winter: ten o'clock stays ten o'clock.
    start = timezone.localtime(appointment.at)
    page = settings.BASE_URL + reverse("surveys:review", args=[organisation.slug, review.id])
    event = Event()
    event.add("uid", f"review-{review.id}@werkdruk")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", timezone.localtime(appointment.at + timedelta(minutes=appointment.minutes)))
    event.add(
        "summary",
        _("Monthly review of %(month)s") % {"month": date_format(review.wave.month, "F Y")},
    )
    event.add("location", appointment.place or appointment.link)
    event.add("description", "\n".join(one for one in (appointment.link, page) if one))
    event.add("url", page)
    organiser = vCalAddress(f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}")
    organiser.params["CN"] = organisation.name
    event["organizer"] = organiser
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Werkdruk//Werkdruk//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content
