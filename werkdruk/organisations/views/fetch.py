"""Finding what a page is about, within the organisation of the page."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from werkdruk.organisations.models import (
    CouncilRequest,
    Employee,
    MemberInvitation,
    Membership,
    StaffImport,
    Unit,
)


def employee(employee_id: UUID) -> Employee:
    """Somebody who is or was on the staff."""
    return get_object_or_404(Employee.objects.select_related("unit"), id=employee_id)


def unit(unit_id: UUID) -> Unit:
    """A current unit."""
    return get_object_or_404(Unit.objects.current(), id=unit_id)


def staff_import(import_id: UUID) -> StaffImport:
    """An uploaded staff file whose content is still kept."""
    return get_object_or_404(StaffImport.objects.filter(content__isnull=False), id=import_id)


def member(member_id: UUID) -> Membership:
    """A present member."""
    members = Membership.objects.active().select_related("user").prefetch_related("led_units")
    return get_object_or_404(members, id=member_id)


def invitation(invitation_id: UUID) -> MemberInvitation:
    """An invitation that nobody accepted or withdrew."""
    return get_object_or_404(MemberInvitation.objects.waiting(), id=invitation_id)


def council_request(request_id: UUID) -> CouncilRequest:
    """Somebody whom HR asked for the works council, answered or not."""
    return get_object_or_404(CouncilRequest.objects.select_related("membership__user"), id=request_id)
