"""Step 3: measures that were put forward: the whole list with the four fields, and each of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import catalogue
from projects import actions, permissions, permissions_weighing, queries
from projects.domain import lifecycle
from projects.forms.proposals import IdeaFilter, ProposalForm, PutOffForm, example_of
from projects.models import Project, Proposal, ProposalOrigin
from projects.queries import elsewhere
from projects.queries import proposals as reads
from projects.views.fields import weighed_page
from projects.views.pages import address, project_page
from projects.words.obstacles import sentences
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest

BOTH = ["GET", "HEAD", "POST"]


@needs("projects.view", fetch=queries.find_project)
@require_safe
def proposals(request: MemberRequest, project: Project) -> HttpResponse:
    """Everything that was put forward: in four fields, not weighed yet, in the plan, not now."""
    return project_page(
        request, project, "projects/proposals.html", "step", **weighed_page(request.member, project)
    )


@needs("projects.view", fetch=reads.find_proposal)
@require_safe
def proposal(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """One measure that was put forward: what it tackles, its marks, and what can be done with it."""
    project, position = proposal.project, queries.position_of(proposal.project)
    chosen = proposal.measure is not None and reads.in_plan(project, proposal)
    obstacles = lifecycle.blockers_of(lifecycle.change_plan, position)
    page = weighed_page(request.member, project, only=proposal)
    live = not project.closed_at and proposal.round == project.round
    return render(
        request,
        "projects/proposal.html",
        {
            "project": project,
            "row": page["rows"][0],
            "in_plan": chosen,
            "may_keep": live and permissions_weighing.may_keep(request.member, proposal),
            "may_manage": live and permissions.may_manage(request.member, project),
            "may_decide": live and permissions_weighing.may_weigh_as_manager(request.member, proposal),
            "phones_open": reads.running_weighing(project) is not None,
            "choose_obstacles": sentences(obstacles),
        },
    )


@needs("projects.propose", fetch=queries.find_project)
@require_http_methods(BOTH)
def proposal_add(request: MemberRequest, project: Project) -> HttpResponse:
    """Put a measure forward: from scratch, from the catalogue (?idea=) or after an example (?like=)."""
    origin, initial = _beginning(request, project)
    form = ProposalForm(sent(request), initial=initial, **_choices(request, project))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.add_proposal(
                actor=request.member,
                project=project,
                origin=origin,
                form_key=form.cleaned_data["form_key"],
                **form.fields_of_proposal(),
            ),
        )
        if done is not None:
            messages.success(request, _("“%(title)s” is on the list.") % {"title": done.title})
            return redirect(address(request, "proposals", project))
    return _form_page(request, project, form, "projects/proposal_form.html")


@needs("projects.proposal_keep", fetch=reads.find_proposal)
@require_http_methods(BOTH)
def proposal_change(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """Change what a proposal says and what it tackles."""
    project = proposal.project
    form = ProposalForm(sent(request), proposal=proposal, **_choices(request, project, proposal))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_proposal(
                actor=request.member,
                proposal=proposal,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_proposal(),
            ),
        )
        if done is not None:
            messages.success(request, _("The measure is saved."))
            return redirect(address(request, "proposal", project, proposal=proposal.id))
    return _form_page(request, project, form, "projects/proposal_form.html", proposal=proposal)


@needs("projects.proposal_keep", fetch=reads.find_proposal)
@require_http_methods(BOTH)
def proposal_remove(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """Take a proposal away, after a question."""
    if request.method == "POST":
        actions.remove_proposal(actor=request.member, proposal=proposal)
        messages.success(request, _("The measure is off the list."))
        return redirect(address(request, "proposals", proposal.project))
    return render(
        request, "projects/proposal_remove.html", {"proposal": proposal, "project": proposal.project}
    )


@needs("projects.manage", fetch=reads.find_proposal)
@require_http_methods(BOTH)
def proposal_later(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """Put a measure off, with a reason."""
    form = PutOffForm(sent(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.put_off_proposal(
                actor=request.member, proposal=proposal, reason=form.cleaned_data["reason"]
            ),
        )
        if done is not None:
            messages.success(request, _("“%(title)s” is not for now.") % {"title": proposal.title})
            return redirect(address(request, "proposals", proposal.project))
    return _form_page(request, proposal.project, form, "projects/proposal_later.html", proposal=proposal)


@needs("projects.manage", fetch=reads.find_proposal)
@require_POST
def proposal_back(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """Make an idea again of what was put off or taken out of the plan."""
    actions.make_idea_again(actor=request.member, proposal=proposal)
    messages.success(request, _("“%(title)s” is an idea again.") % {"title": proposal.title})
    return redirect(address(request, "proposal", proposal.project, proposal=proposal.id))


@needs("projects.propose", fetch=queries.find_project)
@require_safe
def proposal_ideas(request: MemberRequest, project: Project) -> HttpResponse:
    """The starter catalogue, with search and filters; each idea opens the form with it filled in."""
    chosen = IdeaFilter(request.GET)
    used = {row.title.casefold() for row in reads.of_round(project)}
    ideas = catalogue.found(**chosen.wanted(effort=True))
    return render(
        request,
        "projects/proposal_ideas.html",
        {
            "project": project,
            "filter": chosen,
            "ideas": [(idea, str(idea.title).casefold() in used) for idea in ideas],
            "total": len(catalogue.IDEAS),
        },
    )


@needs("projects.propose", fetch=queries.find_project)
@require_safe
def proposal_elsewhere(request: MemberRequest, project: Project) -> HttpResponse:
    """What worked in other teams of this organisation, with what they learned."""
    chosen = IdeaFilter(request.GET)
    found = elsewhere.search(
        elsewhere.worked_elsewhere(project), request.member, **chosen.wanted(effort=False)
    )
    return render(
        request,
        "projects/proposal_elsewhere.html",
        {
            "project": project,
            "filter": chosen,
            "examples": elsewhere.examples(found[:50], request.member),
        },
    )


def _beginning(request: MemberRequest, project: Project) -> tuple[str, dict[str, Any]]:
    """Where a new proposal comes from, and what its form starts with."""
    idea = catalogue.idea(request.GET.get("idea", ""))
    if idea is not None:
        return ProposalOrigin.CATALOGUE, {
            "title": idea.title,
            "intended_result": idea.result,
            "kind": idea.kind,
            "level": idea.level,
        }
    example = elsewhere.find_example(project, request.GET.get("like", ""))
    if example is not None:
        return ProposalOrigin.ELSEWHERE, example_of(example)
    if request.GET.get("tackles"):
        return ProposalOrigin.SESSION, {"tackles": [request.GET["tackles"]]}
    return ProposalOrigin.STAFF, {}


def _choices(request: MemberRequest, project: Project, proposal: Proposal | None = None) -> dict[str, Any]:
    """What the form offers: the units this member may speak for, and what can be tackled."""
    runs = permissions.may_manage(request.member, project)
    scope = queries.unit_ids_in_scope(project)
    allowed = scope if runs else permissions_weighing.own_units(request.member, project)
    units = [unit for unit, _depth in unit_tree().depth_first() if unit.id in allowed]
    return {"units": units, "whole": runs, "targets": reads.targets(project)}


def _form_page(
    request: MemberRequest, project: Project, form: Any, template: str, **more: Any
) -> HttpResponse:
    context = {"form": form, "project": project, **more}
    return render(request, template, context, status=400 if form.is_bound else 200)
