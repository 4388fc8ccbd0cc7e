"""Who may do what with the organisation, its staff and its people."""

from werkdruk.core.permissions import any_member, register, roles
from werkdruk.organisations.models import Role

in_hr = roles(Role.HR)


def register_all() -> None:
    """Add this app's rules to the register."""
    register("organisations.home", any_member)
    register("organisations.settings", in_hr)
    register("organisations.staff_view", in_hr)
    register("organisations.staff_import", in_hr)
    register("organisations.people", in_hr)
    register("organisations.audit_log", roles(Role.HR, Role.WORKS_COUNCIL))
