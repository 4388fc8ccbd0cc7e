"""What the views of this app share: finding things, and answering a form that was refused."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from measures import permissions
from measures.models import Action, Measure
from measures.queries import Plan, measures_for_page
from werkdruk.organisations.models import Unit
from werkdruk.organisations.requests import MemberRequest


def fetch_plan(unit: UUID | None = None) -> Plan:
    """The plan of the unit with this id, or the organisation's."""
    return Plan(get_object_or_404(Unit, id=unit) if unit else None)


def fetch_measure(measure: UUID) -> Measure:
    """The measure with this id, with its unit and owner."""
    return get_object_or_404(Measure.objects.select_related("unit", "owner__user"), id=measure)


def fetch_action(action: UUID) -> Action:
    """The action with this id, with who does it, its measure and unit."""
    return get_object_or_404(Action.objects.select_related("who__user", "measure", "unit"), id=action)


def plan_url(request: MemberRequest, plan: Plan) -> str:
    """The address of a plan."""
    unit = {"unit": plan.unit_id} if plan.unit_id else {}
    return reverse("measures:plan", kwargs={"organisation": request.organisation.slug, **unit})


def measure_url(request: MemberRequest, measure: Measure) -> str:
    """The address of a measure."""
    return reverse("measures:measure", args=[request.organisation.slug, measure.id])


def addresses(request: MemberRequest, plan: Plan) -> dict[str, Any]:
    """A plan with its addresses, for the templates."""
    start = plan_url(request, plan)
    return {
        "plan": plan,
        "plan_address": start,
        "add_address": f"{start}add/",
        "ideas_address": f"{start}ideas/",
    }


def form_page(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A form as a page, or as the part that htmx puts in place; 400 (422 for htmx) when it was refused.

    The context's `form` is the form and `cancel_address` the page to go back to; the template has a partial
    named ``form``.
    """
    refused = context["form"].is_bound
    context = {"form_address": request.path, **context}
    if request.htmx:
        return render(
            request, f"{template}#form", {**context, "inline": True}, status=422 if refused else 200
        )
    return render(request, template, context, status=400 if refused else 200)


def card(request: MemberRequest, measure: Measure) -> HttpResponse:
    """One measure of the list as it is now, for htmx to put in place, with the messages."""
    shown = measures_for_page(Measure.objects.filter(id=measure.id)).get()
    can_keep = permissions.may_keep_measure(request.member, shown)
    context = {"measure": shown, "can_keep": can_keep, "today": timezone.localdate(), "focus": True}
    return render(request, "measures/swap_card.html", context)
