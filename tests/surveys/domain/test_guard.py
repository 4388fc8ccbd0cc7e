"""Counting what changed in the staff."""

import pytest

from surveys.domain.guard import WHOLE, Seen, changes, limit

PATHS = {"n": ("n",), "n1": ("n", "n1"), "n2": ("n", "n2"), "s": ("s",)}
STAFF = {str(number): Seen("n1" if number < 10 else "n2", str(number), False) for number in range(20)}


def counted(after: dict[str, Seen]) -> dict:
    return {row.unit: (row.people, dict(row.kinds)) for row in changes(STAFF, after, PATHS, 1)}


@pytest.mark.parametrize(
    ("size", "months", "whole", "at_most"),
    [(0, 1, False, 3), (5, 6, False, 3), (14, 1, False, 3), (20, 1, False, 4), (20, 3, False, 6), (20, 6, False, 8),
     (10, 1, True, 5), (100, 1, True, 10), (100, 3, True, 20), (100, 6, True, 30)],
)  # fmt: skip
def test_limits(size: int, months: int, whole: bool, at_most: int) -> None:
    assert limit(size, months, whole=whole) == at_most


def test_nothing_changed() -> None:
    assert counted(dict(STAFF)) == {}


def test_every_kind_counts_in_the_unit_its_branch_and_the_whole() -> None:
    one = {"added": 1}
    assert counted(STAFF | {"x": Seen("n1", "x", False)}) == {WHOLE: (1, one), "n": (1, one), "n1": (1, one)}
    without = {person: seen for person, seen in STAFF.items() if person != "0"}
    assert counted(without)["n1"] == (1, {"removed": 1})
    assert counted(STAFF | {"0": Seen("n1", "other", False)})["n1"] == (1, {"address": 1})
    assert counted(STAFF | {"0": Seen("n1", "0", True)})["n1"] == (1, {"aside": 1})


def test_a_move_counts_where_somebody_left_and_came_not_in_the_branch_above() -> None:
    moved = {"moved": 1}
    assert counted(STAFF | {"0": Seen("n2", "0", False)}) == {"n1": (1, moved), "n2": (1, moved)}


def test_one_person_counts_once_whatever_changed() -> None:
    assert counted(STAFF | {"0": Seen("n1", "other", True)})["n1"] == (1, {"address": 1, "aside": 1})


def test_four_invented_colleagues_are_above_the_limit_and_three_are_not() -> None:
    def over(number: int) -> list:
        invented = {f"x{one}": Seen("s", "x", False) for one in range(number)}
        return [row.unit for row in changes(STAFF, STAFF | invented, PATHS, 1) if row.over]

    assert (over(3), over(4)) == ([], ["s"])
