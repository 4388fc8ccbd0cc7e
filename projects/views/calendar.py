"""A member's calendar: the page to make, renew and stop the address, and the feed behind it."""

import hmac

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects import actions
from projects.calendar_feed import calendar_feed
from projects.models import CalendarFeed
from projects.queries import calendar as queries
from werkdruk.core.access import needs, open_to_all
from werkdruk.organisations.requests import MemberRequest, TenantRequest


@needs("projects.list")
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: MemberRequest) -> HttpResponse:
    """Whether there is an address, and what it contains; making one shows it, this once."""
    url = ""
    if request.method == "POST":
        secret = actions.make_calendar(actor=request.member)
        url = settings.BASE_URL + reverse("calendar_feed", args=[request.organisation.slug, secret])
    context = {
        "feed": queries.feed_of(request.member),
        "url": url,
        "webcal": url.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1),
        "entries": queries.entries_of(request.member, request.organisation.slug),
    }
    response = render(request, "projects/calendar.html", context)
    response["Cache-Control"] = "no-store, private"
    return response


@needs("projects.list")
@require_POST
def calendar_stop(request: MemberRequest) -> HttpResponse:
    """End the address."""
    actions.stop_calendar(actor=request.member)
    messages.success(request, _("The calendar address does not work any more."))
    return redirect("projects:calendar", organisation=request.organisation.slug)


@open_to_all("a calendar program cannot sign in; the secret in the address is the key")
@require_safe
def feed(request: TenantRequest, organisation: str, secret: str) -> HttpResponse:
    """The member's calendar, in the member's language; 404 for an address that ended or whose member left."""
    digest = actions.digest_of(secret)
    found = CalendarFeed.objects.select_related("membership__user").filter(secret_hash=digest).first()
    if found is None or not hmac.compare_digest(found.secret_hash, digest):
        raise Http404
    member = found.membership
    if member.ended_at is not None or not member.roles:
        raise Http404
    with translation.override(member.user.language):
        name = _("Werkdruk: %(organisation)s") % {"organisation": request.organisation.name}
        content = calendar_feed(name, queries.entries_of(member, request.organisation.slug))
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": 'inline; filename="werkdruk.ics"',
            "Cache-Control": "no-store, private",
            "X-Robots-Tag": "noindex, nofollow",
            "Referrer-Policy": "no-referrer",
        },
    )
