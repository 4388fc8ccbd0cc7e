"""Pages of the tree of units."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.actions.units import add_unit, archive_unit, change_unit
from werkdruk.organisations.forms.staff import UnitForm
from werkdruk.organisations.models import Unit
from werkdruk.organisations.queries import branches, staff_by_unit, unit_tree
from werkdruk.organisations.requests import MemberRequest
from werkdruk.organisations.views import fetch
from werkdruk.organisations.views.tabs import tabs


@needs("organisations.units")
def unit_list(request: MemberRequest) -> HttpResponse:
    """The tree, with how many people work in each unit."""
    return render(
        request,
        "organisations/unit_list.html",
        {"branches": branches(unit_tree(), staff_by_unit()), **tabs(request, "unit_list")},
    )


@needs("organisations.units")
def unit_add(request: MemberRequest) -> HttpResponse:
    """A new unit."""
    initial = {"parent": request.GET.get("below", "")}
    form = UnitForm(sent(request), tree=unit_tree(), initial=initial)
    if form.is_valid():
        unit = attempt(form, lambda: add_unit(actor=request.member, **form.cleaned_data))
        if unit is not None:
            messages.success(request, _("%(unit)s is added.") % {"unit": unit})
            return _to_list(request)
    return render(request, "organisations/unit_form.html", {"form": form, **tabs(request, "unit_list")})


@needs("organisations.units", fetch=fetch.unit)
def unit_change(request: MemberRequest, unit: Unit) -> HttpResponse:
    """Another name or another place."""
    form = UnitForm(sent(request), tree=unit_tree(), unit=unit)
    if form.is_valid():
        changed = attempt(form, lambda: change_unit(actor=request.member, unit=unit, **form.cleaned_data))
        if changed is not None:
            messages.success(request, _("%(unit)s is saved.") % {"unit": changed})
            return _to_list(request)
    return render(
        request, "organisations/unit_form.html", {"form": form, "unit": unit, **tabs(request, "unit_list")}
    )


@needs("organisations.units", fetch=fetch.unit)
def unit_archive(request: MemberRequest, unit: Unit) -> HttpResponse:
    """Putting a unit away, after a question."""
    if request.method == "POST":
        archive_unit(actor=request.member, unit=unit)
        messages.success(request, _("%(unit)s is archived.") % {"unit": unit})
        return _to_list(request)
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("Archive a unit"),
            "question": _("Archive %(unit)s?") % {"unit": unit},
            "text": _("It disappears from choices and from the tree. What was measured there stays."),
            "action": _("Archive this unit"),
            "danger": True,
            "cancel_url": reverse("organisations:unit_list", args=[request.organisation.slug]),
            **tabs(request, "unit_list"),
        },
    )


def _to_list(request: MemberRequest) -> HttpResponse:
    return redirect("organisations:unit_list", organisation=request.organisation.slug)
