"""Reads for a member's calendar: what of projects, sessions and actions concerns this person, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.models import Action
from projects.models import (
    CalendarFeed,
    Evaluation,
    KickoffMeeting,
    Project,
    ProjectStep,
    Session,
    SessionState,
)
from projects.queries.projects import CURRENT_STEPS, THIS_ROUND
from projects.words.steps import TITLES
from werkdruk.organisations.models import Membership


@dataclass(frozen=True, slots=True)
class Entry:
    """One appointment: its lasting id, when (whole days, or a moment with an end), its words and its page."""

    uid: str
    begins: date | datetime
    ends: date | datetime
    title: str
    about: str
    path: str
    place: str = ""


def feed_of(member: Membership) -> CalendarFeed | None:
    """The member's calendar address, if there is one."""
    return CalendarFeed.objects.filter(membership=member).first()


def entries_of(member: Membership, slug: str) -> list[Entry]:
    """All that concerns `member`, in the order of the calendar."""
    found = [
        *_steps(member, slug),
        *_kickoffs(member, slug),
        *_sessions(member, slug),
        *_reports(member, slug),
        *_actions(member, slug),
    ]
    return sorted(found, key=lambda entry: (str(entry.begins), entry.uid))


def _own(member: Membership) -> QuerySet[Project]:
    """Running projects that the member leads, guides, or is the contact person in."""
    mine = Q(leader=member) | Q(facilitators__membership=member) | Q(project_units__contact=member)
    return Project.objects.running().filter(mine)


def _steps(member: Membership, slug: str) -> Iterator[Entry]:
    steps = ProjectStep.objects.filter(CURRENT_STEPS, project__in=_own(member).values("id")).exclude(
        planned_from=None, planned_until=None
    )
    for step in steps.select_related("project"):
        first = step.planned_from or step.planned_until
        last = step.planned_until or step.planned_from
        if first and last:
            yield Entry(
                uid=f"step-{step.id}",
                begins=first,
                ends=last + timedelta(days=1),
                title=_("Step %(number)s, %(step)s: %(project)s")
                % {"number": step.number, "step": TITLES[step.number], "project": step.project.name},
                about=str(step.project.goal),
                path=reverse("projects:step", args=[slug, step.project_id, step.number]),
            )


def _kickoffs(member: Membership, slug: str) -> Iterator[Entry]:
    mine = Q(project__in=_own(member).values("id")) | Q(participants__membership=member)
    meetings = KickoffMeeting.objects.filter(THIS_ROUND, mine, project__closed_at__isnull=True).distinct()
    for meeting in meetings.select_related("project"):
        begins, ends = _moments(meeting.held_on, meeting.starts_at, meeting.ends_at)
        yield Entry(
            uid=f"kickoff-{meeting.id}",
            begins=begins,
            ends=ends,
            title=_("Kick-off of “%(project)s”") % {"project": meeting.project.name},
            about=meeting.agenda,
            path=reverse("projects:kickoff", args=[slug, meeting.project_id]),
            place=meeting.place,
        )


def _sessions(member: Membership, slug: str) -> Iterator[Entry]:
    mine = Q(project__in=_own(member).values("id")) | Q(guide=member)
    sessions = Session.objects.filter(mine, project__closed_at__isnull=True).exclude(
        state=SessionState.CANCELLED
    )
    for session in sessions.select_related("project"):
        yield Entry(
            uid=f"session-{session.id}",
            begins=session.starts_at,
            ends=session.starts_at + timedelta(minutes=session.minutes),
            title=session.title,
            about=session.project.name,
            path=reverse("projects:project", args=[slug, session.project_id]),
            place=session.place,
        )


def _reports(member: Membership, slug: str) -> Iterator[Entry]:
    mine = Q(project__in=_own(member).values("id")) | Q(reporter=member)
    waiting = Evaluation.objects.filter(mine, report_on__isnull=False, reported_at__isnull=True)
    for evaluation in waiting.select_related("project"):
        if evaluation.report_on:
            yield Entry(
                uid=f"report-{evaluation.id}",
                begins=evaluation.report_on,
                ends=evaluation.report_on + timedelta(days=1),
                title=_("Report back on “%(project)s”") % {"project": evaluation.project.name},
                about=evaluation.reporter_name,
                path=reverse("projects:project", args=[slug, evaluation.project_id]),
            )


def _actions(member: Membership, slug: str) -> Iterator[Entry]:
    actions = Action.objects.live().of_member(member).filter(due_on__isnull=False)
    for action in actions.select_related("measure"):
        if action.due_on:
            yield Entry(
                uid=f"action-{action.id}",
                begins=action.due_on,
                ends=action.due_on + timedelta(days=1),
                title=_("Ready: %(action)s") % {"action": action.what},
                about=action.measure.title if action.measure else "",
                path=reverse("start", args=[slug]),
            )


def _moments(day: date, begins: time | None, ends: time | None) -> tuple[date | datetime, date | datetime]:
    """A day as a whole, or from a time on; an hour where no end is known."""
    if begins is None:
        return day, day + timedelta(days=1)
    zone = timezone.get_default_timezone()
    start = datetime.combine(day, begins, tzinfo=zone)
    if ends is None or ends <= begins:
        return start, start + timedelta(hours=1)
    return start, datetime.combine(day, ends, tzinfo=zone)
