"""Actions: the list of what is due, adding under a measure, changing, moving to another state."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import actions, permissions, queries
from measures.forms import ActionForm, ActionStateForm, CommentForm
from measures.models import Action, ActionState, Measure
from measures.queries import Plan
from measures.views.pages import (
    addresses,
    card,
    fetch_action,
    fetch_measure,
    form_page,
    measure_url,
    plan_url,
)
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.models import Membership
from werkdruk.organisations.queries import led_unit_ids
from werkdruk.organisations.requests import MemberRequest


@needs("measures.overview")
@require_safe
def action_list(request: MemberRequest) -> HttpResponse:
    """What a member promised, what everyone promised as far as they may read it, and what is done."""
    member = request.member
    visible = queries.visible_actions(member, every=permissions.sees_all(member))
    sets = {
        "mine": Action.objects.of_member(member).live().by_date(),
        "all": visible.live().by_date(),
        "done": visible.filter(state=ActionState.DONE).order_by("-done_at", "id"),
    }
    show = request.GET.get("show")
    show = show if show in sets else "mine"
    labels = {"mine": _("Mine"), "all": _("Everyone's"), "done": _("Done")}
    address = reverse("measures:action_list", args=[request.organisation.slug])
    shown = sets[show].select_related("who__user", "measure", "unit")
    page = Paginator(shown, 25).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "tabs": [
            {"label": label, "url": f"{address}?show={name}", "current": name == show}
            for name, label in labels.items()
        ],
        "show": show,
        "today": timezone.localdate(),
    }
    movable = {one.id for one in page if one.who_id == member.id} | _keepable(member, page)
    return render(request, "measures/action_list.html", {**context, "movable": movable})


def _keepable(member: Membership, page: Page) -> set[UUID]:
    """Ids of the actions on `page` that `member` keeps; one query, however long the page."""
    if permissions.may_keep(member, Plan(None)):
        return {one.id for one in page}
    led = led_unit_ids(member)
    return {one.id for one in page if one.unit_id in led}


@needs("measures.action_view", fetch=fetch_action)
@require_safe
def action(request: MemberRequest, action: Action) -> HttpResponse:
    """One action with its remarks; an action under a measure is shown with the measure."""
    if request.htmx:
        return _row(request, action)
    return _action_page(request, action, CommentForm(prefix_id="remark-"))


def _row(request: MemberRequest, action: Action) -> HttpResponse:
    """One action of the list as it is now, for htmx to put in place."""
    movable = {action.id} if permissions.may_move_action(request.member, action) else set()
    context = {"action": action, "today": timezone.localdate(), "movable": movable, "focus": True}
    return render(request, "measures/swap_action.html", context)


def _action_page(request: MemberRequest, action: Action, form: CommentForm) -> HttpResponse:
    context = {
        "action": action,
        "remarks": list(action.comments.select_related("author")),
        "form": form,
        "today": timezone.localdate(),
        "can_keep": permissions.may_keep_action(request.member, action),
        "can_move": permissions.may_move_action(request.member, action),
        "can_view_plan": permissions.may_view(request.member, Plan(action.unit)),
    }
    return render(request, "measures/action.html", context, status=400 if form.is_bound else 200)


@needs("measures.measure_keep", fetch=fetch_measure)
@require_http_methods(["GET", "HEAD", "POST"])
def action_add(request: MemberRequest, measure: Measure) -> HttpResponse:
    """Add an action under a measure."""
    form = ActionForm(sent(request), people=queries.people(), prefix_id=f"new-{measure.id}-")
    if form.is_valid():
        made = actions.add_action(
            actor=request.member,
            measure=measure,
            form_key=form.cleaned_data["form_key"],
            **form.fields_of_action(),
        )
        messages.success(request, _("“%(what)s” is agreed.") % {"what": made.what})
        return card(request, measure) if request.htmx else redirect(measure_url(request, measure))
    address = measure_url(request, measure)
    context = addresses(request, Plan(measure.unit)) | {
        "form": form,
        "measure": measure,
        "measure_address": address,
        "cancel_address": address,
    }
    return form_page(request, "measures/action_form.html", context)


@needs("measures.action_keep", fetch=fetch_action)
@require_http_methods(["GET", "HEAD", "POST"])
def action_change(request: MemberRequest, action: Action) -> HttpResponse:
    """Change what an action says; whoever saved in between is not overwritten unseen."""
    form = ActionForm(sent(request), people=queries.people(), action=action, prefix_id=f"{action.id}-")
    if form.is_valid():
        changed = attempt(
            form,
            lambda: actions.change_action(
                actor=request.member,
                action=action,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_action(),
            ),
        )
        if changed is not None:
            messages.success(request, _("The action is saved."))
            return _after(request, action)
    context = _around(request, action) | {"form": form}
    return form_page(request, "measures/action_form.html", context)


@needs("measures.action_move", fetch=fetch_action)
@require_http_methods(["GET", "HEAD", "POST"])
def action_state(request: MemberRequest, action: Action) -> HttpResponse:
    """Say that an action is busy, stuck or done: who does it, and who keeps its plan."""
    wanted = request.GET.get("to", "")
    initial = {
        "state": wanted if wanted in ActionState.values else action.state,
        "back": request.GET.get("back"),
    }
    form = ActionStateForm(sent(request), initial=initial, prefix_id=f"{action.id}-")
    if form.is_valid():
        state = form.cleaned_data["state"]
        actions.set_action_state(
            actor=request.member, action=action, state=state, note=form.cleaned_data["note"]
        )
        messages.success(
            request,
            _("“%(title)s” is now: %(state)s.") % {"title": action.what, "state": ActionState(state).label},
        )
        return _after(request, action, form.cleaned_data["back"])
    context = _around(request, action) | {"form": form}
    return form_page(request, "measures/state_form.html", context)


@needs("measures.action_view", fetch=fetch_action)
@require_POST
def action_comment(request: MemberRequest, action: Action) -> HttpResponse:
    """Remark on an action: everyone who may read it."""
    form = CommentForm(request.POST, prefix_id="remark-")
    if not form.is_valid():
        return _action_page(request, action, form)
    actions.add_comment(
        actor=request.member,
        text=form.cleaned_data["text"],
        action=action,
        form_key=form.cleaned_data["form_key"],
    )
    messages.success(request, _("Your remark is added."))
    return redirect(reverse("measures:action", args=[request.organisation.slug, action.id]) + "#remarks")


def _around(request: MemberRequest, action: Action) -> dict[str, Any]:
    """What the pages about one action know of it; `row_id` is the part of the page that htmx replaces."""
    own = reverse("measures:action", args=[request.organisation.slug, action.id])
    in_list = request.htmx and request.htmx.target == f"action-{action.id}"
    measure_address = measure_url(request, action.measure) if action.measure else ""
    in_card = request.htmx and not in_list and measure_address
    return addresses(request, Plan(action.unit)) | {
        "action": action,
        "measure": action.measure,
        "measure_address": measure_address,
        "cancel_address": measure_address if in_card else own,
        "row_id": f"measure-{action.measure_id}" if in_card else f"action-{action.id}",
    }


def _after(request: MemberRequest, action: Action, back: str = "") -> HttpResponse:
    """The row or the card for htmx; else the page that the form came from."""
    member = request.member
    if request.htmx and request.htmx.target == f"action-{action.id}":
        return _row(request, fetch_action(action.id))
    if request.htmx and action.measure is not None:
        return card(request, action.measure)
    if back == "actions":
        return redirect("measures:action_list", organisation=request.organisation.slug)
    if back == "plan" and permissions.may_view(member, Plan(action.unit)):
        return redirect(plan_url(request, Plan(action.unit)))
    if action.measure is not None and permissions.may_view(member, Plan(action.unit)):
        return redirect(measure_url(request, action.measure))
    return redirect("measures:action", organisation=request.organisation.slug, action=action.id)
