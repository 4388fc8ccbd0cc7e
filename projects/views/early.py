"""Early signals of staff: writing one without signing in, and dealing with them."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import early_signals as actions
from projects.forms.signals import EarlyAnswerForm, EarlyForm
from projects.models import EarlySignal
from projects.queries import signals as reads
from surveys.forms.answers import TooLarge, Unreadable, read_form
from surveys.queries.staff_page import find_page
from surveys.views.answer import LOOK_OR_SEND, employees_page, notice, page_of
from surveys.views.staff_page import gone_page
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.forms.unit_choice import unit_choices
from werkdruk.organisations.models import Representation
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest

ANSWERS_SHOWN = 6
ON_A_PAGE = 20


@employees_page(*LOOK_OR_SEND)
def early_signal(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """Say what you notice, without a name: no sign-in, no cookie, no script; the address of the page is the key."""
    page = find_page(slug, token)
    if page is None:
        return gone_page(language)
    try:
        data = read_form(request) if request.method == "POST" else None
    except TooLarge:
        return notice("too_large", language, page.host, status=413)
    except Unreadable:
        return notice("unreadable", language, page.host, status=400)
    problem, status, done = "", 200, False
    with tenant_scope(page.host.id):
        tree = unit_tree()
        form = EarlyForm(data, units={str(unit.id): unit for unit in tree.units.values()})
        if form.is_bound:
            text = form.cleaned_data.get("text", "") if form.is_valid() else form.data.get("text", "")
            try:
                actions.send_early_signal(
                    text=text,
                    unit=form.cleaned_data.get("unit"),
                    form_key=form.cleaned_data.get("form_key"),
                    today=timezone.localdate(),
                )
                done = True
            except Refused as refused:
                problem = refused.message
                status = 429 if isinstance(refused, actions.Flooded) else 422
        context = {
            "units": unit_choices(tree),
            "answers": reads.answers_for_staff(ANSWERS_SHOWN),
        }
    query = "?lang=en" if language == "en" else ""
    home = reverse("answer:staff_page", args=[slug, token]) + query
    if done:
        where = reverse("early:sent", args=[slug, token]) + query
        return HttpResponse(status=303, headers={"Location": where})
    html = page_of(
        "early",
        language,
        page.host,
        home_url=home,
        query=query,
        no_representation=page.representation == Representation.NONE,
        problem=problem,
        typed=form.data.get("text", "") if form.is_bound else "",
        chosen=form.data.get("unit", "") if form.is_bound else "",
        form_key=(form.data.get("form_key", "") if form.is_bound else "") or str(uuid.uuid4()),
        longest=actions.LONGEST,
        **context,
    )
    return HttpResponse(html, status=status)


@employees_page("GET", "HEAD")
def early_sent(request: HttpRequest, slug: str, token: str, language: str) -> HttpResponse:
    """Thanks, and what happens next; reloading sends nothing again."""
    page = find_page(slug, token)
    if page is None:
        return gone_page(language)
    query = "?lang=en" if language == "en" else ""
    home = reverse("answer:staff_page", args=[slug, token]) + query
    return HttpResponse(
        page_of(
            "early_sent",
            language,
            page.host,
            home_url=home,
            no_representation=page.representation == Representation.NONE,
        )
    )


@needs("projects.early")
@require_safe
def early_list(request: MemberRequest) -> HttpResponse:
    """What staff wrote and nobody has dealt with yet, and what was done with the rest."""
    handled = Paginator(reads.early_handled(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "projects/signals/early_list.html",
        {"waiting": list(reads.early_waiting()), "page_obj": handled},
    )


@needs("projects.early", fetch=reads.find_early)
@require_http_methods(["GET", "HEAD", "POST"])
def early_handle(request: MemberRequest, early: EarlySignal) -> HttpResponse:
    """Say what is done with one; make it a signal of a project, in other words."""
    slug = request.organisation.slug
    if early.handled_at is not None and request.method != "POST":
        return redirect("projects:early_list", slug)
    form = EarlyAnswerForm(sent(request), early=early, projects=reads.running_projects())
    if form.is_valid():
        done = attempt(
            form,
            lambda: actions.handle_early_signal(actor=request.member, early=early, **form.fields_of_answer()),
        )
        if done is not None:
            messages.success(request, _("Your answer stands on the page for all staff."))
            return redirect("projects:early_list", slug)
    return render(
        request,
        "projects/signals/early_handle.html",
        {"form": form, "early": early},
        status=400 if form.is_bound else 200,
    )
