"""What every page of a tenant has at hand: the organisation, the member, the menu."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from werkdruk.core import navigation
from werkdruk.core.tenancy import has_scope


def tenant(request: HttpRequest) -> dict[str, Any]:
    """The organisation, member and menu of this page; empty outside a tenant's pages."""
    context: dict[str, Any] = {"demo": settings.DEMO}
    member = getattr(request, "member", None)
    if member is not None and has_scope():
        organisation = request.organisation  # type: ignore[attr-defined]
        context.update(
            organisation=organisation,
            member=member,
            nav_items=navigation.items(request, organisation, member),
        )
    return context
