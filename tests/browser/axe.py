"""Looking at a page as axe does, in every width and both colour schemes."""

import json
import re
from importlib import resources
from typing import Any

from playwright.sync_api import Page

SCRIPT = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The elements are the same at every width: what is asked again on a phone is what depends on their places.
ON_A_PHONE = [
    "target-size",
    "scrollable-region-focusable",
    "color-contrast",
    "link-in-text-block",
    "aria-hidden-focus",
]
WIDTHS = (1280, 390, 320)
# What differs between two loads of one page: keys, tokens, ids.
_CHANGING = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|csrfmiddlewaretoken\" value=\"\w+|\d\d:\d\d|value=\"\w{16,}\""
)


def content(page: Page, of: str = "main") -> str:
    """The markup of a part of the page without what changes at each load."""
    return _CHANGING.sub("", page.locator(of).first.inner_html())


def shape(page: Page) -> set[str]:
    """How the page is built, without its words: each element with its parents, classes and kinds of attributes."""
    return set(
        page.evaluate(
            """() => {
              const kinds = ['type', 'role', 'scope'];
              const attribute = a => kinds.includes(a.name) ? a.name + '=' + a.value : a.name;
              const name = one => one.tagName + '.' + [...one.classList].sort().join('.') +
                '[' + [...one.attributes].map(attribute).sort().join(',') + ']';
              return [...document.body.querySelectorAll('*')].map(
                one => (one.parentElement ? name(one.parentElement) : '') + '>' + name(one));
            }"""
        )
    )


def look(page: Page, *, dark: bool = True, axe: bool = True) -> list[str]:
    """Everything that is wrong with the page: at 1280 and 390 pixels, in the dark, sideways at 390 and 320.

    Without `axe` only whether it is too wide.
    """
    found = []
    size = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        too_wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if too_wide > 0:
            found.append(f"{width} px: {too_wide} px too wide")
        if axe and width == 1280:
            found += [f"{width} px: {problem}" for problem in _violations(page, RULES, "tag")]
        elif axe and width == 390:
            found += [f"{width} px: {problem}" for problem in _violations(page, ON_A_PHONE, "rule")]
    if axe and dark:
        page.emulate_media(color_scheme="dark")
        found += [f"dark: {problem}" for problem in _violations(page, ["color-contrast"], "rule")]
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)  # type: ignore[arg-type]
    return found


def _violations(page: Page, values: list[str], kind: str) -> list[str]:
    """What axe finds; the page itself may run no script of ours, so it comes from outside."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SCRIPT)
    options: dict[str, Any] = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}
    result = page.evaluate(f"axe.run({json.dumps(options)})")
    return [
        f"{one['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for one in result["violations"]
        for node in one["nodes"][:3]
    ]
