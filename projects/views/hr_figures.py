"""The figures of HR: charts by unit, one figure by hand, reference values."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import figure_references, figures
from projects.domain.figure_periods import Period
from projects.forms.figures import FigureForm, ReferenceForm
from projects.forms.signals import PlaceForm
from projects.models import FigureKind, HrFigure, ReferenceValue
from projects.queries import figures as reads
from projects.words.figure_charts import draw
from projects.words.figures import SUMS, period_name, shown_value, subject
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.models import Unit
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest


@needs("projects.see_figures")
@require_safe
def hr_figures(request: MemberRequest) -> HttpResponse:
    """The charts of one unit, or of the whole organisation."""
    places = reads.places()
    unit = _chosen(request, places)
    found = reads.series(unit)
    references = reads.references(shown=True)
    charts = [
        draw(kind, found[kind], references.get(kind, [])) for kind in FigureKind.values if kind in found
    ]
    return render(
        request,
        "projects/figures/charts.html",
        {
            "places": places,
            "unit": unit,
            "charts": charts,
            "may_bring": allowed("projects.bring_figures", request.member),
        },
    )


@needs("projects.bring_figures")
@require_http_methods(["GET", "HEAD", "POST"])
def hr_figure_add(request: MemberRequest) -> HttpResponse:
    """Write down one figure."""
    form = FigureForm(sent(request), tree=unit_tree())
    if form.is_valid():
        made = attempt(form, lambda: figures.add_figure(actor=request.member, **form.fields_of_figure()))
        if made is not None:
            messages.success(request, _("The figure is written down."))
            return redirect(_charts_of(request, made))
    return _form_page(request, form, None)


@needs("projects.bring_figures", fetch=reads.find_figure)
@require_http_methods(["GET", "HEAD", "POST"])
def hr_figure_change(request: MemberRequest, figure: HrFigure) -> HttpResponse:
    """Correct one figure."""
    form = FigureForm(sent(request), tree=unit_tree(), figure=figure)
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        done = attempt(
            form,
            lambda: figures.change_figure(
                actor=request.member, figure=figure, version=version, **form.fields_of_figure()
            ),
        )
        if done is not None:
            messages.success(request, _("The figure is corrected."))
            return redirect(_charts_of(request, done))
    return _form_page(request, form, figure)


@needs("projects.bring_figures", fetch=reads.find_figure)
@require_http_methods(["GET", "HEAD", "POST"])
def hr_figure_remove(request: MemberRequest, figure: HrFigure) -> HttpResponse:
    """Take one figure away, after a question."""
    if request.method == "POST":
        figures.remove_figure(actor=request.member, figure=figure)
        messages.success(request, _("The figure is removed."))
        return redirect(_charts_of(request, figure))
    return render(
        request,
        "projects/figures/confirm.html",
        {
            "heading": _("Remove a figure"),
            "question": _("Remove this figure?"),
            "text": f"{_subject(figure)}: {shown_value(figure.kind, figure.value)}",
            "action": _("Remove the figure"),
            "cancel_url": reverse("projects:hr_figure_change", args=[request.organisation.slug, figure.id]),
        },
    )


@needs("projects.see_figures")
@require_safe
def reference_list(request: MemberRequest) -> HttpResponse:
    """The reference values."""
    rows = [
        {"reference": one, "period": period_name(Period(one.starts_on, one.ends_on)),
         "value": shown_value(one.kind, one.value)}
        for kind, found in sorted(reads.references().items()) for one in found
    ]  # fmt: skip
    may_bring = allowed("projects.bring_figures", request.member)
    return render(request, "projects/figures/references.html", {"rows": rows, "may_bring": may_bring})


@needs("projects.bring_figures")
@require_http_methods(["GET", "HEAD", "POST"])
def reference_add(request: MemberRequest) -> HttpResponse:
    """Write down a figure of others."""
    form = ReferenceForm(sent(request))
    if form.is_valid():
        done = attempt(
            form,
            lambda: figure_references.add_reference_value(actor=request.member, **form.fields_of_reference()),
        )
        if done is not None:
            return _reference_saved(request)
    return _reference_page(request, form, None)


@needs("projects.bring_figures", fetch=reads.find_reference)
@require_http_methods(["GET", "HEAD", "POST"])
def reference_change(request: MemberRequest, reference: ReferenceValue) -> HttpResponse:
    """Change a reference value, or show or hide it."""
    form = ReferenceForm(sent(request), reference=reference)
    if form.is_valid():
        done = attempt(
            form,
            lambda: figure_references.change_reference_value(
                actor=request.member,
                reference=reference,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_reference(),
            ),
        )
        if done is not None:
            return _reference_saved(request)
    return _reference_page(request, form, reference)


@needs("projects.bring_figures", fetch=reads.find_reference)
@require_http_methods(["GET", "HEAD", "POST"])
def reference_remove(request: MemberRequest, reference: ReferenceValue) -> HttpResponse:
    """No longer keep a reference value, after a question."""
    if request.method == "POST":
        figure_references.remove_reference_value(actor=request.member, reference=reference)
        messages.success(request, _("The reference value is removed."))
        return redirect("projects:reference_list", request.organisation.slug)
    return render(
        request,
        "projects/figures/confirm.html",
        {
            "heading": _("Remove a reference value"),
            "question": _("Remove this reference value?"),
            "text": f"{reference.sector}: {shown_value(reference.kind, reference.value)}",
            "action": _("Remove the reference value"),
            "cancel_url": reverse("projects:reference_list", args=[request.organisation.slug]),
        },
    )


def _chosen(request: MemberRequest, places: list[reads.Place]) -> Unit | None:
    """The unit in the address; without one the whole organisation, or the first unit that has figures."""
    form = PlaceForm(request.GET)
    wanted = form.cleaned_data["unit"] if form.is_valid() else None
    if wanted is None:
        return places[0].unit if places else None
    unit = unit_tree().units.get(wanted)
    if unit is None:
        raise Http404
    return unit


def _charts_of(request: MemberRequest, figure: HrFigure) -> str:
    start = reverse("projects:hr_figures", args=[request.organisation.slug])
    return f"{start}?unit={figure.unit_id}" if figure.unit_id else start


def _subject(figure: HrFigure) -> str:
    return subject(figure.kind, figure.unit, Period(figure.starts_on, figure.ends_on))


def _form_page(request: MemberRequest, form: FigureForm, figure: HrFigure | None) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "stored": figure,
        "subject": _subject(figure) if figure else "",
        "sums": [
            {"kind": label, "above": SUMS[kind][0], "below": SUMS[kind][1]}
            for kind, label in FigureKind.choices
            if figure is None or figure.kind == kind
        ],
    }
    return render(request, "projects/figures/form.html", context, status=400 if form.is_bound else 200)


def _reference_saved(request: MemberRequest) -> HttpResponse:
    messages.success(request, _("The reference value is saved."))
    return redirect("projects:reference_list", request.organisation.slug)


def _reference_page(
    request: MemberRequest, form: ReferenceForm, reference: ReferenceValue | None
) -> HttpResponse:
    context = {"form": form, "reference": reference}
    return render(
        request, "projects/figures/reference_form.html", context, status=400 if form.is_bound else 200
    )
