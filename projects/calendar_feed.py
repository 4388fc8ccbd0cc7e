"""A member's calendar as a file (RFC 5545): a calendar program reads it again and again, and changes nothing in it."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from projects.queries.calendar import Entry


def calendar_feed(name: str, entries: list[Entry]) -> bytes:
    """The entries as a calendar called `name`; the same entry has the same id each time."""
    now = timezone.now().astimezone(UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Werkdruk//Werkdruk//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT6H")
    for entry in entries:
        page = settings.BASE_URL + entry.path
        event = Event()
        event.add("uid", f"{entry.uid}@werkdruk")
        event.add("dtstamp", now)
        event.add("dtstart", _local(entry.begins))
        event.add("dtend", _local(entry.ends))
        event.add("summary", entry.title)
        event.add("description", "\n".join(one for one in (entry.about, page) if one))
        event.add("url", page)
        if entry.place:
            event.add("location", entry.place)
        if not isinstance(entry.begins, datetime):
            event.add("transp", "TRANSPARENT")  # a whole day does not make its reader busy
        calendar.add_component(event)
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def _local(moment: date | datetime) -> date | datetime:
    """In the time of the place: ten o'clock stays ten o'clock; a day stays a day."""
    return timezone.localtime(moment) if isinstance(moment, datetime) else moment
