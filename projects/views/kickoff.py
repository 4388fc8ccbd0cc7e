"""The kick-off: its checklist, edited in place, and how the parties look at the goals."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.models import Action
from measures.queries import people
from projects import actions, permissions, queries
from projects.domain import kickoff as rules
from projects.forms import KickoffItemForm, SeenForm, StandForm, WaiveForm
from projects.models import KickoffItem, Party, Project, Stand
from projects.queries.meetings import Agreed, agreed, meeting_of
from projects.views.pages import address, gate, project_page, tabs
from projects.words.kickoff import HEADINGS, party_name, point_help, point_text
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the checklist as the page shows it."""

    item: KickoffItem
    heading: str
    text: str
    help: str
    agreement: bool
    asked: bool
    may_change: bool
    may_reopen: bool
    actions: list[Action]

    @property
    def mark(self) -> str:
        """What somebody who looks at this line has seen: it changes with the line."""
        versions = "".join(f"-{action.version}{action.state}" for action in self.actions)
        return f"{self.item.code}:{self.item.version}{versions}"


@dataclass(frozen=True, slots=True)
class StandRow:
    """How one party looks at the goals, and whether this member may say so for it."""

    stand: Stand
    party: str
    kind: str
    may_speak: bool


STAND_KINDS = {"unknown": "plain", "behind": "good", "doubts": "drain"}


def kickoff_rows(request: MemberRequest, project: Project) -> list[Row]:
    """The checklist of `project`, with what this member may do."""
    found = agreed(project)
    return [_row(request, project, item, found) for item in queries.kickoff_items(project)]


def stand_rows(request: MemberRequest, project: Project) -> list[StandRow]:
    """How management, the representatives of staff and staff look at the goals."""
    stands = {stand.party: stand for stand in queries.stands_of(project)}
    rows = []
    for party, stand in sorted(stands.items(), key=lambda pair: Party.values.index(pair[0])):
        stand.project = project
        rows.append(
            StandRow(
                stand=stand,
                party=party_name(party, request.organisation),
                kind=STAND_KINDS[stand.position],
                may_speak=permissions.may_speak(request.member, stand) and not project.closed_at,
            )
        )
    return rows


@needs("projects.view", fetch=queries.find_project)
@require_safe
def kickoff(request: MemberRequest, project: Project) -> HttpResponse:
    """The checklist as a table like on paper."""
    return project_page(
        request,
        project,
        "projects/kickoff.html",
        "kickoff",
        rows=kickoff_rows(request, project),
        stands=stand_rows(request, project),
        meeting=meeting_of(project),
    )


@needs("projects.manage", fetch=queries.find_item)
@require_http_methods(["GET", "HEAD", "POST"])
def kickoff_item(request: MemberRequest, item: KickoffItem) -> HttpResponse:
    """Who arranges a point, when it is ready, what was agreed; ``?row`` shows the line without its form."""
    if request.htmx and "row" in request.GET:
        return swap_row(request, item)
    form = KickoffItemForm(sent(request), item=item, people=people())
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_kickoff_item(
                actor=request.member,
                item=item,
                version=form.cleaned_data["version"],
                **form.fields_of_item(),
            ),
        )
        if done is not None:
            return _after(request, item, _("Point %(code)s is saved.") % {"code": item.code})
    return _form_page(request, item, form, "item")


@needs("projects.manage", fetch=queries.find_item)
@require_POST
def kickoff_item_done(request: MemberRequest, item: KickoffItem) -> HttpResponse:
    """Tick off a point."""
    return _settle(request, item, actions.settle_kickoff_item, _("Point %(code)s is done."))


@needs("projects.manage", fetch=queries.find_item)
@require_POST
def kickoff_item_reopen(request: MemberRequest, item: KickoffItem) -> HttpResponse:
    """Open a point again."""
    return _settle(request, item, actions.reopen_kickoff_item, _("Point %(code)s is open again."))


@needs("projects.manage", fetch=queries.find_item)
@require_http_methods(["GET", "HEAD", "POST"])
def kickoff_item_waive(request: MemberRequest, item: KickoffItem) -> HttpResponse:
    """Say that a point is not needed, and why."""
    form = WaiveForm(sent(request), item=item)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.waive_kickoff_item(
                actor=request.member,
                item=item,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            ),
        )
        if done is not None:
            return _after(request, item, _("Point %(code)s is not needed.") % {"code": item.code})
    return _form_page(request, item, form, "waive")


@needs("projects.speak", fetch=queries.find_stand)
@require_http_methods(["GET", "HEAD", "POST"])
def stand(request: MemberRequest, stand: Stand) -> HttpResponse:
    """Write down how a party looks at the goals."""
    form = StandForm(sent(request), stand=stand)
    if form.is_valid():
        actions.take_stand(actor=request.member, stand=stand, **form.cleaned_data)
        messages.success(request, _("That is written down."))
        return redirect(f"{board(request, stand.project)}#stands")
    context = {
        "form": form,
        "back_url": f"{board(request, stand.project)}#stands",
        "stand": stand,
        "project": stand.project,
        "party": party_name(stand.party, request.organisation),
    }
    return render(request, "projects/stand.html", context, status=400 if form.is_bound else 200)


def _settle(request: MemberRequest, item: KickoffItem, action: Any, done: str) -> HttpResponse:
    """Do `action` with the version that the button carried; a refusal is shown in the row itself."""
    form = SeenForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Something was missing in what was sent. Try again."))
        action(actor=request.member, item=item, version=form.cleaned_data["version"])
    except Refused as refused:
        if request.htmx:
            return swap_row(request, item, problem=refused.message)
        messages.error(request, refused.message)
        return redirect(_row_address(request, item))
    return _after(request, item, done % {"code": item.code})


def _row(request: MemberRequest, project: Project, item: KickoffItem, found: Agreed) -> Row:
    may_manage = permissions.may_manage(request.member, project) and not project.closed_at
    settled = item.state != rules.ItemState.OPEN
    group = item.code[0]
    return Row(
        item=item,
        heading=str(HEADINGS[group]) if item.code in ("1a", group) else "",
        text=point_text(item.code, request.organisation),
        help=point_help(item.code, large=project.is_large),
        agreement=item.code == rules.AGREEMENT,
        asked=item.code in rules.codes_for(project.approach),
        may_change=may_manage,
        may_reopen=may_manage and settled,
        actions=found.about(item.id),
    )


def agreed_mark(found: list[Action]) -> str:
    """What somebody has seen of what was agreed."""
    return "agreed:" + ",".join(f"{str(one.id)[:8]}{one.version}" for one in found)


def board(request: MemberRequest, project: Project) -> str:
    """The page with the checklist that this member works on: the big screen with ``?screen``, else the plain one."""
    return address(request, "meeting_screen" if "screen" in request.GET else "kickoff", project)


def _row_address(request: MemberRequest, item: KickoffItem) -> str:
    return f"{board(request, item.project)}#item-{item.code}"


def _after(request: MemberRequest, item: KickoffItem, message: str) -> HttpResponse:
    if request.htmx:
        return swap_row(request, item)
    messages.success(request, message)
    return redirect(_row_address(request, item))


def swap_row(request: MemberRequest, item: KickoffItem, problem: str = "") -> HttpResponse:
    """The line as it is now, with the gate as it is now, for htmx to put in place."""
    project = item.project
    fresh = queries.find_item(project.id, item.code) or item
    position = queries.position_of(project)
    found = agreed(project)
    context = {
        "project": project,
        "row": _row(request, project, fresh, found),
        "problem": problem,
        "screen": "screen" in request.GET,
        "agreed": found.every,
        "agreed_mark": agreed_mark(found.every),
        "meeting": meeting_of(project),
        "gate": gate(request, project, position, "kickoff"),
        "tabs": tabs(request, project, position, "kickoff"),
        "focus": True,
    }
    return render(request, "projects/kickoff_swap.html", context)


def _form_page(request: MemberRequest, item: KickoffItem, form: Any, kind: str) -> HttpResponse:
    row = _row(request, item.project, item, agreed(item.project))
    context = {
        "project": item.project,
        "row": row,
        "form": form,
        "kind": kind,
        "screen": "screen" in request.GET,
        "back_url": _row_address(request, item),
    }
    if request.htmx:
        status = 422 if form.is_bound else 200
        return render(request, "projects/kickoff_form_row.html", context, status=status)
    return render(request, "projects/kickoff_item.html", context, status=400 if form.is_bound else 200)
