"""What a set of figures would add, change and leave alone; and which of them cannot be taken in, and why."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from projects.domain import figure_remainders
from projects.domain.figure_periods import Period
from projects.domain.figure_rows import Refusal, Row
from projects.domain.hr_figures import Wrong


@dataclass(frozen=True, slots=True)
class Stored[Unit: Hashable]:
    """A figure that is there already."""

    id: Hashable
    kind: str
    unit: Unit | None
    period: Period
    people: int
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Change[Unit: Hashable]:
    """A figure that is there already and would become another."""

    row: Row[Unit]
    stored: Stored[Unit]


@dataclass(slots=True)
class Diff[Unit: Hashable]:
    """What would happen, in the order of the file."""

    added: list[Row[Unit]] = field(default_factory=list)
    changed: list[Change[Unit]] = field(default_factory=list)
    unchanged: list[Row[Unit]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def compare[Unit: Hashable](
    rows: Iterable[Row[Unit]],
    refused: Iterable[Refusal],
    stored: Iterable[Stored[Unit]],
    children: Mapping[Unit | None, Sequence[Unit]],
) -> Diff[Unit]:
    """Lay `rows` beside what is `stored`. Figures of one kind and unit never overlap; no small group can be found.

    Whatever is refused here is refused line by line, so that what is left can be taken in without it.
    """
    diff: Diff[Unit] = Diff(refused=list(refused))
    known: dict[tuple[str, Unit | None], list[Stored[Unit]]] = defaultdict(list)
    for one in stored:
        known[one.kind, one.unit].append(one)
    for series in known.values():
        series.sort(key=lambda one: one.period)
    usable = _without_stored_overlap(_without_overlap(rows, diff), known, diff)
    safe = _without_small_remainders(usable, known, children, diff)
    for row in safe:
        same = _same(known.get((row.kind, row.unit), []), row.period)
        if same is None:
            diff.added.append(row)
        elif _contents(row) == _contents(same):
            diff.unchanged.append(row)
        else:
            diff.changed.append(Change(row, same))
    diff.refused.sort(key=lambda one: one.line)
    return diff


def _without_overlap[Unit: Hashable](rows: Iterable[Row[Unit]], diff: Diff[Unit]) -> list[Row[Unit]]:
    """Of two lines about the same figure, or about overlapping periods, neither is sure: both are refused."""
    series: dict[tuple[str, Unit | None], list[Row[Unit]]] = defaultdict(list)
    order = list(rows)
    for row in order:
        series[row.kind, row.unit].append(row)
    bad: set[int] = set()
    for found in series.values():
        found.sort(key=lambda row: (row.period.starts_on, row.period.ends_on, row.line))
        longest = found[0]
        for row in found[1:]:
            if row.period.starts_on <= longest.period.ends_on:
                wrong = Wrong.DUPLICATE if row.period == longest.period else Wrong.OVERLAPS_IN_FILE
                for one, other in ((row, longest), (longest, row)):
                    if one.line not in bad:
                        bad.add(one.line)
                        diff.refused.append(Refusal(one.line, "period", wrong, str(other.line)))
            if row.period.ends_on > longest.period.ends_on:
                longest = row
    return [row for row in order if row.line not in bad]


def _without_stored_overlap[Unit: Hashable](
    rows: list[Row[Unit]], known: Mapping[tuple[str, Unit | None], list[Stored[Unit]]], diff: Diff[Unit]
) -> list[Row[Unit]]:
    usable = []
    for row in rows:
        clash = _clash(known.get((row.kind, row.unit), []), row.period)
        if clash is None:
            usable.append(row)
        else:
            detail = f"{clash.starts_on:%d-%m-%Y} – {clash.ends_on:%d-%m-%Y}"
            diff.refused.append(Refusal(row.line, "period", Wrong.OVERLAPS_STORED, detail))
    return usable


def _clash[Unit: Hashable](series: list[Stored[Unit]], period: Period) -> Period | None:
    """Another period in `series` that has a day in common with `period`."""
    first = bisect_left(series, period.starts_on, key=lambda one: one.period.ends_on)
    for one in series[first:]:
        if one.period.starts_on > period.ends_on:
            return None
        if one.period != period:
            return one.period
    return None


def _same[Unit: Hashable](series: list[Stored[Unit]], period: Period) -> Stored[Unit] | None:
    place = bisect_left(series, period, key=lambda one: one.period)
    return series[place] if place < len(series) and series[place].period == period else None


def _without_small_remainders[Unit: Hashable](
    rows: list[Row[Unit]],
    known: Mapping[tuple[str, Unit | None], list[Stored[Unit]]],
    children: Mapping[Unit | None, Sequence[Unit]],
    diff: Diff[Unit],
) -> list[Row[Unit]]:
    """Refuse lines until no small group can be found; the line of the unit above first, else the ones below it."""
    accepted = {(row.kind, row.unit, row.period): row for row in rows}
    while True:
        figures = [
            figure_remainders.Known(None, one.kind, one.unit, one.period, one.people)
            for series in known.values()
            for one in series
            if (one.kind, one.unit, one.period) not in accepted
        ]
        figures += [
            figure_remainders.Known(key, row.kind, row.unit, row.period, row.people)
            for key, row in accepted.items()
        ]
        removed = False
        for small in figure_remainders.too_small(figures, children):
            ours = [one.key for one in (small.above, *small.below) if one.key in accepted]
            wrong = Wrong.MORE_BELOW if small.remainder < 0 else Wrong.SMALL_REMAINDER
            keys = [small.above.key] if small.above.key in accepted else ours
            for key in keys:
                row = accepted.pop(key, None)  # type: ignore[call-overload]  # None, or a key of `accepted`
                if row is not None:
                    diff.refused.append(Refusal(row.line, "people", wrong, str(abs(small.remainder))))
                    removed = True
        if not removed:
            return [row for row in rows if (row.kind, row.unit, row.period) in accepted]


def _contents[Unit: Hashable](one: Row[Unit] | Stored[Unit]) -> tuple[object, ...]:
    return (one.people, one.value, one.numerator, one.denominator)
