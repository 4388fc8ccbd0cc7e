"""The tenant: its units, its staff and the people who work in the product for it."""

from werkdruk.organisations.models.council import CouncilRequest, Outcome
from werkdruk.organisations.models.imports import ImportState, StaffImport
from werkdruk.organisations.models.invitations import InvitedUnit, MemberInvitation
from werkdruk.organisations.models.mails import MemberMail
from werkdruk.organisations.models.membership import Membership, MembershipUnit, Party, Role
from werkdruk.organisations.models.organisation import Organisation, Representation
from werkdruk.organisations.models.staff import Employee, Unit

__all__ = [
    "CouncilRequest",
    "Employee",
    "ImportState",
    "InvitedUnit",
    "MemberInvitation",
    "MemberMail",
    "Membership",
    "MembershipUnit",
    "Organisation",
    "Outcome",
    "Party",
    "Representation",
    "Role",
    "StaffImport",
    "Unit",
]
