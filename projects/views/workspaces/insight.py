"""The work of step 2: sessions, and the causes that came out."""

from typing import Any

from projects.models import Project
from projects.queries.causes import causes_of
from projects.queries.sessions import sessions_of
from werkdruk.organisations.requests import MemberRequest


def contents(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the page of this step shows beside its guide."""
    return {
        "sessions": sessions_of(project),
        "causes": list(causes_of(project)),
    }
