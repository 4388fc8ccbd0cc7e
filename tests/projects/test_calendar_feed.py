"""A member's own calendar: a secret address, what stands in it, and when it stops."""

from datetime import date, datetime, time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from measures.models import Action
from projects import actions
from projects.models import CalendarFeed, Evaluation, KickoffMeeting, Session
from tests.cast import Zandbak
from tests.projects.scene import find, make_project

PAGE = "/o/zandbak/projects/calendar/"


def made(client: Client) -> str:
    """Make an address; its path."""
    url = client.post(PAGE).context["url"]
    return url[url.index("/calendar/") :]


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def events(content: bytes) -> dict[str, tuple[Any, Any, str]]:
    """Begin, end and title of each appointment, by its id without the house."""
    calendar = Calendar.from_ical(content)
    return {
        str(event["uid"]).split("-")[0]: (event["dtstart"].dt, event["dtend"].dt, str(event["summary"]))
        for event in calendar.walk("VEVENT")
    }


def test_the_address_shows_what_concerns_this_member(zandbak: Zandbak, anna: Client, sign_in: Any) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        member = zandbak.member(zandbak.anna)
        actions.plan_dates(
            actor=member, project=project, version=1, dates={2: (date(2027, 1, 4), date(2027, 1, 15))}
        )
        KickoffMeeting.objects.create(
            project=project, held_on=date(2026, 12, 7), starts_at=time(10), ends_at=time(11)
        )
        zone = timezone.get_default_timezone()
        Session.objects.create(
            project=project,
            title="Energiesessie",
            starts_at=datetime(2026, 12, 8, 13, tzinfo=zone),
            minutes=75,
        )
        Evaluation.objects.create(project=project, report_on=date(2027, 6, 1), reporter_name="Anna")
        Action.objects.create(what="Bord ophangen", who=member, due_on=date(2026, 12, 1))
        Action.objects.create(what="Van Tim", who=zandbak.member(zandbak.tim), due_on=date(2026, 12, 1))
    path = made(anna)
    answer = Client().get(path)  # a calendar program has no session
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer["Cache-Control"], dict(answer.cookies)) == ("no-store, private", {})
    found = events(answer.content)
    assert {key: value[:2] for key, value in found.items()} == {
        "action": (date(2026, 12, 1), date(2026, 12, 2)),
        "kickoff": (datetime(2026, 12, 7, 10, tzinfo=zone), datetime(2026, 12, 7, 11, tzinfo=zone)),
        "session": (datetime(2026, 12, 8, 13, tzinfo=zone), datetime(2026, 12, 8, 14, 15, tzinfo=zone)),
        "step": (date(2027, 1, 4), date(2027, 1, 16)),
        "report": (date(2027, 6, 1), date(2027, 6, 2)),
    }
    assert found["session"][2] == "Energiesessie"
    again = Client().get(path)
    uids = [
        sorted(str(one["uid"]) for one in Calendar.from_ical(each.content).walk("VEVENT"))
        for each in (answer, again)
    ]
    assert uids[0] == uids[1]
    tims = Client().get(made(sign_in(zandbak.tim)))
    assert {key: value[2] for key, value in events(tims.content).items()} == {"action": "Klaar: Van Tim"}


def test_only_a_digest_is_kept_and_a_new_address_ends_the_old_one(zandbak: Zandbak, anna: Client) -> None:
    first = made(anna)
    secret = first.rsplit("/", 1)[1].removesuffix(".ics")
    with zandbak.scope():
        assert secret not in str(CalendarFeed.objects.values().get())
    assert secret not in anna.get(PAGE).content.decode()
    second = made(anna)
    assert [Client().get(path).status_code for path in (first, second)] == [404, 200]
    anna.post(f"{PAGE}stop/")
    assert Client().get(second).status_code == 404


def test_the_address_stops_when_its_member_leaves_or_has_no_role(zandbak: Zandbak, anna: Client) -> None:
    path = made(anna)
    with zandbak.scope():
        member = zandbak.member(zandbak.anna)
        roles, member.roles = member.roles, []
        member.save()
    without_role = Client().get(path).status_code
    with zandbak.scope():
        member.roles, member.ended_at = roles, timezone.now()
        member.save()
    assert (without_role, Client().get(path).status_code) == (404, 404)


def test_the_address_works_in_its_own_organisation_only(zandbak: Zandbak, other: Any, anna: Client) -> None:
    path = made(anna)
    assert Client().get(path.replace("/zandbak/", "/anders/")).status_code == 404


def test_a_closed_project_leaves_the_calendar(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        actions.plan_dates(actor=None, project=project, version=1, dates={2: (date(2027, 1, 4), None)})
        closed = find(project)
        closed.closed_at = timezone.now()
        closed.save()
    assert events(Client().get(made(anna)).content) == {}
