"""What may be said of before and after, what dates say of what was agreed, and which polls may follow each other."""

from datetime import date
from decimal import Decimal

import pytest

from projects.domain.before_after import Change, Month, compare, same_months
from projects.domain.kept import Deed, Kept, kept
from projects.domain.poll import Reply, count_sheets, decode_sheet, encode_sheet, too_alike


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((40, 50), (51, 60), Change.HIGHER),
        ((40, 50), (50, 60), Change.NOT_SHOWN),
        ((40, 50), (30, 40), Change.NOT_SHOWN),
        ((40, 50), (30, 39), Change.LOWER),
        ((40, 60), (45, 50), Change.NOT_SHOWN),
        (None, (45, 50), Change.UNKNOWN),
        ((45, 50), None, Change.UNKNOWN),
    ],
)
def test_a_difference_is_claimed_only_where_intervals_do_not_meet(before, after, change) -> None:
    assert compare(before, after) is change


def months(*rows: tuple[int, int, int]) -> list[Month]:
    return [Month(date(year, month, 1), Decimal(value)) for year, month, value in rows]


def test_the_same_months_are_compared_and_only_where_both_are_there() -> None:
    series = months((2025, 4, 8), (2025, 5, 6), (2025, 6, 90), (2026, 4, 6), (2026, 5, 3), (2026, 7, 90))
    found = same_months(series, date(2026, 3, 9))
    assert found is not None
    assert (found.before, found.after, found.months) == (Decimal(7), Decimal("4.5"), 2)
    assert (found.first, found.last) == (date(2026, 4, 1), date(2026, 5, 1))


def test_the_month_of_the_start_counts_as_neither() -> None:
    assert same_months(months((2025, 3, 8), (2026, 3, 6)), date(2026, 3, 1)) is None


def test_a_year_after_the_start_nothing_counts_as_before_any_more() -> None:
    series = months((2026, 3, 1), (2027, 3, 2), (2026, 4, 3), (2027, 4, 4), (2025, 4, 5))
    found = same_months(series, date(2026, 2, 20))
    assert found is not None
    assert (found.before, found.after, found.months) == (Decimal(5), Decimal(3), 1)


@pytest.mark.parametrize(
    ("deeds", "found", "suggestion"),
    [
        ([], Kept(0, 0, 0), ""),
        ([Deed(date(2026, 5, 1), date(2026, 5, 1))], Kept(1, 1, 1), "yes"),
        ([Deed(date(2026, 5, 1), date(2026, 5, 2))], Kept(1, 1, 0), "partly"),
        ([Deed(None, date(2026, 5, 2)), Deed(None, None)], Kept(2, 1, 1), "partly"),
        ([Deed(date(2026, 5, 1), None)], Kept(1, 0, 0), "no"),
    ],
)
def test_dates_give_the_first_answer(deeds, found, suggestion) -> None:
    assert (kept(deeds), kept(deeds).suggestion) == (found, suggestion)


def test_a_sheet_comes_back_as_it_was_and_nothing_else_passes() -> None:
    sheet = (Reply.YES, None, Reply.NO)
    assert decode_sheet(encode_sheet(sheet)) == sheet
    assert len(encode_sheet([Reply.PARTLY] * 3)) <= 60
    for wrong in (b"{}", b"[]", b'["maybe"]', b"[1]", b'["yes","yes","yes","yes"]'):
        with pytest.raises(ValueError, match=r"."):
            decode_sheet(wrong)
    assert count_sheets([sheet, (Reply.YES, Reply.PARTLY, None)], 3) == (2, [(2, 0, 0), (0, 1, 0), (0, 0, 1)])


PEOPLE = {"a": 6, "b": 4, "c": 5, "empty": 0}


@pytest.mark.parametrize(
    ("scope", "earlier", "refused"),
    [
        ("a", ["a"], False),
        ("ab", ["a"], True),
        ("a", ["ab"], True),
        ("ac", ["a"], False),
        ("ac", ["ab"], True),
        ("bc", ["a"], False),
        (["a", "empty"], ["a"], False),
    ],
)
def test_groups_that_differ_by_a_few_people_are_too_alike(scope, earlier, refused) -> None:
    assert too_alike(list(scope), [list(one) for one in earlier], PEOPLE, 5) is refused
