"""Who may open the pages of figures of HR, early signals, and the signals of a project."""

from typing import Any

from projects.actions.signals import add_signal
from projects.models import Signal
from tests.cast import Zandbak
from tests.projects.figure_scene import make_early, make_figure, make_file, make_reference
from tests.projects.scene import make_project
from tests.routing import EVERYONE, EXECUTIVE, FACILITATOR, HR, WORKS_COUNCIL, Route

SEE = frozenset({HR, WORKS_COUNCIL, EXECUTIVE, FACILITATOR})
BRING = frozenset({HR})
EARLY = frozenset({HR, WORKS_COUNCIL})
RUN_IT = frozenset({HR, FACILITATOR})
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


def with_figure(zandbak: Zandbak) -> dict[str, Any]:
    """A figure of the whole organisation."""
    return {"figure": make_figure(zandbak).id}


def with_file(zandbak: Zandbak) -> dict[str, Any]:
    """A file whose columns are matched."""
    return {"figure_import": make_file(zandbak, "matched").id}


def with_reference(zandbak: Zandbak) -> dict[str, Any]:
    """A reference value."""
    return {"reference": make_reference().id}


def with_early(zandbak: Zandbak) -> dict[str, Any]:
    """An early signal that waits."""
    return {"early": make_early().id}


def with_project(zandbak: Zandbak) -> dict[str, Any]:
    """A project."""
    return {"project": make_project(zandbak).id}


def make_signal(zandbak: Zandbak) -> Signal:
    """A signal from a conversation in a new project."""
    return add_signal(
        actor=zandbak.member(zandbak.anna),
        project=make_project(zandbak),
        source="conversation",
        text="In het overleg zegt bijna iedereen dat de pauze wegvalt.",
        seen_on=make_early().sent_on,
    )


def with_signal(zandbak: Zandbak) -> dict[str, Any]:
    """A signal in a project."""
    signal = make_signal(zandbak)
    return {"project": signal.project_id, "signal": signal.id}


SIGNAL_ROUTES = [
    Route("projects:hr_figures", SEE),
    Route("projects:hr_figure_add", BRING, BOTH),
    Route("projects:hr_figure_change", BRING, BOTH, with_figure),
    Route("projects:hr_figure_remove", BRING, BOTH, with_figure),
    Route("projects:figure_file_list", BRING, BOTH),
    Route("projects:figure_file_template", BRING),
    Route("projects:figure_file_match", BRING, BOTH, with_file),
    Route("projects:figure_file_preview", BRING, BOTH, with_file),
    Route("projects:figure_file_undo", BRING, BOTH, with_file),
    Route("projects:figure_file_discard", BRING, BOTH, with_file),
    Route("projects:reference_list", SEE),
    Route("projects:reference_add", BRING, BOTH),
    Route("projects:reference_change", BRING, BOTH, with_reference),
    Route("projects:reference_remove", BRING, BOTH, with_reference),
    Route("projects:early_list", EARLY),
    Route("projects:early_handle", EARLY, BOTH, with_early),
    Route("projects:signal_list", EVERYONE, GET, with_project),
    Route("projects:signal_add", RUN_IT, BOTH, with_project),
    Route("projects:signal_from_wave", RUN_IT, POST, with_project),
    Route("projects:signal_from_figure", RUN_IT, POST, with_project),
    Route("projects:signal_change", RUN_IT, BOTH, with_signal),
    Route("projects:signal_remove", RUN_IT, BOTH, with_signal),
]
