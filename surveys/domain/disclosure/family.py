"""Whether published sets belong to the family that has a proof: blocks that never overlap, one tree a block."""

from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from itertools import combinations


def months_overlap[Block](blocks: Iterable[tuple[Block, date, date]]) -> list[tuple[Block, Block]]:
    """Pairs of blocks that share a month; each is given with its first and last month."""
    return [
        (one, other)
        for (one, start, end), (other, begin, last) in combinations(blocks, 2)
        if start <= last and begin <= end
    ]


def tree_faults(rows: Sequence[tuple[Hashable, Hashable | None]]) -> list[Hashable]:
    """Units of (unit, parent) rows that stand there twice, hang under nothing known, or go round in a circle."""
    parents = dict(rows)
    faults: list[Hashable] = []
    seen: set[Hashable] = set()
    for unit, _parent in rows:
        steps, above = 0, parents[unit]
        while above is not None and above in parents and steps <= len(parents):
            steps, above = steps + 1, parents[above]
        if unit in seen or above is not None:
            faults.append(unit)
        seen.add(unit)
    return faults
