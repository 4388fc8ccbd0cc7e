"""Pages of the staff, one person at a time."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.actions.staff import add_employee, change_employee, end_employee, return_employee
from werkdruk.organisations.forms.staff import EmployeeForm, StaffFilterForm
from werkdruk.organisations.models import Employee
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.registry import addresses_that_fail
from werkdruk.organisations.requests import MemberRequest
from werkdruk.organisations.views import fetch
from werkdruk.organisations.views.tabs import tabs


@needs("organisations.staff_view")
def staff_list(request: MemberRequest) -> HttpResponse:
    """Everybody on the staff; searchable by name, address and number, by unit, and who left last month."""
    tree = unit_tree()
    form = StaffFilterForm(request.GET, tree=tree)
    form.is_valid()
    words, unit, left = (form.cleaned_data.get(name) for name in ("q", "unit", "left"))
    people = Employee.objects.exclude(left_at=None) if left else Employee.objects.current()
    if words:
        people = people.filter(
            Q(name__icontains=words) | Q(email__icontains=words) | Q(staff_number__icontains=words)
        )
    if unit:
        people = people.filter(unit_id__in=tree.below([unit.id]))
    page = Paginator(people.select_related("unit").order_by("name", "id"), 50).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "organisations/staff_list.html",
        {
            "page_obj": page,
            "dead": addresses_that_fail(employee.email for employee in page),
            "form": form,
            "words": words or "",
            "left": left,
            "filtered": bool(words or unit or left),
            **tabs(request, "staff_list"),
        },
    )


@needs("organisations.staff_change")
def staff_add(request: MemberRequest) -> HttpResponse:
    """One new person."""
    form = EmployeeForm(sent(request), tree=unit_tree())
    if form.is_valid():
        employee = attempt(form, lambda: add_employee(actor=request.member, **form.cleaned_data))
        if employee is not None:
            messages.success(request, _("%(name)s is added to the staff.") % {"name": employee})
            return _to_list(request)
    return render(request, "organisations/staff_form.html", {"form": form, **tabs(request, "staff_list")})


@needs("organisations.staff_change", fetch=fetch.employee)
def staff_change(request: MemberRequest, employee: Employee) -> HttpResponse:
    """What is known of one person."""
    form = EmployeeForm(sent(request), tree=unit_tree(), employee=employee)
    if form.is_valid():
        changed = attempt(
            form, lambda: change_employee(actor=request.member, employee=employee, **form.cleaned_data)
        )
        if changed is not None:
            messages.success(request, _("%(name)s is saved.") % {"name": changed})
            return _to_list(request)
    return render(
        request,
        "organisations/staff_form.html",
        {"form": form, "employee": employee, **tabs(request, "staff_list")},
    )


@needs("organisations.staff_change", fetch=fetch.employee)
def staff_end(request: MemberRequest, employee: Employee) -> HttpResponse:
    """Somebody left, after a question."""
    if request.method == "POST":
        end_employee(actor=request.member, employee=employee)
        messages.success(request, _("%(name)s is not on the staff any more.") % {"name": employee})
        return _to_list(request)
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("End of service"),
            "question": _("End the service of %(name)s?") % {"name": employee},
            "text": _("No new invitations follow. Who comes back within a month can be taken back here."),
            "action": _("End this service"),
            "danger": True,
            "cancel_url": reverse(
                "organisations:staff_change", args=[request.organisation.slug, employee.id]
            ),
            **tabs(request, "staff_list"),
        },
    )


@needs("organisations.staff_change", fetch=fetch.employee)
def staff_return(request: MemberRequest, employee: Employee) -> HttpResponse:
    """Somebody is back, after a question."""
    if request.method == "POST":
        return_employee(actor=request.member, employee=employee)
        messages.success(request, _("%(name)s is back on the staff.") % {"name": employee})
        return _to_list(request)
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("Back in service"),
            "question": _("Is %(name)s back in service?") % {"name": employee},
            "text": _("The place in the rotation stays the same, so nobody is asked twice in a year."),
            "action": _("Take back on the staff"),
            "cancel_url": reverse(
                "organisations:staff_change", args=[request.organisation.slug, employee.id]
            ),
            **tabs(request, "staff_list"),
        },
    )


def _to_list(request: MemberRequest) -> HttpResponse:
    return redirect("organisations:staff_list", organisation=request.organisation.slug)
