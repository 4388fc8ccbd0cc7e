"""The work of step 5: what was looked back on, and what is still missing."""

from typing import Any

from projects.models import Project
from projects.queries import evaluations
from projects.words.evaluations import missing_lines
from werkdruk.organisations.requests import MemberRequest


def contents(request: MemberRequest, project: Project) -> dict[str, Any]:
    """What the page of this step shows beside its guide."""
    evaluation, measures = evaluations.find_evaluation(project), evaluations.looked_at(project)
    missing = evaluations.missing(evaluation, measures)
    return {
        "evaluation": evaluation,
        "looked_at": measures,
        "settled": sum(one.is_settled for one in measures),
        "missing_lines": missing_lines(missing),
        "complete": missing.nothing,
    }
