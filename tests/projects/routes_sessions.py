"""Who may open which page of sessions, the board, causes and the map; phones come without signing in."""

from collections.abc import Callable
from typing import Any

from projects.actions import causes, sessions
from tests.cast import Zandbak
from tests.projects.scene import make_project
from tests.projects.sessions_scene import begun, clustered, fresh, make_session, seated, written
from tests.routing import EVERYONE, FACILITATOR, HR, Route

RUN_IT = frozenset({HR, FACILITATOR})
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


def planned(zandbak: Zandbak) -> dict[str, Any]:
    """A planned session."""
    session = make_session(zandbak)
    return {"project": session.project_id, "session": session.id}


def running(zandbak: Zandbak) -> dict[str, Any]:
    """A session that goes on."""
    session = begun(zandbak)
    return {"project": session.project_id, "session": session.id}


def ended(zandbak: Zandbak) -> dict[str, Any]:
    """A session that has ended."""
    session = begun(zandbak)
    sessions.end_session(actor=None, session=session, present=9, outcome="Rust")
    return {"project": session.project_id, "session": session.id}


def with_part(zandbak: Zandbak) -> dict[str, Any]:
    """A part of the script of a planned session."""
    session = make_session(zandbak)
    part = session.parts.all()[1]
    return {"project": session.project_id, "session": session.id, "part": part.id}


def with_cluster(zandbak: Zandbak) -> dict[str, Any]:
    """A cluster on a board."""
    session = begun(zandbak, phase="write")
    seat, _secret = seated(session)
    card = written(session, seat, "Dubbel werk")
    session = begun(zandbak, fresh(session), "cluster")
    cluster = clustered(zandbak, session, "Dubbel", card)
    return {"project": session.project_id, "session": session.id, "cluster": cluster.id}


def with_cause(zandbak: Zandbak) -> dict[str, Any]:
    """A cause of a project."""
    project = make_project(zandbak)
    cause = causes.add_cause(actor=None, project=project, side="drainer", title="Dubbel werk")
    return {"project": project.id, "cause": cause.id}


def about(zandbak: Zandbak) -> dict[str, Any]:
    """A project."""
    return {"project": make_project(zandbak).id}


def phone(zandbak: Zandbak) -> dict[str, Any]:
    """The link of a session that goes on."""
    return {"token": begun(zandbak).token}


def _route(name: str, who: frozenset[str], methods: tuple[str, ...], of: Callable) -> Route:
    return Route(f"projects:{name}", who, methods, of)


SESSION_ROUTES = [
    _route("session_plan", RUN_IT, BOTH, about),
    _route("session", EVERYONE, GET, planned),
    _route("session_change", RUN_IT, BOTH, planned),
    _route("session_cancel", RUN_IT, BOTH, planned),
    _route("session_invite", RUN_IT, BOTH, planned),
    _route("session_poster", EVERYONE, GET, planned),
    _route("session_file", EVERYONE, GET, planned),
    _route("part_add", RUN_IT, BOTH, planned),
    _route("part_change", RUN_IT, BOTH, with_part),
    _route("part_move", RUN_IT, POST, with_part),
    _route("part_remove", RUN_IT, BOTH, with_part),
    _route("session_end", RUN_IT, BOTH, running),
    _route("session_export", RUN_IT, POST, ended),
    _route("session_begin", RUN_IT, POST, planned),
    _route("session_board", RUN_IT, GET, running),
    _route("session_board_changes", RUN_IT, GET, running),
    _route("session_phase", RUN_IT, POST, running),
    _route("cluster_add", RUN_IT, POST, running),
    _route("cluster_change", RUN_IT, POST, with_cluster),
    _route("cards_change", RUN_IT, POST, running),
    _route("quick_fix_add", RUN_IT, BOTH, running),
    _route("cause_list", EVERYONE, GET, about),
    _route("cause_add", RUN_IT, BOTH, about),
    _route("cause_map", EVERYONE, GET, about),
    _route("cause_map_change", RUN_IT, POST, about),
    _route("cause_change", RUN_IT, BOTH, with_cause),
    _route("cause_remove", RUN_IT, BOTH, with_cause),
]
