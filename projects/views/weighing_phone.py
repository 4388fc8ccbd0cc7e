"""Weighing measures by phone: no sign-in, no cookie, no script needed. Looking changes nothing; only sending does."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from projects import actions
from projects.forms.phone_sheet import SCALE, Sheet, read_sheet
from projects.models import Proposal, Session, SessionState
from projects.queries import proposals as reads
from surveys.forms.answers import TooLarge, Unreadable, read_form
from surveys.queries.links import Host, find_host
from surveys.views.answer import LOOK_OR_SEND, employees_page, notice
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import tenant_scope

_SECRET_BYTES = 18


@employees_page(*LOOK_OR_SEND)
def phone(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """The measures with room for marks; what was sent can be changed on the page that answers it.

    The page holds the phone's secret, made when it was opened and known to us only once something was sent.
    """
    found = find_host(slug)
    if found is None:
        return _note("unknown", language, None, status=404)
    host, _closes_on = found
    sent: Mapping[str, str] | None = None
    if request.method == "POST":
        try:
            sent = read_form(request)
        except TooLarge:
            return notice("too_large", language, host, status=413)
        except Unreadable:
            return notice("unreadable", language, host, status=400)
    with tenant_scope(host.id):
        session = reads.find_running(token)
        if session is None:
            return _note("unknown", language, host, status=404)
        if session.state == SessionState.PLANNED:
            return _note("early", language, host, status=200)
        if session.state != SessionState.RUNNING:
            return _note("over", language, host, status=410)
        return _sheet_page(session, host, language, sent)


def _sheet_page(session: Session, host: Host, language: str, sent: Mapping[str, str] | None) -> HttpResponse:
    proposals = list(reads.on_sheet(session.project))
    if sent is None:
        return HttpResponse(_sheet(session, host, language, proposals, Sheet()))
    sheet = read_sheet(sent, proposals, session.dots_each)
    if sheet.errors or not sheet.secret:
        return HttpResponse(_sheet(session, host, language, proposals, sheet), status=422)
    try:
        marked = actions.store_marks(session=session, secret=sheet.secret, sheet=sheet.marks)
    except Refused as refused:
        return HttpResponse(
            _sheet(session, host, language, proposals, sheet, refused=refused.message), status=422
        )
    return HttpResponse(_sheet(session, host, language, proposals, sheet, marked=marked))


def _sheet(
    session: Session, host: Host, language: str, proposals: list[Proposal], sheet: Sheet, **more: Any
) -> str:
    rows = []
    for proposal in proposals:
        scales = {
            axis: [(str(mark), sheet.typed.get(f"{axis}-{proposal.id}", "") == str(mark)) for mark in SCALE]
            for axis in ("impact", "effort")
        }
        rows.append(
            {
                "proposal": proposal,
                "dot": bool(sheet.typed.get(f"dot-{proposal.id}")),
                "error": sheet.errors.get(proposal.id, ""),
                **scales,
            }
        )
    return render_to_string(
        "projects/weighing/phone.html",
        {
            "organisation": host,
            "language": language,
            "session": session,
            "rows": rows,
            "errors": [row for row in rows if row["error"]],
            "seat": sheet.secret or secrets.token_urlsafe(_SECRET_BYTES),
            **more,
        },
    )


def _note(what: str, language: str, host: Host | None, *, status: int) -> HttpResponse:
    """A page without a sheet: the address is unknown, too early, or the weighing is over."""
    context = {"organisation": host, "language": language, "what": what}
    return HttpResponse(render_to_string("projects/weighing/phone_note.html", context), status=status)
