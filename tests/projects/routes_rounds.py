"""Who may open the pages of rounds, of how staff took part, of dates, and of the own calendar."""

from collections.abc import Callable
from datetime import date
from typing import Any

from projects import actions
from tests.cast import Zandbak
from tests.projects.scene import make_project, step_of
from tests.routing import EVERYONE, FACILITATOR, HR, Route

RUN_IT = frozenset({HR, FACILITATOR})
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


def about(**more: Any) -> Callable[[Zandbak], dict[str, Any]]:
    """A new project of the cast, with more arguments for the address."""

    def arguments(zandbak: Zandbak) -> dict[str, Any]:
        return {"project": make_project(zandbak).id, **more}

    return arguments


def involved(zandbak: Zandbak) -> dict[str, Any]:
    """A line about how staff took part in step 1 of a project."""
    project = make_project(zandbak)
    row = actions.involve(
        actor=None, step=step_of(project, 1), on=date(2026, 11, 20), who="Het team", how="In het overleg"
    )
    return {"project": project.id, "involvement": row.id}


ROUTES = [
    Route("projects:light_new", frozenset({HR}), BOTH),
    Route("projects:calendar", EVERYONE, BOTH),
    Route("projects:calendar_stop", EVERYONE, POST),
    Route("projects:involvement_add", RUN_IT, BOTH, about(step=1)),
    Route("projects:involvement_change", RUN_IT, BOTH, involved),
    Route("projects:involvement_remove", RUN_IT, BOTH, involved),
    Route("projects:round_new", RUN_IT, BOTH, about()),
    Route("projects:round", EVERYONE, GET, about(number=1)),
    Route("projects:dates", RUN_IT, BOTH, about()),
    Route("projects:timeline", EVERYONE, GET, about()),
]
