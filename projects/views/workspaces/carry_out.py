"""The work of step 4: the measures of the plan."""

from typing import Any

from projects import permissions, queries
from projects.models import Project
from werkdruk.organisations.requests import MemberRequest


def contents(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the page of this step shows beside its guide."""
    return {
        "parts": queries.plan_parts(project),
        "readable_units": permissions.readable_units(request.member),
    }
