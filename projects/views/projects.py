"""The list of projects, a project's page, starting and changing one, its contact persons, closing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from measures.queries import people
from projects import actions, permissions, queries
from projects.domain import lifecycle
from projects.forms import ContactForm, ProjectForm, ProjectSearchForm
from projects.models import Project, ProjectUnit
from projects.queries import news, rounds
from projects.rows import project_rows, search
from projects.views.kickoff import kickoff_rows, stand_rows
from projects.views.pages import address, project_page
from projects.words.cycle import phase_rows
from projects.words.obstacles import sentences
from projects.words.steps import GUIDES, TITLES
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest

# From so many projects on, the list can be searched.
MANY = 5


@needs("projects.list")
@require_safe
def project_list(request: MemberRequest) -> HttpResponse:
    """The projects this member may see, running ones first."""
    rows = project_rows(request.member)
    form = ProjectSearchForm(request.GET, tree=unit_tree())
    found = search(rows, *form.wanted())
    context = {
        "form": form if len(rows) > MANY else None,
        "any": bool(rows),
        "running": [row for row in found if not row.project.closed_at],
        "closed": [row for row in found if row.project.closed_at],
        "may_create": permissions.may_manage(request.member),
        "may_annex": allowed("projects.annex", request.member),
        "may_see_figures": allowed("projects.see_figures", request.member),
        "may_early": allowed("projects.early", request.member),
    }
    return render(request, "projects/project_list.html", context)


@needs("projects.create")
@require_http_methods(["GET", "HEAD", "POST"])
def project_new(request: MemberRequest) -> HttpResponse:
    """Start a project."""
    initial = {"starts_on": timezone.localdate(), "leader": str(request.member.id)}
    form = ProjectForm(sent(request), tree=unit_tree(), people=people(), initial=initial)
    if form.is_valid():
        project = attempt(
            form, lambda: actions.create_project(actor=request.member, **form.fields_of_project())
        )
        if project is not None:
            messages.success(request, _("The project has started. Go through the kick-off together first."))
            return redirect(address(request, "project", project))
    status = 400 if form.is_bound else 200
    return render(request, "projects/project_form.html", {"form": form}, status=status)


@needs("projects.view", fetch=queries.find_project)
@require_safe
def project(request: MemberRequest, project: Project) -> HttpResponse:
    """Where a project stands: the path, what blocks, the kick-off, the people."""
    position = queries.position_of(project)
    number = lifecycle.current_step(position)
    return project_page(
        request,
        project,
        "projects/project.html",
        "project",
        rows=[row for row in kickoff_rows(request, project) if row.asked] if position.open_items else [],
        stands=stand_rows(request, project),
        number=number,
        title=TITLES[number],
        guide=GUIDES[number],
        parts=queries.plan_parts(project),
        readable_units=permissions.readable_units(request.member),
        goals=list(queries.goals_of(project)),
        documents=queries.documents(project)[:1],
        statement=news.statement_of(project),
        may_state=allowed("projects.state", request.member, project) and not project.closed_at,
        newest=news.newest(project),
        came_from=queries.review_of(project) if allowed("surveys.reviews", request.member) else None,
        rounds=list(reversed(rounds.rounds_of(project))),
        earlier=range(1, project.round),
        phases=phase_rows(position),
        steering=list(project.steering_group.all()),
        evaluated=position.state(lifecycle.Step.EVALUATE) == lifecycle.State.DONE,
    )


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def project_change(request: MemberRequest, project: Project) -> HttpResponse:
    """Change a project; whoever saved in between is not overwritten unseen."""
    form = ProjectForm(sent(request), tree=unit_tree(), people=people(), project=project)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_project(
                actor=request.member,
                project=project,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_project(),
            ),
        )
        if done is not None:
            messages.success(request, _("The project is saved."))
            return redirect(address(request, "project", project))
    status = 400 if form.is_bound else 200
    return render(request, "projects/project_form.html", {"form": form, "project": project}, status=status)


@needs("projects.manage", fetch=queries.find_unit)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: MemberRequest, place: ProjectUnit) -> HttpResponse:
    """Say who the contact person of a unit is."""
    form = ContactForm(sent(request), people=people(), place=place)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_contact(
                actor=request.member,
                place=place,
                version=form.cleaned_data["version"],
                **form.fields_of_contact(),
            ),
        )
        if done is not None:
            messages.success(
                request, _("The contact person of %(unit)s is saved.") % {"unit": place.unit.name}
            )
            return redirect(f"{address(request, 'project', place.project)}#contacts")
    context = {"form": form, "place": place, "project": place.project}
    return render(request, "projects/contact.html", context, status=400 if form.is_bound else 200)


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def project_close(request: MemberRequest, project: Project) -> HttpResponse:
    """Close a project after its evaluation, or see what is in the way."""
    if request.method == "POST":
        actions.close_project(actor=request.member, project=project)
        messages.success(request, _("The project is closed. What you learned stays here to be read."))
        return redirect(address(request, "project", project))
    blockers = lifecycle.blockers_of(lifecycle.close, queries.position_of(project))
    context = {"project": project, "obstacles": sentences(blockers)}
    return render(request, "projects/project_close.html", context)
