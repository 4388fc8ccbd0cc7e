"""The row of tabs over the organisation's pages."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest

# (view, word, permission, the start of the names of the pages below it)
_TABS = (
    ("profile_change", _("Profile"), "organisations.settings"),
    ("unit_list", _("Units"), "organisations.units"),
    ("staff_list", _("Staff"), "organisations.staff_view"),
    ("import_list", _("Staff files"), "organisations.staff_import"),
    ("people_list", _("People and roles"), "organisations.people"),
    ("council_list", _("Works council"), "organisations.council"),
    ("audit_log", _("Log"), "organisations.audit_log"),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the row."""

    label: str
    url: str
    current: bool


def tabs(request: MemberRequest, current: str) -> dict[str, Any]:
    """The context of a page below the tab `current`: the tabs that this member may open."""
    organisation, member = request.organisation, request.member
    return {
        "tabs": [
            Tab(str(label), reverse(f"organisations:{view}", args=[organisation.slug]), view == current)
            for view, label, code in _TABS
            if allowed(code, member)
        ]
    }
