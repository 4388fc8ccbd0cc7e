"""Point 7: Tim keeps his team's plan; and the policy of point 9."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from policy.questions import CHAPTERS
from tests.browser.house import shot
from tests.browser.journey.hands import fill, follow, menu, named, press, says
from tests.browser.words import nl


def keep_plan(page: Page) -> None:
    """A measure with its result and conditions, who does what when, and how it stands."""
    menu(page, "Measures")
    shot(page, "measures")
    page.get_by_role("link", name="BSO De Boomhut").first.click()
    page.get_by_role("link", name=nl("Add a measure"), exact=True).first.click()
    due = timezone.localdate() + timedelta(days=60)
    fill(
        page,
        title="Vaste pauze met inval",
        intended_result="Iedereen heeft elke dag echt pauze",
        owner="Tim de Boer",
        due_on=due.isoformat(),
        conditions="Een invalkracht op dinsdag en donderdag",
    )
    shot(page, "measure-new")
    press(page, nl("Add to the plan"))
    card = page.locator("article.card", has_text="Vaste pauze met inval")
    says(card, "Een invalkracht op dinsdag en donderdag")
    card.get_by_role("link", name=named(nl("Add an action"), "Vaste pauze met inval")).click()
    fill(page, what="Invalrooster maken", who="Eva Bakker", due_on=due.isoformat())
    press(page, nl("Add this action"))
    card = page.locator("article.card", has_text="Vaste pauze met inval")
    says(card, "Invalrooster maken")
    says(card, "Eva Bakker")
    card.get_by_role("button", name=named(nl("Start with it"), "Vaste pauze met inval")).click()
    expect(card.get_by_role("button", name=named(nl("Done"), "Vaste pauze met inval"))).to_be_visible()
    page.reload()
    expect(card.locator(".card-head .tag")).to_have_text(nl("under way"), ignore_case=True)
    card.get_by_role("button", name=named(nl("Done"), "Invalrooster maken")).click()
    expect(card.locator("li", has_text="Invalrooster maken").locator(".tag")).to_have_text(
        nl("done"), ignore_case=True
    )
    shot(page, "team-plan")


def write_policy(page: Page) -> None:
    """One question answered, and saved as a version that everyone can read."""
    menu(page, "Policy")
    shot(page, "policy-empty")
    follow(page, nl("Start with the first chapter"))
    fill(page, vision="Druk zijn mag. Altijd druk zijn niet.")
    press(page, nl("Save this chapter"))
    says(page, "Druk zijn mag. Altijd druk zijn niet.")
    assert page.locator("main h3").count() == sum(len(chapter.questions) for chapter in CHAPTERS) == 10
    follow(page, nl("Save as a version"))
    fill(page, note="Het begin")
    press(page, nl("Save version %(number)s", number=1))
    page.goto("/o/zandbak/policy/versions/1/")
    says(page, "Druk zijn mag. Altijd druk zijn niet.")
    shot(page, "policy-version")
