"""How much the staff may change between two draws before the works council has to look: pure counting.

docs/decisions/0012-staff-guard.md tells what is guarded against and why these limits.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

UnitId = Hashable
# The whole organisation, beside its units.
WHOLE = None
LEAST_IN_UNIT = 3
LEAST_IN_WHOLE = 5
# The part of a unit, and of the whole, by the months between two waves.
SHARES = {1: (0.20, 0.10), 3: (0.30, 0.20), 6: (0.40, 0.30)}


class Seen(NamedTuple):
    """One member of staff as a draw saw them: unit, a digest of the address, and whether set aside by HR."""

    unit: UnitId
    address: str
    aside: bool


@dataclass(frozen=True, slots=True)
class UnitChange:
    """How many people changed in a unit with all below it (None: the whole), by kind; one person may count twice."""

    unit: UnitId
    size: int
    limit: int
    people: int
    kinds: Mapping[str, int]

    @property
    def over(self) -> bool:
        """Whether the works council has to look."""
        return self.people > self.limit


def limit(size: int, months_apart: int, *, whole: bool) -> int:
    """How many of `size` people may change: a part, and at least three (five in the whole)."""
    unit_share, whole_share = SHARES[months_apart]
    if whole:
        return max(LEAST_IN_WHOLE, int(size * whole_share))
    return max(LEAST_IN_UNIT, int(size * unit_share))


def changes(
    before: Mapping[str, Seen],
    after: Mapping[str, Seen],
    paths: Mapping[UnitId, tuple[UnitId, ...]],
    months_apart: int,
) -> list[UnitChange]:
    """What changed since the last draw, for the whole and every unit with changes; largest part of its limit first.

    `paths`: the units from the top of the tree down to each one. A move counts where somebody went out of or came
    into a branch, not in a branch that holds both units.
    """
    sizes: Counter[UnitId] = Counter()
    for seen in before.values():
        sizes.update({WHOLE, *paths.get(seen.unit, (seen.unit,))})
    people: Counter[UnitId] = Counter()
    kinds: dict[UnitId, Counter[str]] = {}
    for person in before.keys() | after.keys():
        touched: dict[UnitId, set[str]] = {}
        for unit, kind in _touched(before.get(person), after.get(person), paths):
            touched.setdefault(unit, set()).add(kind)
        for unit, found in touched.items():
            people[unit] += 1
            kinds.setdefault(unit, Counter()).update(found)
    rows = [
        UnitChange(
            unit,
            sizes[unit],
            limit(sizes[unit], months_apart, whole=unit is WHOLE),
            people[unit],
            dict(kinds[unit]),
        )
        for unit in people
    ]
    return sorted(
        rows, key=lambda row: (row.unit is not WHOLE, -row.people / row.limit, -row.people, str(row.unit))
    )


def _touched(
    before: Seen | None, after: Seen | None, paths: Mapping[UnitId, tuple[UnitId, ...]]
) -> list[tuple[UnitId, str]]:
    """The units, and the whole, in which this person makes a change, each with its kind."""

    def around(seen: Seen) -> set[UnitId]:
        return {WHOLE, *paths.get(seen.unit, (seen.unit,))}

    if before is None and after is not None:
        return [(unit, "added") for unit in around(after)]
    if after is None and before is not None:
        return [(unit, "removed") for unit in around(before)]
    if before is None or after is None:
        return []
    found = [(unit, "moved") for unit in around(before) ^ around(after)]
    if before.address != after.address:
        found += [(unit, "address") for unit in around(after)]
    if before.aside != after.aside:
        found += [(unit, "aside") for unit in around(after)]
    return found
