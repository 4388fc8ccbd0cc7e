"""Who may open which page of the evaluation: Tim leads the unit of the measure, Fatima runs the project."""

from typing import Any

from measures.models import Measure
from projects.models import Evaluation, Poll
from tests.cast import Zandbak
from tests.projects.looking_back import make_evaluated, make_running
from tests.routing import EVERYONE, FACILITATOR, HR, TEAM_LEAD, Route

RUN_IT = frozenset({HR, FACILITATOR})
LOOK_BACK = RUN_IT | {TEAM_LEAD}
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


def running(zandbak: Zandbak) -> dict[str, Any]:
    """A project in step 5."""
    return {"project": make_running(zandbak).id}


def with_measure(zandbak: Zandbak) -> dict[str, Any]:
    """The same, and its measure."""
    return {"project": make_running(zandbak).id, "measure": Measure.objects.get().id}


def with_stopped(zandbak: Zandbak) -> dict[str, Any]:
    """A project whose evaluation stops its measure."""
    return {"project": make_evaluated(zandbak, continuation="stop").id, "measure": Measure.objects.get().id}


def with_verdict(zandbak: Zandbak) -> dict[str, Any]:
    """A project with its verdict; Anna reports back."""
    project = make_evaluated(zandbak)
    Evaluation.objects.update(reporter=zandbak.member(zandbak.anna))
    return {"project": project.id}


def with_poll(zandbak: Zandbak) -> dict[str, Any]:
    """A project with a poll that is open."""
    project = make_running(zandbak)
    poll = Poll.objects.create(
        project=project,
        state="open",
        statements=[{"code": "notice", "measure": None, "title": ""}],
        scope=[],
        people=12,
        k=5,
        token_hash=b"0" * 32,
        closes_on="2026-12-20",
    )
    return {"project": project.id, "poll": poll.id}


ROUTES = [
    Route("projects:lesson_list", EVERYONE),
    Route("projects:evaluation", EVERYONE, GET, running),
    Route("projects:evaluation_short", RUN_IT, BOTH, running),
    Route("projects:verdict", RUN_IT, BOTH, running),
    Route("projects:measure_evaluation", LOOK_BACK, BOTH, with_measure),
    Route("projects:measure_end", RUN_IT, BOTH, with_stopped),
    Route("projects:reported", RUN_IT, POST, with_verdict),
    Route("projects:poll_open", RUN_IT, BOTH, running),
    Route("projects:poll", EVERYONE, GET, with_poll),
    Route("projects:poll_close", RUN_IT, BOTH, with_poll),
]
