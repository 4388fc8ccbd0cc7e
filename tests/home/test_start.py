"""The way in, the start page, and the demo's inbox."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import clear_url_caches, include, path

from tests.cast import Other, Zandbak, make_person
from werkdruk import urls
from werkdruk.core import agenda
from werkdruk.core.agenda import Todo
from werkdruk.home.views import _part_of_day
from werkdruk.organisations.checklist import people_step, profile_step, staff_step
from werkdruk.organisations.models import Employee, Membership


def test_somebody_without_an_organisation_is_told_what_to_do(db: None, sign_in: Any) -> None:
    page = sign_in(make_person("nieuw@x.example", "Nieuw")).get("/")
    assert (page.templates[0].name, list(page.context["organisations"])) == ("home/choose.html", [])


def test_somebody_with_two_organisations_chooses(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    with zandbak.scope():
        Membership.objects.create(user=other.carla, roles=["hr"])
    page = sign_in(other.carla).get("/")
    assert [one.name for one in page.context["organisations"]] == [
        "Kinderopvang De Zandbak",
        "Zorggroep Anders",
    ]


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (0, "evening"),
        (4, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
    ],
)
def test_part_of_day(hour: int, part: str) -> None:
    assert _part_of_day(hour) == part


def test_greeting_follows_the_clock_of_the_place(zandbak: Zandbak, sign_in: Any) -> None:
    for hour, part in ((7, "morning"), (11, "afternoon")):  # UTC: eight and twelve o'clock in Amsterdam
        with time_machine.travel(datetime(2026, 11, 23, hour, 30, tzinfo=UTC), tick=False):
            assert sign_in(zandbak.anna).get(zandbak.path).context["part_of_day"] == part


def test_checklist_is_for_hr_and_tells_what_is_done(zandbak: Zandbak, sign_in: Any) -> None:
    assert sign_in(zandbak.tim).get(zandbak.path).context["steps"] == []
    with zandbak.scope():
        done = [step(zandbak.organisation).done for step in (profile_step, staff_step, people_step)]
    assert done == [True, True, True]


def test_checklist_of_a_new_organisation_is_open(other: Other) -> None:
    with other.scope():
        steps = [step(other.organisation) for step in (profile_step, staff_step, people_step)]
        assert [step.done for step in steps] == [False, False, False]
        Membership.objects.create(user=make_person("b@x.example", "B"), roles=["executive"])
        other.organisation.representation = "none"
        assert people_step(other.organisation).done
        Employee.objects.create(name="A", unit=other.team)
        assert staff_step(other.organisation).done


def test_what_waits_is_shown_with_its_button(
    zandbak: Zandbak, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    todo = Todo("Maandbespreking oktober", "Donderdag om tien uur.", "/daar/", "Open de bespreking")
    monkeypatch.setattr(agenda, "_todo_sources", [lambda member, today: [todo]])
    html = sign_in(zandbak.olaf).get(zandbak.path).content.decode()
    assert html.count('href="/daar/"') == 1
    assert html.count("Maandbespreking oktober") == 2  # once for screen readers, after the button's words


@pytest.fixture
def inbox(tmp_path: Any) -> Any:
    for number, to in enumerate(["eva@x.example", "bea@x.example"]):
        (tmp_path / f"{number}.eml").write_text(
            f"From: a@b.example\nTo: {to}\nSubject: Bericht {number}\nDate: Sun, 22 Nov 2026 03:00:00 +0000\n"
            "Content-Type: text/plain; charset=utf-8\n\nKlik op http://testserver/s/x/y?z=1 nu\n<b>niet vet</b>\n"
        )
    route = path("dev/mail/", include("werkdruk.home.mail_urls"))
    urls.urlpatterns.append(route)
    clear_url_caches()
    with override_settings(DEMO_MAIL_DIR=tmp_path):
        yield tmp_path
    urls.urlpatterns.remove(route)
    clear_url_caches()


def test_inbox_of_the_demo(inbox: Any, db: None) -> None:
    page = Client().get("/dev/mail/")
    assert [row["mail"]["subject"] for row in page.context["rows"]] == ["Bericht 1", "Bericht 0"]
    found = Client().get("/dev/mail/", {"to": "EVA@"})
    assert [row["name"] for row in found.context["rows"]] == ["0.eml"]
    message = Client().get("/dev/mail/0.eml/").content.decode()
    assert message.count('<a href="http://testserver/s/x/y?z=1">') == 1
    assert message.count("&lt;b&gt;niet vet&lt;/b&gt;") == 1
    for wrong in ("9.eml", "..%2f0.eml", "0.txt"):
        assert Client().get(f"/dev/mail/{wrong}/").status_code == 404


def test_inbox_exists_in_the_demo_only(db: None) -> None:
    assert Client().get("/dev/mail/").status_code == 404
