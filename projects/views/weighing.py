"""Weighing and choosing: marks by hand, the big screen for phones, and from proposal to measure in the plan."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.queries import people
from projects import actions, permissions, queries
from projects.domain import lifecycle
from projects.forms import PlanMeasureForm
from projects.forms.proposals import GroupMarksForm, ManagerMarksForm, TacklesForm
from projects.models import Project, ProjectMeasure, Proposal, Session, SessionState
from projects.queries import proposals as reads
from projects.views.pages import address
from projects.words.obstacles import sentences
from surveys.documents import qr_path
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest

BOTH = ["GET", "HEAD", "POST"]


@needs("projects.manage", fetch=reads.find_proposal)
@require_http_methods(BOTH)
def proposal_weigh(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """The marks on which the group agreed in a meeting."""
    form = GroupMarksForm(sent(request), proposal=proposal)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.weigh_as_group(
                actor=request.member,
                proposal=proposal,
                version=form.cleaned_data["version"],
                **form.marks(),
            ),
        )
        if done is not None:
            messages.success(request, _("The participants' marks are saved."))
            return redirect(address(request, "proposals", proposal.project))
    return _marks_page(request, proposal, form, manager=False)


@needs("projects.proposal_decide", fetch=reads.find_proposal)
@require_http_methods(BOTH)
def proposal_decide(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """The manager's marks, after those of the participants."""
    form = ManagerMarksForm(sent(request), proposal=proposal)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.weigh_as_manager(
                actor=request.member,
                proposal=proposal,
                version=form.cleaned_data["version"],
                **form.marks(),
            ),
        )
        if done is not None:
            messages.success(request, _("Your marks are saved."))
            return redirect(address(request, "proposal", proposal.project, proposal=proposal.id))
    return _marks_page(request, proposal, form, manager=True)


@needs("projects.manage", fetch=reads.find_proposal)
@require_http_methods(BOTH)
def proposal_choose(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """Make a measure of a proposal: who, when and what it takes are added here."""
    project = proposal.project
    scope = queries.unit_ids_in_scope(project)
    units = [(unit, depth) for unit, depth in unit_tree().depth_first() if unit.id in scope]
    form = PlanMeasureForm(sent(request), people=people(), units=units, initial=_prefilled(proposal))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.choose_proposal(
                actor=request.member, proposal=proposal, **form.fields_for_plan()
            ),
        )
        if done is not None:
            messages.success(request, _("The measure is in the plan."))
            return redirect(f"{address(request, 'plan', project)}#measures")
    position = queries.position_of(project)
    context = {
        "form": form,
        "project": project,
        "proposal": proposal,
        "obstacles": sentences(lifecycle.blockers_of(lifecycle.change_plan, position)),
    }
    return render(request, "projects/proposal_choose.html", context, status=400 if form.is_bound else 200)


@needs("projects.manage", fetch=queries.find_link)
@require_http_methods(BOTH)
def measure_tackles(request: MemberRequest, link: ProjectMeasure) -> HttpResponse:
    """What a measure in the plan tackles."""
    project = link.project
    chosen = reads.tackled_by_measures(project, [link.measure]).get(link.measure_id, [])
    targets = reads.targets(project)
    targets += [target for target in chosen if target.id not in {one.id for one in targets}]
    form = TacklesForm(sent(request), targets=targets, chosen=chosen)
    if form.is_valid():
        done = attempt(
            form,
            lambda: (
                actions.change_tackles(actor=request.member, link=link, tackles=form.cleaned_data["tackles"])
                or True
            ),
        )
        if done:
            messages.success(request, _("What this measure tackles is saved."))
            return redirect(f"{address(request, 'plan', project)}#measure-{link.measure_id}")
    context = {"form": form, "project": project, "link": link, "targets": targets}
    return render(request, "projects/measure_tackles.html", context, status=400 if form.is_bound else 200)


@needs("projects.manage", fetch=queries.find_project)
@require_POST
def weighing_begin(request: MemberRequest, project: Project) -> HttpResponse:
    """Open the phones now, without planning it first."""
    session = actions.begin_weighing(actor=request.member, project=project)
    return redirect(address(request, "weighing_screen", project, session=session.id))


@needs("projects.guide", fetch=reads.find_weighing)
@require_POST
def weighing_open(request: MemberRequest, session: Session) -> HttpResponse:
    """Open the phones for a weighing that was planned."""
    begun = actions.begin_weighing(actor=request.member, project=session.project, session=session)
    return redirect(address(request, "weighing_screen", session.project, session=begun.id))


@needs("projects.view", fetch=reads.find_weighing)
@require_safe
def weighing_screen(request: MemberRequest, session: Session) -> HttpResponse:
    """The big screen: the code to scan, and how many phones have marked what; never the marks."""
    context = {
        "project": session.project,
        "may_manage": permissions.may_guide(request.member, session),
        **_live(session),
    }
    if session.state == SessionState.RUNNING:
        url = settings.BASE_URL + reverse("weigh:phone", args=[request.organisation.slug, session.token])
        squares, path = qr_path(url)
        context |= {"url": url, "squares": squares, "path": path}
    return render(request, "projects/weighing_screen.html", context)


@needs("projects.view", fetch=reads.find_weighing)
@require_safe
def weighing_progress(request: MemberRequest, session: Session) -> HttpResponse:
    """How far it is, for htmx to ask again every two seconds."""
    return render(
        request, "projects/weighing_screen.html#progress", {"project": session.project, **_live(session)}
    )


@needs("projects.guide", fetch=reads.find_weighing)
@require_http_methods(BOTH)
def weighing_close(request: MemberRequest, session: Session) -> HttpResponse:
    """End the weighing, after a question: then the results appear and the phones are forgotten."""
    if request.method == "POST":
        actions.close_weighing(actor=request.member, session=session)
        messages.success(request, _("The weighing is over. What at least three phones marked has its marks."))
        return redirect(address(request, "proposals", session.project))
    return render(request, "projects/weighing_close.html", {"session": session, "project": session.project})


def _prefilled(proposal: Proposal) -> dict[str, Any]:
    """What is known already: the contact person of the unit as owner, and by when the project wants results."""
    names = ("title", "intended_result", "kind", "level")
    initial: dict[str, Any] = {name: getattr(proposal, name) for name in names}
    aims_on = proposal.project.aims_on
    if aims_on is not None and aims_on > timezone.localdate():
        initial["due_on"] = aims_on
    if proposal.unit_id is not None:
        initial["place"] = str(proposal.unit_id)
        here = (one for one in proposal.project.project_units.all() if one.unit_id == proposal.unit_id)
        place = next(here, None)
        if place is not None:
            initial["owner"] = place.contact.user.name if place.contact else place.contact_name
    return initial


def _live(session: Session) -> dict[str, Any]:
    running = session.state == SessionState.RUNNING
    return {
        "session": session,
        "running": running,
        "progress": reads.progress_of(session) if running else None,
    }


def _marks_page(request: MemberRequest, proposal: Proposal, form: Any, *, manager: bool) -> HttpResponse:
    """The form for marks; what stands in the way is said instead of the form."""
    context = {
        "form": form,
        "project": proposal.project,
        "proposal": proposal,
        "manager": manager,
        "too_early": manager and proposal.staff_weighed_at is None,
        "phones_open": reads.running_weighing(proposal.project) is not None,
    }
    return render(request, "projects/proposal_marks.html", context, status=400 if form.is_bound else 200)
