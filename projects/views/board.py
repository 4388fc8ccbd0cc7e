"""The session board on the big screen: the guide's page, kept up to date by asking whether something changed."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.queries import people
from projects.actions import board as actions
from projects.actions.causes import agree_at_once
from projects.domain.sessions import PHASES, following
from projects.forms.board import CardsForm, ClusterAddForm, ClusterForm, PhaseForm
from projects.forms.sessions import QuickFixForm
from projects.models import Cluster, Phase, Session, SessionKind, SessionState
from projects.queries import sessions as reads
from projects.session_links import phone_url, typed
from projects.views.sessions import session_page, to_session
from projects.words.sessions import GUIDE, NEXT
from surveys.documents import qr_path
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


def fetch_board(project: UUID, session: UUID) -> Session | None:
    """A session that has a board."""
    found = reads.find_session(project, session)
    if found is not None and found.kind != SessionKind.ENERGY:
        raise Http404
    return found


@needs("projects.guide", fetch=fetch_board)
@require_safe
def session_board(request: MemberRequest, session: Session) -> HttpResponse:
    """The big screen, with what the guide needs beneath it."""
    if session.state != SessionState.RUNNING:
        return to_session(request, session)
    return session_page(request, session, "projects/sessions/board.html", **_live(request, session))


@needs("projects.guide", fetch=fetch_board)
@require_safe
def session_board_changes(request: MemberRequest, session: Session) -> HttpResponse:
    """The living part of the board; nothing (204) when nothing changed since `seen`."""
    if session.state != SessionState.RUNNING:
        return HttpResponse(status=205)
    seen = request.GET.get("seen") == str(session.changes)
    response = HttpResponse(status=204) if seen else _part(request, session)
    response["Cache-Control"] = "no-store"
    return response


@needs("projects.guide", fetch=fetch_board)
@require_POST
def session_begin(request: MemberRequest, session: Session) -> HttpResponse:
    """Open the board for phones."""
    actions.begin_session(actor=request.member, session=session)
    return to_session(request, session, "session_board")


@needs("projects.guide", fetch=fetch_board)
@require_POST
def session_phase(request: MemberRequest, session: Session) -> HttpResponse:
    """On to the next part, or back."""
    form = PhaseForm(request.POST)
    return _do(
        request,
        session,
        form,
        lambda data: actions.move_phase(actor=request.member, session=session, **data),
    )


@needs("projects.guide", fetch=fetch_board)
@require_POST
def cluster_add(request: MemberRequest, session: Session) -> HttpResponse:
    """Make a cluster."""
    form = ClusterAddForm(request.POST)
    return _do(
        request,
        session,
        form,
        lambda data: actions.add_cluster(actor=request.member, session=session, **data),
    )


@needs("projects.guide", fetch=reads.find_cluster)
@require_POST
def cluster_change(request: MemberRequest, found: reads.Inside[Cluster]) -> HttpResponse:
    """Rename, merge, remove, choose or let go of a cluster."""
    session, cluster = found.session, found.row
    about: dict[str, Any] = {"actor": request.member, "session": session, "cluster": cluster}

    def act(data: dict[str, Any]) -> None:
        if data["act"] == "rename":
            actions.rename_cluster(**about, title=data["title"])
        elif data["act"] == "merge":
            into = get_object_or_404(Cluster, session=session, id=data["into"])
            actions.merge_clusters(**about, into=into)
        elif data["act"] == "remove":
            actions.remove_cluster(**about)
        else:
            actions.choose_cluster(**about, chosen=data["act"] == "choose")

    return _do(request, session, ClusterForm(request.POST), act)


@needs("projects.guide", fetch=fetch_board)
@require_POST
def cards_change(request: MemberRequest, session: Session) -> HttpResponse:
    """Put the ticked cards in a cluster, or hide them."""
    about: dict[str, Any] = {"actor": request.member, "session": session}

    def act(data: dict[str, Any]) -> None:
        if data["act"] == "move":
            actions.move_cards(
                **about,
                card_ids=data["cards"],
                side=data["side"],
                cluster_id=data["cluster"],
                title=data["title"],
            )
        else:
            actions.hide_cards(**about, card_ids=data["cards"], hidden=data["act"] == "hide")

    return _do(request, session, CardsForm(request.POST), act)


@needs("projects.guide", fetch=fetch_board)
@require_http_methods(["GET", "HEAD", "POST"])
def quick_fix_add(request: MemberRequest, session: Session) -> HttpResponse:
    """Agree something at once: who does what by when."""
    form = QuickFixForm(sent(request), people=people(), causes=list(reads.causes_of_session(session)))
    if form.is_valid():
        done = attempt(
            form, lambda: agree_at_once(actor=request.member, session=session, **form.fields_of_fix())
        )
        if done is not None:
            messages.success(request, _("It is agreed, and stands in the action plan."))
            running = session.state == SessionState.RUNNING
            return to_session(request, session, "session_board" if running else "session")
    return session_page(
        request,
        session,
        "projects/sessions/quick_fix.html",
        status=400 if form.is_bound else 200,
        form=form,
    )


def _do(
    request: MemberRequest, session: Session, form: Any, act: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Do what the form says; then the living part again for htmx, the whole board otherwise."""
    problem = ""
    if form.is_valid():
        try:
            with transaction.atomic():
                act(form.cleaned_data)
        except Refused as refused:
            problem = refused.message
    else:
        problem = _("That did not arrive whole. Look at the board and try again.")
    if request.htmx:
        fresh = fetch_board(session.project_id, session.id)
        if fresh is None:
            raise Http404
        return _part(request, fresh, problem)
    if problem:
        messages.error(request, problem)
    running = Session.objects.filter(id=session.id, state=SessionState.RUNNING).exists()
    return to_session(request, session, "session_board" if running else "session")


@lru_cache(maxsize=64)
def _code(url: str) -> tuple[int, str]:
    """The code of an address; it is on the screen for minutes, and asked for twice a second."""
    return qr_path(url)


def _part(request: MemberRequest, session: Session, problem: str = "") -> HttpResponse:
    context = {
        "session": session,
        "project": session.project,
        "organisation": request.organisation,
        "problem": problem,
        **_live(request, session),
    }
    return render(request, "projects/sessions/board_live.html", context)


def _live(request: MemberRequest, session: Session) -> dict[str, Any]:
    """What the living part of the board shows."""
    board = reads.board_of(session)
    url = phone_url(request.organisation.slug, session)
    working = session.phase in (Phase.WHY, Phase.AGREE)
    joining = session.phase in (Phase.JOIN, Phase.WRITE)
    squares, path = _code(url) if joining else (0, "")
    parts = [
        (phase, Phase(phase).label, PHASES.index(phase) - PHASES.index(session.phase)) for phase in PHASES
    ]
    return {
        "board": board,
        "hidden": joining,
        "working": working,
        "arranging": session.phase in (Phase.CLUSTER, Phase.CHOOSE),
        "choosing": session.phase == Phase.CHOOSE,
        "phases": [
            (label, "done" if far < 0 else "now" if far == 0 else "todo") for _phase, label, far in parts
        ],
        "guide": GUIDE[session.phase],
        "next_label": NEXT.get(session.phase, ""),
        "back": following(session.phase, "back"),
        "causes": list(reads.causes_of_session(session)) if working else [],
        "fixes": reads.quick_fixes_of(session) if session.phase == Phase.AGREE else [],
        "squares": squares,
        "path": path,
        "typed_url": typed(url),
    }
