"""The course of a session and its script."""

from hypothesis import given
from hypothesis import strategies as st

from projects.domain.sessions import PHASES, clean_card, following, most_dots, room_left, spread


def test_the_parts_follow_each_other_and_end() -> None:
    walked = [PHASES[0]]
    while (after := following(walked[-1], "next")) is not None:
        walked.append(after)
    assert tuple(walked) == PHASES
    assert [following(one, "back") for one in PHASES] == [None, *PHASES[:-1]]


def test_a_card_is_one_line_of_what_can_be_seen() -> None:
    assert clean_card("  te \n\t veel\u200b rooster \x00s ") == "te veel rooster s"


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(15, 480))
def test_a_script_fits_its_session_to_the_minute(minutes: list[int], length: int) -> None:
    parts = spread(minutes, length)
    assert len(parts) == len(minutes)
    assert min(parts) >= 1
    assert room_left(length, parts) == 0


def test_parts_keep_their_proportions() -> None:
    assert spread([8, 10, 12, 5, 20, 8, 7, 5], 75) == [8, 10, 12, 5, 20, 8, 7, 5]
    assert spread([10, 20, 30], 120) == [20, 40, 60]


def test_the_three_with_most_dots_the_first_wins_a_tie() -> None:
    assert most_dots([("a", 1), ("b", 4), ("c", 0), ("d", 1), ("e", 2)]) == ["b", "e", "a"]
    assert most_dots([("a", 0)]) == []
