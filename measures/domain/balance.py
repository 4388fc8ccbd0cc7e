"""Whether a plan is in balance: what it could still use. Hints, never a gate."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Hint(StrEnum):
    """What a plan lacks."""

    NO_SOURCE = "no_source"  # nothing takes away a cause
    ONLY_INDIVIDUAL = "only_individual"  # each for themselves, nothing together
    NO_ENERGY = "no_energy"  # only causes, nothing that gives energy
    ONLY_DRAINERS = "only_drainers"  # what gives energy is known and left alone
    ONLY_GIVERS = "only_givers"  # what drains is known and left alone


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


def one_sided(*, known: Collection[str], tackled: Collection[str]) -> list[Hint]:
    """Whether of two sides (drainer, giver) that are `known` as causes, one alone is `tackled`."""
    if not {"drainer", "giver"} <= set(known):
        return []
    return {frozenset({"drainer"}): [Hint.ONLY_DRAINERS], frozenset({"giver"}): [Hint.ONLY_GIVERS]}.get(
        frozenset(tackled), []
    )


def untackled[Key](causes: Iterable[Key], tackled: Collection[Key]) -> list[Key]:
    """The causes that no measure tackles, in their order."""
    return [cause for cause in causes if cause not in tackled]


def aimless[Key](measures: Iterable[Key], links: Collection[Key]) -> list[Key]:
    """The measures that tackle nothing; `links` holds those that tackle something."""
    return [measure for measure in measures if measure not in links]
