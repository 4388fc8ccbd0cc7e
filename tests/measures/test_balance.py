"""What a plan lacks."""

import pytest

from measures.domain.balance import Hint, Part, hints

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
