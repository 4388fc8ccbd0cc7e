"""The board on a phone: no sign-in, no cookie, no script needed. The page carries the secret of the phone."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from projects.actions import cards, seats
from projects.domain.sessions import CARD_LENGTH
from projects.forms.board import PhoneForm
from projects.models import Cluster, Phase, Seat, Session, SessionState, Side
from projects.queries import sessions as reads
from surveys.forms.answers import TooLarge, Unreadable, read_form
from surveys.queries.links import Host, find_host
from surveys.views.answer import LOOK, LOOK_OR_SEND, employees_page, notice, unknown_page
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import tenant_scope


@employees_page(*LOOK_OR_SEND)
def phone(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """Join, write cards, give dots. Looking changes nothing: a phone joins when somebody presses the button."""
    if request.method == "POST" and _by_script(request):
        number = _quickly(request, slug, token)
        if number is not None:
            return JsonResponse({"state": "sent", "number": number})
    found = find_host(slug)
    if found is None:
        return unknown_page(language)
    host, _closes_on = found
    with tenant_scope(host.id):
        session = Session.objects.filter(token=token).exclude(token="").first()
        if session is None:
            return unknown_page(language, host)
        if session.state in (SessionState.ENDED, SessionState.CANCELLED):
            if _by_script(request):
                return JsonResponse({"state": "ended"}, status=410)
            return _page(host, language, session, "ended", status=410)
        if request.method != "POST":
            return _page(host, language, session, "join")
        try:
            form = PhoneForm(read_form(request))
        except TooLarge:
            return notice("too_large", language, host, status=413)
        except Unreadable:
            return notice("unreadable", language, host, status=400)
        return _act(request, host, language, session, form)


@employees_page(*LOOK)
def phone_state(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """Which part goes on now, for phones to ask every few seconds; nothing (204) while it is the one they show."""
    found = find_host(slug)
    if found is None:
        return unknown_page(language)
    host, _closes_on = found
    with tenant_scope(host.id):
        now = Session.objects.filter(token=token).exclude(token="").values_list("state", "phase").first()
    if now is None:
        return unknown_page(language, host)
    state, phase = now
    shown = phase if state == SessionState.RUNNING else state
    if request.GET.get("shown") == shown:
        return HttpResponse(status=204)
    return JsonResponse({"shown": shown})


def _quickly(request: HttpRequest, slug: str, token: str) -> int | None:
    """The number of a card that a script sent; None where it is something else, or was not taken."""
    try:
        form = PhoneForm(read_form(request))
    except (TooLarge, Unreadable):
        return None
    data = form.cleaned_data if form.is_valid() else {}
    if data.get("act") != "write" or data["key"] is None:
        return None
    return cards.write_in_one_trip(
        slug=slug, token=token, secret=data["seat"], key=data["key"], side=data["side"], text=data["text"]
    )


def _act(request: HttpRequest, host: Host, language: str, session: Session, form: PhoneForm) -> HttpResponse:
    """Do what a phone asks, and show its page again; for a script only what came of it."""
    if not form.is_valid():
        return _answer(request, host, language, session, None, problem="unreadable")
    data = form.cleaned_data
    if data["act"] == "join":
        try:
            _seat, secret = seats.take_seat(session)
        except Refused as refused:
            return _page(host, language, session, "join", problem=refused.message, status=409)
        return _page(host, language, session, "seat", seat=_seat, secret=secret)
    seat = seats.seat_of(session, data["seat"])
    if seat is None:
        if _by_script(request):
            return JsonResponse({"state": "lost"}, status=403)
        return _page(host, language, session, "join", status=403, lost=True)
    problem, number = "", None
    try:
        number = _do(session, seat, data)
    except Refused as refused:
        problem = refused.message
    return _answer(
        request,
        host,
        language,
        session,
        seat,
        secret=data["seat"],
        problem=problem,
        number=number,
        typed=data,
    )


def _do(session: Session, seat: Seat, data: dict[str, Any]) -> int | None:
    """Do it; of a card that was written, the count of changes that it made."""
    act, key, cluster = data["act"], data["key"] or uuid.uuid4(), data["cluster"] or uuid.uuid4()
    match act:
        case "write":
            card = cards.write_card(session=session, seat=seat, key=key, side=data["side"], text=data["text"])
            return card.number
        case "change":
            cards.change_card(session=session, seat=seat, key=key, text=data["text"])
        case "remove":
            cards.remove_card(session=session, seat=seat, key=key)
        case "dot":
            cards.give_dot(session=session, seat=seat, cluster_id=cluster)
        case "undot":
            cards.take_dot_back(session=session, seat=seat, cluster_id=cluster)
    return None


def _answer(
    request: HttpRequest,
    host: Host,
    language: str,
    session: Session,
    seat: Seat | None,
    *,
    secret: str = "",
    problem: str = "",
    number: int | None = None,
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    if _by_script(request):
        if problem:
            return JsonResponse({"state": "refused", "message": problem}, status=409)
        return JsonResponse({"state": "sent", "number": number})
    if seat is None:
        return notice("unreadable", language, host, status=400)
    # What was refused is still there to be changed.
    kept = typed if problem and typed and typed["act"] in ("write", "change") else None
    return _page(
        host,
        language,
        session,
        "seat",
        seat=seat,
        secret=secret,
        problem=problem,
        kept=kept,
        status=409 if problem else 200,
    )


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _page(
    host: Host,
    language: str,
    session: Session,
    page: str,
    *,
    status: int = 200,
    seat: Seat | None = None,
    **more: Any,
) -> HttpResponse:
    """A page for phones: ``join``, ``seat`` or ``ended``."""
    context: dict[str, Any] = {"organisation": host, "language": language, "session": session, **more}
    if seat is not None:
        session.refresh_from_db(fields=["phase", "state"])
        own = reads.own_dots(seat)
        context |= {
            "cards": reads.own_cards(session, seat),
            "sides": [(value, label, uuid.uuid4()) for value, label in Side.choices],
            "most": CARD_LENGTH,
            "left": session.dots_each - len(own),
            "clusters": [(cluster, cluster.id in own) for cluster in Cluster.objects.filter(session=session)]
            if session.phase == Phase.CHOOSE
            else [],
        }
    context["shown"] = session.phase if session.state == SessionState.RUNNING else session.state
    return HttpResponse(render_to_string(f"projects/board/{page}.html", context), status=status)
