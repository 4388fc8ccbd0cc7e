"""The invitation to the kick-off: to members by their outbox, to others at the address beside their name."""

from email.message import MIMEPart
from email.policy import SMTP
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import pgettext

from projects import permissions, queries
from projects.actions.meeting import MEETING_MAIL
from projects.meeting_calendar import kickoff_calendar, meeting_address
from projects.models import KickoffMeeting, MeetingParticipant
from werkdruk.core.mail import message
from werkdruk.organisations import member_mails
from werkdruk.organisations.models import Membership, Organisation


def meeting_mail(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """The kick-off is planned or moved; the link only for who may open the project. None once it is gone."""
    meeting = KickoffMeeting.objects.select_related("project").filter(id=UUID(payload["meeting"])).first()
    if meeting is None or meeting.project.closed_at:
        return None
    project = queries.find_project(meeting.project_id)
    link = meeting_address(member.organisation, meeting) if permissions.may_view(member, project) else ""
    return _mail(
        meeting, member.organisation, payload, name=member.user.name, to=member.user.email, link=link
    )


def guest_mail(
    participant: MeetingParticipant, organisation: Organisation, payload: dict[str, Any]
) -> EmailMultiAlternatives:
    """The same for somebody who does not sign in here: without a link."""
    return _mail(
        participant.meeting, organisation, payload, name=participant.name, to=participant.email, link=""
    )


def _mail(
    meeting: KickoffMeeting,
    organisation: Organisation,
    payload: dict[str, Any],
    *,
    name: str,
    to: str,
    link: str,
) -> EmailMultiAlternatives:
    context = {
        "organisation": organisation,
        "meeting": meeting,
        "project": meeting.project,
        "name": name,
        "by": payload["by"],
        "moved": payload["moved"],
        "link": link,
    }
    mail = message("projects/kickoff_meeting", context, to=to)
    part = MIMEPart(policy=SMTP)
    part.set_content(
        kickoff_calendar(organisation, meeting, with_link=bool(link)).decode(),
        subtype="calendar",
        params={"method": "PUBLISH"},
        disposition="attachment",
        filename=f"{pgettext('file name', 'kick-off')}-{meeting.held_on:%Y-%m-%d}.ics",
    )
    mail.attach(part)
    return mail


def register_all() -> None:
    """Say how this app's mail to members is written."""
    member_mails.register(MEETING_MAIL, meeting_mail)
