"""Pages that know no person go past everything that is about persons: sessions, sign-in, messages, language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

# Only addresses below these are looked at: all others are resolved once, by Django.
PREFIXES = ("/s/", "/p/", "/w/", "/b/")


class ShortWayMiddleware:
    """Calls a view with ``open_to_all(…, short_way=True)`` at once.

    It stands below the middleware that guards every answer (TLS, security headers, content security policy, allowed
    hosts, framing), so those are the same for all pages, and above the middleware that asks who somebody is. The same
    view answers in the same way without it, only later. docs/decisions/0010-a-short-way-for-employees.md
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIXES):
            return self.get_response(request)
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return self.get_response(request)
        access = getattr(match.func, "access", None)
        if access is None or not access.short_way:
            return self.get_response(request)
        request.resolver_match = match
        return match.func(request, *match.args, **match.kwargs)
