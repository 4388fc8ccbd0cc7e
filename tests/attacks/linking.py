"""Joining people to answer sheets from copies of the database; the same for the product and for a naive variant.

The attacker knows who works here, everybody's place in the year and unit, and which wave it was: the copies hold them.
On top of that this attacker is *given* every answer sheet of the wave in no order, to have something to guess from
where nothing can be read. Whoever pairs two unrelated orders of n people finds one on average, whatever n is.
"""

import json
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from tests.attacks.copies import MARK, Copy, Row

Guess = dict[UUID, bytes]


@dataclass
class Loot:
    """What is attacked: copies of one wave, keys found in them, and the sheets (as sent) without their senders."""

    copies: list[Copy]
    sheets: list[bytes]
    released: list[Row]
    keys: Collection[bytes] = ()


def attacks(loot: Loot) -> Iterator[tuple[str, Guess]]:
    """Every attack with what it makes of each person."""
    for number, copy in enumerate(loot.copies):
        for where, tables in (("rows", copy.tables), ("pages", copy.remains)):
            spent = _spent(tables.get("surveys_invitation", []))
            ballots = tables.get("surveys_ballot", [])
            if not spent or not ballots:
                continue
            for order, sheet, contents in _readings(ballots, loot):
                yield f"copy {number}, {where}: xmin, {order} as {sheet}", _by_xmin(spent, contents)
            for how, key in PEOPLE.items():
                people = [row["employee_id"] for row in sorted(spent.values(), key=key)]
                for what, by in ANSWERS.items():
                    texts = [row["text"] for row in sorted(loot.released, key=by)]
                    yield f"copy {number}, {where}: {how} as {what}", dict(zip(people, texts, strict=False))


PEOPLE: dict[str, Callable[[Row], Any]] = {
    "xmin": lambda row: row["xmin"],
    "ctid": lambda row: row["ctid"],
    "invitation": lambda row: row["id"],
    "person": lambda row: row["employee_id"],
    "link": lambda row: bytes(row["token_hash"]),
}
ANSWERS: dict[str, Callable[[Row], Any]] = {
    "ctid of the open answer": lambda row: row["ctid"],
    "id of the open answer": lambda row: row["id"],
}
BOXES: dict[str, Callable[[bytes], Any]] = {
    "length": lambda box: (len(box), box),
    "bytes": lambda box: box,
    "packed size": lambda box: (len(zlib.compress(box)), box[-16:]),
}
SHEETS: dict[str, Callable[[bytes], Any]] = {
    "length": lambda sheet: (len(sheet), sheet),
    "answers": lambda sheet: sheet,
    "packed size": lambda sheet: (len(zlib.compress(sheet)), sheet),
}


def read(box: bytes, keys: Iterable[bytes]) -> bytes | None:
    """What the box says, without a key or with one of `keys`; None where it says nothing."""
    found = MARK.search(box)
    if found:
        return found.group()
    for key in keys:
        try:
            found = MARK.search(SealedBox(PrivateKey(key)).decrypt(box))
        except (CryptoError, ValueError):
            continue
        if found:
            return found.group()
    return None


def _readings(ballots: list[Row], loot: Loot) -> Iterator[tuple[str, str, list[tuple[int, bytes | None]]]]:
    """Ballots as (xmin, content): read, or guessed by ranking boxes and sheets."""
    boxes = [(row["xmin"], bytes(row["box"] or b"")) for row in ballots]
    contents = [(xmin, read(box, loot.keys)) for xmin, box in boxes]
    if any(content for _xmin, content in contents):
        yield "the box", "what it says", contents
    for order, by in BOXES.items():
        ranked = sorted(boxes, key=lambda one, by=by: by(one[1]))
        for name, sheet_by in SHEETS.items():
            sheets = sorted(loot.sheets, key=sheet_by)
            yield (
                order,
                name,
                [(xmin, mark_of(sheet)) for (xmin, _box), sheet in zip(ranked, sheets, strict=False)],
            )


def _by_xmin(spent: dict[UUID, Row], contents: list[tuple[int, bytes | None]]) -> Guess:
    """The rank of the transaction that spent a link, and that of the one that brought a ballot."""
    people = sorted(spent.values(), key=lambda row: row["xmin"])
    answers = sorted(contents, key=lambda one: one[0])
    pairs = zip(people, answers, strict=False)
    return {row["employee_id"]: content for row, (_xmin, content) in pairs if content is not None}


def _spent(rows: list[Row]) -> dict[UUID, Row]:
    """The spent invitations, one row a person: the version that was written when the link was spent."""
    spent: dict[UUID, Row] = {}
    for raw in sorted(rows, key=lambda row: row["xmin"]):
        row = {**raw}
        for name in ("employee_id", "id"):
            if isinstance(row[name], bytes):
                row[name] = UUID(bytes=row[name])
            elif isinstance(row[name], str):
                row[name] = UUID(row[name])
        if row["answered"] in (True, b"\x01"):
            spent.setdefault(row["employee_id"], row)
    return spent


def mark_of(sheet: bytes) -> bytes:
    """The mark in a sheet."""
    found = MARK.search(sheet)
    assert found is not None
    return found.group()


def joined(guess: Guess, truth: Guess) -> int:
    """How many people got their own sheet."""
    return sum(truth.get(person) == mark for person, mark in guess.items())


def as_sent(answers: dict[str, Any], text: str) -> bytes:
    """A sheet as the attacker is given it."""
    return json.dumps([answers, text]).encode()
