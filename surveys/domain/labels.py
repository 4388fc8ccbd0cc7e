"""Which units may stand beside an open answer: large ones, and only when the others together are large too.

docs/algorithms/disclosure.md, "Open answers", tells why.
"""

from collections.abc import Hashable, Iterable, Mapping

LABEL_FROM = 20


def labelled_units[Unit: Hashable](
    respondents: Mapping[Unit | None, int], least: int = LABEL_FROM
) -> frozenset[Unit]:
    """The units whose name may stand beside an answer, given the respondents in each of one block.

    None stands for people in no unit that can be named. A label needs `least` respondents in its unit; the
    respondents without any label are nobody, or `least` at the least. Where they are not, the smallest labelled
    unit joins them. One label for everyone says nothing, and is left out.
    """
    if least < 1 or any(number < 0 for number in respondents.values()):
        raise ValueError("respondents are counted, and a smallest number is at least one")
    named = {unit: number for unit, number in respondents.items() if unit is not None and number >= least}
    rest = sum(respondents.values()) - sum(named.values())
    if 0 < rest < least and named:
        smallest = min(named, key=lambda unit: (named[unit], str(unit)))
        rest += named.pop(smallest)
    if rest == 0 and len(named) == 1:
        return frozenset()
    return frozenset(named)


def top_of[Unit: Hashable](tree: Iterable[tuple[Unit, Unit | None]]) -> dict[Unit, Unit]:
    """For each unit of a tree of (unit, parent) the unit directly under the organisation that it is part of."""
    parents = dict(tree)
    found: dict[Unit, Unit] = {}
    for unit in parents:
        top, above = unit, parents[unit]
        while above is not None and above in parents:
            top, above = above, parents[above]
        found[unit] = top
    return found
