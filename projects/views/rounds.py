"""The rounds of a project: beginning the next one, reading an earlier one; planned and real dates."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects import actions, queries
from projects.domain import lifecycle
from projects.forms import DatesForm, RoundForm
from projects.models import Project
from projects.queries import rounds
from projects.timeline import time_line
from projects.views.pages import address, project_page
from projects.words.kickoff import party_name, point_text
from projects.words.obstacles import sentences
from projects.words.steps import TITLES
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: MemberRequest, project: Project) -> HttpResponse:
    """Begin the next round with what was learned, or see what is in the way."""
    form = RoundForm(sent(request), project=project, learned=rounds.learned_in(project))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.start_round(
                actor=request.member,
                project=project,
                version=form.cleaned_data["version"] or 0,
                learned=form.cleaned_data["learned"],
                goal=form.cleaned_data["goal"],
            ),
        )
        if done is not None:
            messages.success(request, _("Round %(number)s has begun, at step 1.") % {"number": done.round})
            return redirect(address(request, "project", project))
    blockers = lifecycle.blockers_of(lifecycle.begin_round, queries.position_of(project))
    context: dict[str, Any] = {
        "form": form,
        "project": project,
        "next": project.round + 1,
        "obstacles": sentences(blockers),
    }
    return render(request, "projects/round_new.html", context, status=400 if form.is_bound else 200)


def _find_round(project: UUID, number: int) -> Project | None:
    """The project, with round `number` at hand; None for a round that was not begun."""
    found = queries.find_project(project)
    story = rounds.round_story(found, number) if found else None
    if found is None or story is None:
        return None
    found.story = story  # type: ignore[attr-defined]
    return found


@needs("projects.view", fetch=_find_round)
@require_safe
def round(request: MemberRequest, project: Project) -> HttpResponse:
    """One round as it was: what came out of each step, how staff took part, the plan and the verdict."""
    story: rounds.Round | None = getattr(project, "story", None)
    if story is None:
        raise Http404
    codes = {item.code: item for item in story.items}
    return project_page(
        request,
        project,
        "projects/round.html",
        "project",
        story=story,
        steps=[(TITLES[step.number], step) for step in story.steps],
        points=[(point_text(code, request.organisation), item) for code, item in codes.items()],
        stands=[(party_name(stand.party, request.organisation), stand) for stand in story.stands],
        numbers=range(1, project.round + 1),
    )


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: MemberRequest, project: Project) -> HttpResponse:
    """Plan the steps: all on one form."""
    form = DatesForm(sent(request), project=project)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.plan_dates(
                actor=request.member,
                project=project,
                version=form.cleaned_data["version"] or 0,
                dates=form.dates(),
            ),
        )
        if done is not None:
            messages.success(request, _("The dates are saved."))
            return redirect(address(request, "timeline", project))
    context = {"form": form, "project": project}
    return render(request, "projects/dates.html", context, status=400 if form.is_bound else 200)


@needs("projects.view", fetch=queries.find_project)
@require_safe
def timeline(request: MemberRequest, project: Project) -> HttpResponse:
    """Planned and real dates of the steps, as a picture and as a table."""
    return project_page(
        request,
        project,
        "projects/timeline.html",
        "timeline",
        line=time_line(project, timezone.localdate()),
        earlier=range(1, project.round),
    )
