"""What stands on the page of each of the seven steps, beside its guide: one module a step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from projects.domain.lifecycle import Step
from projects.models import Project
from projects.views.workspaces import carry_out, evaluate, insight, keep, measures, policy, signal
from werkdruk.organisations.requests import MemberRequest


@dataclass(frozen=True, slots=True)
class Workspace:
    """The template of a step's work, and what fills it for this member."""

    template: str
    contents: Callable[[MemberRequest, Project], dict[str, Any]]


WORKSPACES: dict[int, Workspace] = {
    Step.SIGNAL: Workspace("projects/workspaces/signal.html", signal.contents),
    Step.INSIGHT: Workspace("projects/workspaces/insight.html", insight.contents),
    Step.MEASURES: Workspace("projects/workspaces/measures.html", measures.contents),
    Step.CARRY_OUT: Workspace("projects/workspaces/carry_out.html", carry_out.contents),
    Step.EVALUATE: Workspace("projects/workspaces/evaluate.html", evaluate.contents),
    Step.POLICY: Workspace("projects/workspaces/policy.html", policy.contents),
    Step.KEEP: Workspace("projects/workspaces/keep.html", keep.contents),
}
