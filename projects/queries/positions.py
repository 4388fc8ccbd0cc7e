"""Where a project stands, for the rules of the lifecycle."""

from projects.domain import kickoff, lifecycle
from projects.models import Project
from projects.queries.evaluations import is_complete
from projects.queries.projects import goals_of, item_states, needs_facilitator, plan_measures


def position_of(project: Project) -> lifecycle.Position:
    """Where `project` stands in its round, for the rules; a handful of queries."""
    # In the order of rounds: where earlier rounds came along, the state of the last one counts.
    states = {step.number: lifecycle.State(step.state) for step in project.steps.all()}
    codes = kickoff.codes_for(project.approach)
    return lifecycle.Position(
        steps=tuple(states.get(number, lifecycle.State.NOT_BEGUN) for number in range(1, 8)),
        open_items=kickoff.still_open(item_states(project), codes),
        codes=codes,
        goals=goals_of(project).count(),
        measures=plan_measures(project).count(),
        needs_facilitator=needs_facilitator(project),
        evaluated=is_complete(project),
        round=project.round,
        closed=project.closed_at is not None,
    )
