"""The plan cycle of six steps, beside the seven: the same work, told as a circle that ends in the cycle of HR."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.domain.lifecycle import BEGUN, Position, State, Step


@dataclass(frozen=True, slots=True)
class Phase:
    """One of the six, with the steps of the seven in which it happens."""

    title: Any
    text: Any
    steps: tuple[Step, ...]


PHASES = (
    Phase(_("Gather signals"), _("Is there too much pressure, and what gives energy?"), (Step.SIGNAL,)),
    Phase(_("Get insight"), _("Talk about causes, and choose what comes first."), (Step.INSIGHT,)),
    Phase(
        _("Plan together"),
        _("Agree who does what, with formal and informal support: the kick-off and the plan."),
        (Step.MEASURES,),
    ),
    Phase(_("Get going"), _("Tasks, time, room and support, and examples that work."), (Step.CARRY_OUT,)),
    Phase(
        _("Judge the results"),
        _("Did the signals change, and people's experience? Were agreements kept?"),
        (Step.EVALUATE,),
    ),
    Phase(
        _("Anchor it in the cycle of HR"),
        _("What works becomes a habit: in policy, in training, in what is always on offer."),
        (Step.POLICY, Step.KEEP),
    ),
)


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase as the page shows it, with where it stands."""

    phase: Phase
    done: bool
    now: bool


def phase_rows(position: Position) -> list[PhaseRow]:
    """The six phases, with where a project stands in each."""
    rows = []
    for phase in PHASES:
        states = [position.state(step) for step in phase.steps]
        settled = all(state in (State.DONE, State.SKIPPED) for state in states)
        rows.append(PhaseRow(phase, settled, not settled and any(state in BEGUN for state in states)))
    return rows
