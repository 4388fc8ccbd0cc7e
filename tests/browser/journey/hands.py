"""What a person does with a page, by the words on it."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.words import nl


def press(page: Page | Locator, text: str) -> None:
    """Press the button with this (Dutch) name."""
    page.get_by_role("button", name=text, exact=True).click()


def follow(page: Page | Locator, text: str) -> None:
    """Follow the link with this (Dutch) name."""
    page.get_by_role("link", name=text, exact=True).first.click()


def named(text: str, subject: str) -> re.Pattern[str]:
    """The name of a button in a list: what it does, and to what (for ears only)."""
    return re.compile(rf"^{re.escape(text)}\s*:\s*{re.escape(subject)}$")


def menu(page: Page, label: str) -> None:
    """Go to a part of the product through the main menu."""
    page.locator(".rail nav").get_by_role("link", name=re.compile(f"^{re.escape(nl(label))}")).click()


def fill(page: Page, **values: Any) -> None:
    """Fill in fields by their names: texts, choices, ticks."""
    for name, value in values.items():
        found = page.locator(f"main [name={name}]")
        kind = found.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            page.locator(f'main [name={name}][value="{value}"]').check()
        elif found.first.evaluate("one => one.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(str(value))


def says(page: Page | Locator, text: str) -> None:
    """The page shows `text`."""
    expect(page.get_by_text(text).first).to_be_visible()


def fact(page: Page, label: str) -> str:
    """What stands under the (Dutch) `label` in the list of facts."""
    term = page.locator("dl.facts > div").filter(
        has=page.locator("dt", has_text=re.compile(f"^{re.escape(label)}$"))
    )
    return term.locator("dd").inner_text().strip()
