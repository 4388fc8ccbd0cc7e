"""Whether a plan is in balance: what it could still use. Hints, never a gate."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Hint(StrEnum):
    """What a plan lacks."""

    NO_SOURCE = "no_source"  # nothing takes away a cause
    ONLY_INDIVIDUAL = "only_individual"  # each for themselves, nothing together
    NO_ENERGY = "no_energy"  # only causes, nothing that gives energy


@dataclass(frozen=True, slots=True)
class Part:
    """One measure of a plan: its kind (source, energy) and level (organisation, team, individual)."""

    kind: str
    level: str


# A plan of one or two measures that only takes causes away needs no remark about energy.
ENERGY_FROM = 3


def hints(parts: Iterable[Part]) -> list[Hint]:
    """What the plan made of `parts` lacks, weightiest first; nothing for an empty plan."""
    plan = list(parts)
    if not plan:
        return []
    found = []
    if all(part.kind != "source" for part in plan):
        found.append(Hint.NO_SOURCE)
    if all(part.level == "individual" for part in plan):
        found.append(Hint.ONLY_INDIVIDUAL)
    if len(plan) >= ENERGY_FROM and all(part.kind == "source" for part in plan):
        found.append(Hint.NO_ENERGY)
    return found
