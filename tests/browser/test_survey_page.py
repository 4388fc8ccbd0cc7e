"""The employee's page with a script: its weight, and answering with keys only."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import Furnished
from tests.browser.house import PHONE, Visitors, shot
from tests.browser.words import nl

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_BYTES = 30 * 1024


def test_weight_of_the_page(visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.someone(size=PHONE).new_page()
    page.goto(furnished.links[1], wait_until="networkidle")
    loaded = {one.url.rsplit("/", 1)[-1][:40] or "page": len(one.body()) for one in visitors.watch.responses}
    print(f"\nthe survey page, uncompressed: {loaded}, together {sum(loaded.values())} bytes")
    assert sum(loaded.values()) <= MOST_BYTES
    assert len(loaded) <= 3
    visitors.watch.assert_quiet()


def _focused(page: Page) -> dict[str, str]:
    """What has the focus."""
    found: dict[str, str] = page.evaluate(
        "(({tagName, type, name, form}) => ({tag: tagName, type: type || '', name: name || '', form: !!form + ''}))"
        "(document.activeElement)"
    )
    return found


def test_answer_by_keyboard(visitors: Visitors, furnished: Furnished) -> None:
    context = visitors.someone(size=PHONE)
    page = context.new_page()
    page.goto(furnished.links[2])
    statements, texts = set(), set()
    for _ in range(60):
        page.keyboard.press("Tab")
        here = _focused(page)
        if here["type"] == "radio":
            assert here["name"] not in statements
            statements.add(here["name"])
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        elif here["tag"] == "TEXTAREA":
            texts.add(here["name"])
            page.keyboard.type("Een vast kwartier voor de overdracht")
        elif here["tag"] == "BUTTON" and here["form"] == "true":
            break
    assert (len(statements), len(texts)) == (13, 2)
    expect(page.locator("[data-progress-text]")).to_have_text(
        nl("{n} of {total} answered").replace("{n}", "13").replace("{total}", "13")
    )
    shot(page, "employee-filled-in")

    # Whoever comes back to the tab finds everything.
    page.reload()
    expect(page.locator("input:checked")).to_have_count(13)
    expect(page.locator("textarea").first).to_have_value("Een vast kwartier voor de overdracht")
    page.get_by_role("button", name=nl("Send my answers")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(nl("Thank you. Your answers are in."))
    # On a shared computer nothing stays behind.
    assert page.evaluate("Object.keys(sessionStorage)") == []
    assert context.cookies() == []
    visitors.watch.assert_quiet()
