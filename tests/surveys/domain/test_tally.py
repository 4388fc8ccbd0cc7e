import json
import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.ballot import Ballot
from surveys.domain.scoring import Direction, Item
from surveys.domain.tally import ItemTally, Tally

ITEMS = [
    *(Item(f"K0{number}", Direction.POSITIVE, "control") for number in range(1, 9)),
    Item("K09", Direction.NEGATIVE, "demands"),
    Item("K10", Direction.BIPOLAR, "balance"),
    Item("V07", Direction.UNSCORED, "control"),
    Item("O1", Direction.OPEN, "energy"),
]
INDEX = [f"K0{number}" for number in range(1, 10)]
CODES = [item.code for item in ITEMS if item.code != "O1"]

ballots = st.lists(
    st.fixed_dictionaries({code: st.none() | st.integers(1, 5) for code in CODES}).map(
        lambda answers: Ballot("team", answers)
    ),
    max_size=12,
)


def tally(given_ballots, **options):
    return Tally.of(given_ballots, ITEMS, index_items=INDEX, **options)


def test_counts_by_hand():
    result = tally(
        [
            Ballot("a", {**dict.fromkeys(INDEX, 4), "K10": 5}),
            Ballot("b", {**dict.fromkeys(INDEX[:7], 1), "K10": None, "V07": 2, "other": 9}),
            Ballot("a", {"K01": 5}),
        ]
    )

    assert result.n == 3
    assert result.items["K01"] == ItemTally(3, 175, 75**2 + 100**2, (1, 0, 0, 1, 1))
    assert result.items["K09"] == ItemTally(1, 25, 625, (0, 0, 0, 1, 0))
    assert result.items["K10"] == ItemTally(1, 0, 0, (0, 0, 0, 0, 1))
    assert result.items["V07"] == ItemTally(1, 0, 0, (0, 1, 0, 0, 0))
    assert sorted(result.items) == sorted(CODES)
    assert (result.index.n, result.index.total) == (2, Fraction(8 * 75 + 25, 9))
    assert result.index.squares == Fraction(8 * 75 + 25, 9) ** 2
    assert set(result.themes) == {"control", "demands"}
    assert (result.themes["control"].n, result.themes["control"].total) == (3, 175)
    assert (result.themes["demands"].n, result.themes["demands"].total) == (1, 25)


@given(ballots, ballots, ballots)
def test_adding_is_exact_and_order_does_not_matter(first, second, third):
    whole = tally([*first, *second, *third], products=True)
    parts = [tally(part, products=True) for part in (first, second, third)]

    assert (parts[0] + parts[1]) + parts[2] == whole
    assert parts[0] + (parts[1] + parts[2]) == whole
    assert parts[2] + parts[0] + parts[1] == whole


@given(ballots, st.booleans())
def test_stored_tally_is_read_back(given_ballots, products):
    result = tally(given_ballots, products=products)
    assert Tally.from_dict(json.loads(json.dumps(result.to_dict()))) == result


def test_waves_with_different_bank_items_add_up():
    first = Tally.of([Ballot("a", {"V01": 1})], [Item("V01", Direction.NEGATIVE, "demands")], index_items=[])
    second = Tally.of([Ballot("a", {"V02": 5})], [Item("V02", Direction.NEGATIVE, "demands")], index_items=[])

    both = first + second

    assert both.n == 2
    assert (both.items["V01"].n, both.items["V02"].n) == (1, 1)
    assert (both.themes["demands"].n, both.themes["demands"].total) == (2, 100)


def test_products_are_lost_when_one_part_has_none():
    assert (tally([], products=True) + tally([])).products is None
    assert tally([], products=True).without_products() == tally([])


def test_alpha_against_its_definition():
    rows = [
        [1, 2, 2, 1, 1, 2, 3, 1, 4],
        [3, 3, 4, 3, 2, 3, 3, 4, 3],
        [5, 4, 5, 4, 5, 5, 3, 4, 1],
        [2, 2] * 4 + [5],
    ]
    incomplete = Ballot("a", dict.fromkeys(INDEX[:8], 5))
    result = tally(
        [*(Ballot("a", dict(zip(INDEX, row, strict=True))) for row in rows), incomplete], products=True
    )

    recoded = [[*((value - 1) * 25 for value in row[:8]), (5 - row[8]) * 25] for row in rows]
    per_item = sum(statistics.variance(column) for column in zip(*recoded, strict=True))
    expected = 9 / 8 * (1 - per_item / statistics.variance([sum(row) for row in recoded]))
    assert result.cronbach_alpha() == pytest.approx(expected, abs=1e-12)


def test_alpha_is_unknown_where_nothing_differs_or_nothing_was_kept():
    same = Ballot("a", dict.fromkeys(INDEX, 3))
    assert tally([same, same], products=True).cronbach_alpha() is None
    assert tally([same], products=True).cronbach_alpha() is None
    assert tally([same, same]).cronbach_alpha() is None


def test_an_answer_outside_the_scale_is_refused():
    with pytest.raises(ValueError, match="1 to 5"):
        tally([Ballot("a", {"K10": 6})])


def test_a_score_over_too_many_items_is_refused():
    many = [Item(f"V{number}", Direction.POSITIVE, "one") for number in range(11)]
    with pytest.raises(ValueError, match="at most 10"):
        Tally.of([], many, index_items=[])
