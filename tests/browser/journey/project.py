"""Points 2, 8 and 9: a project with its kick-off, its plan as PDF and its seven steps."""

import io
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.house import shot
from tests.browser.journey.hands import fill, follow, menu, press, says
from tests.browser.words import nl

NAME = "Minder dubbel werk"
ROLE = "rustbewaker"
CODES = ("1a", "1b", "1c", "1d", "1e", "1f", "1g", "2", "3", "4")
OUTCOME = "Iedereen heeft elke dag een echte pauze"


def start(page: Page) -> str:
    """A new project; returns its address."""
    menu(page, "Projects")
    shot(page, "projects-empty")
    follow(page, nl("Start a project"))
    today = timezone.localdate()
    fill(
        page,
        name=NAME,
        goal="Niemand schrijft nog iets twee keer op.",
        approach="large",
        starts_on=today.isoformat(),
        aims_on=(today + timedelta(days=120)).isoformat(),
    )
    page.get_by_label("Locatie Noord › BSO De Boomhut").or_(page.get_by_label("BSO De Boomhut")).first.check()
    page.locator("[name=leader]").select_option(label="Anna Visser")
    shot(page, "project-new")
    press(page, nl("Start the project"))
    says(page, "Niemand schrijft nog iets twee keer op.")
    address = page.url
    page.locator("#contacts").get_by_role("link").first.click()
    fill(
        page,
        contact_name="Eva Bakker",
        role_name=ROLE,
        mandate="Het rooster van het team wijzigen",
        hours_per_week="2",
    )
    press(page, nl("Save the contact person"))
    says(page.locator("#contacts"), f"Eva Bakker, {ROLE}")
    shot(page, "project")
    return address


def kick_off(page: Page, address: str) -> None:
    """The plan is blocked until each point is done, or waived with a reason."""
    _try_to_begin(page, address, points="1a, 1b, 1c, 1d, 1e, 1f, 1g, 2, 3, 4")
    page.goto(f"{address}kickoff/")
    shot(page, "kickoff-open")

    # Point 3 is an agreement: it is not done before it says who, when and how.
    row = page.locator('[id="item-3"]')
    row.get_by_role("button").first.click()
    expect(row.get_by_role("alert")).to_be_visible()
    row.get_by_role("link", name=f"{nl('Fill in')} 3").click()
    ready = timezone.localdate() + timedelta(days=30)
    fill(page, who_name="Anna Visser", ready_on=ready.isoformat(), note="In het teamoverleg van dinsdag")
    press(page, nl("Save this point"))
    says(row, "In het teamoverleg van dinsdag")

    waived = page.locator('[id="item-1e"]')
    waived.get_by_role("link", name=f"{nl('Not needed')} 1e").click()
    fill(page, reason="Dit team kan het zelf.")
    press(page, nl("Write down that it is not needed"))
    says(waived, "Dit team kan het zelf.")

    for code in CODES:
        if code not in ("1e", "4"):
            row = page.locator(f'[id="item-{code}"]')
            row.get_by_role("button", name=f"{nl('Tick off')} {code}").click()
            expect(row.locator(".tag")).to_have_text(nl("done"), ignore_case=True)
    _try_to_begin(page, address, points="4")
    page.goto(f"{address}kickoff/")
    last = page.locator('[id="item-4"]')
    last.get_by_role("button", name=f"{nl('Tick off')} 4").click()
    expect(last.locator(".tag")).to_have_text(nl("done"), ignore_case=True)
    shot(page, "kickoff-done")


def _try_to_begin(page: Page, address: str, points: str) -> None:
    """Step 3 says what is in the way, shows no button, and refuses who asks without one."""
    page.goto(f"{address}steps/3/")
    says(page, nl("This step cannot begin yet."))
    says(page, points)
    expect(page.get_by_role("button", name=nl("Begin this step"))).to_have_count(0)
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    page.request.post(
        f"{address}steps/3/begin/", form={"csrfmiddlewaretoken": token}, headers={"Referer": page.url}
    )
    page.goto(f"{address}steps/3/")
    says(page, nl("This step cannot begin yet."))


def plan(page: Page, address: str) -> None:
    """Goal and measure: now they can be written, and the step can begin."""
    page.goto(f"{address}steps/2/")
    page.locator("#skip summary").click()
    fill(page, reason="Het team kent de oorzaak al.")
    page.locator("#skip").get_by_role("button").click()
    page.goto(f"{address}steps/3/")
    press(page, nl("Begin this step"))
    follow(page, nl("Open the plan"))
    follow(page, nl("Add a goal"))
    due = timezone.localdate() + timedelta(days=90)
    fill(
        page,
        outcome=OUTCOME,
        indicator="Gemiste pauzes per week",
        baseline="11 per week",
        owner_name="Tim de Boer",
    )
    fill(page, due_on=due.isoformat(), conditions="Een invalkracht op dinsdag")
    press(page, _button(page))
    says(page.locator("#goals"), OUTCOME)
    follow(page, nl("Add a measure"))
    fill(page, title="Eén overdracht per dag", intended_result="Niemand zoekt nog naar informatie")
    fill(page, action_what="Formulier maken", action_who="Eva Bakker", action_due_on=due.isoformat())
    shot(page, "plan-measure")
    press(page, _button(page))
    says(page.locator("#measures"), "Eén overdracht per dag")
    shot(page, "plan")


def _button(page: Page) -> str:
    """The name of the button that sends the form of this page."""
    return page.locator("main form .form-actions button").first.inner_text().strip()


def plan_as_pdf(page: Page, address: str) -> None:
    """The worker makes the document; it reads as a whole, with bookmarks and page numbers."""
    page.goto(f"{address}plan/")
    press(page, nl("Make the project plan"))
    link = page.locator("#documents").get_by_role("link", name=nl("Version %(number)s", number=1))
    link.wait_for(timeout=40_000)
    shot(page, "plan-documents")
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "projectplan-minder-dubbel-werk-v1.pdf"
    reader = PdfReader(io.BytesIO(download.value.path().read_bytes()))
    texts = [" ".join(one.extract_text().split()) for one in reader.pages]
    assert "Kinderopvang De Zandbak" in texts[0]
    assert NAME in texts[0]
    assert reader.metadata is not None
    assert reader.metadata.author == "Kinderopvang De Zandbak"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    titles = _titles(reader.outline)
    for heading in (
        nl("Kick-off"),
        nl("The seven steps"),
        nl("Contact persons"),
        nl("Goals"),
        nl("Measures"),
    ):
        assert heading in titles
    whole = " ".join(texts)
    for words in (
        OUTCOME,
        "Eén overdracht per dag",
        ROLE,
        "Dit team kan het zelf.",
        "In het teamoverleg van dinsdag",
    ):
        assert words in whole
    for number, text in enumerate(texts[1:], start=2):
        assert f"{number}" in text
    assert f"{len(texts)}" in texts[-1]


def _titles(outline: Any) -> list[str]:
    found: list[str] = []
    for entry in outline:
        found += _titles(entry) if isinstance(entry, list) else [entry.title]
    return found


def seven_steps(page: Page, address: str) -> None:
    """The path shows where this project really stands."""
    page.goto(address)
    classes = [one.get_attribute("class") for one in page.locator("main ol.path").first.locator("li").all()]
    assert classes == ["now", "skipped", "now", "todo", "todo", "todo", "todo"]
    for number in range(1, 8):
        assert page.goto(f"{address}steps/{number}/").status == 200  # type: ignore[union-attr]
        expect(page.locator("main a[href='#']")).to_have_count(0)
        expect(page.locator("main button[disabled]")).to_have_count(0)
    page.goto(f"{address}steps/1/")
    follow(page, nl("Write down how staff took part"))
    fill(page, who="Het hele team", how="Besproken in het teamoverleg")
    press(page, nl("Save"))
    fill(page, result="De overdracht kost te veel tijd")
    press(page, nl("This step is done"))
    page.goto(address)
    classes = [one.get_attribute("class") for one in page.locator("main ol.path").first.locator("li").all()]
    assert classes == ["done", "skipped", "now", "todo", "todo", "todo", "todo"]
    shot(page, "project-steps")
