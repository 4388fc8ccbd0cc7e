"""Planning a session, inviting to it, its script, and what came out of it."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.guard import check_version, locked, name_of, record
from projects.domain import lifecycle
from projects.domain.sessions import spread
from projects.models import (
    Cluster,
    Dot,
    Involvement,
    Project,
    ProjectStep,
    Seat,
    Session,
    SessionKind,
    SessionPart,
    SessionState,
)
from projects.queries import unit_ids_in_scope
from projects.words.sessions import invitation_text, standard_script
from werkdruk.core.errors import Refused
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.models import Membership

INVITED_MAIL = "session_invited"
SHORTEST, LONGEST = 15, 480
FIELDS = ("title", "unit", "starts_at", "minutes", "place", "guide", "guide_name", "dots_each", "invitation")


def open_project(project: Project) -> Project:
    """The project, locked; raises `Refused` when it is closed."""
    current = locked(project)
    if current.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    return current


def open_session(session: Session, *states: str) -> Session:
    """The session, locked, with its project; raises `Refused` when it is in none of `states` (any by default)."""
    project = open_project(session.project)
    current = Session.objects.select_for_update(of=("self",)).select_related("unit").get(id=session.id)
    current.project = project
    if states and current.state not in states:
        raise Refused(_WRONG_STATE[current.state]())
    return current


_WRONG_STATE = {
    SessionState.PLANNED: lambda: _("This session has not begun yet."),
    SessionState.RUNNING: lambda: _("This session is going on."),
    SessionState.ENDED: lambda: _("This session has ended. What came out can still be worked out."),
    SessionState.CANCELLED: lambda: _("This session was called off."),
}


@transaction.atomic
def plan_session(
    *,
    actor: Membership | None,
    project: Project,
    kind: str,
    focus: str,
    form_key: UUID | None = None,
    script: Sequence[tuple[str, int, str]] | None = None,
    **fields: Any,
) -> Session:
    """Plan a session with its script; a form that arrives twice plans one.

    `fields` are those of `FIELDS`. Without `script` it gets the standard one of its kind, fitted to its length.
    Raises `Refused` for a closed project, a unit outside the project, no name or an odd length.
    """
    current = open_project(project)
    there = Session.objects.filter(form_key=form_key).first() if form_key else None
    if there is not None:
        return there
    fields = {name: fields[name] for name in FIELDS if name in fields}
    _check(current, fields)
    fields["invitation"] = fields.get("invitation") or invitation_text(kind, focus)
    session = Session.objects.create(
        project=current,
        round=current.round,
        kind=kind,
        focus=focus,
        token=secrets.token_urlsafe(24),
        form_key=form_key,
        **fields,
    )
    parts = list(script) if script is not None else fitted_script(kind, focus, session.minutes)
    SessionPart.objects.bulk_create(
        SessionPart(session=session, order=number, title=title, minutes=minutes, text=text)
        for number, (title, minutes, text) in enumerate(parts, start=1)
    )
    record("session_planned", actor, current, session=str(session.id), title=session.title)
    return session


def fitted_script(kind: str, focus: str, length: int) -> list[tuple[str, int, str]]:
    """The standard script of a kind, its minutes together just `length`."""
    parts = standard_script(kind, focus)
    minutes = spread([part.minutes for part in parts], length)
    return [(part.title, one, part.text) for part, one in zip(parts, minutes, strict=True)]


@transaction.atomic
def change_session(*, actor: Membership | None, session: Session, version: int, **fields: Any) -> Session:
    """Change when, where and by whom; `fields` are those of `FIELDS`. Raises `ChangedMeanwhile` and `Refused`."""
    current = open_session(session, SessionState.PLANNED)
    check_version(current, version)
    fields = {name: fields[name] for name in FIELDS if name in fields}
    _check(current.project, fields)
    for name, value in fields.items():
        setattr(current, name, value)
    _save(current)
    record("session_changed", actor, current.project, session=str(current.id), title=current.title)
    return current


@transaction.atomic
def cancel_session(*, actor: Membership | None, session: Session) -> Session:
    """Call a planned session off: its link stops working. A second time changes nothing."""
    current = open_session(session, SessionState.PLANNED, SessionState.CANCELLED)
    if current.state == SessionState.CANCELLED:
        return current
    current.state = SessionState.CANCELLED
    _save(current)
    record("session_cancelled", actor, current.project, session=str(current.id), title=current.title)
    return current


@transaction.atomic
def invite_to_session(
    *, actor: Membership | None, session: Session, members: Sequence[Membership], version: int
) -> int:
    """Mail `members` the invitation with a file for their calendar; how many.

    They pass it on to their teams: who comes is written down nowhere. The same version is mailed once to each.
    """
    current = open_session(session, SessionState.PLANNED)
    check_version(current, version)
    if not members:
        raise Refused(_("None of these units has a contact person or lead who signs in here."))
    queue_mail(
        members,
        INVITED_MAIL,
        f"session:{current.id}:{current.version}",
        session=str(current.id),
        since=timezone.now().isoformat(),
        by=name_of(actor),
    )
    record("session_invited", actor, current.project, title=current.title, people=len(members))
    return len(members)


@transaction.atomic
def add_part(
    *, actor: Membership | None, session: Session, title: str, minutes: int, text: str
) -> SessionPart:
    """Put a part at the end of the script."""
    current = open_session(session, SessionState.PLANNED, SessionState.RUNNING)
    if not title.strip():
        raise Refused(_("A part of the script needs a name."))
    last = SessionPart.objects.filter(session=current).aggregate(last=Max("order"))["last"] or 0
    part = SessionPart.objects.create(
        session=current, order=last + 1, title=title.strip(), minutes=minutes, text=text.strip()
    )
    _record_script(actor, current)
    return part


@transaction.atomic
def change_part(
    *, actor: Membership | None, session: Session, part: SessionPart, title: str, minutes: int, text: str
) -> SessionPart:
    """Change a part of the script."""
    current = open_session(session, SessionState.PLANNED, SessionState.RUNNING)
    if not title.strip():
        raise Refused(_("A part of the script needs a name."))
    row = SessionPart.objects.get(session=current, id=part.id)
    row.title, row.minutes, row.text = title.strip(), minutes, text.strip()
    row.save()
    _record_script(actor, current)
    return row


@transaction.atomic
def remove_part(*, actor: Membership | None, session: Session, part: SessionPart) -> None:
    """Take a part out of the script; a second time changes nothing."""
    current = open_session(session, SessionState.PLANNED, SessionState.RUNNING)
    SessionPart.objects.filter(session=current, id=part.id).delete()
    _record_script(actor, current)


@transaction.atomic
def move_part(*, actor: Membership | None, session: Session, part: SessionPart, up: bool) -> None:
    """Put a part one place earlier or later; at the end of the row nothing changes."""
    current = open_session(session, SessionState.PLANNED, SessionState.RUNNING)
    parts = list(SessionPart.objects.filter(session=current))
    place = next(number for number, one in enumerate(parts) if one.id == part.id)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(parts):
        return
    first, second = parts[place], parts[other]
    mine, theirs = first.order, second.order
    # The order is unique: by way of a number that nobody has.
    SessionPart.objects.filter(id=first.id).update(order=max(one.order for one in parts) + 1)
    SessionPart.objects.filter(id=second.id).update(order=mine)
    SessionPart.objects.filter(id=first.id).update(order=theirs)
    _record_script(actor, current)


@transaction.atomic
def end_session(*, actor: Membership | None, session: Session, present: int | None, outcome: str) -> Session:
    """End a session: the phones go, the cards keep no link to one, and its link stops working.

    A conversation without a board is written down in the same way. Ending adds a line on how staff were involved to
    step 2 (to step 3 for a session that weighs measures). A second time changes nothing. Raises `Refused` without
    how many came or what came out, and for a weighing whose phones are open: their marks would be lost.
    """
    board = session.kind == SessionKind.ENERGY
    states = (SessionState.RUNNING,) if board else (SessionState.PLANNED, SessionState.RUNNING)
    current = open_session(session, *states, SessionState.ENDED)
    if current.state == SessionState.ENDED:
        return current
    if current.kind == SessionKind.WEIGHING and current.state == SessionState.RUNNING:
        raise Refused(_("The phones are open. Close the weighing first."))
    if not present:
        raise Refused(_("Write down how many people came."))
    if not outcome.strip():
        raise Refused(_("Write down in a few sentences what came out."))
    current.present, current.outcome = present, outcome.strip()
    _end(current)
    _involve(actor, current)
    record("session_ended", actor, current.project, title=current.title, present=present)
    return current


@transaction.atomic
def end_forgotten_session(session: Session) -> None:
    """End a board that nobody ended: no phone stays tied to its cards. What came out is written down later.

    Also in a project that was closed meanwhile; for one that is not going on nothing happens.
    """
    project = locked(session.project)
    current = Session.objects.select_for_update(of=("self",)).get(id=session.id)
    if current.state != SessionState.RUNNING:
        return
    current.present = Seat.objects.filter(session=current).count()
    _end(current)
    record("session_left", None, project, title=current.title)


@transaction.atomic
def change_outcome(
    *, actor: Membership | None, session: Session, version: int, present: int | None, outcome: str
) -> Session:
    """Change what was written down at the end. Raises `ChangedMeanwhile` and `Refused`."""
    current = open_session(session, SessionState.ENDED)
    check_version(current, version)
    if not present:
        raise Refused(_("Write down how many people came."))
    if not outcome.strip():
        raise Refused(_("Write down in a few sentences what came out."))
    first = not current.outcome
    current.present, current.outcome = present, outcome.strip()
    _save(current)
    if first and current.kind != SessionKind.WEIGHING:
        _involve(actor, current)
    record("session_outcome_changed", actor, current.project, title=current.title)
    return current


def _end(session: Session) -> None:
    """Count the dots, let the phones go and end it; `session` is locked."""
    for cluster in Cluster.objects.filter(session=session):
        dots = Dot.objects.filter(cluster=cluster).count()
        Cluster.objects.filter(id=cluster.id).update(dots_given=dots)
        session.causes.filter(cluster=cluster).update(dots=dots)
    Seat.objects.filter(session=session).delete()
    session.state, session.ended_at = SessionState.ENDED, timezone.now()
    session.begun_at = session.begun_at or min(session.starts_at, session.ended_at)
    _save(session)


def _involve(actor: Membership | None, session: Session) -> None:
    """Write down with the step that staff took part; once for each session."""
    number = lifecycle.Step.MEASURES if session.kind == SessionKind.WEIGHING else lifecycle.Step.INSIGHT
    step = ProjectStep.objects.filter(project=session.project, round=session.round, number=number).first()
    if step is None:
        return
    Involvement.objects.get_or_create(
        form_key=session.id,
        defaults={
            "step": step,
            "on": timezone.localdate(session.begun_at or session.starts_at),
            "who": _("%(count)s people, %(unit)s")
            % {"count": session.present, "unit": session.unit.name if session.unit else _("all units")},
            "how": f"{session.get_kind_display().capitalize()}: {session.title}",
            "outcome": session.outcome,
            "written_by_name": name_of(actor),
        },
    )


def _check(project: Project, fields: dict[str, Any]) -> None:
    if not fields["title"].strip():
        raise Refused(_("A session needs a name."))
    starts_at = fields["starts_at"]
    if not isinstance(starts_at, datetime):
        raise Refused(_("Choose a day and a time."))
    if not SHORTEST <= fields.get("minutes", SHORTEST) <= LONGEST:
        raise Refused(
            _("A session takes %(least)s to %(most)s minutes.") % {"least": SHORTEST, "most": LONGEST}
        )
    unit = fields.get("unit")
    if unit is not None and unit.id not in unit_ids_in_scope(project):
        raise Refused(_("This unit does not take part in the project."))


def _save(session: Session) -> None:
    session.version += 1
    session.changes += 1
    session.save()


def _record_script(actor: Membership | None, session: Session) -> None:
    record("session_script_changed", actor, session.project, title=session.title)


def record_export(*, actor: Membership | None, session: Session) -> None:
    """Write down that the board was downloaded."""
    record("session_exported", actor, session.project, title=session.title)
