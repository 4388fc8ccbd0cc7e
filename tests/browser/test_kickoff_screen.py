"""The kick-off on a big screen: two people fill it in, each sees the other's work, nobody loses a word."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from measures.models import Measure
from projects.actions import meeting, news
from projects.models import KickoffItem, Project
from tests.browser.house import Visitors, shot
from tests.browser.words import nl
from tests.cast import Zandbak, make_zandbak
from tests.projects.scene import make_plan, make_project, settle_kickoff

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def furnish() -> tuple[Zandbak, Project, Project]:
    """An organisation with a project at its kick-off, and one further on."""
    zandbak = make_zandbak("scherm")
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        project = make_project(zandbak)
        day = timezone.localdate() + timedelta(days=3)
        made = meeting.plan_kickoff_meeting(
            actor=anna,
            project=project,
            version=None,
            held_on=day,
            place="De Bibliotheek",
            agenda="1. Doelen\n2. Afspraken",
        )
        meeting.add_participant(
            actor=anna, meeting=made, membership=zandbak.member(zandbak.tim), name="", speaks_for="staff"
        )
        meeting.add_participant(actor=anna, meeting=made, membership=None, name="Wil Adviseur")
        meeting.add_kickoff_action(
            actor=anna,
            project=project,
            item=project.kickoff_items.get(code="2"),
            what="Planning en rooster erbij vragen",
            who=zandbak.member(zandbak.tim),
            who_name="",
            due_on=day,
        )
        draft = news.write_news(actor=anna, project=project, title="We zijn begonnen", text="Eerst praten.")
        news.publish_news(actor=anna, news=draft, version=draft.version)
        news.write_news(actor=anna, project=project, title="De aftrap komt eraan", text="Volgende week.")
        news.give_statement(
            actor=zandbak.member(zandbak.bea), project=project, text="Ik maak er tijd voor vrij."
        )
        further = make_plan(
            zandbak, settle_kickoff(zandbak, make_project(zandbak, name="Rust in de ochtend"))
        )
        Measure.objects.update(in_statutory_plan=True)
    return zandbak, project, further


def test_two_people_fill_in_the_screen_and_lose_nothing(visitors: Visitors) -> None:
    with transaction.atomic():
        zandbak, project, further = furnish()
    place = f"{zandbak.path}projects/{project.id}/meeting/"
    anna, fatima = visitors.member(zandbak.anna), visitors.member(zandbak.fatima)
    for page in (anna, fatima):
        page.goto(f"{place}screen/")
    shot(anna, "kickoff-screen")

    # By keyboard: open the line and type, without a mouse.
    anna.locator("#fill-1a").focus()
    anna.keyboard.press("Enter")
    note = anna.locator("#edit-1a textarea")
    note.focus()
    anna.keyboard.type("Eén doel is genoeg")
    fatima.locator("#tick-1b").click()
    expect(fatima.locator("#item-1b")).to_contain_text("klaar")
    expect(anna.locator("#item-1b")).to_contain_text("klaar")  # it came by itself
    # Fatima changes the very line that Anna is typing in.
    fatima.locator("#fill-1a").click()
    fatima.locator("#edit-1a textarea").fill("Van Fatima")
    fatima.locator("#edit-1a button.btn").click()
    expect(fatima.locator("#item-1a")).to_contain_text("Van Fatima")
    fatima.locator("#tick-1c").click()
    expect(anna.locator("#item-1c")).to_contain_text("klaar")
    expect(note).to_have_value("Eén doel is genoeg")
    shot(anna, "kickoff-screen-typing")
    anna.locator("#edit-1a button.btn").click()
    expect(anna.locator("#edit-1a")).to_contain_text("Van Fatima")  # who was first is not overwritten unseen
    expect(note).to_have_value("Eén doel is genoeg")
    anna.locator("#edit-1a button.btn").click()
    expect(anna.locator("#item-1a")).to_contain_text("Eén doel is genoeg")

    # An action in the line.
    anna.locator("#agree-1a").click()
    anna.locator("#edit-1a input[name=what]").fill("Doel op de muur")
    anna.locator("#edit-1a input[name=who]").fill("Tim de Boer")
    anna.locator("#edit-1a input[name=due_on]").fill((timezone.localdate()).isoformat())
    anna.locator("#edit-1a").get_by_role("button", name=nl("Agree this")).click()
    expect(anna.locator("#agreed")).to_contain_text("Doel op de muur")
    expect(fatima.locator("#agreed")).to_contain_text("Doel op de muur")
    with zandbak.scope():
        assert KickoffItem.objects.get(project=project, code="1a").note == "Eén doel is genoeg"

    for name, path in (
        ("meeting", place),
        ("meeting-plan", f"{place}plan/"),
        ("participant", f"{place}people/new/"),
        ("news", f"{zandbak.path}projects/{project.id}/news/"),
        ("papers", f"{zandbak.path}projects/{further.id}/papers/"),
        ("annex", f"{zandbak.path}projects/annex/"),
        ("project", f"{zandbak.path}projects/{project.id}/"),
        ("kickoff", f"{zandbak.path}projects/{project.id}/kickoff/"),
    ):
        anna.goto(path)
        assert anna.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
        shot(anna, name)
    visitors.watch.assert_quiet()
