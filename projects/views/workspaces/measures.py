"""The work of step 3: putting measures forward, weighing them, and the plan that comes of it."""

from typing import Any

from measures.words.hints import HINTS
from projects.models import Project
from projects.queries import proposals as reads
from projects.views.fields import weighed_page
from werkdruk.organisations.requests import MemberRequest


def contents(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the page of this step shows beside its guide."""
    balance = reads.balance_of(project)
    return {
        "facilitators": [one.membership.user.name for one in project.facilitators.all()],
        "pressed": [place.unit.name for place in project.project_units.all() if place.under_pressure],
        "hints": [HINTS[hint] for hint in balance.hints],
        "untackled": balance.untackled,
        "aimless": balance.aimless,
        "planned_weighings": reads.planned_weighings(project),
        **weighed_page(request.member, project),
    }
