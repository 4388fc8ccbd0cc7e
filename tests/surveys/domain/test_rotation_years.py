"""Ten years of an invented organisation, month by month: what the rotation promises whoever works there.

The bounds are those of docs/algorithms/rotation.md. A mark is a month in which somebody was asked, began to be
there and invitable, or stopped being so.
"""

import itertools
import random
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.domain.rotation import (
    PLACES,
    Draw,
    Path,
    Person,
    PlaceCounts,
    RosterRow,
    deal,
    deal_anew,
    draw,
    month_index,
    parse_roster,
    place_joiners,
    place_of_month,
    roster_bytes,
    roster_digest,
    waiting,
)

TREE: list[Path] = [("north", "n1"), ("north", "n2"), ("south", "s1"), ("south",), ()]
JANUARY = month_index(date(2026, 1, 1))
TEN_YEARS = 120
rhythms = st.sampled_from(sorted(PLACES.values()))


class Organisation:
    """People who come, leave, come back, move, and are set aside for a time; and waves in some rhythm."""

    def __init__(self, staff: int, places: int, seed: int, first_month: int = JANUARY) -> None:
        self.rng = random.Random(seed)
        self.places = self.dealt_for = places
        self.first_month, self.last_wave = first_month, None
        self.unit = {number: self.rng.choice(TREE) for number in range(staff)}
        self.place = deal([Person(number, self.unit[number]) for number in self.unit], 12, self.rng)
        self.joined: dict[int, date | None] = dict.fromkeys(self.unit)
        self.asked: dict[int, list[int]] = {number: [] for number in self.unit}
        self.aside: set[int] = set()
        self.opted_out: set[int] = set()
        self.gone: dict[int, Path] = {}
        self.since: dict[int, int] = dict.fromkeys(self.unit, first_month - 1)
        self.stretches: list[tuple[int, int, int]] = []

    def roster(self) -> list[RosterRow]:
        return [
            RosterRow(
                number,
                self.place[number] % self.places,
                self.joined[number],
                self.joined[number] is None,
                self.asked[number][-1] if self.asked[number] else None,
                True,
                number not in self.aside | self.opted_out,
            )
            for number in self.unit
        ]

    def live(self, month: int, today: date, turnover: float, replaced: float) -> None:
        """What happens to the staff in one month, before its wave."""
        for number in [number for number in self.unit if self.rng.random() < turnover / 12]:
            self.stop(number, month)
            self.gone[number] = self.unit.pop(number)
        for number in [number for number in self.gone if self.rng.random() < 0.2]:
            self.unit[number] = self.gone.pop(number)
            if self.rng.random() < 0.5:
                self.joined[number] = date(month // 12, month % 12 + 1, 1)
            self.start(number, month)
        for number in self.unit:
            if self.rng.random() < 0.02:
                self.unit[number] = self.rng.choice(TREE)
            if self.rng.random() < 0.02:
                self.stop(number, month)
                self.aside ^= {number}
                self.start(number, month)
            if self.rng.random() < 0.002:
                self.stop(number, month)
                self.opted_out.add(number)
        wanted = sum(self.rng.random() < replaced * turnover / 12 for _ in range(len(self.unit) + 1))
        newcomers = [Person(len(self.asked) + extra, self.rng.choice(TREE)) for extra in range(wanted)]
        counts = PlaceCounts.of(((self.unit[number], self.place[number]) for number in self.unit), 12)
        self.place |= place_joiners(counts, newcomers, self.rng)
        for person in newcomers:
            self.unit[person.id], self.asked[person.id] = person.path, []
            self.joined[person.id] = date(month // 12, month % 12 + 1, self.rng.randint(1, today.day))
            self.start(person.id, month)

    def start(self, number: int, month: int) -> None:
        if number in self.unit and number not in self.aside | self.opted_out:
            self.since[number] = month

    def stop(self, number: int, month: int) -> None:
        if number in self.since:
            self.stretches.append((number, self.since.pop(number), month))

    def wave(self, month: int, today: date) -> Draw:
        """The draw of this month, each time tried in another order of the roster and again from its bytes."""
        if self.dealt_for != self.places:
            self.change_rhythm(month)
        roster, place = self.roster(), place_of_month(month, self.places)
        drawn = draw(roster, place, today, seed=str(month))
        data = roster_bytes(self.rng.sample(roster, len(roster)))
        assert roster_digest(data) == roster_digest(roster_bytes(roster))
        assert draw(parse_roster(data, int), place, today, seed=str(month)) == drawn
        assert drawn.invited == () or draw(self.after(drawn), place, today, seed=str(month)).invited == ()
        for number in drawn.invited:
            assert number in self.unit
            assert number not in self.aside | self.opted_out
            joined = self.joined[number]
            assert joined is None or month_index(joined) + 3 <= month
            self.asked[number].append(month)
        self.last_wave = month
        return drawn

    def after(self, drawn: Draw) -> Iterator[RosterRow]:
        return (
            row._replace(last_invited=drawn.month) if row.id in drawn.invited else row
            for row in self.roster()
        )

    def change_rhythm(self, month: int) -> None:
        slack = 12 // min(self.dealt_for, self.places) - 1
        rows = {row.id: row for row in self.roster()}
        people = [
            waiting(Person(number, self.unit[number]), rows[number], started=self.first_month, slack=slack)
            for number in self.unit
        ]
        dealt = deal_anew(people, self.places, month, self.rng)
        assert dealt.keys() == self.unit.keys()
        self.place |= {
            number: place + self.places * self.rng.randrange(12 // self.places)
            for number, place in dealt.items()
        }
        self.dealt_for = self.places

    def finish(self, month: int) -> None:
        for number in list(self.since):
            self.stop(number, month)

    def shortest(self) -> int:
        """The fewest months between two invitations of one person."""
        return min(
            (
                later - earlier
                for months in self.asked.values()
                for earlier, later in itertools.pairwise(months)
            ),
            default=12,
        )

    def longest(self) -> int:
        """The most months that somebody who was there and could be invited was not asked."""
        return max(
            later - earlier
            for number, start, end in self.stretches
            for earlier, later in itertools.pairwise(
                [start, *(month for month in self.asked[number] if start < month < end), end]
            )
        )


@settings(max_examples=25, deadline=None)
@given(
    staff=st.integers(1, 80),
    places=rhythms,
    turnover=st.floats(0, 0.5),
    replaced=st.floats(0, 1.5),
    seed=st.integers(0, 2**32),
)
def test_ten_years_of_joiners_leavers_moves_and_returns(
    staff: int, places: int, turnover: float, replaced: float, seed: int
) -> None:
    """Never twice within 12 months; at least once in any 15 months at work and invitable, in every rhythm."""
    house = Organisation(staff, places, seed)
    for month in range(JANUARY, JANUARY + TEN_YEARS):
        today = date(month // 12, month % 12 + 1, house.rng.randint(1, 28))
        house.live(month, today, turnover, replaced)
        if month % (12 // places) == 0:
            house.wave(month, today)
    house.finish(JANUARY + TEN_YEARS)

    assert house.shortest() >= 12
    assert house.longest() <= 15


# At most this many months between two invitations when both rhythms occur: 12 + the longer distance - 1.
AFTER_A_CHANGE = {
    frozenset({12, 4}): 14,
    frozenset({12, 2}): 17,
    frozenset({4, 2}): 17,
    frozenset({12, 4, 2}): 17,
}


@settings(max_examples=40, deadline=None)
@given(
    staff=st.integers(1, 60),
    among=st.sampled_from(sorted(AFTER_A_CHANGE, key=sorted)),
    first_month=st.integers(JANUARY, JANUARY + 11),
    stays=st.lists(st.integers(18, 40), min_size=8, max_size=8),
    change=st.integers(1, 17),
    seed=st.integers(0, 2**32),
)
def test_changing_the_rhythm_in_any_month(
    staff: int,
    among: frozenset[int],
    first_month: int,
    stays: list[int],
    change: int,
    seed: int,
) -> None:
    """Never twice within 12 months, and a bound on the wait of who stays, where a rhythm stays 18 months at least."""
    house = Organisation(staff, max(among) if seed % 2 else min(among), seed, first_month)
    changes = list(itertools.accumulate(stays, initial=first_month + change))
    for month in range(first_month, first_month + TEN_YEARS):
        if month in changes:
            house.places = house.rng.choice(sorted(among - {house.places}))
        house.live(month, date(month // 12, month % 12 + 1, 1), 0, 1)
        if house.last_wave is None or month >= house.last_wave + 12 // house.places:
            house.wave(month, date(month // 12, month % 12 + 1, 1))
    house.finish(first_month + TEN_YEARS)

    assert house.shortest() >= 12
    assert house.longest() <= AFTER_A_CHANGE[among]


@settings(max_examples=40, deadline=None)
@given(
    rhythm=st.lists(rhythms, min_size=TEN_YEARS, max_size=TEN_YEARS),
    staff=st.integers(1, 60),
    seed=st.integers(0, 2**32),
)
def test_nobody_is_asked_twice_in_a_year_however_often_the_rhythm_changes(
    rhythm: list[int], staff: int, seed: int
) -> None:
    house = Organisation(staff, rhythm[0], seed)
    for month, places in enumerate(rhythm, start=JANUARY):
        house.places = places
        house.live(month, date(month // 12, month % 12 + 1, 1), 0.2, 1)
        if house.last_wave is None or month >= house.last_wave + 12 // places:
            house.wave(month, date(month // 12, month % 12 + 1, 1))
    assert house.shortest() >= 12


@pytest.mark.parametrize(("before", "now"), [(12, 4), (12, 2), (4, 12), (4, 2), (2, 12), (2, 4)])
@pytest.mark.parametrize("change", [1, 5, 13, 20])
def test_places_stay_even_when_the_rhythm_changes(before: int, now: int, change: int) -> None:
    """As even as the places that are joined: so many months, so many people at most."""
    house = Organisation(127, before, change)
    for month in range(JANUARY, JANUARY + change + 12):
        if month == JANUARY + change:
            house.places = now
        if house.last_wave is None or month >= house.last_wave + 12 // house.places:
            house.wave(month, date(month // 12, month % 12 + 1, 1))
    whole = [sum(house.place[number] % now == turn for number in house.unit) for turn in range(now)]
    assert sum(whole) == 127
    assert max(whole) - min(whole) <= max(12 // min(before, now), 2)


@given(
    staff=st.integers(1, 60),
    places=rhythms,
    steps=st.lists(st.booleans(), max_size=200),
    rng=st.randoms(use_true_random=False),
)
def test_sizes_differ_by_one_and_by_the_posts_that_are_vacant(
    staff: int, places: int, steps: list[bool], rng: random.Random
) -> None:
    """The exact statement: never more than one apart when nobody's post is vacant; a vacancy adds one at most."""
    place = deal([Person(number, ()) for number in range(staff)], places, rng)
    counts = PlaceCounts.of((((), one) for one in place.values()), places)
    most = staff
    for number, comes in enumerate(steps, start=staff):
        if comes:
            place |= place_joiners(counts, [Person(number, ())], rng)
        elif place:
            counts.add((), place.pop(rng.choice(sorted(place))), -1)
        most = max(most, len(place))
        assert max(counts.whole) - min(counts.whole) <= 1 + most - len(place)


@pytest.mark.parametrize("staff", [65, 301, 1_205, 12_005])
def test_ten_years_with_leavers_replaced_stay_within_one(staff: int, capsys: pytest.CaptureFixture) -> None:
    """One in five leaves each year; each is replaced in the month itself. The branches have no promise: printed."""
    rng = random.Random(staff)
    teams = [
        (f"location {team // 8}", f"location {team // 8} team {team}") for team in range(max(staff // 15, 1))
    ]
    path = {number: teams[number * len(teams) // staff] for number in range(staff)}
    place = deal([Person(number, path[number]) for number in path], 12, rng)
    counts = PlaceCounts.of(((path[number], place[number]) for number in path), 12)
    worst = {"whole": 0, "location": 0, "team": 0}
    for month in range(TEN_YEARS):
        leaving = rng.sample(sorted(path), round(staff * 0.2 / 12))
        vacancies = []
        for number in leaving:
            counts.add(path[number], place[number], -1)
            vacancies.append(path.pop(number))
        joiners = [Person(staff * (month + 1) + extra, team) for extra, team in enumerate(vacancies)]
        place |= place_joiners(counts, joiners, rng)
        path |= {person.id: person.path for person in joiners}
        worst["whole"] = max(worst["whole"], max(counts.whole) - min(counts.whole))
        for unit, sizes in counts.by_unit.items():
            level = "team" if "team" in unit else "location"
            worst[level] = max(worst[level], max(sizes) - min(sizes))
    with capsys.disabled():
        print(f"\n{staff:>6} staff, most that month sizes ever differed in ten years: {worst}")
    assert worst["whole"] == 1
