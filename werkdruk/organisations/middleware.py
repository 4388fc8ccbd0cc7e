"""Which organisation a page belongs to, whether this person is a member, and the scope around the view."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse

from werkdruk.core.access import Access
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Membership, Organisation


class TenantMiddleware:
    """Wraps every view with an organisation in its address in that tenant's scope: one transaction a request.

    A stranger gets 404, as if the organisation did not exist. Views of other addresses run without a tenant, and
    employees' pages enter their tenant's scope themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        slug = kwargs.get("organisation")
        if slug is None:
            return None
        access: Access | None = getattr(view, "access", None)
        if access is None:
            raise ImproperlyConfigured(
                f"{view} belongs to a tenant but carries neither @needs nor @open_to_all."
            )
        if access.code and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if access.short_way:
            return None
        if access.open_because:
            with tenant_scope(_find(request, slug).id):
                return view(request, *args, **kwargs)
        organisation = _find(request, slug)
        with tenant_scope(organisation.id):
            member = (
                Membership.objects.active()
                .select_related("user")
                .prefetch_related("led_units")
                .filter(user=request.user)
                .first()
            )
            if member is None:
                raise Http404
            request.member = member  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)


def _find(request: HttpRequest, slug: str) -> Organisation:
    try:
        organisation = Organisation.objects.get(slug=slug)
    except Organisation.DoesNotExist as unknown:
        raise Http404 from unknown
    request.organisation = organisation  # type: ignore[attr-defined]
    return organisation
