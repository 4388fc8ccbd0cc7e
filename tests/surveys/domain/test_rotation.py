import random
import uuid
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.rotation import (
    PLACES,
    Person,
    PlaceCounts,
    RosterRow,
    add_months,
    deal,
    draw,
    month_index,
    parse_roster,
    place_joiners,
    place_of_month,
    roster_bytes,
    roster_digest,
)

# A path of at most three levels in a tree whose units have few children, so that branches of all sizes occur.
paths = st.lists(st.integers(0, 2), max_size=3).map(
    lambda steps: tuple("/".join(map(str, steps[: depth + 1])) for depth in range(len(steps)))
)
organisations = st.lists(paths, min_size=1, max_size=150).map(
    lambda found: [Person(number, path) for number, path in enumerate(found)]
)
rhythms = st.sampled_from(sorted(PLACES.values()))


def sizes_by_branch(people, dealt, places):
    sizes = {"whole": Counter(dict.fromkeys(range(places), 0))}
    for person in people:
        for unit in ("whole", *person.path):
            sizes.setdefault(unit, Counter(dict.fromkeys(range(places), 0)))[dealt[person.id]] += 1
    return sizes


@given(organisations, rhythms, st.randoms(use_true_random=False))
def test_first_dealing_is_even_in_the_whole_and_in_every_branch(people, places, rng):
    dealt = deal(people, places, rng)

    assert set(dealt) == {person.id for person in people}
    for unit, sizes in sizes_by_branch(people, dealt, places).items():
        assert max(sizes.values()) - min(sizes.values()) <= 1, unit


@given(organisations, st.randoms(use_true_random=False))
def test_first_dealing_is_even_with_a_given_tree_order(people, rng):
    order = {unit: rng.randrange(5) for person in people for unit in person.path}

    for unit, sizes in sizes_by_branch(people, deal(people, 12, rng, order), 12).items():
        assert max(sizes.values()) - min(sizes.values()) <= 1, unit


def test_first_dealing_differs_by_seed_and_repeats_by_seed():
    people = [Person(number, ("north", f"team {number // 12}")) for number in range(60)]

    first = deal(people, 12, random.Random(1))

    assert first == deal(people, 12, random.Random(1))
    assert first != deal(people, 12, random.Random(2))


def test_nobody_is_dealt_twice():
    with pytest.raises(ValueError, match="twice"):
        deal([Person(1, ()), Person(1, ())], 12, random.Random(1))


def test_joiner_gets_place_emptiest_in_whole_before_location_before_team():
    counts = PlaceCounts(4)
    for place, location, team, number in (
        (0, "north", "n1", 3),
        (1, "south", "s1", 2),
        (2, "north", "n1", 1),
        (2, "south", "s1", 1),
        (3, "north", "n2", 1),
        (3, "south", "s1", 1),
    ):
        counts.add((location, team), place, number)
    # Places 1, 2 and 3 hold two people; north has none on 1, so 1 it is although 2 and 3 are as empty.
    assert place_joiners(counts, [Person("x", ("north", "n1"))], random.Random(0)) == {"x": 1}
    # Now 2 and 3 are left; north has one on each; team n1 has one on 2 and none on 3.
    assert place_joiners(counts, [Person("y", ("north", "n1"))], random.Random(0)) == {"y": 3}
    assert counts.whole == [3, 3, 2, 3]


def test_joiners_are_tied_by_lot():
    places = {
        place_joiners(PlaceCounts(12), [Person("x", ("north",))], random.Random(seed))["x"]
        for seed in range(200)
    }
    assert places == set(range(12))


@given(organisations, organisations, st.randoms(use_true_random=False))
def test_joiners_keep_the_whole_even(people, more, rng):
    dealt = deal(people, 12, rng)
    counts = PlaceCounts.of(((person.path, dealt[person.id]) for person in people), 12)
    joiners = [Person(("new", person.id), person.path) for person in more]

    placed = place_joiners(counts, joiners, rng)

    assert set(placed) == {joiner.id for joiner in joiners}
    assert max(counts.whole) - min(counts.whole) <= 1
    everyone = [(person.path, dealt[person.id]) for person in people]
    everyone += [(joiner.path, placed[joiner.id]) for joiner in joiners]
    recount = PlaceCounts.of(everyone, 12)
    assert counts.whole == recount.whole
    for unit in recount.by_unit:
        assert counts.unit(unit) == recount.unit(unit)


@pytest.mark.parametrize(
    ("places", "turns"),
    [(12, list(range(12))), (4, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]), (2, [0] * 6 + [1] * 6)],
)
def test_place_of_month(places, turns):
    january = month_index(date(2026, 1, 9))
    assert [place_of_month(january + month, places) for month in range(12)] == turns


def test_places_that_do_not_divide_a_year_are_refused():
    with pytest.raises(ValueError, match="equal parts"):
        place_of_month(0, 5)


def test_add_months_keeps_to_the_month():
    assert add_months(date(2025, 11, 30), 3) == date(2026, 2, 28)
    assert add_months(date(2026, 1, 15), 3) == date(2026, 4, 15)


TODAY = date(2026, 5, 12)
MAY = month_index(TODAY)


@pytest.mark.parametrize(
    ("row", "asked"),
    [
        (RosterRow("a", 4), True),
        (RosterRow("a", 5), False),
        (RosterRow("a", 4, active=False), False),
        (RosterRow("a", 4, invitable=False), False),
        (RosterRow("a", 4, last_invited=MAY - 11), False),
        (RosterRow("a", 4, last_invited=MAY - 12), True),
        (RosterRow("a", 4, last_invited=MAY), False),
        (RosterRow("a", 4, joined_on=date(2026, 2, 12), settled=False), True),
        (RosterRow("a", 4, joined_on=date(2026, 2, 13), settled=False), False),
        (RosterRow("a", 4, joined_on=date(2026, 2, 13), settled=True), True),
        (RosterRow("a", 4, joined_on=None, settled=False), True),
    ],
)
def test_who_is_asked(row, asked):
    assert draw([row], 4, TODAY, seed="s").invited == (("a",) if asked else ())


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_draw_depends_on_roster_and_seed_only(seed, rng):
    roster = [RosterRow(uuid.UUID(int=number), 4) for number in range(30)]
    shuffled = rng.sample(roster, len(roster))

    assert draw(roster, 4, TODAY, seed=str(seed)) == draw(shuffled, 4, TODAY, seed=str(seed))


def test_order_of_a_draw_is_not_that_of_the_roster():
    roster = [RosterRow(uuid.UUID(int=number), 4) for number in range(30)]
    first = draw(roster, 4, TODAY, seed="one").invited
    assert sorted(first) == [row.id for row in roster]
    assert first != tuple(row.id for row in roster)
    assert first != draw(roster, 4, TODAY, seed="two").invited


rows = st.builds(
    RosterRow,
    st.uuids(),
    st.integers(0, 11),
    st.none() | st.dates(),
    st.booleans(),
    st.none() | st.integers(0, 50_000),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(rows, unique_by=lambda row: row.id, max_size=30), st.randoms(use_true_random=False))
def test_roster_is_read_back_and_its_form_is_canonical(roster, rng):
    data = roster_bytes(roster)

    assert sorted(parse_roster(data)) == sorted(roster) or set(parse_roster(data)) == set(roster)
    assert roster_bytes(rng.sample(roster, len(roster))) == data
    assert roster_bytes(parse_roster(data)) == data


def test_digest_changes_with_any_field():
    base = RosterRow(uuid.UUID(int=1), 3, date(2026, 1, 1), False, 24000, True, True)
    changed = [
        base,
        base._replace(id=uuid.UUID(int=2)),
        base._replace(place=4),
        base._replace(joined_on=None),
        base._replace(settled=True),
        base._replace(last_invited=None),
        base._replace(active=False),
        base._replace(invitable=False),
    ]
    assert len({roster_digest(roster_bytes([row])) for row in changed}) == len(changed)


@pytest.mark.parametrize("data", [b"", b"roster 2\n", b"roster 1\nx\ty\n"])
def test_something_else_is_no_roster(data):
    with pytest.raises(ValueError, match="roster"):
        parse_roster(data)
