"""A session on the board: the guide on a big screen, a phone with a script that loses the network, one without."""

import pytest
from playwright.sync_api import Page, expect

from measures.models import Action
from projects.models import Card, Cause, Cluster, Involvement, MapArrow, MapNode, Seat, Session
from tests.browser.axe import look
from tests.browser.furnished import Furnished
from tests.browser.house import DESK, PHONE, Visitors, shot
from tests.browser.words import nl
from tests.projects.scene import make_project
from tests.projects.sessions_scene import fresh, make_session

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

DRAINS, GIVES = "#text-drainer", "#text-giver"


def write(phone: Page, text: str, field: str = DRAINS) -> None:
    """Put a card on the board from a phone."""
    phone.locator(field).fill(text)
    phone.locator("form[data-write]", has=phone.locator(field)).get_by_role("button").click()


def go_on(screen: Page) -> None:
    """The guide goes on to the next part, by keyboard."""
    before = screen.locator("[data-live]").get_attribute("data-phase")
    screen.locator("#phase-next").focus()
    screen.keyboard.press("Enter")
    expect(screen.locator(f"[data-live]:not([data-phase={before}])")).to_be_visible()


def test_a_session_on_the_board(visitors: Visitors, furnished: Furnished) -> None:
    zandbak = furnished.zandbak
    with zandbak.scope():
        session = make_session(zandbak, make_project(zandbak, name="Werkdruk op de groep"))
    page = f"{zandbak.path}projects/{session.project_id}/sessions/{session.id}/"
    screen = visitors.member(zandbak.fatima, size=DESK)
    screen.goto(page)
    assert look(screen) == []
    shot(screen, "session-planned")
    screen.get_by_role("button", name=nl("Begin the session")).click()
    expect(screen.locator("[data-live][data-phase=join]")).to_be_visible()
    assert look(screen) == []
    shot(screen, "board-join")

    # Two phones scan the code: one with a script, one without.
    url = f"/b/{zandbak.organisation.slug}/{session.token}/"
    context = visitors.someone(size=PHONE)
    phone = context.new_page()
    phone.goto(url)
    assert look(phone) == []
    shot(phone, "phone-join")
    phone.get_by_role("button", name=nl("Join")).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(nl("You are in"))
    plain = visitors.someone(size=PHONE, java_script_enabled=False).new_page()
    plain.goto(url)
    plain.get_by_role("button", name=nl("Join")).click()
    expect(screen.locator("[data-seats]")).to_have_text("2")

    # All write in silence; the phone with a script goes on by itself.
    go_on(screen)
    expect(phone.get_by_role("heading", level=1)).to_have_text(nl("Write in silence"))
    plain.get_by_role("button", name=nl("Look whether the group has gone on")).click()
    write(phone, "Alles twee keer opschrijven")
    expect(phone.locator("[data-cards] li")).to_have_count(1)
    write(plain, "Twee systemen voor één ding")
    write(plain, "Samen eten met de kinderen", GIVES)
    expect(plain.locator("[data-cards] li")).to_have_count(2)
    assert look(phone) == []
    shot(phone, "phone-write")

    # The network goes: what is written stays on the phone.
    visitors.watch.follow = lambda _context: None  # type: ignore[method-assign]
    context.set_offline(True)
    write(phone, "Telefoon gaat de hele dag")
    write(phone, "Complimenten van ouders", GIVES)
    waiting = phone.locator("[data-outbox] li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text(nl("waiting for the network"))
    shot(phone, "phone-offline")
    expect(screen.locator("[data-count=drainer]")).to_have_text("2")
    context.set_offline(False)
    expect(waiting).to_have_count(0)
    expect(phone.locator("[data-cards] li")).to_have_count(3)
    phone.reload()
    expect(phone.locator("[data-cards] li")).to_have_count(3)
    expect(screen.locator("[data-count=drainer]")).to_have_text("3")
    expect(screen.locator("[data-count=giver]")).to_have_text("2")
    assert "twee keer" not in screen.content()  # hidden until the guide opens them
    shot(screen, "board-write")

    # A card is changed and one taken back on the phone without a script.
    own = plain.locator("[data-cards] li", has_text="Samen eten")
    own.locator("summary").click()
    own.get_by_role("button", name=nl("Remove")).click()
    expect(plain.locator("[data-cards] li")).to_have_count(1)
    expect(screen.locator("[data-count=giver]")).to_have_text("1")

    # The cards open; by keyboard two of them go together, one is dragged along.
    go_on(screen)
    expect(screen.locator(".board-card")).to_have_count(4)
    assert look(screen) == []
    for text in ("Alles twee keer", "Twee systemen"):
        screen.get_by_role("checkbox", name=text).focus()
        screen.keyboard.press("Space")
    screen.locator("#new-drainer").focus()
    screen.keyboard.type("Dubbel werk")
    screen.keyboard.press("Enter")
    cluster = screen.locator(".board-cluster", has_text="Dubbel werk")
    expect(cluster.locator(".board-card")).to_have_count(2)
    screen.locator(".board-card", has_text="Telefoon gaat").drag_to(cluster.locator("header"))
    expect(cluster.locator(".board-card")).to_have_count(3)
    shot(screen, "board-cluster")
    screen.locator("#new-giver").fill("Waardering")
    screen.get_by_role("checkbox", name="Complimenten").check()
    screen.locator("#put-giver").click()
    expect(screen.locator(".board-cluster")).to_have_count(2)

    # Dots from both phones.
    go_on(screen)
    expect(phone.get_by_role("heading", level=1)).to_have_text(nl("Give your dots"))
    assert look(phone) == []
    shot(phone, "phone-dots")
    give = phone.locator(".dot-row", has_text="Dubbel werk").get_by_role("button")
    give.click()
    expect(give).to_contain_text(nl("● Take my dot back"))
    plain.get_by_role("button", name=nl("Look whether the group has gone on")).click()
    plain.locator(".dot-row", has_text="Dubbel werk").get_by_role("button").click()
    expect(
        screen.locator(".board-cluster", has_text="Dubbel werk").locator(".board-dots strong")
    ).to_have_text("2")
    assert look(screen) == []
    shot(screen, "board-choose")

    # Why, five times.
    go_on(screen)
    expect(screen.locator(".cause")).to_have_count(1)
    screen.get_by_role("link", name=nl("Ask why")).click()
    for number, answer in enumerate(("Twee systemen", "Nooit één gekozen", "Niemand gaat erover"), start=1):
        screen.locator(f"#id_why_{number}").fill(answer)
    screen.locator("#id_pattern").fill(
        "Omdat het dubbel is maken we fouten, en dan controleren we nog een keer"
    )
    assert look(screen) == []
    shot(screen, "cause-form")
    screen.get_by_role("button", name=nl("Save the cause")).click()
    expect(screen.locator(".whys li")).to_have_count(3)
    assert look(screen) == []
    shot(screen, "board-why")

    # The map: the cause, what it leads to, and back again.
    board = screen.url
    screen.get_by_role("link", name=nl("The map of causes and effects")).click()
    screen.get_by_role("button", name=nl("Put the causes on the map")).click()
    expect(screen.locator("[data-node]")).to_have_count(1)
    screen.locator("#new-text").fill("Fouten")
    screen.locator("#add-node").click()
    expect(screen.locator("[data-node]")).to_have_count(2)
    for _turn in range(2):  # there, and back
        button = screen.locator("[id^=link-]").nth(0)
        button.focus()
        arrows = screen.locator(".map-arrow").count()
        screen.keyboard.press("Enter")
        expect(screen.locator(".map-arrow")).to_have_count(arrows + 1)
    expect(screen.locator(".map-loops li")).to_have_count(1)
    node = screen.locator("[data-node]", has_text="Fouten")
    before = node.get_attribute("data-x")
    place = node.bounding_box()
    assert place is not None
    screen.mouse.move(place["x"] + 20, place["y"] + 20)
    screen.mouse.down()
    screen.mouse.move(place["x"] - 180, place["y"] + 120, steps=5)
    screen.mouse.up()
    expect(screen.locator(f"[data-node]:has-text('Fouten'):not([data-x='{before}'])")).to_be_visible()
    assert look(screen) == []
    shot(screen, "cause-map")
    screen.goto(board)

    # A quick fix, and the end.
    go_on(screen)
    screen.get_by_role("link", name=nl("Agree on something")).click()
    screen.locator("#id_what").fill("Eén formulier voor de overdracht")
    screen.locator("#id_who").fill("Tim de Boer")
    screen.locator("#id_due_on").fill("2026-12-10")
    assert look(screen) == []
    screen.get_by_role("button", name=nl("Agree on this")).click()
    expect(screen.locator("#main")).to_contain_text("Eén formulier voor de overdracht")
    shot(screen, "board-agree")
    screen.get_by_role("link", name=nl("End the session")).click()
    expect(screen.locator("#id_present")).to_have_value("2")
    screen.locator("#id_outcome").fill("Dubbel werk kost de meeste energie.")
    screen.get_by_role("button", name=nl("End the session")).click()
    expect(screen.get_by_role("heading", name=nl("What came out"), exact=True)).to_be_visible()
    assert look(screen) == []
    shot(screen, "session-ended")
    expect(phone.get_by_role("heading", level=1)).to_have_text(nl("This session has ended. Thank you."))
    assert look(phone) == []
    shot(phone, "phone-ended")
    assert (
        phone.evaluate("Object.keys(sessionStorage).filter(one => JSON.parse(sessionStorage[one]).seat)")
        == []
    )
    assert context.cookies() == []

    with zandbak.scope():
        ended = fresh(Session.objects.get(id=session.id))
        assert (ended.state, ended.present) == ("ended", 2)
        texts = set(Card.objects.filter(session=ended).values_list("text", flat=True))
        assert texts == {
            "Alles twee keer opschrijven",
            "Twee systemen voor één ding",
            "Telefoon gaat de hele dag",
            "Complimenten van ouders",
        }
        assert Card.objects.filter(session=ended).count() == 4
        assert Seat.objects.filter(session=ended).count() == 0
        assert Cluster.objects.get(session=ended, title="Dubbel werk").dots_given == 2
        assert Cause.objects.get(session=ended).whys.count() == 3
        assert MapNode.objects.filter(project=ended.project).count() == 2
        assert MapArrow.objects.filter(start__project=ended.project).count() == 2
        assert Action.objects.filter(what="Eén formulier voor de overdracht").count() == 1
        assert Involvement.objects.filter(step__project=ended.project).count() == 1
