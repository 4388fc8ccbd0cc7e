"""The main menu: each app registers its entries; the page shows those that the member's role allows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from werkdruk.core.permissions import allowed


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: its word, icon and address, who sees it, and what waits there (a number)."""

    order: int
    label: Any
    url_name: str
    icon: str
    needs: str
    waiting: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as this page shows it."""

    label: str
    url: str
    icon: str
    current: bool
    count: int


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    """Add `entry` to the menu of every organisation."""
    _entries.append(entry)
    _entries.sort(key=lambda one: one.order)


def items(request: HttpRequest, organisation: Any, member: Any) -> list[Item]:
    """The menu for `member`, the entry of the page's own app marked as current."""
    urls = [(entry, reverse(entry.url_name, args=[organisation.slug])) for entry in _entries]
    home = f"/o/{organisation.slug}/"
    under = [url for _, url in urls if request.path == url or (url != home and request.path.startswith(url))]
    # The entry whose address says most of this page's; else the one of the page's own app.
    nearest = max(under, key=len, default="")
    namespace = request.resolver_match.namespace if request.resolver_match else ""
    own = f"{namespace}:" if namespace and not nearest else None
    return [
        Item(
            label=str(entry.label),
            url=url,
            icon=entry.icon,
            current=url == nearest or (own is not None and entry.url_name.startswith(own)),
            count=entry.waiting(member) if entry.waiting else 0,
        )
        for entry, url in urls
        if allowed(entry.needs, member)
    ]
