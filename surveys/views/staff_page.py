"""The page for all staff: what came of their answers. No sign-in, no cookie, no script; its address is the key."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from surveys.queries import staff_page as queries
from surveys.staff_page_parts import all_news, all_offers, all_ways
from surveys.views.answer import LOOK, employees_page, page_of
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Representation


@employees_page(*LOOK)
def staff_page(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """The notes, what was promised and how it stands, how anonymity works, and whom to ask."""
    page = queries.find_page(slug, token)
    if page is None:
        return gone_page(language)
    with tenant_scope(page.host.id):
        earlier = queries.earlier_notes(request.GET.get("page"))
        first = earlier.number == 1
        context = {
            "note": queries.newest_note(language) if first else None,
            "promises": queries.promises() if first else [],
            "news": all_news() if first else [],
            "offers": all_offers() if first else [],
            "ways": all_ways(slug, token) if first else [],
        }
    return HttpResponse(_page("staff_page", language, page, earlier=earlier, first=first, **context))


@employees_page(*LOOK)
def staff_note(request: HttpRequest, slug: str, token: str, note: UUID, language: str) -> HttpResponse:
    """One note by its own address."""
    page = queries.find_page(slug, token)
    if page is None:
        return gone_page(language)
    with tenant_scope(page.host.id):
        found = queries.published_note(note, language)
    if found is None:
        return gone_page(language)
    return HttpResponse(_page("staff_note", language, page, note=found))


def gone_page(language: str) -> HttpResponse:
    """Nothing is at this address any more, or never was: the same answer for both, and for every organisation."""
    return HttpResponse(page_of("page_gone", language, None), status=404)


def _page(name: str, language: str, page: queries.Page, **context: object) -> str:
    return page_of(
        name,
        language,
        page.host,
        page=page,
        today=timezone.localdate(),
        no_representation=page.representation == Representation.NONE,
        staff_representation=page.representation == Representation.STAFF_REPRESENTATION,
        home_url=reverse("answer:staff_page", args=[page.host.slug, page.token]),
        query="?lang=en" if language == "en" else "",
        **context,
    )
