"""Who may read and who may write the policy: everybody reads versions, HR and the executive write."""

from werkdruk.core.permissions import any_member, register, roles
from werkdruk.organisations.models import Role

may_edit = roles(Role.HR, Role.EXECUTIVE)


def register_all() -> None:
    """Add this app's rules to the register."""
    register("policy.view", any_member)
    register("policy.edit", may_edit)
