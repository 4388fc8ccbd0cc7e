"""The permission matrix: each app lists its routes in ``tests/<app>/routes.py``; architecture tests try them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import Zandbak

HR, WORKS_COUNCIL, EXECUTIVE, TEAM_LEAD, FACILITATOR = (
    "hr",
    "works_council",
    "executive",
    "team_lead",
    "facilitator",
)
EVERYONE = frozenset({HR, WORKS_COUNCIL, EXECUTIVE, TEAM_LEAD, FACILITATOR})


def nothing(zandbak: Zandbak) -> dict[str, Any]:
    """A route without arguments beside the organisation."""
    return {}


@dataclass(frozen=True)
class Route:
    """A named address, who may open it (roles), the methods it answers, and how to make what it is about.

    `arguments(zandbak)` runs inside the tenant's scope and returns the URL's keyword arguments beside
    ``organisation``; what a try writes is rolled back. `allowed` names the roles of the fixed cast
    for whom the answer is neither 403 nor 404.
    """

    name: str
    allowed: frozenset[str]
    methods: tuple[str, ...] = ("get",)
    arguments: Callable[[Zandbak], dict[str, Any]] = field(default=nothing)
