"""The kick-off as a meeting: planned, people asked, who came, what was said, what was agreed."""

from collections.abc import Collection
from datetime import date, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from measures.actions import add_action
from measures.models import Action
from projects.actions.guard import check_version, locked, name_of, record
from projects.domain import meetings as rules
from projects.models import (
    KickoffAction,
    KickoffItem,
    KickoffMeeting,
    MeetingParticipant,
    Party,
    Project,
    ProjectUnit,
)
from projects.queries.meetings import participants
from werkdruk.core import jobs
from werkdruk.core.errors import Refused
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.models import Membership

MEETING_MAIL = "projects.kickoff_meeting"
GUEST_MAIL = "projects.kickoff_guest_mail"


def open_project(project: Project) -> Project:
    """The project, locked. Raises `Refused` when it is closed."""
    current = locked(project)
    if current.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    return current


@transaction.atomic
def plan_kickoff_meeting(
    *,
    actor: Membership | None,
    project: Project,
    version: int | None,
    held_on: date,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
    agenda: str = "",
) -> KickoffMeeting:
    """Plan the kick-off meeting of this round, or change it; who was invited hears of another day, time or place.

    `version` is the one that was seen, None where no meeting was. Raises `ChangedMeanwhile` when somebody else
    was first, and `Refused` for a closed project and for an end that does not lie after the beginning.
    """
    current = open_project(project)
    if not rules.in_order(starts_at, ends_at):
        raise Refused(_("The meeting ends before it begins. Check the times."))
    meeting = KickoffMeeting.objects.filter(project=current, round=current.round).first()
    wanted = (held_on, starts_at, ends_at, place.strip())
    if meeting is None:
        meeting = KickoffMeeting(project=current, round=current.round, version=0)
        moved = False
    else:
        stored = (meeting.held_on, meeting.starts_at, meeting.ends_at, meeting.place)
        if (*wanted, agenda.strip()) == (*stored, meeting.agenda):
            return meeting
        check_version(meeting, version or 0)
        moved = stored != wanted
    meeting.held_on, meeting.starts_at, meeting.ends_at, meeting.place = wanted
    meeting.agenda = agenda.strip()
    meeting.version += 1
    meeting.save()
    record("kickoff_meeting_planned", actor, current, on=held_on.isoformat())
    if moved:
        asked = [one for one in participants(meeting) if one.invited_at]
        _send(actor, meeting, asked, moved=True)
    return meeting


@transaction.atomic
def add_participant(
    *,
    actor: Membership | None,
    meeting: KickoffMeeting,
    membership: Membership | None,
    name: str,
    email: str = "",
    speaks_for: str = "",
) -> MeetingParticipant:
    """Put somebody on the list of the meeting: a member, or anybody by name. The same name again adds nothing.

    Raises `Refused` without a name, and for a closed project.
    """
    current = open_project(meeting.project)
    name = membership.user.name if membership else name.strip()
    if not name:
        raise Refused(_("Write down who it is."))
    there = MeetingParticipant.objects.filter(meeting=meeting, name=name).first()
    if there is not None:
        return there
    made = MeetingParticipant.objects.create(
        meeting=meeting,
        membership=membership,
        name=name,
        email="" if membership else email.strip(),
        speaks_for=speaks_for if speaks_for in Party.values else "",
    )
    record("kickoff_participant_added", actor, current)
    return made


@transaction.atomic
def remove_participant(*, actor: Membership | None, participant: MeetingParticipant) -> None:
    """Take somebody off the list of the meeting; a second time changes nothing."""
    current = open_project(participant.project)
    gone, _rows = MeetingParticipant.objects.filter(id=participant.id).delete()
    if gone:
        record("kickoff_participant_removed", actor, current)


@transaction.atomic
def invite_to_kickoff(*, actor: Membership | None, meeting: KickoffMeeting) -> int:
    """Mail everybody on the list who was not invited yet, with a file for the calendar; how many that are.

    Members get it as their other mail; somebody else at the address beside the name. Who has neither is told by
    hand. Raises `Refused` for a closed project, for a day that has passed, and when nobody is left to invite.
    """
    current = open_project(meeting.project)
    if meeting.held_on < timezone.localdate():
        raise Refused(_("The day of this meeting has passed. Choose another day before you invite people."))
    waiting = [
        one
        for one in MeetingParticipant.objects.select_for_update(of=("self",))
        .select_related("membership__user")
        .filter(meeting=meeting, invited_at=None)
        if one.membership_id or one.email
    ]
    if not waiting:
        raise Refused(_("Everybody with an address has been invited already."))
    _send(actor, meeting, waiting, moved=False)
    MeetingParticipant.objects.filter(id__in=[one.id for one in waiting]).update(invited_at=timezone.now())
    record("kickoff_invited", actor, current, people=len(waiting))
    return len(waiting)


@transaction.atomic
def record_presence(*, actor: Membership | None, meeting: KickoffMeeting, came: Collection[UUID]) -> None:
    """Write down who was there; who is on the list and not in `came` was not. The meeting has been held by then."""
    current = open_project(meeting.project)
    rows = MeetingParticipant.objects.filter(meeting=meeting)
    rows.filter(id__in=came).update(came=True)
    rows.exclude(id__in=came).update(came=False)
    KickoffMeeting.objects.filter(id=meeting.id, held_at=None).update(held_at=timezone.now())
    record("kickoff_presence", actor, current, people=rows.filter(came=True).count())


@transaction.atomic
def write_minutes(
    *, actor: Membership | None, meeting: KickoffMeeting, version: int, minutes: str
) -> KickoffMeeting:
    """Write down what was said. Raises `ChangedMeanwhile` when `version` is not the stored one, `Refused`."""
    current = open_project(meeting.project)
    row = KickoffMeeting.objects.select_for_update(of=("self",)).get(id=meeting.id)
    if row.minutes == minutes.strip():
        return row
    check_version(row, version)
    row.minutes = minutes.strip()
    row.held_at = row.held_at or timezone.now()
    row.version += 1
    row.save()
    record("kickoff_minutes_written", actor, current)
    return row


@transaction.atomic
def add_kickoff_action(
    *,
    actor: Membership | None,
    project: Project,
    item: KickoffItem | None,
    what: str,
    who: Membership | None,
    who_name: str,
    due_on: date | None,
    form_key: UUID | None = None,
) -> Action:
    """Agree an action at the kick-off, about one point or about none: an action like any other.

    The same `form_key` again gives the first one's action. Raises `Refused` without what, who or when, for a
    closed project, and for a point of another project.
    """
    current = open_project(project)
    if not who and not who_name.strip():
        raise Refused(_("Say who does it. An action of nobody does not happen."))
    if due_on is None:
        raise Refused(_("Say when it is ready."))
    if item is not None and item.project_id != current.id:
        raise Refused(_("This point is not of this project."))
    places = list(ProjectUnit.objects.filter(project=current).select_related("unit")[:2])
    action = add_action(
        actor=actor,
        what=what,
        who=who,
        who_name=who_name.strip(),
        due_on=due_on,
        unit=places[0].unit if len(places) == 1 else None,
        form_key=form_key,
    )
    if not KickoffAction.objects.filter(action=action).exists():
        KickoffAction.objects.create(project=current, round=current.round, item=item, action=action)
        record("kickoff_action_added", actor, current, agreed=action.what)
    return action


def _send(
    actor: Membership | None,
    meeting: KickoffMeeting,
    people: Collection[MeetingParticipant],
    *,
    moved: bool,
) -> None:
    """Let the mail for `people` go: members by their outbox, the others by the worker."""
    about = {"meeting": str(meeting.id), "by": name_of(actor), "version": meeting.version, "moved": moved}
    members = [one.membership for one in people if one.membership]
    queue_mail(members, MEETING_MAIL, f"kickoff-{meeting.id}-{meeting.version}", **about)
    for one in people:
        if not one.membership_id and one.email:
            jobs.start(
                GUEST_MAIL, actor=actor, total=1, participant=str(one.id), language=get_language(), **about
            )
