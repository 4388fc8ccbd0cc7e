"""Staff by hand, one person at a time. The log has numbers only: the works council reads it."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations import registry
from werkdruk.organisations.models import Employee, Membership, Organisation, Unit

# Who comes back sooner is the same person; after that nothing of a leaver is kept.
LEAVERS_KEPT = timedelta(days=30)


def add_employee(
    *,
    actor: Membership,
    name: str,
    unit: Unit,
    staff_number: str = "",
    email: str = "",
    joined_on: date | None = None,
    do_not_invite: bool = False,
) -> Employee:
    """Put one person on the staff."""
    _number_is_free(staff_number)
    _is_nobody_else(name, email)
    employee = Employee.objects.create(
        name=name,
        unit=unit,
        staff_number=staff_number,
        email=email.lower(),
        joined_on=joined_on,
        do_not_invite=do_not_invite,
    )
    audit.record("organisations.staff_added", actor=actor, count=1)
    if do_not_invite:
        audit.record("organisations.staff_do_not_invite", actor=actor, count=1)
    registry.staff_changed()
    return employee


def change_employee(
    *,
    actor: Membership,
    employee: Employee,
    name: str,
    unit: Unit,
    staff_number: str = "",
    email: str = "",
    joined_on: date | None = None,
    do_not_invite: bool = False,
) -> Employee:
    """Change what is known of one person."""
    employee = Employee.objects.select_for_update().get(id=employee.id)
    if staff_number != employee.staff_number:
        _number_is_free(staff_number)
    if (name.casefold(), email.lower()) != (employee.name.casefold(), employee.email):
        _is_nobody_else(name, email, other_than=employee)
    moved, new_address = unit.id != employee.unit_id, email.lower() != employee.email
    switched = do_not_invite != employee.do_not_invite
    employee.name, employee.unit, employee.staff_number = name, unit, staff_number
    employee.email, employee.joined_on, employee.do_not_invite = email.lower(), joined_on, do_not_invite
    employee.save()
    audit.record(
        "organisations.staff_changed", actor=actor, count=1, moved=int(moved), new_address=int(new_address)
    )
    if switched:
        audit.record(
            "organisations.staff_do_not_invite" if do_not_invite else "organisations.staff_invite_again",
            actor=actor,
            count=1,
        )
    registry.staff_changed()
    return employee


def end_employee(*, actor: Membership, employee: Employee) -> Employee:
    """Somebody left. A second call changes nothing."""
    employee = Employee.objects.select_for_update().get(id=employee.id)
    if employee.left_at is None:
        employee.left_at = timezone.now()
        employee.save()
        audit.record("organisations.staff_ended", actor=actor, count=1)
        registry.staff_changed()
    return employee


def return_employee(*, actor: Membership, employee: Employee) -> Employee:
    """Somebody who left is back: the same person. A second call changes nothing."""
    employee = Employee.objects.select_for_update().select_related("unit").get(id=employee.id)
    if employee.left_at is not None:
        if employee.unit.archived_at is not None:
            raise Refused(_("The unit of this person does not exist any more. Choose another unit first."))
        employee.left_at = None
        employee.save()
        audit.record("organisations.staff_returned", actor=actor, count=1)
        registry.staff_changed()
    return employee


def forget_leavers() -> None:
    """Delete people who left longer ago than `LEAVERS_KEPT`, with what hangs on them. Runs daily."""
    gone = Employee.objects.filter(left_at__lt=timezone.now() - LEAVERS_KEPT)
    count = gone.count()
    if count:
        gone.delete()
        audit.record("organisations.leavers_forgotten", actor=None, count=count)
        registry.staff_changed()


def _is_nobody_else(name: str, email: str, other_than: Employee | None = None) -> None:
    """One person is asked once, whatever the number of jobs: name and address together are one person."""
    if not email:
        return
    # One addition at a time, so that a double click does not make two.
    Organisation.objects.select_for_update(no_key=True).get(id=current_organisation_id())
    same = Employee.objects.filter(name__iexact=name, email=email.lower())
    found = (same.exclude(id=other_than.id) if other_than else same).order_by("-left_at").first()
    if found is None:
        return
    if found.left_at is not None:
        raise Refused(
            _(
                "%(name)s left less than a month ago. Look under “Who left” and take this person back: then nobody "
                "is asked twice in a year."
            )
            % {"name": found}
        )
    raise Refused(
        _(
            "%(name)s with this e-mail address is on the staff already. Somebody with two jobs is asked once: keep one "
            "line. Are these two people, then add something to the name."
        )
        % {"name": found}
    )


def _number_is_free(staff_number: str) -> None:
    if staff_number:
        holder = Employee.objects.filter(staff_number=staff_number).first()
        if holder is not None:
            raise Refused(
                _("Staff number %(number)s belongs to %(name)s.") % {"number": staff_number, "name": holder}
            )
