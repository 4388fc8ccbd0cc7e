"""What higher apps show on the page for all staff: they add themselves here, the page asks them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class News:
    """One thing that goes on: its name, what it is for, and how it stands. No names of people."""

    title: str
    text: str
    state: str = ""


# Each gives what it has to tell, in the tenant's scope and the reader's language, in one query.
news_sources: list[Callable[[], list[News]]] = []


def all_news() -> list[News]:
    """Everything that goes on, app by app."""
    return [one for source in news_sources for one in source()]


# What people can count on, in the same way.
offer_sources: list[Callable[[], list[News]]] = []


def all_offers() -> list[News]:
    """Everything that is always there, app by app."""
    return [one for source in offer_sources for one in source()]
