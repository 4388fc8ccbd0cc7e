"""Which units may stand beside an open answer, against every other choice."""

from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveys.domain.labels import LABEL_FROM, labelled_units, top_of

UNITS = "abcdef"


def allowed(respondents: dict[str | None, int], labels: frozenset[str], least: int) -> bool:
    """Whether each label and the people without one are many, or nobody; and the labels say something."""
    rest = sum(number for unit, number in respondents.items() if unit not in labels)
    return (
        all(respondents[unit] >= least for unit in labels)
        and (rest == 0 or rest >= least)
        and not (rest == 0 and len(labels) == 1)
    )


@given(
    st.dictionaries(st.sampled_from([None, *UNITS]), st.integers(0, 12)),
    st.integers(1, 6),
)
@example({"a": 6, "b": 6, "c": 1}, 5)
@example({"a": 9, "b": 5, None: 4}, 5)
@example({"a": 9, None: 4}, 5)
@example({"a": 9}, 5)
def test_as_many_units_as_possible_are_labelled_and_no_small_group_is_left(
    respondents: dict[str | None, int], least: int
) -> None:
    found = labelled_units(respondents, least)
    named = [unit for unit in respondents if unit is not None]
    choices = [
        frozenset(chosen)
        for size in range(len(named) + 1)
        for chosen in combinations(named, size)
        if size == 0 or allowed(respondents, frozenset(chosen), least)
    ]
    assert found in choices
    assert not found or allowed(respondents, found, least)
    people = {chosen: sum(respondents[unit] for unit in chosen) for chosen in choices}
    assert len(found) == max(len(chosen) for chosen in choices)
    assert people[found] == max(people[chosen] for chosen in choices if len(chosen) == len(found))


def test_twenty_is_enough_and_nineteen_is_not() -> None:
    assert LABEL_FROM == 20
    assert labelled_units({"a": 20, "b": 20}) == {"a", "b"}
    assert labelled_units({"a": 20, "b": 19}) == frozenset()
    assert labelled_units({"a": 40, "b": 20, "c": 1}) == {"a"}
    assert labelled_units({"a": 40, "b": 10, None: 10}) == {"a"}
    assert labelled_units({}) == frozenset()


@pytest.mark.parametrize(("respondents", "least"), [({"a": -1}, 20), ({"a": 3}, 0)])
def test_impossible_counts_are_refused(respondents: dict[str | None, int], least: int) -> None:
    with pytest.raises(ValueError, match="counted"):
        labelled_units(respondents, least)


def test_the_unit_directly_under_the_organisation() -> None:
    tree = [("region", None), ("place", "region"), ("team", "place"), ("office", None), ("lost", "gone")]
    assert top_of(tree) == {
        "region": "region",
        "place": "region",
        "team": "region",
        "office": "office",
        "lost": "lost",
    }
