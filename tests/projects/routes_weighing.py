"""Who may open which page of step 3: Tim leads the unit of the proposal, Fatima facilitates."""

from typing import Any

from measures.models import Measure
from projects import actions
from tests.cast import Zandbak
from tests.projects.scene import make_plan, make_project, settle_kickoff
from tests.projects.weighing import put_forward
from tests.routing import EVERYONE, EXECUTIVE, FACILITATOR, HR, TEAM_LEAD, Route

RUN_IT = frozenset({HR, FACILITATOR})
PROPOSE = frozenset({HR, FACILITATOR, TEAM_LEAD})
DECIDE = frozenset({HR, EXECUTIVE, TEAM_LEAD})
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


def project(zandbak: Zandbak) -> dict[str, Any]:
    """A new project."""
    return {"project": make_project(zandbak).id}


def proposal(zandbak: Zandbak) -> dict[str, Any]:
    """A proposal for Tim's team."""
    made = put_forward(zandbak, make_project(zandbak))
    return {"project": made.project_id, "proposal": made.id}


def session(zandbak: Zandbak) -> dict[str, Any]:
    """A weighing that runs."""
    made = put_forward(zandbak, make_project(zandbak))
    begun = actions.begin_weighing(actor=zandbak.member(zandbak.anna), project=made.project)
    return {"project": made.project_id, "session": begun.id}


def measure(zandbak: Zandbak) -> dict[str, Any]:
    """A measure in the plan."""
    planned = make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak)))
    return {"project": planned.id, "measure": Measure.objects.get().id}


ROUTES = [
    Route("projects:proposals", EVERYONE, GET, project),
    Route("projects:proposal_add", PROPOSE, BOTH, project),
    Route("projects:proposal_ideas", PROPOSE, GET, project),
    Route("projects:proposal_elsewhere", PROPOSE, GET, project),
    Route("projects:proposal", EVERYONE, GET, proposal),
    Route("projects:proposal_change", PROPOSE, BOTH, proposal),
    Route("projects:proposal_remove", PROPOSE, BOTH, proposal),
    Route("projects:proposal_weigh", RUN_IT, BOTH, proposal),
    Route("projects:proposal_decide", DECIDE, BOTH, proposal),
    Route("projects:proposal_choose", RUN_IT, BOTH, proposal),
    Route("projects:proposal_later", RUN_IT, BOTH, proposal),
    Route("projects:proposal_back", RUN_IT, POST, proposal),
    Route("projects:measure_tackles", RUN_IT, BOTH, measure),
    Route("projects:weighing_begin", RUN_IT, POST, project),
    Route("projects:weighing_screen", EVERYONE, GET, session),
    Route("projects:weighing_open", RUN_IT, POST, session),
    Route("projects:weighing_progress", EVERYONE, GET, session),
    Route("projects:weighing_close", RUN_IT, BOTH, session),
]
