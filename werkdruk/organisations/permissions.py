"""Who may do what with the organisation, its staff and its people."""

from werkdruk.core.permissions import any_member, register, roles
from werkdruk.organisations.models import Role

in_hr = roles(Role.HR)
in_hr_or_works_council = roles(Role.HR, Role.WORKS_COUNCIL)


def register_all() -> None:
    """Add this app's rules to the register."""
    register("organisations.home", any_member)
    register("organisations.my_mail", any_member)
    register("organisations.section", in_hr_or_works_council)
    register("organisations.settings", in_hr)
    register("organisations.units", in_hr)
    register("organisations.staff_view", in_hr)
    register("organisations.staff_change", in_hr)
    register("organisations.staff_import", in_hr)
    register("organisations.people", in_hr)
    register("organisations.council", roles(Role.WORKS_COUNCIL, Role.EXECUTIVE))
    register("organisations.audit_log", in_hr_or_works_council)
