"""The plan: goals, measures, and the plan as PDF."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.queries import people
from measures.words.hints import HINTS
from projects import actions, permissions, queries
from projects.domain import lifecycle
from projects.forms import GoalForm, LinkMeasureForm, PlanMeasureForm
from projects.models import Goal, PlanDocument, Project, ProjectMeasure
from projects.queries import proposals, rounds
from projects.views.pages import address, project_page
from projects.words.obstacles import sentences
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.models import JobState
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest


@needs("projects.view", fetch=queries.find_project)
@require_safe
def plan(request: MemberRequest, project: Project) -> HttpResponse:
    """Goals, measures per team and for the organisation, and the versions of the plan as document."""
    position = queries.position_of(project)
    parts = queries.plan_parts(project)
    proposals.show_tackled(project, [measure for part in parts for measure in part.measures])
    balance = proposals.balance_of(project)
    return project_page(
        request,
        project,
        "projects/plan.html",
        "plan",
        goals=list(queries.goals_of(project).select_related("owner__user")),
        parts=parts,
        hints=[HINTS[hint] for hint in balance.hints],
        untackled=balance.untackled,
        aimless=balance.aimless,
        readable_units=permissions.readable_units(request.member),
        linkable=queries.linkable_measures(project).exists(),
        plan_obstacles=sentences(lifecycle.blockers_of(lifecycle.change_plan, position)),
        **_documents(project, position),
    )


@needs("projects.view", fetch=queries.find_project)
@require_safe
def plan_progress(request: MemberRequest, project: Project) -> HttpResponse:
    """How far the making of the document is, for htmx to ask again each second."""
    context = {
        "project": project,
        "organisation": request.organisation,
        **_documents(project, queries.position_of(project)),
    }
    return render(request, "projects/plan_documents.html", context)


@needs("projects.view", fetch=queries.find_project)
@require_POST
def plan_make(request: MemberRequest, project: Project) -> HttpResponse:
    """Let a worker make the plan as PDF."""
    try:
        actions.start_plan_document(actor=request.member, project=project)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect(f"{address(request, 'plan', project)}#documents")


@needs("projects.view", fetch=queries.find_document)
@require_safe
def plan_document(request: MemberRequest, document: PlanDocument) -> HttpResponse:
    """One version of the plan, as a file."""
    word = {"nl": "projectplan", "en": "project-plan"}.get(document.language, "project-plan")
    name = f"{word}-{slugify(document.project.name)[:60] or document.project_id}-v{document.number}.pdf"
    return HttpResponse(
        bytes(document.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def goal_add(request: MemberRequest, project: Project) -> HttpResponse:
    """Put a goal in the plan."""
    form = GoalForm(sent(request), people=people())
    if form.is_valid():
        done = attempt(
            form, lambda: actions.add_goal(actor=request.member, project=project, **form.fields_of_goal())
        )
        if done is not None:
            messages.success(request, _("The goal is in the plan."))
            return redirect(f"{address(request, 'plan', project)}#goals")
    return _form_page(request, "projects/goal_form.html", form, project)


@needs("projects.manage", fetch=queries.find_goal)
@require_http_methods(["GET", "HEAD", "POST"])
def goal_change(request: MemberRequest, goal: Goal) -> HttpResponse:
    """Change a goal; whoever saved in between is not overwritten unseen."""
    form = GoalForm(sent(request), people=people(), goal=goal)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_goal(
                actor=request.member,
                goal=goal,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_goal(),
            ),
        )
        if done is not None:
            messages.success(request, _("The goal is saved."))
            return redirect(f"{address(request, 'plan', goal.project)}#goals")
    return _form_page(request, "projects/goal_form.html", form, goal.project, goal=goal)


@needs("projects.manage", fetch=queries.find_goal)
@require_http_methods(["GET", "HEAD", "POST"])
def goal_remove(request: MemberRequest, goal: Goal) -> HttpResponse:
    """Take a goal out of the plan, after a question."""
    if request.method == "POST":
        actions.remove_goal(actor=request.member, goal=goal)
        messages.success(request, _("The goal is out of the plan."))
        return redirect(f"{address(request, 'plan', goal.project)}#goals")
    return render(request, "projects/goal_remove.html", {"goal": goal, "project": goal.project})


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_add(request: MemberRequest, project: Project) -> HttpResponse:
    """Make a new measure, for the organisation or a unit, and put it in the plan."""
    scope = queries.unit_ids_in_scope(project)
    units = [(unit, depth) for unit, depth in unit_tree().depth_first() if unit.id in scope]
    initial = {"place": str(units[0][0].id)} if len(units) == 1 else {}
    form = PlanMeasureForm(sent(request), people=people(), units=units, initial=initial)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.add_measure_to_plan(
                actor=request.member, project=project, **form.fields_for_plan()
            ),
        )
        if done is not None:
            messages.success(request, _("The measure is in the plan."))
            return redirect(f"{address(request, 'plan', project)}#measures")
    return _form_page(request, "projects/measure_form.html", form, project)


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_link(request: MemberRequest, project: Project) -> HttpResponse:
    """Put a measure from an action plan in this plan."""
    choices = list(queries.linkable_measures(project))
    form = LinkMeasureForm(sent(request), measures=choices, going_on=rounds.carried_on(project))
    if form.is_valid():
        done = attempt(
            form, lambda: actions.link_measure(actor=request.member, project=project, measure=form.chosen())
        )
        if done is not None:
            messages.success(request, _("The measure is in the plan."))
            return redirect(f"{address(request, 'plan', project)}#measures")
    return _form_page(request, "projects/measure_link.html", form, project, any_choice=bool(choices))


@needs("projects.manage", fetch=queries.find_link)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_unlink(request: MemberRequest, link: ProjectMeasure) -> HttpResponse:
    """Take a measure out of this plan, after a question; it stays in its action plan."""
    if request.method == "POST":
        actions.unlink_measure(actor=request.member, project=link.project, measure=link.measure)
        messages.success(request, _("The measure is out of this plan. It still stands in its action plan."))
        return redirect(f"{address(request, 'plan', link.project)}#measures")
    return render(request, "projects/measure_unlink.html", {"link": link, "project": link.project})


def _documents(project: Project, position: lifecycle.Position) -> dict[str, Any]:
    """The versions of the plan as document, and whether one is being made."""
    job = queries.last_plan_job(project)
    busy = job is not None and job.state in (JobState.WAITING, JobState.RUNNING)
    return {
        "documents": list(queries.documents(project)),
        "job": job if busy else None,
        "failed": job.error if job is not None and job.state == JobState.FAILED else "",
        "document_obstacles": sentences(lifecycle.blockers_of(lifecycle.make_document, position)),
    }


def _form_page(
    request: MemberRequest, template: str, form: Any, project: Project, **more: Any
) -> HttpResponse:
    """A form of the plan; while the kick-off is open the page says so instead of the form."""
    position = queries.position_of(project)
    context = {
        "form": form,
        "project": project,
        "obstacles": sentences(lifecycle.blockers_of(lifecycle.change_plan, position)),
        **more,
    }
    return render(request, template, context, status=400 if form.is_bound else 200)
