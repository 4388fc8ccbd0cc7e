"""A page for each of the seven steps, and moving through them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from projects import actions, queries
from projects.domain import lifecycle
from projects.forms import FinishForm, SkipForm
from projects.models import ProjectStep
from projects.queries import rounds
from projects.views.pages import address, project_page
from projects.views.workspaces import WORKSPACES
from projects.words.obstacles import sentences
from projects.words.steps import GUIDES, TITLES
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt
from werkdruk.organisations.requests import MemberRequest


@needs("projects.view", fetch=queries.find_step)
@require_safe
def step(request: MemberRequest, step: ProjectStep) -> HttpResponse:
    """One step: what it is about, where it stands, and what can be done now."""
    return _page(request, step)


@needs("projects.manage", fetch=queries.find_step)
@require_POST
def step_begin(request: MemberRequest, step: ProjectStep) -> HttpResponse:
    """Begin a step."""
    return _move(request, step, actions.begin_step, _("Step “%(step)s” has begun."))


@needs("projects.manage", fetch=queries.find_step)
@require_POST
def step_finish(request: MemberRequest, step: ProjectStep) -> HttpResponse:
    """Call a step done, with what came out and, where staff took no part, why."""
    form = FinishForm(request.POST, step=step, involved=rounds.involvements_of(step).exists())
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.finish_step(
                actor=request.member, project=step.project, number=step.number, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Step “%(step)s” is done.") % {"step": TITLES[step.number]})
            return redirect(address(request, "project", step.project))
    return _page(request, step, finish_form=form)


@needs("projects.manage", fetch=queries.find_step)
@require_POST
def step_skip(request: MemberRequest, step: ProjectStep) -> HttpResponse:
    """Skip a step and say why."""
    form = SkipForm(request.POST)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.skip_step(
                actor=request.member, project=step.project, number=step.number, **form.cleaned_data
            ),
        )
        if done is not None:
            messages.success(request, _("Step “%(step)s” is skipped.") % {"step": TITLES[step.number]})
            return _after(request, step)
    return _page(request, step, skip_form=form)


@needs("projects.manage", fetch=queries.find_step)
@require_POST
def step_reopen(request: MemberRequest, step: ProjectStep) -> HttpResponse:
    """Take back that a step was done or skipped."""
    return _move(request, step, actions.reopen_step, _("Step “%(step)s” is open again."))


def _move(request: MemberRequest, step: ProjectStep, action: Callable[..., Any], done: str) -> HttpResponse:
    """Do `action` and go back to the step's page, with what was done or what is in the way."""
    try:
        action(actor=request.member, project=step.project, number=step.number)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done % {"step": TITLES[step.number]})
    return _after(request, step)


def _page(
    request: MemberRequest,
    step: ProjectStep,
    finish_form: FinishForm | None = None,
    skip_form: SkipForm | None = None,
) -> HttpResponse:
    project, number = step.project, step.number
    position = queries.position_of(project)
    involvements = list(rounds.involvements_of(step))
    more: dict[str, Any] = {
        "step": step,
        "number": number,
        "title": TITLES[number],
        "guide": GUIDES[number],
        "begin_obstacles": sentences(lifecycle.blockers_of(lifecycle.begin, position, number)),
        "finish_obstacles": sentences(lifecycle.blockers_of(lifecycle.finish, position, number)),
        "may_skip": not lifecycle.blockers_of(lifecycle.skip, position, number, "…"),
        "may_reopen": not lifecycle.blockers_of(lifecycle.reopen, position, number),
        "finish_form": finish_form or FinishForm(step=step, involved=bool(involvements)),
        "involvements": involvements,
        "round_before": rounds.this_round(project) if number <= lifecycle.Step.EVALUATE else None,
        "skip_form": skip_form or SkipForm(),
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number < 7 else None,
    }
    workspace = WORKSPACES[number]
    more |= {"workspace": workspace.template, **workspace.contents(request, project)}
    refused = finish_form is not None or skip_form is not None
    return project_page(
        request, project, "projects/step.html", "step", status=400 if refused else 200, **more
    )


def _after(request: MemberRequest, step: ProjectStep) -> HttpResponse:
    return redirect(address(request, "step", step.project, step=step.number))
