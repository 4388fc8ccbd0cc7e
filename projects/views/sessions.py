"""Sessions: planning, inviting, the script, and what came out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.queries import people
from projects import permissions, queries
from projects.actions import sessions as actions
from projects.domain.sessions import room_left
from projects.forms.sessions import InviteForm, MovePartForm, OutcomeForm, PartForm, SessionForm
from projects.models import Project, Session, SessionKind, SessionPart, SessionState
from projects.queries import sessions as reads
from projects.session_emails import session_calendar
from projects.session_links import phone_url, typed
from projects.views.pages import address
from projects.words.sessions import invitation_text
from surveys.documents import qr_path
from surveys.words.exports import Table, as_csv
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.models import Unit
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest

BOTH = ["GET", "HEAD", "POST"]


def to_session(
    request: MemberRequest, session: Session, name: str = "session", part: str = ""
) -> HttpResponse:
    """Go to a page of a session, at `part` of it."""
    return redirect(address(request, name, session.project, session=session.id) + part)


def session_page(
    request: MemberRequest, session: Session, template: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page about one session."""
    project = session.project
    url = phone_url(request.organisation.slug, session)
    context = {
        "session": session,
        "project": project,
        "may_manage": permissions.may_guide(request.member, session) and not project.closed_at,
        "phone_url": url,
        "typed_url": typed(url),
        **more,
    }
    return render(request, template, context, status=status)


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(BOTH)
def session_plan(request: MemberRequest, project: Project) -> HttpResponse:
    """Plan a session."""
    form = SessionForm(
        sent(request), people=people(), units=_units(project), initial={"guide": request.member.user.name}
    )
    if form.is_valid():
        session = attempt(
            form,
            lambda: actions.plan_session(
                actor=request.member,
                project=project,
                kind=form.cleaned_data["kind"],
                focus=form.cleaned_data["focus"],
                form_key=form.cleaned_data["form_key"],
                **form.fields_of_session(),
            ),
        )
        if session is not None:
            messages.success(request, _("The session is planned. Look at the script, and invite people."))
            return redirect(address(request, "session", project, session=session.id))
    status = 400 if form.is_bound else 200
    return render(request, "projects/sessions/form.html", {"form": form, "project": project}, status=status)


@needs("projects.view", fetch=reads.find_session)
@require_safe
def session(request: MemberRequest, session: Session) -> HttpResponse:
    """A session: when and where, its script, and what came out."""
    parts = list(session.parts.all())
    ended = session.state == SessionState.ENDED
    return session_page(
        request,
        session,
        "projects/sessions/session.html",
        parts=parts,
        left=room_left(session.minutes, [part.minutes for part in parts]),
        board=reads.board_of(session) if ended else None,
        causes=list(reads.causes_of_session(session)),
        fixes=reads.quick_fixes_of(session),
        may_read_cards=permissions.may_guide(request.member, session),
        may_add_cause=permissions.may_manage(request.member, session.project)
        and not session.project.closed_at,
    )


@needs("projects.guide", fetch=reads.find_session)
@require_http_methods(BOTH)
def session_change(request: MemberRequest, session: Session) -> HttpResponse:
    """Change when, where, for whom and by whom."""
    form = SessionForm(sent(request), people=people(), units=_units(session.project), session=session)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_session(
                actor=request.member,
                session=session,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_session(),
            ),
        )
        if done is not None:
            messages.success(request, _("The session is saved."))
            return to_session(request, session)
    return session_page(
        request, session, "projects/sessions/form.html", status=400 if form.is_bound else 200, form=form
    )


@needs("projects.guide", fetch=reads.find_session)
@require_http_methods(BOTH)
def session_cancel(request: MemberRequest, session: Session) -> HttpResponse:
    """Call a session off, after a question."""
    if request.method == "POST":
        actions.cancel_session(actor=request.member, session=session)
        messages.success(request, _("The session is called off. Tell those who were going to come."))
        return to_session(request, session)
    return session_page(request, session, "projects/sessions/cancel.html")


@needs("projects.guide", fetch=reads.find_session)
@require_http_methods(BOTH)
def session_invite(request: MemberRequest, session: Session) -> HttpResponse:
    """The invitation as text, as poster, and by mail to contact persons and leads."""
    members = reads.invitable(session)
    form = InviteForm(sent(request), session=session)
    if form.is_valid():
        count = attempt(
            form,
            lambda: actions.invite_to_session(
                actor=request.member,
                session=session,
                members=members,
                version=form.cleaned_data["version"],
            ),
        )
        if count is not None:
            messages.success(
                request,
                ngettext(
                    "The invitation goes to %(count)s person.",
                    "The invitation goes to %(count)s people.",
                    count,
                )
                % {"count": count},
            )
            return to_session(request, session)
    return session_page(
        request,
        session,
        "projects/sessions/invite.html",
        status=400 if form.is_bound else 200,
        form=form,
        members=members,
        invitation=_invitation(session),
    )


@needs("projects.view", fetch=reads.find_session)
@require_safe
def session_poster(request: MemberRequest, session: Session) -> HttpResponse:
    """The invitation to print, with the code for phones."""
    url = phone_url(request.organisation.slug, session)
    squares, path = qr_path(url) if url else (0, "")
    return session_page(
        request,
        session,
        "projects/sessions/poster.html",
        squares=squares,
        path=path,
        invitation=_invitation(session),
    )


@needs("projects.view", fetch=reads.find_session)
@require_safe
def session_file(request: MemberRequest, session: Session) -> HttpResponse:
    """The session as a file for a calendar."""
    name = f"{pgettext('file name', 'session')}-{timezone.localtime(session.starts_at):%Y-%m-%d}.ics"
    return _file(session_calendar(request.organisation, session), "text/calendar; charset=utf-8", name)


@needs("projects.guide", fetch=reads.find_session)
@require_http_methods(BOTH)
def part_add(request: MemberRequest, session: Session) -> HttpResponse:
    """Put a part at the end of the script."""
    form = PartForm(sent(request), initial={"minutes": 10})
    if form.is_valid():
        done = attempt(
            form, lambda: actions.add_part(actor=request.member, session=session, **form.cleaned_data)
        )
        if done is not None:
            return to_session(request, session, part="#script")
    return _part_page(request, session, form)


@needs("projects.guide", fetch=reads.find_part)
@require_http_methods(BOTH)
def part_change(request: MemberRequest, found: reads.Inside[SessionPart]) -> HttpResponse:
    """Change a part of the script."""
    session, part = found.session, found.row
    form = PartForm(sent(request), part=part)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_part(
                actor=request.member, session=session, part=part, **form.cleaned_data
            ),
        )
        if done is not None:
            return to_session(request, session, part="#script")
    return _part_page(request, session, form, part=part)


@needs("projects.guide", fetch=reads.find_part)
@require_POST
def part_move(request: MemberRequest, found: reads.Inside[SessionPart]) -> HttpResponse:
    """Put a part one place earlier or later."""
    session, part = found.session, found.row
    form = MovePartForm(request.POST)
    if form.is_valid():
        actions.move_part(
            actor=request.member, session=session, part=part, up=form.cleaned_data["way"] == "up"
        )
    return to_session(request, session, part=f"#part-{part.id}")


@needs("projects.guide", fetch=reads.find_part)
@require_http_methods(BOTH)
def part_remove(request: MemberRequest, found: reads.Inside[SessionPart]) -> HttpResponse:
    """Take a part out of the script, after a question."""
    session, part = found.session, found.row
    if request.method == "POST":
        actions.remove_part(actor=request.member, session=session, part=part)
        return to_session(request, session, part="#script")
    return session_page(request, session, "projects/sessions/part_remove.html", part=part)


@needs("projects.guide", fetch=reads.find_session)
@require_http_methods(BOTH)
def session_end(request: MemberRequest, session: Session) -> HttpResponse:
    """End a session: how many came, and what came out. Afterwards the same page changes that."""
    ended = session.state == SessionState.ENDED
    seats = session.seats.count()
    form = OutcomeForm(sent(request), session=session, present=seats)
    if form.is_valid():
        fields = form.fields_of_outcome()
        if ended:
            version = form.cleaned_data["version"] or 0
            done = attempt(
                form,
                lambda: actions.change_outcome(
                    actor=request.member, session=session, version=version, **fields
                ),
            )
        else:
            done = attempt(form, lambda: actions.end_session(actor=request.member, session=session, **fields))
        if done is not None:
            messages.success(request, _("What came out is written down."))
            return to_session(request, session)
    return session_page(
        request,
        session,
        "projects/sessions/end.html",
        status=400 if form.is_bound else 200,
        form=form,
        seats=seats,
    )


def fetch_ended(project: UUID, session: UUID) -> Session | None:
    """A session with a board that has ended."""
    found = reads.find_session(project, session)
    if found is None or found.state != SessionState.ENDED or found.kind != SessionKind.ENERGY:
        raise Http404
    return found


@needs("projects.guide", fetch=fetch_ended)
@require_POST
def session_export(request: MemberRequest, session: Session) -> HttpResponse:
    """The board as a file: clusters, cards and causes. It goes to who runs the project, and the log says so."""
    board = reads.board_of(session)
    clusters = [
        (
            column.label,
            group.cluster.title,
            str(len(group.cards)),
            str(group.dots),
            _yes(group.cluster.chosen),
        )
        for column in board.columns
        for group in column.groups
    ]
    cards = [
        (column.label, title, card.text)
        for column in board.columns
        for title, some in (
            *((group.cluster.title, group.cards) for group in column.groups),
            (_("not put together"), column.loose),
        )
        for card in some
        if not card.hidden
    ]
    causes = [
        (
            cause.get_side_display(),
            cause.title,
            " → ".join(why.text for why in cause.whys.all()),
            cause.effect,
            cause.pattern,
            cause.why_not_yet,
            cause.get_influence_display(),
        )
        for cause in reads.causes_of_session(session)
    ]
    tables = [
        Table(_("clusters"), (_("kind"), _("cluster"), _("cards"), _("dots"), _("chosen")), clusters),
        Table(_("cards"), (_("kind"), _("cluster"), _("card")), cards),
        Table(
            _("causes"),
            (
                _("kind"),
                _("what it is about"),
                _("because"),
                _("what it leads to"),
                _("the circle or habit that keeps it going"),
                _("why we could not solve this ourselves yet"),
                _("who can do something about it"),
            ),
            causes,
        ),
    ]
    actions.record_export(actor=request.member, session=session)
    name = f"{pgettext('file name', 'session')}-{slugify(session.title)[:60] or session.id}.csv"
    return _file(as_csv(tables), "text/csv; charset=utf-8", name)


def _yes(value: bool) -> str:
    return _("yes") if value else ""


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _part_page(
    request: MemberRequest, session: Session, form: PartForm, part: SessionPart | None = None
) -> HttpResponse:
    return session_page(
        request,
        session,
        "projects/sessions/part_form.html",
        status=400 if form.is_bound else 200,
        form=form,
        part=part,
    )


def _units(project: Project) -> list[tuple[Unit, int]]:
    """The units that take part in a project, in the order of the tree."""
    scope = queries.unit_ids_in_scope(project)
    return [(unit, depth) for unit, depth in unit_tree().depth_first() if unit.id in scope]


def _invitation(session: Session) -> str:
    return session.invitation or invitation_text(session.kind, session.focus)
