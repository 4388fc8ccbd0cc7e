"""Causes of a project, and the map of causes and effects."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects import permissions, queries
from projects.actions import cause_maps
from projects.actions import causes as actions
from projects.forms.causes import CauseForm, MapForm
from projects.models import Cause, Project, SessionState, Side
from projects.queries import causes as reads
from projects.views.pages import address
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest

BOTH = ["GET", "HEAD", "POST"]
STEP = 6  # percent of the map that one press of a button moves


@needs("projects.view", fetch=queries.find_project)
@require_safe
def cause_list(request: MemberRequest, project: Project) -> HttpResponse:
    """The causes found in this round, and the map that shows what leads to what."""
    return render(
        request,
        "projects/causes/list.html",
        {
            "project": project,
            "causes": list(reads.causes_of(project)),
            "map": reads.map_of(project),
            "may_manage": _may(request, project),
        },
    )


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(BOTH)
def cause_add(request: MemberRequest, project: Project) -> HttpResponse:
    """Write down a cause."""
    form = CauseForm(sent(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.add_cause(
                actor=request.member,
                project=project,
                form_key=form.cleaned_data["form_key"],
                **form.fields_of_cause(),
            ),
        )
        if done is not None:
            messages.success(request, _("The cause is written down."))
            return redirect(address(request, "cause_list", project))
    return _form_page(request, project, form)


@needs("projects.guide", fetch=reads.find_cause)
@require_http_methods(BOTH)
def cause_change(request: MemberRequest, cause: Cause) -> HttpResponse:
    """Ask why, five times; during the session and afterwards."""
    form = CauseForm(sent(request), cause=cause)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_cause(
                actor=request.member,
                cause=cause,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_cause(),
            ),
        )
        if done is not None:
            messages.success(request, _("The cause is saved."))
            return redirect(_back(request, cause))
    return _form_page(request, cause.project, form, cause=cause, back_url=_back(request, cause))


@needs("projects.guide", fetch=reads.find_cause)
@require_http_methods(BOTH)
def cause_remove(request: MemberRequest, cause: Cause) -> HttpResponse:
    """Take a cause away, after a question."""
    if request.method == "POST":
        actions.remove_cause(actor=request.member, cause=cause)
        messages.success(request, _("The cause is removed."))
        return redirect(_back(request, cause))
    context = {"cause": cause, "project": cause.project, "back_url": _back(request, cause)}
    return render(request, "projects/causes/remove.html", context)


@needs("projects.view", fetch=queries.find_project)
@require_safe
def cause_map(request: MemberRequest, project: Project) -> HttpResponse:
    """The map as a picture and as a list, to change by hand or by keyboard."""
    return _map_page(request, project)


@needs("projects.manage", fetch=queries.find_project)
@require_POST
def cause_map_change(request: MemberRequest, project: Project) -> HttpResponse:
    """One change of the map; a dragged box asks for the picture only (htmx)."""
    form = MapForm(request.POST)
    problem = ""
    if form.is_valid():
        try:
            _change_map(request, project, form.cleaned_data)
        except Refused as refused:
            problem = refused.message
    else:
        problem = " ".join(str(message) for errors in form.errors.values() for message in errors)
    if request.htmx:
        return _map_page(request, project, "projects/causes/map.html#living", problem=problem)
    if problem:
        messages.error(request, problem)
    part = f"#node-{form.cleaned_data.get('node')}" if form.cleaned_data.get("node") else "#map"
    return redirect(address(request, "cause_map", project) + part)


def _change_map(request: MemberRequest, project: Project, data: dict[str, Any]) -> None:
    about: dict[str, Any] = {"actor": request.member, "project": project}
    node, end = data["node"], data["end"]
    match data["act"]:
        case "add":
            cause_maps.add_map_node(**about, side=data["side"], text=data["text"])
        case "causes":
            cause_maps.put_causes_on_map(**about)
        case "change":
            cause_maps.change_map_node(**about, node_id=node, side=data["side"], text=data["text"])
        case "move":
            cause_maps.move_map_node(**about, node_id=node, x=data["x"] or 0, y=data["y"] or 0)
        case "remove":
            cause_maps.remove_map_node(**about, node_id=node)
        case "link":
            cause_maps.add_map_arrow(**about, start_id=node, end_id=end)
        case "unlink":
            cause_maps.remove_map_arrow(**about, start_id=node, end_id=end)


def _map_page(
    request: MemberRequest, project: Project, template: str = "projects/causes/map.html", problem: str = ""
) -> HttpResponse:
    drawn = reads.map_of(project)
    on_map = {one.node.cause_id for one in drawn.nodes}
    context = {
        "project": project,
        "organisation": request.organisation,
        "map": drawn,
        "rows": [
            {
                "drawn": one,
                "ways": [
                    (_("left"), "arrow-left", one.node.x - STEP, one.node.y),
                    (_("right"), "arrow-right", one.node.x + STEP, one.node.y),
                    (_("up"), "arrow-up", one.node.x, one.node.y - STEP),
                    (_("down"), "arrow-down", one.node.x, one.node.y + STEP),
                ],
                "others": [
                    other.node
                    for other in drawn.nodes
                    if other.node.id != one.node.id and other.node not in one.leads_to
                ],
            }
            for one in drawn.nodes
        ],
        "sides": Side.choices,
        "waiting": any(cause.id not in on_map for cause in reads.causes_of(project)),
        "may_manage": _may(request, project),
        "problem": problem,
    }
    return render(request, template, context)


def _form_page(request: MemberRequest, project: Project, form: CauseForm, **more: Any) -> HttpResponse:
    context = {
        "project": project,
        "form": form,
        "back_url": address(request, "cause_list", project),
        **more,
    }
    return render(request, "projects/causes/form.html", context, status=400 if form.is_bound else 200)


def _may(request: MemberRequest, project: Project) -> bool:
    return permissions.may_manage(request.member, project) and not project.closed_at


def _back(request: MemberRequest, cause: Cause) -> str:
    """The board while the session of this cause goes on, else the causes of the project."""
    session = cause.session
    if session is not None and session.state == SessionState.RUNNING:
        return address(request, "session_board", cause.project, session=session.id)
    return address(request, "cause_list", cause.project)
