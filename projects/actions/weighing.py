"""Step 3: weighing by participants, aloud or by phone, and by the manager after them."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.actions.guard import check_version, locked, name_of, record
from projects.actions.involving import involve
from projects.actions.proposals import lock, still_open
from projects.actions.sessions import end_forgotten_session
from projects.domain import lifecycle, weighing
from projects.models import (
    Project,
    ProjectStep,
    Proposal,
    ProposalState,
    Seat,
    Session,
    SessionKind,
    SessionState,
    Weighing,
)
from projects.queries import proposals as reads
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership

# More phones than any room holds: somebody is making them up.
MOST_PHONES = 300
# What fits on one sheet, and in one attention.
MOST_ON_SHEET = 50
_TOKEN_BYTES = 12
LONGEST_OPEN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PhoneMarks:
    """What one phone gives one measure."""

    impact: int
    effort: int
    dot: bool = False


@transaction.atomic
def weigh_as_group(
    *, actor: Membership | None, proposal: Proposal, version: int, impact: int, effort: int, dots: int = 0
) -> Proposal:
    """Write down the marks on which the participants agreed in a meeting, 1 to 5 each.

    Again after a talk: the new marks stand. Raises `ChangedMeanwhile`, and `Refused` for other marks, for what is not
    an idea, and while phones are weighing.
    """
    project, current = _to_weigh(proposal, version)
    _check_marks(impact, effort)
    current.staff_impact, current.staff_effort, current.staff_phones = impact, effort, None
    current.dots, current.staff_weighed_at = dots, timezone.now()
    current.version += 1
    current.save()
    record("proposal_weighed_by_group", actor, project, title=current.title, impact=impact, effort=effort)
    return current


@transaction.atomic
def weigh_as_manager(
    *, actor: Membership | None, proposal: Proposal, version: int, impact: int, effort: int
) -> Proposal:
    """Write down the manager's marks, 1 to 5 each. Raises `Refused` before the participants gave theirs."""
    project, current = _to_weigh(proposal, version)
    _check_marks(impact, effort)
    if current.staff_weighed_at is None:
        raise Refused(_("The participants weigh first. The manager's marks come after theirs."))
    current.impact, current.effort = impact, effort
    current.weighed_by_name, current.weighed_at = name_of(actor), timezone.now()
    current.version += 1
    current.save()
    record("proposal_weighed_by_manager", actor, project, title=current.title, impact=impact, effort=effort)
    return current


@transaction.atomic
def begin_weighing(
    *, actor: Membership | None, project: Project, session: Session | None = None, dots_each: int = 3
) -> Session:
    """Open the phones for a planned `session`, or for one that is made now; one at a time in a project.

    A second time gives the one that runs. Raises `Refused` when there is nothing to weigh, when `session` is over, and
    in a closed project.
    """
    current = still_open(project)
    running = reads.running_weighing(current)
    if running is not None:
        return running
    proposals = reads.on_sheet(current).count()
    if not proposals:
        raise Refused(_("There is nothing to weigh yet. Put measures forward first."))
    if proposals > MOST_ON_SHEET:
        raise Refused(
            _(
                "These are too many measures for one sheet. Put some off first, until there are %(most)s at most."
            )
            % {"most": MOST_ON_SHEET}
        )
    if session is None:
        session = Session(
            project=current,
            round=current.round,
            kind=SessionKind.WEIGHING,
            title=_("Weighing measures together"),
            starts_at=timezone.now(),
            minutes=30,
            guide=actor,
            guide_name=name_of(actor),
            dots_each=dots_each,
        )
    else:
        session = Session.objects.select_for_update().get(id=session.id)
        if session.state != SessionState.PLANNED:
            raise Refused(_("This weighing is over. Begin a new one."))
        if session.round != current.round:
            raise Refused(_("This belongs to an earlier round of the project."))
    session.state, session.begun_at = SessionState.RUNNING, timezone.now()
    session.token = session.token or secrets.token_urlsafe(_TOKEN_BYTES)
    session.save()
    record("weighing_begun", actor, current, session=str(session.id), proposals=proposals)
    return session


@transaction.atomic
def store_marks(*, session: Session, secret: str, sheet: Mapping[UUID, PhoneMarks]) -> int:
    """Keep what one phone gives, instead of what it gave before; how many measures it marked.

    The phone is known by a digest of `secret`. What is no longer on the sheet is left out. Raises `Refused` once the
    weighing is over, for marks outside 1 to 5, and for too many dots.
    """
    current = Session.objects.select_for_update(of=("self",)).select_related("project").get(id=session.id)
    if current.state != SessionState.RUNNING:
        raise Refused(_("The weighing is over."))
    for marks in sheet.values():
        _check_marks(marks.impact, marks.effort)
    if sum(marks.dot for marks in sheet.values()) > current.dots_each:
        raise Refused(_("You have %(count)s dots. Take some away.") % {"count": current.dots_each})
    digest = hashlib.sha256(secret.encode()).hexdigest()
    seat = Seat.objects.filter(session=current, secret_hash=digest).first()
    if seat is None:
        if Seat.objects.filter(session=current).count() >= MOST_PHONES:
            raise Refused(_("No more phones can take part."))
        seat = Seat.objects.create(session=current, secret_hash=digest)
    wanted = {one.id: sheet[one.id] for one in reads.on_sheet(current.project) if one.id in sheet}
    Weighing.objects.filter(seat=seat).delete()
    Weighing.objects.bulk_create(
        Weighing(
            proposal_id=proposal_id,
            session=current,
            seat=seat,
            impact=marks.impact,
            effort=marks.effort,
            dot=marks.dot,
        )
        for proposal_id, marks in wanted.items()
    )
    return len(wanted)


def end_forgotten_sessions() -> None:
    """Daily upkeep: end boards and weighings that nobody ended a day after they began.

    While one goes on it is known which phone wrote which card, and gave which mark.
    """
    begun = Session.objects.filter(state=SessionState.RUNNING, begun_at__lt=timezone.now() - LONGEST_OPEN)
    for session in begun.select_related("project"):
        if session.kind == SessionKind.WEIGHING:
            close_weighing(actor=None, session=session)
        else:
            end_forgotten_session(session)


@transaction.atomic
def close_weighing(*, actor: Membership | None, session: Session) -> Session:
    """End the weighing: what at least three phones marked gets their mean; then the phones and their marks go.

    A second time changes nothing.
    """
    project = locked(session.project)
    current = Session.objects.select_for_update().get(id=session.id)
    if current.state != SessionState.RUNNING:
        return current
    marks: dict[UUID, list[Weighing]] = {}
    for row in Weighing.objects.filter(session=current):
        marks.setdefault(row.proposal_id, []).append(row)
    now, weighed = timezone.now(), 0
    for proposal in Proposal.objects.select_for_update().filter(id__in=marks).order_by("id"):
        rows = marks[proposal.id]
        mean = weighing.together([row.impact for row in rows], [row.effort for row in rows])
        if mean is None or proposal.state != ProposalState.IDEA:
            continue
        proposal.staff_impact, proposal.staff_effort = mean.impact, mean.effort
        proposal.staff_phones, proposal.staff_weighed_at = len(rows), now
        proposal.dots = sum(row.dot for row in rows)
        proposal.version += 1
        proposal.save()
        weighed += 1
    phones = Seat.objects.filter(session=current).count()
    Weighing.objects.filter(session=current).delete()
    Seat.objects.filter(session=current).delete()
    current.state, current.ended_at = SessionState.ENDED, now
    current.present = current.present or phones
    current.version += 1
    current.save()
    # What was closed or went on to a next round meanwhile is not changed any more.
    if weighed and project.closed_at is None and current.round == project.round:
        _involve(actor, project, phones, weighed)
    record("weighing_closed", actor, project, session=str(current.id), phones=phones, weighed=weighed)
    return current


def _involve(actor: Membership | None, project: Project, phones: int, weighed: int) -> None:
    """Record that staff weighed measures, in step 3 of this round."""
    step = ProjectStep.objects.get(project=project, round=project.round, number=lifecycle.Step.MEASURES)
    involve(
        actor=actor,
        step=step,
        on=timezone.localdate(),
        who=ngettext("%(count)s participant", "%(count)s participants", phones) % {"count": phones},
        how=_("They weighed measures by phone: impact and effort."),
        outcome=ngettext("%(count)s measure weighed", "%(count)s measures weighed", weighed)
        % {"count": weighed},
    )


def _to_weigh(proposal: Proposal, version: int) -> tuple[Project, Proposal]:
    """The project and the proposal, both locked, when marks can be written down."""
    project = still_open(proposal.project)
    current = lock(proposal, project)
    check_version(current, version)
    if current.state != ProposalState.IDEA:
        raise Refused(_("Only an idea is weighed. This measure was chosen or put off."))
    if reads.running_weighing(project) is not None:
        raise Refused(_("The phones are open. Close the weighing first."))
    return project, current


def _check_marks(*marks: Any) -> None:
    if not all(weighing.valid(mark) for mark in marks):
        raise Refused(_("Marks go from 1 to 5."))
