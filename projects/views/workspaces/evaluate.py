"""The work of step 5: the goals and the measures to look back on."""

from typing import Any

from projects import queries
from projects.models import Project
from werkdruk.organisations.requests import MemberRequest


def contents(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the page of this step shows beside its guide."""
    return {"goals": list(queries.goals_of(project)), "parts": queries.plan_parts(project)}
