"""Who may open which page of projects: Tim leads a unit in the project, Fatima facilitates it."""

from collections.abc import Callable
from typing import Any

from measures.models import Measure
from projects.models import PlanDocument
from tests.cast import Zandbak
from tests.projects import routes_papers, routes_weighing
from tests.projects.routes_evaluation import ROUTES as EVALUATION_ROUTES
from tests.projects.routes_rounds import ROUTES as ROUNDS
from tests.projects.routes_sessions import SESSION_ROUTES
from tests.projects.routes_signals import SIGNAL_ROUTES
from tests.projects.scene import make_plan, make_project, settle_kickoff
from tests.routing import EVERYONE, FACILITATOR, HR, WORKS_COUNCIL, Route

RUN_IT = frozenset({HR, FACILITATOR})
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


def about(**more: Any) -> Callable[[Zandbak], dict[str, Any]]:
    """A new project of the cast, with more arguments for the address."""

    def arguments(zandbak: Zandbak) -> dict[str, Any]:
        return {"project": make_project(zandbak).id, **more}

    return arguments


def planned(name: str) -> Callable[[Zandbak], dict[str, Any]]:
    """A project with a plan, and the id of its goal or measure."""

    def arguments(zandbak: Zandbak) -> dict[str, Any]:
        project = make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak)))
        found = {"goal": project.goals.get, "measure": Measure.objects.get}[name]()
        return {"project": project.id, name: found.id}

    return arguments


def with_unit(zandbak: Zandbak) -> dict[str, Any]:
    """A unit's place in a project."""
    project = make_project(zandbak)
    return {"project": project.id, "unit": project.project_units.get().id}


def with_document(zandbak: Zandbak) -> dict[str, Any]:
    """A project with version 1 of its plan."""
    project = make_project(zandbak)
    PlanDocument.objects.create(
        project=project, number=1, language="nl", pages=1, size=4, content=b"%PDF", made_by_name="Anna"
    )
    return {"project": project.id, "number": 1}


ROUTES = [
    Route("projects:list", EVERYONE),
    Route("projects:new", frozenset({HR}), BOTH),
    Route("projects:project", EVERYONE, GET, about()),
    Route("projects:change", RUN_IT, BOTH, about()),
    Route("projects:close", RUN_IT, BOTH, about()),
    Route("projects:contact", RUN_IT, BOTH, with_unit),
    Route("projects:step", EVERYONE, GET, about(step=1)),
    Route("projects:step_begin", RUN_IT, POST, about(step=2)),
    Route("projects:step_finish", RUN_IT, POST, about(step=1)),
    Route("projects:step_skip", RUN_IT, POST, about(step=2)),
    Route("projects:step_reopen", RUN_IT, POST, about(step=1)),
    Route("projects:kickoff", EVERYONE, GET, about()),
    Route("projects:kickoff_item", RUN_IT, BOTH, about(item="1a")),
    Route("projects:kickoff_item_done", RUN_IT, POST, about(item="1a")),
    Route("projects:kickoff_item_reopen", RUN_IT, POST, about(item="1a")),
    Route("projects:kickoff_item_waive", RUN_IT, BOTH, about(item="1a")),
    Route("projects:stand", frozenset({WORKS_COUNCIL}), BOTH, about(party="staff_council")),
    Route("projects:plan", EVERYONE, GET, about()),
    Route("projects:goal_add", RUN_IT, BOTH, about()),
    Route("projects:goal_change", RUN_IT, BOTH, planned("goal")),
    Route("projects:goal_remove", RUN_IT, BOTH, planned("goal")),
    Route("projects:measure_add", RUN_IT, BOTH, about()),
    Route("projects:measure_link", RUN_IT, BOTH, about()),
    Route("projects:measure_unlink", RUN_IT, BOTH, planned("measure")),
    Route("projects:plan_make", EVERYONE, POST, about()),
    Route("projects:plan_progress", EVERYONE, GET, about()),
    Route("projects:plan_document", EVERYONE, GET, with_document),
    *ROUNDS,
    *routes_papers.ROUTES,
    *EVALUATION_ROUTES,
    *routes_weighing.ROUTES,
    *SIGNAL_ROUTES,
    *SESSION_ROUTES,
]
