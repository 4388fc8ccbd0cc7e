"""The overview of plans, one plan, and ideas to start from."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from measures import queries
from measures.catalogue import IDEAS, starters
from measures.domain.balance import Part, hints
from measures.forms import PlanFilter
from measures.models import Action, Measure, MeasureLevel, MeasureQuerySet
from measures.permissions import may_keep, sees_all
from measures.queries import Plan
from measures.views.pages import addresses, fetch_plan
from measures.words.hints import HINTS
from werkdruk.core.access import needs
from werkdruk.organisations.queries import led_unit_ids, unit_tree
from werkdruk.organisations.requests import MemberRequest


@needs("measures.overview")
@require_safe
def overview(request: MemberRequest) -> HttpResponse:
    """Own plans first, then the organisation's and, for who may read them, all teams'; with search."""
    member, today = request.member, timezone.localdate()
    every = sees_all(member)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = {"words": words, "today": today, "every": every}
    ownerless = bool(request.GET.get("ownerless"))
    if words or ownerless:
        pick = queries.ownerless if ownerless else queries.visible_measures
        found = queries.search_measures(pick(member, every=every).kept(), words)
        found = found.select_related("owner__user", "unit").in_plan_order()
        page = Paginator(found, 25).get_page(request.GET.get("page"))
        return render(request, "measures/found.html", {**context, "page_obj": page, "ownerless": ownerless})
    tree = unit_tree()
    led = led_unit_ids(member, tree)
    standings = queries.standings(member, today, every=every, tree=tree)
    # Plans with something in them first, each part in the order of the tree.
    others = sorted((one for one in standings if one.unit.id not in led), key=lambda one: one.total == 0)
    context |= {
        "own": [one for one in standings if one.unit.id in led],
        "page_obj": Paginator(others, 25).get_page(request.GET.get("page")),
        "whole": queries.organisation_standing(today),
        "actions": list(queries.waiting_actions(member, today).select_related("who__user", "measure")[:5]),
        "keeps_whole": may_keep(member, Plan(None)),
    }
    return render(request, "measures/overview.html", context)


@needs("measures.plan_view", fetch=fetch_plan)
@require_safe
def plan(request: MemberRequest, plan: Plan) -> HttpResponse:
    """One unit's action plan (or the organisation's), with what it lacks and the agreements beside it."""
    today = timezone.localdate()
    parts = list(plan.measures().kept().order_by().values_list("kind", "level"))
    chosen = PlanFilter(request.GET)
    measures = _filtered(plan.measures(), chosen, today)
    page = Paginator(queries.measures_for_page(measures).in_plan_order(), 20).get_page(
        request.GET.get("page")
    )
    loose = (
        Action.objects.live()
        .filter(unit=plan.unit, measure__isnull=True)
        .select_related("who__user")
        .by_date()
    )
    context = addresses(request, plan) | {
        "page_obj": page,
        "filter": chosen,
        "today": today,
        "total": len(parts),
        "hints": [HINTS[hint] for hint in hints(Part(kind, level) for kind, level in parts)],
        "loose": list(loose[:50]),
        "can_keep": may_keep(request.member, plan),
        "starters": [] if parts else starters(MeasureLevel.TEAM if plan.unit else MeasureLevel.ORGANISATION),
    }
    return render(request, "measures/plan.html", context)


def _filtered(measures: MeasureQuerySet, chosen: PlanFilter, today: date) -> MeasureQuerySet:
    state = chosen.cleaned_data.get("state") if chosen.is_valid() else ""
    if not state:
        return measures.kept()
    return measures.overdue(today) if state == "late" else measures.filter(state=state)


@needs("measures.plan_keep", fetch=fetch_plan)
@require_safe
def ideas(request: MemberRequest, plan: Plan) -> HttpResponse:
    """The starter catalogue: each idea opens the form with it filled in."""
    used = {
        title.casefold() for title in Measure.objects.filter(unit=plan.unit).values_list("title", flat=True)
    }
    groups = [
        (label, [(idea, str(idea.title).casefold() in used) for idea in IDEAS if idea.level == level])
        for level, label in (
            (MeasureLevel.TEAM, _("The team can do this together")),
            (MeasureLevel.ORGANISATION, _("The organisation has to do something")),
            (MeasureLevel.INDIVIDUAL, _("For each person apart")),
        )
    ]
    return render(request, "measures/ideas.html", addresses(request, plan) | {"groups": groups})
