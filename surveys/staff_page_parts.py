"""What higher apps show on the page for all staff: they add themselves here, the page asks them."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """News of one thing that goes on, or (`quoted`) what somebody says openly about it, `by` name; `on` which day."""

    title: str
    text: str
    on: str
    by: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """One thing that goes on: its name, what it is for, how it stands, and what is new. No names of employees."""

    title: str
    text: str
    state: str = ""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """Something else that staff can do from the page: what, why, and where it leads."""

    title: str
    text: str
    label: str
    url: str


# Each gives what it has to tell, in the tenant's scope and the reader's language, as many queries as for little.
news_sources: list[Callable[[], list[News]]] = []


# Each gives a way on from the page at this address (slug and token), in the reader's language, without a query.
ways_on: list[Callable[[str, str], Way]] = []


def all_ways(slug: str, token: str) -> list[Way]:
    """Every way on from the page, app by app."""
    return [way(slug, token) for way in ways_on]


def all_news() -> list[News]:
    """Everything that goes on, app by app."""
    return [one for source in news_sources for one in source()]


# What people can count on, in the same way.
offer_sources: list[Callable[[], list[News]]] = []


def all_offers() -> list[News]:
    """Everything that is always there, app by app."""
    return [one for source in offer_sources for one in source()]
