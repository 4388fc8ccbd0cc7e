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
    shown = []
    namespace = request.resolver_match.namespace if request.resolver_match else ""
    for entry in _entries:
        if not allowed(entry.needs, member):
            continue
        url = reverse(entry.url_name, args=[organisation.slug])
        longest = max(
            (len(_start(one, organisation)) for one in _entries if _under(request, one, organisation)),
            default=0,
        )
        current = _under(request, entry, organisation) and len(url) == longest
        shown.append(
            Item(
                label=str(entry.label),
                url=url,
                icon=entry.icon,
                current=current
                or (bool(namespace) and not longest and entry.url_name.startswith(f"{namespace}:")),
                count=entry.waiting(member) if entry.waiting else 0,
            )
        )
    return shown


def _start(entry: Entry, organisation: Any) -> str:
    return reverse(entry.url_name, args=[organisation.slug])


def _under(request: HttpRequest, entry: Entry, organisation: Any) -> bool:
    start = _start(entry, organisation)
    home = f"/o/{organisation.slug}/"
    return request.path == start or (start != home and request.path.startswith(start))
