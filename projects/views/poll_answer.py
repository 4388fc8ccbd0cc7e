"""The page behind a poll's link: no sign-in, no cookie, no script. Looking changes nothing; only sending does."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.polls import Sent, store_sheet
from projects.domain.poll import Reply
from projects.forms.poll import RATHER_NOT, ParsedSheet, parse_sheet
from projects.poll_links import is_mark_of, new_mark
from projects.queries.polls import Behind, find_behind
from projects.words.polls import REPLIES
from surveys.forms.answers import TooLarge, Unreadable, read_form
from surveys.queries.links import Host, find_host
from surveys.views.answer import LOOK, LOOK_OR_SEND, employees_page
from werkdruk.core.tenancy import tenant_scope


@employees_page(*LOOK_OR_SEND)
def poll(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """The statements at once; sending stores a sealed sheet. Each loading of the form carries a mark of its own."""
    behind = find_behind(slug, token, timezone.localdate())
    if behind is None or behind.poll_id is None:
        return _page("unknown", language, behind.host if behind else None, status=404)
    if not behind.is_open:
        return _page("closed", language, behind.host, status=410)
    if request.method != "POST":
        return _form(behind, language, ParsedSheet(mark=new_mark(behind.poll_id)))
    try:
        parsed = parse_sheet(read_form(request), len(behind.asked))
    except TooLarge:
        return _page("broken", language, behind.host, status=413)
    except Unreadable:
        return _page("broken", language, behind.host, status=400)
    if not is_mark_of(behind.poll_id, parsed.mark):
        return _page("broken", language, behind.host, status=400)
    if parsed.error:
        return _form(behind, language, parsed, status=422)
    with tenant_scope(behind.host.id):
        sent = store_sheet(poll_id=behind.poll_id, mark=parsed.mark, replies=parsed.replies)
    if sent is Sent.CLOSED:
        return _page("closed", language, behind.host, status=410)
    if sent is Sent.FULL:
        return _page("full", language, behind.host, status=409)
    query = "?lang=en" if language == "en" else ""
    return HttpResponse(status=303, headers={"Location": f"/p/{slug}/thanks/{query}"})


@employees_page(*LOOK)
def thanks(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Thanks, and what happens next; the address holds no token."""
    found = find_host(slug)
    if found is None:
        return _page("unknown", language, None, status=404)
    return _page("thanks", language, found[0])


def _form(behind: Behind, language: str, parsed: ParsedSheet, *, status: int = 200) -> HttpResponse:
    choices = [
        *((reply.value, str(REPLIES[reply])) for reply in Reply),
        (RATHER_NOT, _("Rather not / not applicable")),
    ]
    questions = [
        {
            "code": code,
            "asked": one,
            "choices": [(value, label, value == parsed.typed.get(code)) for value, label in choices],
        }
        for number, one in enumerate(behind.asked, start=1)
        for code in [f"s{number}"]
    ]
    return _page(
        "form",
        language,
        behind.host,
        status=status,
        questions=questions,
        mark=parsed.mark,
        error=parsed.error,
    )


def _page(name: str, language: str, host: Host | None, *, status: int = 200, **context: Any) -> HttpResponse:
    content = render_to_string(
        f"projects/poll/{name}.html", {"organisation": host, "language": language, **context}
    )
    return HttpResponse(content, status=status)
