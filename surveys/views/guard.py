"""Changes of staff since the last draw, as counts, and the works council's decision about large ones."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from surveys.actions.guard import approve_staff_change, decline_staff_change
from surveys.actions.setup import ensure_settings
from surveys.forms.guard import StaffDecisionForm
from surveys.models import StaffMark
from surveys.queries.guard import named, staff_change
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.models import Role
from werkdruk.organisations.requests import MemberRequest


@needs("surveys.staff_changes")
def staff_changes(request: MemberRequest) -> HttpResponse:
    """How many people changed in which unit, and what goes without the works council."""
    return _page(request, None)


@needs("surveys.staff_approve")
def staff_decide(request: MemberRequest) -> HttpResponse:
    """Agree with the changes that were shown, or not."""
    form = StaffDecisionForm(sent(request), alone=Role.WORKS_COUNCIL not in request.member.roles)
    if not form.is_valid():
        return _page(request, form if request.method == "POST" else None)
    data = form.cleaned_data
    agrees = data["decision"] == "approve"
    decide = approve_staff_change if agrees else decline_staff_change
    done = attempt(form, lambda: decide(actor=request.member, digest=data["digest"], reason=data["reason"]))
    if not done:
        return _page(request, form)
    said = _("You agreed. The draw can go on.") if agrees else _("The draw waits. HR reads your reason.")
    messages.success(request, said)
    return redirect("surveys:staff_changes", organisation=request.organisation.slug)


def _page(request: MemberRequest, form: StaffDecisionForm | None) -> HttpResponse:
    mark = StaffMark.objects.first()
    change = staff_change(mark, ensure_settings()) if mark else None
    decides = allowed("surveys.staff_approve", request.member)
    if form is None and change and change.over and decides:
        alone = Role.WORKS_COUNCIL not in request.member.roles
        form = StaffDecisionForm(initial={"digest": change.digest}, alone=alone)
    elif form is not None and change:
        # What is shown now is what the next try is about.
        data = request.POST.copy()
        data["digest"] = change.digest
        form.data = data
    return render(
        request,
        "surveys/staff_changes.html",
        {
            "mark": mark,
            "rows": named(change.rows) if change else [],
            "over": len(change.over) if change else 0,
            "declined": mark.declined_because
            if mark and change and mark.declined == change.digest and change.over
            else "",
            "form": form if change and change.over and decides else None,
        },
        status=422 if form is not None and form.errors else 200,
    )
