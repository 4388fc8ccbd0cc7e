"""The short poll of a project: opening it, sharing its link, closing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects import queries
from projects.actions import polls as actions
from projects.forms.poll import CloseNowForm, PollForm
from projects.models import Poll, Project
from projects.poll_links import make_token, poll_url
from projects.queries import evaluations
from projects.queries import polls as poll_queries
from projects.views.pages import address, project_page
from surveys.documents import qr_path
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("projects.manage", fetch=queries.find_project)
@require_http_methods(["GET", "HEAD", "POST"])
def poll_open(request: MemberRequest, project: Project) -> HttpResponse:
    """Choose one to three statements and open the poll; where it cannot be held the page says why."""
    measures = evaluations.looked_at(project)
    form = PollForm(sent(request), measures=measures)
    if form.is_valid():
        made = attempt(
            form, lambda: actions.open_poll(actor=request.member, project=project, **form.fields_of_poll())
        )
        if made is not None:
            messages.success(request, _("The poll is being prepared. In a minute you can share its link."))
            return redirect(address(request, "poll", project, poll=made.id))
    context = {
        "form": form,
        "project": project,
        "obstacle": actions.why_no_poll(project),
        "k": actions.smallest_group(),
        "back_url": address(request, "evaluation", project),
    }
    return render(request, "projects/poll_form.html", context, status=400 if form.is_bound else 200)


@needs("projects.view", fetch=poll_queries.find_poll)
@require_safe
def poll(request: MemberRequest, poll: Poll) -> HttpResponse:
    """A poll: its link and how it goes while it is open, what came out when it is closed."""
    project = poll.project
    more: dict[str, Any] = {
        "poll": poll,
        "asked": poll_queries.asked(poll.statements),
        "outcome": poll_queries.shown_outcome(poll),
        "stuck": poll_queries.is_stuck(poll),
    }
    if poll.state == "open":
        url = poll_url(request.organisation.slug, make_token(request.organisation.id, poll.id))
        squares, path = qr_path(url)
        more |= {"url": url, "squares": squares, "qr": path, "high": (poll.response_low or 0) + 9}
    return project_page(request, project, "projects/poll.html", "step", **more)


@needs("projects.manage", fetch=poll_queries.find_poll)
@require_http_methods(["GET", "HEAD", "POST"])
def poll_close(request: MemberRequest, poll: Poll) -> HttpResponse:
    """Close a poll before its last day, or one that cannot be counted, after a question with a tick."""
    stuck = poll_queries.is_stuck(poll)
    form = CloseNowForm(sent(request))
    back = address(request, "poll", poll.project, poll=poll.id)
    if form.is_valid():
        close = actions.give_up_poll if stuck else actions.ask_to_close_poll
        done = attempt(form, lambda: close(actor=request.member, poll=poll))
        if done is not None:
            messages.success(
                request, _("The poll is being closed.") if stuck else _("The poll is being counted.")
            )
            return redirect(back)
    context = {"poll": poll, "project": poll.project, "form": form, "back_url": back, "stuck": stuck}
    return render(request, "projects/poll_close.html", context, status=400 if form.is_bound else 200)
