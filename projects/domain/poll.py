"""The sheets of a short poll: what stands in one, how they are counted, and which polls may follow each other."""

import json
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from enum import StrEnum

MOST_STATEMENTS = 3
# A sheet as JSON: three answers of at most six letters, quotes and brackets, and the four bytes of the seal.
SHEET_SIZE = 64


class Reply(StrEnum):
    """What somebody may say to a statement; "not applicable" is no answer."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


Sheet = tuple[Reply | None, ...]


def encode_sheet(sheet: Sequence[Reply | None]) -> bytes:
    """The sheet as JSON, to be sealed with `SHEET_SIZE`, in which it always fits. ValueError for a longer one."""
    if not 1 <= len(sheet) <= MOST_STATEMENTS:
        raise ValueError("a sheet has one to three answers")
    return json.dumps([None if one is None else one.value for one in sheet], separators=(",", ":")).encode()


def decode_sheet(data: bytes) -> Sheet:
    """Inverse of `encode_sheet`. Raises ValueError for anything else."""
    found = json.loads(data)
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_STATEMENTS:
        raise ValueError("not a sheet")
    return tuple(None if one is None else Reply(one) for one in found)


def count_sheets(sheets: Iterable[Sheet], statements: int) -> tuple[int, list[tuple[int, int, int]]]:
    """How many sheets there are, and for each statement how many said yes, partly and no."""
    number, counts = 0, [[0, 0, 0] for _one in range(statements)]
    order = list(Reply)
    for sheet in sheets:
        if len(sheet) != statements:
            raise ValueError("a sheet of another poll")
        number += 1
        for place, reply in enumerate(sheet):
            if reply is not None:
                counts[place][order.index(reply)] += 1
    return number, [(yes, partly, no) for yes, partly, no in counts]


def too_alike[Unit: Hashable](
    scope: Collection[Unit],
    earlier: Iterable[Collection[Unit]],
    people_in: Mapping[Unit, int],
    k: int,
) -> bool:
    """Whether an earlier poll was held among almost the same people: all but one to k − 1 of either.

    Asked the same things in the same weeks, people answer alike; then the difference of two polls is about those few.
    `people_in`: the head-count of each unit by itself.
    """
    new = set(scope)
    for one in earlier:
        before = set(one)
        if not new & before:
            continue
        for more, less in ((new, before), (before, new)):
            if 0 < sum(people_in.get(unit, 0) for unit in more - less) < k:
                return True
    return False
