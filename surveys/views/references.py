"""Reference values: looked at by everyone who sees figures, kept by HR."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions import references
from surveys.forms.trends import ReferenceValueForm
from surveys.models import ReferenceValue
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


def fetch_reference(reference: UUID) -> ReferenceValue:
    """One reference value."""
    return get_object_or_404(ReferenceValue, id=reference)


@needs("surveys.reference_values")
@require_safe
def reference_values(request: MemberRequest) -> HttpResponse:
    """All of them."""
    return render(
        request,
        "surveys/reference_values.html",
        {
            "references": list(ReferenceValue.objects.all()),
            "may_change": allowed("surveys.reference_value_change", request.member),
        },
    )


@needs("surveys.reference_value_change")
@require_http_methods(["GET", "HEAD", "POST"])
def reference_value_add(request: MemberRequest) -> HttpResponse:
    """Write down another one."""
    form = ReferenceValueForm(sent(request))
    if form.is_valid():
        done = attempt(
            form, lambda: references.add_reference(actor=request.member, **form.fields_of_reference())
        )
        if done is not None:
            return _saved(request)
    return _page(request, form, None)


@needs("surveys.reference_value_change", fetch=fetch_reference)
@require_http_methods(["GET", "HEAD", "POST"])
def reference_value_change(request: MemberRequest, reference: ReferenceValue) -> HttpResponse:
    """Change one; whoever saved in between is not overwritten unseen."""
    form = ReferenceValueForm(sent(request))
    if not form.is_bound:
        form.initial = form.stored(reference)
    if form.is_valid():
        done = attempt(
            form,
            lambda: references.change_reference(
                actor=request.member,
                reference=reference,
                version=form.cleaned_data["version"] or 0,
                **form.fields_of_reference(),
            ),
        )
        if done is not None:
            return _saved(request)
    return _page(request, form, reference)


@needs("surveys.reference_value_change", fetch=fetch_reference)
@require_http_methods(["GET", "HEAD", "POST"])
def reference_value_remove(request: MemberRequest, reference: ReferenceValue) -> HttpResponse:
    """Remove one, after a question."""
    if request.method == "POST":
        references.remove_reference(actor=request.member, reference=reference)
        messages.success(request, _("The reference value is removed."))
        return redirect("surveys:reference_values", request.organisation.slug)
    return render(request, "surveys/reference_value_remove.html", {"reference": reference})


def _saved(request: MemberRequest) -> HttpResponse:
    messages.success(request, _("The reference value is saved."))
    return redirect("surveys:reference_values", request.organisation.slug)


def _page(request: MemberRequest, form: ReferenceValueForm, reference: ReferenceValue | None) -> HttpResponse:
    return render(
        request,
        "surveys/reference_value_form.html",
        {"form": form, "reference": reference},
        status=400 if form.is_bound else 200,
    )
