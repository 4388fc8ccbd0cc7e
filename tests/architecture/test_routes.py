"""Every route says who may open it, and every role and another organisation's member is tried on it."""

from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.cast import Other, Zandbak
from tests.routing import EVERYONE, Route

APPS = ["organisations", "projects", "surveys", "measures", "policy"]
ROUTES: list[Route] = [route for app in APPS for route in import_module(f"tests.{app}.routes").ROUTES]
OUTSIDE = ("accounts/", "language/")  # allauth's and Django's own pages


def _patterns(
    resolver: Any, prefix: str = "", names: tuple[str, ...] = ()
) -> list[tuple[str, str, URLPattern]]:
    found = []
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*names, pattern.namespace) if pattern.namespace else names
            found += _patterns(pattern, path, inner)
        else:
            found.append((path, ":".join((*names, pattern.name or "")), pattern))
    return found


ALL = [entry for entry in _patterns(get_resolver()) if not entry[0].startswith(OUTSIDE)]


@pytest.mark.parametrize(("path", "name", "pattern"), ALL, ids=[path for path, _, _ in ALL])
def test_route_says_who_may_open_it(path: str, name: str, pattern: URLPattern) -> None:
    access = getattr(pattern.callback, "access", None)
    assert access is not None, f"{path} carries no @needs, @signed_in or @open_to_all"


def test_every_guarded_route_stands_in_the_matrix() -> None:
    guarded = {name for path, name, pattern in ALL if pattern.callback.access.code}
    assert guarded == {route.name for route in ROUTES}


def _ask(client: Client, method: str, url: str) -> int:
    """The status of one try; what it wrote is rolled back."""
    try:
        with transaction.atomic():
            status = getattr(client, method)(url).status_code
            raise _RollBack
    except _RollBack:
        return status


class _RollBack(Exception):
    pass


TRIES = [(route, method) for route in ROUTES for method in route.methods]


@pytest.mark.parametrize(
    ("route", "method"), TRIES, ids=[f"{method} {route.name}" for route, method in TRIES]
)
def test_route_for_every_role_and_for_strangers(
    route: Route, method: str, zandbak: Zandbak, other: Other, sign_in: Any
) -> None:
    with zandbak.scope():
        arguments = route.arguments(zandbak)
    url = reverse(route.name, kwargs={"organisation": zandbak.organisation.slug, **arguments})
    statuses = {role: _ask(sign_in(person), method, url) for role, person in zandbak.people().items()}
    assert {role for role, status in statuses.items() if status not in (403, 404)} == set(route.allowed)
    assert {status for role, status in statuses.items() if role in EVERYONE - route.allowed} <= {403}
    assert set(statuses.values()) <= {200, 204, 302, 303, 400, 403, 405, 422}
    assert _ask(sign_in(other.carla), method, url) == 404
    assert _ask(Client(), method, url) == 302
