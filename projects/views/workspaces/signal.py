"""The work of step 1: the signals, what can be taken over, and what is missing."""

from typing import Any

from projects.models import Project
from projects.views.signals import signals_context
from projects.views.workspaces.elsewhere import menu_page
from werkdruk.organisations.requests import MemberRequest


def contents(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the page of this step shows beside its guide."""
    return {"elsewhere": menu_page(request, "surveys"), **signals_context(request, project)}
