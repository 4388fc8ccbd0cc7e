"""What the pages of one project share: the path, the gate, the tabs, who may do what."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from projects import permissions, queries
from projects.domain import lifecycle
from projects.models import Project
from projects.path import stones, whereabouts
from projects.words.obstacles import open_points
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest


@dataclass(frozen=True, slots=True)
class Gate:
    """A notice about what blocks or what has just become possible, as components/gate.html shows it."""

    title: str
    text: str
    kind: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a project, as components/tabs.html shows it."""

    label: str
    url: str
    current: bool
    count: int = 0


def address(request: MemberRequest, name: str, project: Project, **more: Any) -> str:
    """The address of the page `name` of a project."""
    organisation = request.organisation.slug
    kwargs = {"organisation": organisation, "project": project.id, **more}
    return reverse(f"projects:{name}", kwargs=kwargs)


def gate(request: MemberRequest, project: Project, position: lifecycle.Position, page: str) -> Gate | None:
    """What stands in the way of the plan, or what comes next; None when nothing does."""
    if project.closed_at:
        day = date_format(project.closed_at, "DATE_FORMAT")
        return Gate(
            _("This project was closed on %(day)s.") % {"day": day}, _("You can still read it."), "act"
        )
    if position.open_items:
        here = page == "kickoff"
        return Gate(
            _("The plan cannot start yet."),
            open_points(position.open_items),
            "give",
            "" if here else address(request, "kickoff", project),
            _("Go to the kick-off"),
        )
    if not position.has_plan:
        here = page == "plan"
        return Gate(
            _("The kick-off is complete."),
            _("The plan can be made: at least one goal and one measure."),
            "good",
            "" if here else address(request, "plan", project),
            _("Go to the plan"),
        )
    return None


def project_page(
    request: MemberRequest, project: Project, template: str, page: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of one project with its path, tabs and gate; `page` is the tab it belongs to."""
    position = queries.position_of(project)
    places = list(project.project_units.all())
    context = {
        "project": project,
        "position": position,
        "path": stones(position, lambda number: address(request, "step", project, step=number)),
        "gate": gate(request, project, position, page),
        "tabs": tabs(request, project, position, page),
        "may_manage": permissions.may_manage(request.member, project) and not project.closed_at,
        "whereabouts": whereabouts(project, unit_tree()),
        "places": places,
        "without_contact": [place.unit.name for place in places if not place.contact_name],
        "contacts": sum(bool(place.contact_name) for place in places),
        **more,
    }
    return render(request, template, context, status=status)


def tabs(request: MemberRequest, project: Project, position: lifecycle.Position, page: str) -> list[Tab]:
    """The tabs of a project; `page` is the current one, the kick-off carries its number of open points."""
    pages = [
        ("project", _("Where we are"), 0),
        ("kickoff", _("Kick-off"), len(position.open_items)),
        ("plan", _("Plan"), 0),
        ("timeline", _("Time line"), 0),
    ]
    return [
        Tab(label, address(request, name, project), current=name == page, count=count)
        for name, label, count in pages
    ]
