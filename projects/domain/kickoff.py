"""The points of the kick-off meeting: which there are and when they are settled."""

from enum import StrEnum

CODES = ("1a", "1b", "1c", "1d", "1e", "1f", "1g", "2", "3", "4")
# One team, ready within weeks: the manager and the team are at the table, nobody leads it apart from the work,
# and the group that notices it first is the team itself. What is left is as strict as in a large approach.
SMALL_CODES = ("1a", "1b", "1d", "1g", "3", "4")
# This point is an agreement with three parts: who writes the plan, by when, how we communicate.
AGREEMENT = "3"


class ItemState(StrEnum):
    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


def codes_for(approach: str) -> tuple[str, ...]:
    """The points that a ``small`` approach asks for; all of them for a ``large`` one."""
    return SMALL_CODES if approach == "small" else CODES


def still_open(states: dict[str, str], codes: tuple[str, ...] = CODES) -> tuple[str, ...]:
    """Which of `codes` are neither done nor waived, in their order; a missing point is open."""
    return tuple(code for code in codes if states.get(code, ItemState.OPEN) == ItemState.OPEN)


def missing_for_done(code: str, *, who: str, ready_on: object, note: str) -> tuple[str, ...]:
    """What has to be filled in before the point can be ticked off: names of fields.

    Only the agreement (point 3) asks for something: it is one when all three parts are there.
    """
    if code != AGREEMENT:
        return ()
    parts = {"who": who.strip(), "ready_on": ready_on, "note": note.strip()}
    return tuple(name for name, value in parts.items() if not value)
