"""Nobody finds a small group by subtracting: a unit minus what is known of the units below it.

A unit and the units below it lie inside each other. What anybody can work out from the figures of one kind about one
time are sums of *remainders*: a unit without its nearest published units below. So no small group can be found when
every remainder is empty or has `LEAST_PEOPLE` at least. Periods count as one time when they overlap, because a
quarter follows from its months. docs/algorithms/hr-figures.md explains why this is enough.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from projects.domain.figure_periods import Period
from projects.domain.hr_figures import LEAST_PEOPLE


@dataclass(frozen=True, slots=True)
class Known[Unit: Hashable]:
    """A figure that is known: what it is of, over how many people. `key` names it to the caller."""

    key: Hashable
    kind: str
    unit: Unit | None
    period: Period
    people: int


@dataclass(frozen=True, slots=True)
class Small[Unit: Hashable]:
    """A unit whose remainder is too small: the figure above, the ones below, and how many people remain.

    `remainder` is below zero where the units below have more people than the unit above them.
    """

    above: Known[Unit]
    below: tuple[Known[Unit], ...]
    remainder: int


class _Series[Unit: Hashable]:
    """The figures of one kind and unit by time; they never overlap each other."""

    def __init__(self, found: Iterable[Known[Unit]]) -> None:
        self.rows = sorted(found, key=lambda one: one.period)
        self.ends = [one.period.ends_on for one in self.rows]

    def during(self, period: Period) -> list[Known[Unit]]:
        first = bisect_left(self.ends, period.starts_on)
        found = []
        for one in self.rows[first:]:
            if one.period.starts_on > period.ends_on:
                break
            found.append(one)
        return found


def too_small[Unit: Hashable](
    known: Iterable[Known[Unit]], children: Mapping[Unit | None, Sequence[Unit]]
) -> list[Small[Unit]]:
    """Every unit of which 1 to 19 people could be found by subtraction, and every one with more people below it.

    `children` gives the units directly below each unit; None is the whole organisation, above the topmost units.
    """
    by_series: dict[tuple[str, Unit | None], list[Known[Unit]]] = defaultdict(list)
    for one in known:
        by_series[one.kind, one.unit].append(one)
    series = {key: _Series(rows) for key, rows in by_series.items()}
    found = []
    for (kind, unit), rows in series.items():
        if not children.get(unit):
            continue
        for above in rows.rows:
            groups = _nearest(series, kind, unit, above.period, children)
            if groups:
                small = _remainder(above, groups)
                if small is not None:
                    found.append(small)
    return found


def _nearest[Unit: Hashable](
    series: Mapping[tuple[str, Unit | None], _Series[Unit]],
    kind: str,
    unit: Unit | None,
    period: Period,
    children: Mapping[Unit | None, Sequence[Unit]],
) -> list[list[Known[Unit]]]:
    """The nearest units below `unit` with figures about this time; each with all of those figures."""
    groups = []
    waiting = list(children.get(unit, ()))
    while waiting:
        below = waiting.pop()
        rows = series[kind, below].during(period) if (kind, below) in series else []
        if rows:
            groups.append(rows)
        else:
            waiting.extend(children.get(below, ()))
    return groups


def _remainder[Unit: Hashable](above: Known[Unit], groups: list[list[Known[Unit]]]) -> Small[Unit] | None:
    """The smallest number of people that can remain, if it is too small. Several figures of a unit within the period
    of the one above may be over different numbers of people: every number between the two ends counts."""
    least = above.people - sum(max(one.people for one in group) for group in groups)
    most = above.people - sum(min(one.people for one in group) for group in groups)
    below = tuple(one for group in groups for one in group)
    if most < 0:
        return Small(above, below, most)
    if most >= 1 and least < LEAST_PEOPLE:
        return Small(above, below, max(least, 1))
    return None
