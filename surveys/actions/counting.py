"""Opening the ballots of a wave and counting them, one at a time: memory does not grow with their number."""

import sys
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from surveys.domain.seal import decode_ballot, open_sealed
from surveys.domain.tally import Counter, Tally
from surveys.models import Ballot, Item, Wave

# The items of the index, in their order.
INDEX_ITEMS = tuple(f"K{number:02}" for number in range(1, 10))
# Sums of products are kept only for sets that are large enough not to give a sheet back.
PRODUCTS_FROM = 50
_AT_A_TIME = 500


@dataclass(slots=True)
class WaveCount:
    """What the ballots of one wave hold together.

    ``whole``: everybody, with sums of products from 50 ballots on. ``units``: per unit where people work, without
    products. ``words``: of each open answer its unit, its item's code and its text, in random order.
    """

    whole: Tally
    units: dict[UUID, Tally]
    words: list[tuple[UUID, str, str]] = field(default_factory=list)


def count_ballots(wave: Wave, private: bytes, items: list[Item]) -> WaveCount:
    """Open and count every ballot of `wave` with the private key; ids are random, so their order means nothing."""
    counted = [item.counted for item in items]
    boxes = Ballot.objects.filter(wave=wave)
    whole = Counter(counted, index_items=INDEX_ITEMS, products=boxes.count() >= PRODUCTS_FROM)
    units: dict[UUID, Counter] = {}
    names: dict[Any, Any] = {}
    words: list[tuple[UUID, str, str]] = []
    for box in boxes.order_by("id").values_list("box", flat=True).iterator(chunk_size=_AT_A_TIME):
        sheet = decode_ballot(open_sealed(private, bytes(box)))
        unit: UUID = names.setdefault(sheet.unit, sheet.unit)  # one object for all sheets of a unit
        if unit not in units:
            units[unit] = Counter(counted, index_items=INDEX_ITEMS)
        units[unit].add(sheet.answers)
        whole.add(sheet.answers)
        words += ((unit, sys.intern(code), text) for code, text in sheet.open_answers.items())
    # Each counter goes when its tally is made: of thousands of units both together take much memory.
    return WaveCount(whole.tally(), {unit: units.pop(unit).tally() for unit in list(units)}, words)
