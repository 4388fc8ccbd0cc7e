"""Point 6: works council and executive decide, and the next wave asks what they decided."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from surveys.models import Item
from tests.browser.house import Visitors, shot
from tests.browser.journey.hands import fill, follow, menu, press, says
from tests.browser.words import nl
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation

ACTION = "Overdracht in het rooster zetten"
DROPPED, ADDED = "V27", "V33"


def decide(olaf: Page, bea: Page, organisation: Organisation) -> None:
    """Olaf records an action, Bea drops a statement and adds another; both see all of it."""
    with tenant_scope(organisation.id):
        dropped, added = (Item.objects.get(code=code) for code in (DROPPED, ADDED))
    for page in (olaf, bea):
        menu(page, "Monthly review")
        page.locator("main tbody th a").first.click()
    shot(olaf, "review-empty")
    follow(olaf, nl("Agree on an action"))
    fill(olaf, what=ACTION, who="Bea Smit", due_on=(timezone.localdate() + timedelta(days=21)).isoformat())
    press(olaf, nl("Agree on this action"))
    says(olaf, nl("“%(what)s” is agreed.", what=ACTION))

    follow(bea, nl("Drop a statement"))
    bea.locator(f'[name=item][value="{dropped.id}"]').check()
    press(bea, nl("Drop this statement"))
    # It was asked once: it goes with a reason only.
    expect(bea.locator("[name=reason]")).to_have_attribute("aria-invalid", "true")
    fill(bea, reason="Hier weten we genoeg van.")
    press(bea, nl("Drop this statement"))
    says(bea, nl("“%(item)s” is not asked from the next wave on.", item=dropped.text_nl))
    follow(bea, nl("Add a statement"))
    shot(bea, "review-add")
    bea.locator(f'[name=item][value="{added.id}"]').check()
    fill(bea, reason="We willen weten of dit helpt.")
    press(bea, nl("Add this statement"))
    says(bea, nl("“%(item)s” is asked from the next wave on.", item=added.text_nl))

    olaf.reload()
    says(olaf, ACTION)
    says(olaf, "Hier weten we genoeg van.")
    says(olaf, "We willen weten of dit helpt.")
    shot(olaf, "review")


def next_wave_asks(visitors: Visitors, links: Sequence[str], organisation: Organisation) -> None:
    """An invitee of the next wave finds the new statement, and not the old one."""
    with tenant_scope(organisation.id):
        dropped, added = (Item.objects.get(code=code) for code in (DROPPED, ADDED))
    page = visitors.someone(java_script_enabled=False).new_page()
    page.goto(links[0])
    assert page.get_by_role("group").count() == 13
    says(page, added.text_nl)
    assert page.get_by_text(dropped.text_nl).count() == 0
