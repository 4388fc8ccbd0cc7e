"""Who is asked when: fixed places in a yearly rotation, and the draw of one wave.

Everyone gets a place when imported and keeps it. A wave asks the people of one place. The rules and the
reasons for them are told in ``docs/algorithms/rotation.md``.
"""

import hashlib
import random
import uuid
from calendar import monthrange
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

PLACES = {"monthly": 12, "quarterly": 4, "half_yearly": 2}
MONTHS_BETWEEN_INVITATIONS = 12
MONTHS_BEFORE_FIRST_INVITATION = 3

PersonId = Hashable
UnitId = Hashable
Path = tuple[UnitId, ...]

_ROSTER_HEADER = b"roster 1\n"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who needs a place.

    ``path``: the units from the top of the tree (location) down to the person's own unit (team), without
    the organisation itself; empty for somebody who belongs to no unit.
    """

    id: PersonId
    path: Path


class RosterRow(NamedTuple):
    """One member of staff as a draw sees them. A tuple, because a roster may have a million rows.

    ``joined_on`` is None when unknown. ``settled``: part of the first import, so not new to the work.
    ``last_invited``: month index (see :func:`month_index`) of the last wave that asked this person, or None.
    ``invitable`` is False for "do not invite" and for people who opted out.
    """

    id: PersonId
    place: int
    joined_on: date | None = None
    settled: bool = True
    last_invited: int | None = None
    active: bool = True
    invitable: bool = True


@dataclass(frozen=True, slots=True)
class Draw:
    """Outcome of :func:`draw`. ``invited`` is in random order, reproducible from ``seed``."""

    month: int
    place: int
    seed: str
    invited: tuple[PersonId, ...]


@dataclass(slots=True)
class PlaceCounts:
    """How many people sit on each place: in the whole, and in every unit of the tree with all below it.

    Mutable on purpose: joiners are placed one after the other, each seeing those before.
    """

    places: int
    whole: list[int] = field(default_factory=list)
    by_unit: dict[UnitId, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.places < 1:
            raise ValueError("a rotation has at least one place")
        if not self.whole:
            self.whole = [0] * self.places

    @classmethod
    def of(cls, people: Iterable[tuple[Path, int]], places: int) -> "PlaceCounts":
        """Count people given as (path, place) pairs."""
        counts = cls(places)
        for path, place in people:
            counts.add(path, place)
        return counts

    def add(self, path: Path, place: int, number: int = 1) -> None:
        """Put ``number`` people of the unit at ``path`` on ``place``; negative for leavers."""
        self.whole[place] += number
        for unit in path:
            self.unit(unit)[place] += number

    def unit(self, unit: UnitId) -> list[int]:
        """The counts of one unit; zeros for a unit nobody is in yet."""
        found = self.by_unit.get(unit)
        if found is None:
            found = self.by_unit[unit] = [0] * self.places
        return found


def deal(
    people: Sequence[Person],
    places: int,
    rng: random.Random,
    tree_order: Mapping[UnitId, int] | None = None,
) -> dict[PersonId, int]:
    """First dealing: place (0 … places-1) of every person.

    Order by the unit tree, random within a unit, dealt out in turn from a random place on. Everyone below a
    unit stands together in that order, so the places' sizes differ by at most one in the whole and in every
    branch. ``tree_order`` gives the rank of a unit among its siblings; without it, units come in the order
    in which they are first met.
    """
    if places < 1:
        raise ValueError("a rotation has at least one place")
    teams: dict[Path, list[PersonId]] = {}
    met: dict[UnitId, int] = {}
    for person in people:
        team = teams.get(person.path)
        if team is None:
            team = teams[person.path] = []
            for unit in person.path:
                met.setdefault(unit, len(met))
        team.append(person.id)
    ranks = met if tree_order is None else {unit: (tree_order.get(unit, len(met)), met[unit]) for unit in met}
    turn = rng.randrange(places)
    dealt: dict[PersonId, int] = {}
    for path in sorted(teams, key=lambda path: [ranks[unit] for unit in path]):
        team = teams[path]
        rng.shuffle(team)
        for person_id in team:
            dealt[person_id] = turn
            turn = (turn + 1) % places
    if len(dealt) != len(people):
        raise ValueError("a person occurs twice")
    return dealt


def place_joiners(counts: PlaceCounts, joiners: Iterable[Person], rng: random.Random) -> dict[PersonId, int]:
    """Place of every joiner: emptiest in the whole, then in the location, … the own unit, then by lot.

    ``counts`` is updated while placing.
    """
    placed: dict[PersonId, int] = {}
    for joiner in joiners:
        if joiner.id in placed:
            raise ValueError("a person occurs twice")
        candidates = _emptiest(counts.whole, range(counts.places))
        for unit in joiner.path:
            if len(candidates) == 1:
                break
            candidates = _emptiest(counts.unit(unit), candidates)
        place = candidates[0] if len(candidates) == 1 else rng.choice(candidates)
        counts.add(joiner.path, place)
        placed[joiner.id] = place
    return placed


def _emptiest(sizes: Sequence[int], candidates: Sequence[int]) -> list[int]:
    smallest = min(sizes[place] for place in candidates)
    return [place for place in candidates if sizes[place] == smallest]


def month_index(day: date) -> int:
    """Months since year 0; two waves a year apart differ by 12."""
    return day.year * 12 + day.month - 1


def place_of_month(month: int, places: int) -> int:
    """The place whose turn it is in the month with this index; the rotation always takes one year.

    With four places a place has three months: a wave in any one of them, the same one each year.
    """
    if places < 1 or 12 % places:
        raise ValueError(f"a year cannot be divided in {places} equal parts")
    return month % 12 // (12 // places)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who is dealt anew: not asked before month ``earliest``, and by month ``latest`` where that can be."""

    person: Person
    earliest: int
    latest: int


def waiting(person: Person, row: RosterRow, *, started: int, slack: int) -> Waiting:
    """The months in which this person can be asked next, when the rhythm changes.

    ``started``: month of the first wave. ``slack``: how many months later than a year somebody may be asked once,
    because of the change: the longer of both distances between waves, less one.
    """
    year = MONTHS_BETWEEN_INVITATIONS
    earliest, latest = 0, started - 1 + year + slack
    if row.last_invited is not None:
        earliest, latest = row.last_invited + year, row.last_invited + year + slack
    if not row.settled and row.joined_on is not None:
        joined = month_index(row.joined_on)
        # Who is settled in the course of a month may not be so yet on the day of that month's wave.
        settled = joined + MONTHS_BEFORE_FIRST_INVITATION + (row.joined_on.day > 1)
        after_joining = joined + year + max(slack, MONTHS_BEFORE_FIRST_INVITATION)
        latest = after_joining if row.last_invited is None else max(latest, after_joining)
        earliest = max(earliest, settled)
    return Waiting(person, earliest, latest)


def deal_anew(people: Iterable[Waiting], places: int, month: int, rng: random.Random) -> dict[PersonId, int]:
    """Places (0 … ``places`` - 1) for another rhythm whose first wave is in ``month``.

    Each goes to a wave of the coming year that is neither too early nor too late for them: whoever has least choice
    first, to the place that is emptiest in the whole, then in the location, … the own unit, then the earliest.
    Whom no wave suits in time goes to the first one after ``earliest``.
    """
    gap = 12 // places
    first = place_of_month(month, places)
    counts = PlaceCounts(places)
    chosen: list[tuple[int, float, Waiting, list[int]]] = []
    for one in people:
        soonest = max(0, -((month - one.earliest) // gap))
        last = max(soonest, min((one.latest - month) // gap, soonest + places - 1))
        turns = list(range(soonest, last + 1))
        chosen.append((len(turns), rng.random(), one, turns))
    chosen.sort(key=lambda entry: entry[:2])
    dealt: dict[PersonId, int] = {}
    for _, _, one, turns in chosen:
        candidates = [(first + turn) % places for turn in turns]
        for sizes in (counts.whole, *(counts.unit(unit) for unit in one.person.path)):
            if len(candidates) == 1:
                break
            candidates = _emptiest(sizes, candidates)
        dealt[one.person.id] = candidates[0]
        counts.add(one.person.path, candidates[0])
    return dealt


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last day of the month where that day does not exist."""
    index = month_index(day) + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_settled(row: RosterRow, today: date) -> bool:
    """Whether the first three months at work are over."""
    if row.settled or row.joined_on is None:
        return True
    return add_months(row.joined_on, MONTHS_BEFORE_FIRST_INVITATION) <= today


def is_due(row: RosterRow, place: int, today: date) -> bool:
    """Whether a wave of this place asks this person today."""
    return (
        row.place == place
        and row.active
        and row.invitable
        and (row.last_invited is None or month_index(today) - row.last_invited >= MONTHS_BETWEEN_INVITATIONS)
        and is_settled(row, today)
    )


def draw(roster: Iterable[RosterRow], place: int, today: date, *, seed: str) -> Draw:
    """Everybody whose turn it is, in an order that only ``seed`` decides (not the order of the roster).

    There is no chance in *who* is invited: the place was dealt by lot before. Running it again with the same
    roster and seed gives the same answer.
    """
    due = sorted((row.id for row in roster if is_due(row, place, today)), key=str)
    random.Random(seed).shuffle(due)
    return Draw(month=month_index(today), place=place, seed=seed, invited=tuple(due))


def roster_bytes(roster: Iterable[RosterRow]) -> bytes:
    """Canonical form of a roster: the same people give the same bytes, in whatever order they come.

    One line a person, sorted: id, place, joined_on (ISO) or empty, month last invited or empty, and the flags
    ``s`` (settled), ``a`` (active), ``i`` (invitable); separated by tabs. Ids are written with ``str``.
    """
    lines = [
        f"{row.id}\t{row.place}\t{row.joined_on or ''}\t"
        f"{'' if row.last_invited is None else row.last_invited}\t"
        f"{'s' if row.settled else ''}{'a' if row.active else ''}{'i' if row.invitable else ''}\n"
        for row in roster
    ]
    lines.sort()
    return _ROSTER_HEADER + "".join(lines).encode()


def roster_digest(data: bytes) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def seed_mark(seed: str) -> str:
    """What the log keeps of a seed, so that nobody changes it afterwards unseen."""
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


def parse_roster(data: bytes, parse_id: Callable[[str], PersonId] = uuid.UUID) -> list[RosterRow]:
    """The roster that :func:`roster_bytes` wrote. Raises ValueError on anything else."""
    if not data.startswith(_ROSTER_HEADER):
        raise ValueError("not a roster")
    rows = []
    for line in data[len(_ROSTER_HEADER) :].decode().splitlines():
        try:
            person, place, joined, invited, flags = line.split("\t")
        except ValueError as error:
            raise ValueError("a roster line has five fields") from error
        rows.append(
            RosterRow(
                parse_id(person),
                int(place),
                date.fromisoformat(joined) if joined else None,
                "s" in flags,
                int(invited) if invited else None,
                "a" in flags,
                "i" in flags,
            )
        )
    return rows
