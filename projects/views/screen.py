"""The kick-off on a big screen: the checklist, who stands behind the goals, what was agreed; filled in together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from measures.queries import people
from projects import permissions, queries
from projects.actions import meeting as actions
from projects.forms.meeting import KickoffActionForm
from projects.models import Project
from projects.queries import meetings
from projects.views.kickoff import StandRow, agreed_mark, kickoff_rows, stand_rows, swap_row
from projects.views.pages import address, gate
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


def stands_mark(stands: list[StandRow]) -> str:
    """What somebody has seen of how the parties look at the goals."""
    return "stands:" + ",".join(f"{row.stand.set_at:%s.%f}" if row.stand.set_at else "" for row in stands)


@needs("projects.view", fetch=queries.find_project)
@require_safe
def meeting_screen(request: MemberRequest, project: Project) -> HttpResponse:
    """The checklist in large type, without the menu; who may change it does so here."""
    return render(request, "projects/screen.html", _contents(request, project))


@needs("projects.view", fetch=queries.find_project)
@require_safe
def screen_changes(request: MemberRequest, project: Project) -> HttpResponse:
    """The parts that changed since the marks in ``?seen``; nothing (204) when none did.

    A line that somebody is filling in sends no mark and has another id: it is left alone.
    """
    seen = {mark.partition(":")[0]: mark for mark in request.GET.getlist("seen")[:40]}
    contents = _contents(request, project)
    changed = {
        "rows": [
            row for row in contents["rows"] if row.item.code in seen and row.mark != seen[row.item.code]
        ],
        "new_stands": seen.get("stands", contents["stands_mark"]) != contents["stands_mark"],
        "new_agreed": seen.get("agreed", contents["agreed_mark"]) != contents["agreed_mark"],
    }
    if not any(changed.values()):
        return HttpResponse(status=204)
    return render(request, "projects/screen_changes.html", {**contents, **changed})


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def kickoff_action_add(request: MemberRequest, project: Project) -> HttpResponse:
    """Agree an action, about the point in ``?item``; in its line by htmx. ``?screen`` goes back to the big screen."""
    code = request.GET.get("item", "")
    form = KickoffActionForm(
        sent(request),
        people=people(),
        items=queries.kickoff_items(project),
        item=code,
        prefix_id=f"do-{code}-",
    )
    item = queries.find_item(project.id, code) if code else None
    screen = "screen" in request.GET
    back = address(request, "meeting_screen" if screen else "meeting", project)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.add_kickoff_action(
                actor=request.member, project=project, **form.fields_of_action()
            ),
        )
        if done is not None:
            if request.htmx and item is not None:
                return swap_row(request, item)
            messages.success(request, _("That is agreed. It stands in the list of who does it."))
            return redirect(f"{back}#agreed")
    context = {
        "form": form,
        "project": project,
        "item": item,
        "screen": screen,
        "back_url": f"{back}#item-{code}" if screen and item else f"{back}#agreed",
    }
    if request.htmx and item is not None:
        status = 422 if form.is_bound else 200
        return render(request, "projects/kickoff_action_row.html", context, status=status)
    return render(request, "projects/kickoff_action_form.html", context, status=400 if form.is_bound else 200)


def _contents(request: MemberRequest, project: Project) -> dict:
    agreed = meetings.agreed(project).every
    stands = stand_rows(request, project)
    return {
        "project": project,
        "meeting": meetings.meeting_of(project),
        "rows": kickoff_rows(request, project),
        "stands": stands,
        "stands_mark": stands_mark(stands),
        "agreed": agreed,
        "agreed_mark": agreed_mark(agreed),
        "gate": gate(request, project, queries.position_of(project), "kickoff"),
        "may_manage": permissions.may_manage(request.member, project) and not project.closed_at,
        "screen": True,
    }
