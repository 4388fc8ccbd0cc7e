"""Who may open a page: every view carries `needs` or `open_to_all`; the tenant middleware refuses others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from werkdruk.core.errors import Refused
from werkdruk.core.permissions import allowed


@dataclass(frozen=True, slots=True)
class Access:
    """How a view is guarded: by a permission code, or open with a reason said aloud."""

    code: str = ""
    open_because: str = ""
    signed_in: bool = False
    # No session, no person, and the view enters the tenant's scope itself: see core/short_way.py.
    short_way: bool = False


def needs(code: str, fetch: Callable[..., Any] | None = None) -> Callable:
    """Let in the members whom the rule `code` allows; others get 403, strangers were turned away with 404.

    `fetch(**url_arguments)` finds what the page is about (None or DoesNotExist become 404); the rule is asked
    about it and the view receives it as its second argument. A `Refused` that comes out of the view rolls back
    what it wrote and is shown as a message on the page the user came from.
    """

    def decorator(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request: HttpRequest, organisation: str, **arguments: Any) -> HttpResponse:
            member = request.member  # type: ignore[attr-defined]
            things = []
            if fetch is not None:
                things = [fetch(**arguments)]
                if things[0] is None:
                    raise Http404
                arguments = {}
            if not allowed(code, member, *things):
                raise PermissionDenied
            try:
                with transaction.atomic():
                    return view(request, *things, **arguments)
            except Refused as refused:
                messages.error(request, refused.message)
                return redirect(_back(request))

        guarded.access = Access(code=code)  # type: ignore[attr-defined]
        return guarded

    return decorator


def open_to_all(because: str, *, short_way: bool = False) -> Callable:
    """Say aloud that a page is open to everyone, and why; `short_way` for pages that know no person at all."""

    def decorator(view: Callable) -> Callable:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, *args, **kwargs)

        opened.access = Access(open_because=because, short_way=short_way)  # type: ignore[attr-defined]
        return opened

    return decorator


def signed_in(view: Callable) -> Callable:
    """A page of a person's own, outside any organisation: sign in first."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"/accounts/login/?next={request.path}")
        return view(request, *args, **kwargs)

    guarded.access = Access(signed_in=True)  # type: ignore[attr-defined]
    return guarded


def _back(request: HttpRequest) -> str:
    """The page to show a refusal on: where the form was, else the start page."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return came_from
    return f"/o/{request.organisation.slug}/"  # type: ignore[attr-defined]
