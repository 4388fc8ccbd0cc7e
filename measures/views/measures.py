"""One measure: read, add, change, move to another state, put back, remark."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures import actions, catalogue, permissions, queries
from measures.forms import CommentForm, MeasureForm, MeasureStateForm
from measures.models import Measure, MeasureState
from measures.queries import Plan
from measures.views.pages import addresses, card, fetch_measure, fetch_plan, form_page, measure_url, plan_url
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("measures.measure_view", fetch=fetch_measure)
@require_safe
def measure(request: MemberRequest, measure: Measure) -> HttpResponse:
    """Everything about one measure; for htmx its card in the list."""
    if request.htmx:
        return card(request, measure)
    return _measure_page(request, measure, CommentForm(prefix_id="remark-"))


def _measure_page(request: MemberRequest, measure: Measure, form: CommentForm) -> HttpResponse:
    shown = queries.measures_for_page(Measure.objects.filter(id=measure.id)).get()
    context = addresses(request, Plan(shown.unit)) | {
        "measure": shown,
        "remarks": list(shown.comments.select_related("author")),
        "form": form,
        "today": timezone.localdate(),
        "can_keep": permissions.may_keep_measure(request.member, shown),
    }
    return render(request, "measures/measure.html", context, status=400 if form.is_bound else 200)


@needs("measures.plan_keep", fetch=fetch_plan)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_add(request: MemberRequest, plan: Plan) -> HttpResponse:
    """Add a measure to a plan, from scratch or from an idea of the catalogue."""
    idea = catalogue.idea(request.GET.get("idea", ""))
    initial = {}
    if idea is not None:
        initial = {
            "title": idea.title,
            "intended_result": idea.result,
            "kind": idea.kind,
            "level": idea.level,
        }
    elif plan.unit is None:
        initial = {"level": "organisation"}
    form = MeasureForm(sent(request), people=queries.people(), initial=initial)
    if form.is_valid():
        made = actions.add_measure(
            actor=request.member,
            unit=plan.unit,
            form_key=form.cleaned_data["form_key"],
            **form.fields_of_measure(),
        )
        messages.success(request, _("“%(title)s” is in the plan.") % {"title": made.title})
        return redirect(f"{plan_url(request, plan)}#measure-{made.id}")
    context = addresses(request, plan) | {"form": form, "cancel_address": plan_url(request, plan)}
    return form_page(request, "measures/measure_form.html", context)


@needs("measures.measure_keep", fetch=fetch_measure)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_change(request: MemberRequest, measure: Measure) -> HttpResponse:
    """Change what a measure says; whoever saved in between is not overwritten unseen."""
    form = MeasureForm(sent(request), people=queries.people(), measure=measure, prefix_id=f"{measure.id}-")
    if form.is_valid():
        changed = attempt(
            form,
            lambda: actions.change_measure(
                actor=request.member,
                measure=measure,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_measure(),
            ),
        )
        if changed is not None:
            messages.success(request, _("The measure is saved."))
            return _after(request, measure)
    context = _around(request, measure) | {"form": form}
    return form_page(request, "measures/measure_form.html", context)


@needs("measures.measure_keep", fetch=fetch_measure)
@require_http_methods(["GET", "HEAD", "POST"])
def measure_state(request: MemberRequest, measure: Measure) -> HttpResponse:
    """Move a measure to another state, with a note where it is stuck."""
    wanted = request.GET.get("to", "")
    initial = {
        "state": wanted if wanted in MeasureState.values else measure.state,
        "back": request.GET.get("back"),
    }
    form = MeasureStateForm(sent(request), initial=initial, prefix_id=f"{measure.id}-")
    if form.is_valid():
        state = form.cleaned_data["state"]
        actions.set_measure_state(
            actor=request.member, measure=measure, state=state, note=form.cleaned_data["note"]
        )
        messages.success(
            request,
            _("“%(title)s” is now: %(state)s.")
            % {"title": measure.title, "state": MeasureState(state).label},
        )
        return _after(request, measure, form.cleaned_data["back"] if state != MeasureState.DROPPED else "")
    context = _around(request, measure) | {"form": form}
    return form_page(request, "measures/state_form.html", context)


@needs("measures.measure_keep", fetch=fetch_measure)
@require_POST
def measure_restore(request: MemberRequest, measure: Measure) -> HttpResponse:
    """Put a dropped measure back in the plan, in the state it had."""
    actions.restore_measure(actor=request.member, measure=measure)
    messages.success(request, _("“%(title)s” is in the plan again.") % {"title": measure.title})
    return _after(request, measure)


@needs("measures.measure_view", fetch=fetch_measure)
@require_POST
def measure_comment(request: MemberRequest, measure: Measure) -> HttpResponse:
    """Remark on a measure: everyone who may read it."""
    form = CommentForm(request.POST, prefix_id="remark-")
    if not form.is_valid():
        return _measure_page(request, measure, form)
    actions.add_comment(
        actor=request.member,
        text=form.cleaned_data["text"],
        measure=measure,
        form_key=form.cleaned_data["form_key"],
    )
    messages.success(request, _("Your remark is added."))
    return redirect(f"{measure_url(request, measure)}#remarks")


def _around(request: MemberRequest, measure: Measure) -> dict[str, Any]:
    """What the pages about one measure know of it."""
    address = measure_url(request, measure)
    return addresses(request, Plan(measure.unit)) | {
        "measure": measure,
        "measure_address": address,
        "cancel_address": address,
        "row_id": f"measure-{measure.id}",
    }


def _after(request: MemberRequest, measure: Measure, back: str = "") -> HttpResponse:
    """The card for htmx; else the plan at this measure, or the measure's own page."""
    if request.htmx:
        return card(request, measure)
    if back == "plan":
        return redirect(f"{plan_url(request, Plan(measure.unit))}#measure-{measure.id}")
    return redirect(measure_url(request, measure))
