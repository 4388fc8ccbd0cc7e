from fractions import Fraction

import pytest

from surveys.domain.scoring import (
    Direction,
    Item,
    index_score,
    is_favourable,
    is_too_high,
    is_too_low,
    recode,
)

CORE = [
    Item(f"K0{number}", Direction.NEGATIVE if number == 2 else Direction.POSITIVE) for number in range(1, 10)
]


@pytest.mark.parametrize(
    ("direction", "scores"),
    [
        (Direction.POSITIVE, [0, 25, 50, 75, 100]),
        (Direction.NEGATIVE, [100, 75, 50, 25, 0]),
        (Direction.BIPOLAR, [None] * 5),
        (Direction.UNSCORED, [None] * 5),
    ],
)
def test_recode(direction, scores):
    assert [recode(direction, answer) for answer in (1, 2, 3, 4, 5)] == scores
    assert recode(direction, None) is None


@pytest.mark.parametrize("answer", [0, 6, -1])
def test_answers_outside_the_scale_are_refused(answer):
    with pytest.raises(ValueError, match="1 to 5"):
        recode(Direction.POSITIVE, answer)


def test_favourable():
    assert [is_favourable(Direction.POSITIVE, answer) for answer in (1, 2, 3, 4, 5)] == [False] * 3 + [
        True
    ] * 2
    assert [is_favourable(Direction.NEGATIVE, answer) for answer in (1, 2, 3, 4, 5)] == [True] * 2 + [
        False
    ] * 3
    assert is_favourable(Direction.BIPOLAR, 4) is None


def test_index_counts_the_negative_item_the_other_way():
    answers = {item.code: 5 for item in CORE}
    assert index_score(answers, CORE) == Fraction(800, 9)
    assert index_score({**answers, "K02": 1}, CORE) == 100


def test_index_needs_seven_of_nine():
    answers = {item.code: 4 for item in CORE if item.code != "K02"}
    assert index_score(answers, CORE) == 75
    assert index_score({**answers, "K01": None}, CORE) == 75
    assert index_score({**answers, "K01": None, "K03": None}, CORE) is None


def test_balance():
    assert [is_too_high(answer) for answer in (1, 2, 3, 4, 5)] == [False, False, False, True, True]
    assert [is_too_low(answer) for answer in (1, 2, 3, 4, 5)] == [True, True, False, False, False]
