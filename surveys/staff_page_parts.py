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


# Each gives what it has to tell, in the tenant's scope and the reader's language, as many queries as for little.
news_sources: list[Callable[[], list[News]]] = []


def all_news() -> list[News]:
    """Everything that goes on, app by app."""
    return [one for source in news_sources for one in source()]


# What people can count on, in the same way.
offer_sources: list[Callable[[], list[News]]] = []


def all_offers() -> list[News]:
    """Everything that is always there, app by app."""
    return [one for source in offer_sources for one in source()]
