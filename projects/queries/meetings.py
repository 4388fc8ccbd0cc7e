"""Reads over the kick-off meeting: its people, what was agreed there, and what changed since somebody looked."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from measures.models import Action
from projects.models import KickoffAction, KickoffMeeting, MeetingParticipant, Project
from projects.queries.projects import find_project


def meeting_of(project: Project) -> KickoffMeeting | None:
    """The kick-off meeting of the round that `project` is in, or None."""
    return KickoffMeeting.objects.filter(project=project, round=project.round).first()


def find_meeting(project: UUID) -> KickoffMeeting | None:
    """The kick-off meeting of a project's round, with the project as its pages need it, or None."""
    found = find_project(project)
    meeting = meeting_of(found) if found else None
    if meeting is not None and found is not None:
        meeting.project = found
    return meeting


def find_participant(project: UUID, participant: UUID) -> MeetingParticipant | None:
    """Somebody at the kick-off of a project's round, or None."""
    meeting = find_meeting(project)
    if meeting is None:
        return None
    row = MeetingParticipant.objects.filter(meeting=meeting, id=participant).first()
    if row is not None:
        row.meeting = meeting
    return row


def participants(meeting: KickoffMeeting) -> list[MeetingParticipant]:
    """Who is asked to the table, by name (one query)."""
    rows = MeetingParticipant.objects.filter(meeting=meeting).select_related("membership__user")
    return list(rows.order_by("name", "id"))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed at the kick-off: the actions of each point by its id; those of no point under None."""

    by_item: dict[UUID | None, list[Action]]

    def about(self, item_id: UUID | None) -> list[Action]:
        """The actions about one point, or about none."""
        return self.by_item.get(item_id, [])

    @property
    def every(self) -> list[Action]:
        """All of them, by date, undated last."""
        found = [action for actions in self.by_item.values() for action in actions]
        return sorted(found, key=lambda one: (one.due_on is None, one.due_on, one.created_at))


def agreed(project: Project) -> Agreed:
    """The actions of this round's kick-off, by date within each point (one query)."""
    rows = (
        KickoffAction.objects.filter(project=project, round=project.round)
        .select_related("action__who__user")
        .order_by("action__due_on", "action__created_at", "id")
    )
    by_item: dict[UUID | None, list[Action]] = defaultdict(list)
    for row in rows:
        by_item[row.item_id].append(row.action)
    return Agreed(dict(by_item))
