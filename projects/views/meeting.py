"""The kick-off as a meeting: plan it, ask people, write down who came and what was said, agree actions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from measures.queries import people
from projects import queries
from projects.actions import meeting as actions
from projects.forms.meeting import (
    MeetingForm,
    MinutesForm,
    ParticipantForm,
    PresenceForm,
    usual_agenda,
)
from projects.meeting_calendar import kickoff_calendar
from projects.models import KickoffMeeting, MeetingParticipant, Party, Project
from projects.queries import meetings
from projects.views.pages import address, project_page
from projects.views.papers import papers_part
from projects.words.kickoff import party_name
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("projects.view", fetch=queries.find_project)
@require_safe
def meeting(request: MemberRequest, project: Project) -> HttpResponse:
    """When and where, the agenda, who is asked, what was agreed and said, the minutes as PDF."""
    found = meetings.meeting_of(project)
    asked = meetings.participants(found) if found else []
    return project_page(
        request,
        project,
        "projects/meeting.html",
        "kickoff",
        meeting=found,
        agenda=found.agenda if found else usual_agenda(),
        people=[
            (one, party_name(one.speaks_for, request.organisation) if one.speaks_for else "") for one in asked
        ],
        to_invite=sum(not one.invited_at and bool(one.membership_id or one.email) for one in asked),
        agreed=meetings.agreed(project).every,
        passed=found is not None and found.held_on < timezone.localdate(),
        **papers_part(request, project, only="kickoff"),
    )


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_plan(request: MemberRequest, project: Project) -> HttpResponse:
    """Plan the meeting, or change it."""
    found = meetings.meeting_of(project)
    form = MeetingForm(sent(request), meeting=found)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.plan_kickoff_meeting(
                actor=request.member, project=project, **form.fields_of_meeting()
            ),
        )
        if done is not None:
            messages.success(request, _("The kick-off is planned."))
            return redirect(address(request, "meeting", project))
    return _form_page(request, "projects/meeting_form.html", form, project, meeting=found)


@needs("projects.view", fetch=meetings.find_meeting)
@require_safe
def meeting_calendar(request: MemberRequest, meeting: KickoffMeeting) -> HttpResponse:
    """The meeting as a file for somebody's own calendar."""
    name = f"{pgettext('file name', 'kick-off')}-{meeting.held_on:%Y-%m-%d}.ics"
    return HttpResponse(
        kickoff_calendar(request.organisation, meeting),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@needs("projects.manage", fetch=meetings.find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_add(request: MemberRequest, meeting: KickoffMeeting) -> HttpResponse:
    """Put somebody on the list."""
    parties = [(party, party_name(party, request.organisation)) for party in Party.values]
    form = ParticipantForm(sent(request), people=people(), parties=parties)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.add_participant(
                actor=request.member, meeting=meeting, **form.fields_of_participant()
            ),
        )
        if done is not None:
            messages.success(request, _("%(name)s is on the list.") % {"name": done.name})
            return redirect(f"{address(request, 'meeting', meeting.project)}#people")
    return _form_page(request, "projects/participant_form.html", form, meeting.project)


@needs("projects.manage", fetch=meetings.find_participant)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_remove(request: MemberRequest, participant: MeetingParticipant) -> HttpResponse:
    """Take somebody off the list, after a question."""
    project = participant.project
    if request.method == "POST":
        actions.remove_participant(actor=request.member, participant=participant)
        messages.success(request, _("%(name)s is off the list.") % {"name": participant.name})
        return redirect(f"{address(request, 'meeting', project)}#people")
    return render(
        request, "projects/participant_remove.html", {"participant": participant, "project": project}
    )


@needs("projects.manage", fetch=meetings.find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_invite(request: MemberRequest, meeting: KickoffMeeting) -> HttpResponse:
    """Mail who was not invited yet, after a question that says whom."""
    project = meeting.project
    if request.method == "POST":
        count = actions.invite_to_kickoff(actor=request.member, meeting=meeting)
        messages.success(
            request,
            ngettext(
                "One invitation goes out, with a file for the calendar.",
                "%(count)s invitations go out, with a file for the calendar.",
                count,
            )
            % {"count": count},
        )
        return redirect(f"{address(request, 'meeting', project)}#people")
    waiting = [one for one in meetings.participants(meeting) if not one.invited_at]
    context = {
        "project": project,
        "meeting": meeting,
        "names": ", ".join(one.name for one in waiting if one.membership_id or one.email),
        "by_hand": ", ".join(one.name for one in waiting if not one.membership_id and not one.email),
    }
    return render(request, "projects/meeting_invite.html", context)


@needs("projects.manage", fetch=meetings.find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_present(request: MemberRequest, meeting: KickoffMeeting) -> HttpResponse:
    """Write down who was there."""
    asked = meetings.participants(meeting)
    form = PresenceForm(sent(request), people=asked)
    if form.is_valid():
        actions.record_presence(actor=request.member, meeting=meeting, came=form.cleaned_data["came"])
        messages.success(request, _("That is written down."))
        return redirect(f"{address(request, 'meeting', meeting.project)}#people")
    return _form_page(request, "projects/meeting_present.html", form, meeting.project, anybody=bool(asked))


@needs("projects.manage", fetch=meetings.find_meeting)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_minutes(request: MemberRequest, meeting: KickoffMeeting) -> HttpResponse:
    """Write down what was said; whoever saved in between is not overwritten unseen."""
    form = MinutesForm(sent(request), meeting=meeting)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.write_minutes(
                actor=request.member,
                meeting=meeting,
                version=form.cleaned_data["version"] or 0,
                minutes=form.cleaned_data["minutes"],
            ),
        )
        if done is not None:
            messages.success(request, _("That is written down."))
            return redirect(f"{address(request, 'meeting', meeting.project)}#said")
    return _form_page(request, "projects/meeting_minutes.html", form, meeting.project)


def _form_page(
    request: MemberRequest, template: str, form: Any, project: Project, **more: Any
) -> HttpResponse:
    context = {"form": form, "project": project, **more}
    return render(request, template, context, status=400 if form.is_bound else 200)
