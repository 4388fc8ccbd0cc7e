"""The meeting of a review: the right hour in summer and winter, one event that moves, and a mail with its file."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from icalendar import Calendar

from surveys.actions import meetings
from surveys.models import Review
from tests.cast import Zandbak
from tests.surveys import talks
from tests.surveys.talks import path, told
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.actions.mails import send_member_mail

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def review(zandbak: Zandbak) -> Review:
    with zandbak.scope():
        return talks.opened(zandbak)


def plan(day: str = "2098-01-06", time: str = "10:00", sequence: int = 0, **more: str) -> dict[str, Any]:
    return {"day": day, "time": time, "minutes": "45", "place": "Kantoor", "sequence": sequence, **more}


def event_of(content: bytes | str) -> tuple[str, Any]:
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def files(subject: str) -> list[tuple[str, Any]]:
    """The calendar files of the mails whose subject begins with `subject`, by method and event."""
    found = []
    for one in mail.outbox:
        if one.subject.startswith(subject):
            [part] = [part for part in one.message().walk() if part.get_content_type() == "text/calendar"]
            method, event = event_of(part.get_content())
            assert part.get_param("method") == method
            found.append((method, event))
    return found


@pytest.mark.parametrize(
    ("day", "utc"),
    [
        (
            "2026-03-27",
            datetime(2026, 3, 27, 9, tzinfo=UTC),
        ),  # winter time, two days before the clock changes
        ("2026-03-30", datetime(2026, 3, 30, 8, tzinfo=UTC)),  # summer time, the day after
        ("2026-10-23", datetime(2026, 10, 23, 8, tzinfo=UTC)),
        ("2026-10-26", datetime(2026, 10, 26, 9, tzinfo=UTC)),
    ],
)
def test_ten_o_clock_is_ten_o_clock_in_summer_and_winter(
    zandbak: Zandbak, review: Review, sign_in: Any, day: str, utc: datetime
) -> None:
    with time_machine.travel(datetime(2026, 2, 20, 8, tzinfo=UTC), tick=False):
        olaf = sign_in(zandbak.olaf)
        assert olaf.post(path(zandbak, review, "meeting"), plan(day)).url == path(zandbak, review)
        answer = olaf.get(f"{path(zandbak, review)}meeting.ics")
    with zandbak.scope():
        assert Review.objects.get(id=review.id).meeting_at == utc
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    stamp = day.replace("-", "")
    assert f"DTSTART;TZID=Europe/Amsterdam:{stamp}T100000" in text
    assert f"DTEND;TZID=Europe/Amsterdam:{stamp}T104500" in text
    method, event = event_of(answer.content)
    assert (method, event.decoded("DTSTART").astimezone(UTC)) == ("PUBLISH", utc)
    zones = [str(zone["TZID"]) for zone in Calendar.from_ical(answer.content).walk("VTIMEZONE")]
    assert zones == ["Europe/Amsterdam"]


def test_an_hour_that_the_clock_skips_is_refused(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    with time_machine.travel(datetime(2026, 2, 20, 8, tzinfo=UTC), tick=False):
        answer = sign_in(zandbak.olaf).post(path(zandbak, review, "meeting"), plan("2026-03-29", "02:30"))
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"time"})


def test_planning_moving_and_calling_off_reach_every_calendar(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    olaf.post(path(zandbak, review, "meeting"), plan())
    olaf.post(path(zandbak, review, "meeting"), plan())  # the same form twice
    send_member_mail(zandbak.id)
    planned = files("Overleg over")
    assert {one.to[0] for one in mail.outbox} == {zandbak.olaf.email, zandbak.bea.email, zandbak.anna.email}
    assert [(method, event["SEQUENCE"]) for method, event in planned] == [("PUBLISH", 1)] * 3
    bea.post(
        path(zandbak, review, "meeting"), plan(time="14:30", sequence=1, link="https://overleg.example/a")
    )
    send_member_mail(zandbak.id)
    moved = files("Gewijzigd: overleg over")
    assert [(method, event["SEQUENCE"]) for method, event in moved] == [("PUBLISH", 2)] * 3
    assert moved[0][1].decoded("DTSTART").astimezone(AMSTERDAM).hour == 14
    assert bea.get(path(zandbak, review, "meeting", "cancel")).status_code == 200
    bea.post(path(zandbak, review, "meeting", "cancel"))
    bea.post(path(zandbak, review, "meeting", "cancel"))
    send_member_mail(zandbak.id)
    off = files("Afgezegd: overleg over")
    assert [(method, event["SEQUENCE"], event["STATUS"]) for method, event in off] == [
        ("CANCEL", 3, "CANCELLED")
    ] * 3
    assert {str(event["UID"]) for _method, event in planned + moved + off} == {f"review-{review.id}@werkdruk"}
    assert bea.get(f"{path(zandbak, review)}meeting.ics").status_code == 404


def test_a_mail_that_waited_does_not_tell_an_older_hour(
    zandbak: Zandbak, review: Review, sign_in: Any
) -> None:
    olaf = sign_in(zandbak.olaf)
    olaf.post(path(zandbak, review, "meeting"), plan())
    olaf.post(path(zandbak, review, "meeting"), plan(time="14:30", sequence=1))
    send_member_mail(zandbak.id)
    assert [event["SEQUENCE"] for _method, event in files("")] == [2, 2, 2]


def test_two_who_plan_at_once_see_both(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    sign_in(zandbak.bea).post(path(zandbak, review, "meeting"), plan(time="09:00"))
    answer = sign_in(zandbak.olaf).post(path(zandbak, review, "meeting"), plan(time="16:00"))
    form = answer.context["form"]
    assert (answer.status_code, form["time"].value(), form["sequence"].value()) == (400, "16:00", 1)
    assert len(form.differences) == 1
    with zandbak.scope():
        stored = Review.objects.get(id=review.id)
        assert stored.meeting_at.astimezone(AMSTERDAM).hour == 9
        with pytest.raises(ChangedMeanwhile):
            meetings.plan_meeting(
                actor=None,
                review=review,
                at=datetime(2098, 1, 1, tzinfo=UTC),
                minutes=60,
                place="A",
                sequence=0,
            )


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"day": ""}, {"day"}),
        ({"day": "morgen"}, {"day"}),
        ({"time": "25:00"}, {"time"}),
        ({"minutes": "5"}, {"minutes"}),
        ({"place": ""}, {"place"}),
        ({"link": "geen link"}, {"link"}),
        ({"link": "javascript:alert(1)"}, {"link"}),
        ({"day": "2020-01-01"}, {"__all__"}),
    ],
)
def test_a_meeting_says_what_is_wrong_and_keeps_what_was_typed(
    zandbak: Zandbak, review: Review, sign_in: Any, wrong: dict[str, str], fields: set[str]
) -> None:
    sent = plan() | wrong
    answer = sign_in(zandbak.olaf).post(path(zandbak, review, "meeting"), sent)
    form = answer.context["form"]
    assert (answer.status_code, set(form.errors)) == (400, fields)
    assert {name: str(form[name].value()) for name in sent} == {name: str(one) for name, one in sent.items()}


def test_a_meeting_in_the_past_is_refused_by_the_action(zandbak: Zandbak, review: Review) -> None:
    with zandbak.scope(), pytest.raises(Refused, match="voorbij"):
        meetings.plan_meeting(
            actor=None,
            review=review,
            at=datetime(2020, 1, 1, tzinfo=UTC),
            minutes=60,
            place="A",
            sequence=0,
        )


def test_the_lead_of_the_page_tells_when(zandbak: Zandbak, review: Review, sign_in: Any) -> None:
    olaf = sign_in(zandbak.olaf)
    answer = olaf.post(path(zandbak, review, "meeting"), plan(), follow=True)
    assert [kind for kind, _ in told(answer)] == ["success"]
    assert "Maandag 6 januari, 10:00" in answer.content.decode()
    assert date(2098, 1, 6).weekday() == 0
