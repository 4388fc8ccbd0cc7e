"""The work of step 7: anchoring what works, on the pages where it lives."""

from typing import Any

from projects.models import Project
from projects.views.workspaces.elsewhere import menu_page
from werkdruk.organisations.requests import MemberRequest


def contents(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the page of this step shows beside its guide."""
    return {
        "policy_page": menu_page(request, "policy"),
        "measures_page": menu_page(request, "measures"),
        "survey_page": menu_page(request, "surveys"),
    }
