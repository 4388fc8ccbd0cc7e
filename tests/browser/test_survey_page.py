"""The employee's page with a script: its weight, and answering with keys only."""

import pytest
from playwright.sync_api import Page, expect

from surveys.models import Ballot
from tests.browser.axe import look
from tests.browser.furnished import Furnished
from tests.browser.house import PHONE, Visitors, shot
from tests.browser.words import nl
from werkdruk.core.tenancy import tenant_scope

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


def _ballots(furnished: Furnished) -> int:
    with tenant_scope(furnished.zandbak.id):
        return Ballot.objects.count()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_double_click_is_one_ballot_and_thanks(
    visitors: Visitors, furnished: Furnished, script: bool
) -> None:
    before = _ballots(furnished)
    context = visitors.someone(size=PHONE, java_script_enabled=script)
    page = context.new_page()
    page.goto(furnished.links[3 if script else 4])
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name=nl("Send my answers")).dblclick(no_wait_after=True)
    expect(page.get_by_role("heading", level=1)).to_have_text(nl("Thank you. Your answers are in."))
    assert _ballots(furnished) == before + 1
    assert context.cookies() == []
    visitors.watch.assert_quiet()


def test_answers_stay_in_the_tab_for_half_an_hour(visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.someone(size=PHONE).new_page()
    page.clock.install()
    page.goto(furnished.links[5])
    page.get_by_role("radio").first.check()
    page.clock.fast_forward("25:00")
    # Reading on another page of ours does not begin the half hour anew, nor does coming back.
    page.goto("/s/vol/anonymity/")
    page.goto(furnished.links[5])
    expect(page.locator("input:checked")).to_have_count(1)
    page.clock.fast_forward("05:01")
    expect(page.locator("input:checked")).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage)") == []

    page.get_by_role("radio").first.check()
    page.goto("/s/vol/anonymity/")
    assert page.evaluate("Object.keys(sessionStorage).length") == 1
    page.clock.fast_forward("30:01")
    assert page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]") == []
    visitors.watch.assert_quiet()


def test_small_pages_are_accessible(visitors: Visitors, furnished: Furnished) -> None:
    page = visitors.someone(size=PHONE).new_page()
    link = furnished.links[6]
    problems = []

    def send(body: str, kind: str) -> None:
        """What a browser shows after such a form."""
        page.goto(link)
        page.evaluate(
            "([body, kind]) => { const form = document.forms[0]; form.enctype = kind;"
            " form.querySelector('textarea').maxLength = 200000; form.querySelector('textarea').value = body; }",
            [body, kind],
        )
        page.get_by_role("button", name=nl("Send my answers")).click()

    send("x" * 70_000, "application/x-www-form-urlencoded")
    expect(page.get_by_role("heading", level=1)).to_have_text(nl("This is too much for one form"))
    problems += [f"too large: {problem}" for problem in look(page)]
    page.go_back()
    send("x" * 1001, "multipart/form-data")
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.locator("textarea").first.input_value() == "x" * 1001
    page.goto("/s/vol/anonymity/")
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("details code").first).to_be_visible()
    problems += [f"anonymity: {problem}" for problem in look(page, dark=True)]
    page.goto("/s/bestaat-niet/x/")
    problems += [f"nobody: {problem}" for problem in look(page)]
    assert problems == []
    visitors.watch.assert_quiet()
