"""The light path: a small project on one page."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures.queries import people
from projects import actions
from projects.forms import LightForm
from projects.views.pages import address
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest


@needs("projects.create")
@require_http_methods(["GET", "HEAD", "POST"])
def light_new(request: MemberRequest) -> HttpResponse:
    """Goal, kick-off, cause and measures in one go; what is refused leaves nothing and keeps what was typed."""
    form = LightForm(sent(request), tree=unit_tree(), people=people())
    if form.is_valid():
        project = attempt(
            form,
            lambda: actions.start_light(
                actor=request.member, plan=form.plan(), identity=form.cleaned_data["form_key"] or uuid4()
            ),
        )
        if project is not None:
            messages.success(request, _("The project has started, and you are carrying it out."))
            return redirect(address(request, "project", project))
    status = 400 if form.is_bound else 200
    return render(request, "projects/light_new.html", {"form": form}, status=status)
