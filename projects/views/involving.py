"""How staff took part in a step: written down, changed, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from projects import actions, queries
from projects.forms import InvolvementForm
from projects.models import Involvement, ProjectStep
from projects.queries import rounds
from projects.views.pages import address
from projects.words.steps import TITLES
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("projects.manage", fetch=queries.find_step)
@require_http_methods(["GET", "HEAD", "POST"])
def involvement_add(request: MemberRequest, step: ProjectStep) -> HttpResponse:
    """Write down how staff took part in a step."""
    form = InvolvementForm(sent(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.involve(
                actor=request.member,
                step=step,
                form_key=form.cleaned_data["form_key"],
                **form.fields_of_involvement(),
            ),
        )
        if done is not None:
            messages.success(request, _("It is written down how staff took part."))
            return redirect(_back(request, step))
    return _form_page(request, step, form)


@needs("projects.manage", fetch=rounds.find_involvement)
@require_http_methods(["GET", "HEAD", "POST"])
def involvement_change(request: MemberRequest, involvement: Involvement) -> HttpResponse:
    """Change what was written down; whoever saved in between is not overwritten unseen."""
    form = InvolvementForm(sent(request), involvement=involvement)
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.change_involvement(
                actor=request.member,
                involvement=involvement,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_involvement(),
            ),
        )
        if done is not None:
            messages.success(request, _("It is written down how staff took part."))
            return redirect(_back(request, involvement.step))
    return _form_page(request, involvement.step, form, involvement=involvement)


@needs("projects.manage", fetch=rounds.find_involvement)
@require_http_methods(["GET", "HEAD", "POST"])
def involvement_remove(request: MemberRequest, involvement: Involvement) -> HttpResponse:
    """Take a line out, after a question."""
    step = involvement.step
    if request.method == "POST":
        actions.remove_involvement(actor=request.member, involvement=involvement)
        messages.success(request, _("The line is taken out."))
        return redirect(_back(request, step))
    context = {
        "involvement": involvement,
        "step": step,
        "project": step.project,
        "title": TITLES[step.number],
    }
    return render(request, "projects/involvement_remove.html", context)


def _back(request: MemberRequest, step: ProjectStep) -> str:
    return f"{address(request, 'step', step.project, step=step.number)}#involved"


def _form_page(request: MemberRequest, step: ProjectStep, form: InvolvementForm, **more: Any) -> HttpResponse:
    context = {"form": form, "step": step, "project": step.project, "title": TITLES[step.number], **more}
    return render(request, "projects/involvement_form.html", context, status=400 if form.is_bound else 200)
