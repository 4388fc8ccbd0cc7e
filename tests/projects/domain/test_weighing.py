"""The four fields, means in halves, what there is to talk about, and the order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.domain.weighing import (
    ENOUGH_PHONES,
    Axis,
    Field,
    Marks,
    field_of,
    in_order,
    mean_in_halves,
    priority,
    to_talk_about,
    together,
)

halves = st.integers(2, 10).map(lambda number: Decimal(number) / 2)
marks = st.builds(Marks, halves, halves)
whole = st.integers(1, 5)


def m(impact: float, effort: float) -> Marks:
    return Marks(Decimal(str(impact)), Decimal(str(effort)))


@pytest.mark.parametrize(
    ("impact", "effort", "field"),
    [
        (5, 1, Field.QUICK_WIN),
        (3.5, 3, Field.QUICK_WIN),
        (3.5, 3.5, Field.PROJECT),
        (5, 5, Field.PROJECT),
        (3, 3, Field.SMALL_JOB),
        (1, 1, Field.SMALL_JOB),
        (3, 3.5, Field.NOT_NOW),
        (1, 5, Field.NOT_NOW),
    ],
)
def test_the_middle_counts_as_little(impact: float, effort: float, field: Field) -> None:
    assert field_of(m(impact, effort)) == field


@given(marks)
def test_every_mark_has_one_field(given_marks: Marks) -> None:
    much, hard = given_marks.impact > 3, given_marks.effort > 3
    expected = {
        (True, False): Field.QUICK_WIN,
        (True, True): Field.PROJECT,
        (False, False): Field.SMALL_JOB,
        (False, True): Field.NOT_NOW,
    }
    assert field_of(given_marks) == expected[much, hard]


@given(marks, halves)
def test_more_impact_or_less_effort_never_comes_later(given_marks: Marks, other: Decimal) -> None:
    better = Marks(max(given_marks.impact, other), given_marks.effort)
    assert priority(better) <= priority(given_marks)
    easier = Marks(given_marks.impact, min(given_marks.effort, other))
    assert priority(easier)[1] <= priority(given_marks)[1]


@pytest.mark.parametrize("pair", [(0, 3), (3, 0), (5.5, 3), (3, 6)])
def test_marks_off_the_scale_do_not_exist(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        m(*pair)


@pytest.mark.parametrize(
    ("given_marks", "mean"),
    [([3], "3.0"), ([3, 4], "3.5"), ([1, 1, 2], "1.5"), ([3, 3, 3, 4], "3.5"), ([1, 2, 2, 2], "2.0")],
)
def test_a_mean_goes_to_the_nearest_half_and_up_between_two(given_marks: list[int], mean: str) -> None:
    assert mean_in_halves(given_marks) == Decimal(mean)


@given(st.lists(whole, min_size=1, max_size=60))
def test_a_mean_is_a_half_within_a_quarter_of_the_truth(given_marks: list[int]) -> None:
    mean = mean_in_halves(given_marks)
    assert mean * 2 == int(mean * 2)
    assert min(given_marks) <= mean <= max(given_marks)
    assert abs(mean - Decimal(sum(given_marks)) / len(given_marks)) <= Decimal("0.25")


@given(st.lists(st.tuples(whole, whole), max_size=10))
def test_fewer_than_three_phones_say_nothing(phones: list[tuple[int, int]]) -> None:
    found = together([impact for impact, _effort in phones], [effort for _impact, effort in phones])
    assert (found is None) == (len(phones) < ENOUGH_PHONES)


@pytest.mark.parametrize(
    ("manager", "axes"),
    [
        (m(3, 3), []),
        (m(4.5, 1.5), []),
        (m(5, 3), [Axis.IMPACT]),
        (m(3, 1), [Axis.EFFORT]),
        (m(1, 5), [Axis.IMPACT, Axis.EFFORT]),
    ],
)
def test_two_or_more_apart_is_talked_about(manager: Marks, axes: list[Axis]) -> None:
    assert to_talk_about(m(3, 3), manager) == axes


def test_the_order_is_field_then_gain_then_dots() -> None:
    rows = [(m(1, 5), 9), (m(2, 2), 0), (m(5, 5), 0), (m(4, 3), 0), (m(4, 3), 2), (m(5, 1), 0), (m(5, 4), 0)]
    assert in_order(rows) == [5, 4, 3, 6, 2, 1, 0]
