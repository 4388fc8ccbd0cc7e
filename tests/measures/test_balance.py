"""What a plan lacks."""

import pytest

from measures.domain.balance import Hint, Part, aimless, hints, one_sided, untackled

SOURCE_TEAM, SOURCE_ALONE = Part("source", "team"), Part("source", "individual")
ENERGY_TEAM, ENERGY_ALONE = Part("energy", "team"), Part("energy", "individual")


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([], []),
        ([SOURCE_TEAM], []),
        ([SOURCE_TEAM, SOURCE_TEAM], []),
        ([SOURCE_TEAM, SOURCE_TEAM, SOURCE_TEAM], [Hint.NO_ENERGY]),
        ([SOURCE_TEAM, SOURCE_TEAM, ENERGY_TEAM], []),
        ([ENERGY_TEAM], [Hint.NO_SOURCE]),
        ([ENERGY_ALONE], [Hint.NO_SOURCE, Hint.ONLY_INDIVIDUAL]),
        ([SOURCE_ALONE], [Hint.ONLY_INDIVIDUAL]),
        ([SOURCE_ALONE, SOURCE_TEAM], []),
    ],
)
def test_hints(parts: list[Part], found: list[Hint]) -> None:
    assert hints(parts) == found


@pytest.mark.parametrize(
    ("known", "tackled", "found"),
    [
        ({"drainer", "giver"}, {"drainer"}, [Hint.ONLY_DRAINERS]),
        ({"drainer", "giver"}, {"giver"}, [Hint.ONLY_GIVERS]),
        ({"drainer", "giver"}, {"drainer", "giver"}, []),
        ({"drainer", "giver"}, set(), []),
        ({"drainer"}, {"drainer"}, []),
        (set(), set(), []),
    ],
)
def test_one_side_of_two_that_are_known(known: set[str], tackled: set[str], found: list[Hint]) -> None:
    assert one_sided(known=known, tackled=tackled) == found


def test_what_stands_loose() -> None:
    assert untackled(["a", "b", "c"], {"b"}) == ["a", "c"]
    assert aimless(["m", "n"], {"n": ["a"]}) == ["m"]
