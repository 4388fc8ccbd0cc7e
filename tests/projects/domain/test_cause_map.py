"""Circles on the map, and that everything is drawn inside it."""

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.domain.cause_map import (
    HEIGHT,
    MOST_LOOPS,
    WIDTH,
    arrows_of,
    box,
    free_place,
    line,
    loops,
)

ARROWS = st.sets(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=14)
slow_machine = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


def test_no_arrows_no_circle() -> None:
    assert loops("abc", []) == []
    assert loops("abc", [("a", "b"), ("b", "c"), ("a", "c")]) == []


def test_a_circle_begins_at_its_first_and_is_told_once() -> None:
    assert loops("abc", [("c", "a"), ("b", "c"), ("a", "b")]) == [("a", "b", "c")]
    assert loops("cba", [("c", "a"), ("b", "c"), ("a", "b")]) == [("c", "a", "b")]


def test_two_circles_through_one_thing_shortest_first() -> None:
    arrows = [("a", "b"), ("b", "c"), ("c", "a"), ("b", "a")]
    assert loops("abc", arrows) == [("a", "b"), ("a", "b", "c")]


def test_arrows_to_itself_and_to_nowhere_are_no_circle() -> None:
    assert loops("ab", [("a", "a"), ("a", "x"), ("x", "a")]) == []


@slow_machine
@given(ARROWS)
def test_the_same_as_trying_every_order(arrows: set[tuple[int, int]]) -> None:
    """Against the plainest way: every order of every choice of things, begun at its smallest."""
    nodes = range(5)
    plain = {
        order
        for size in range(2, 6)
        for order in permutations(nodes, size)
        if order[0] == min(order) and all(arrow in arrows for arrow in arrows_of(order))
    }
    found = loops(nodes, arrows)
    assert len(found) == len(set(found)) == min(len(plain), MOST_LOOPS)
    assert set(found) <= plain
    assert [len(one) for one in found] == sorted(len(one) for one in plain)[: len(found)]


def test_a_map_full_of_arrows_ends() -> None:
    nodes = range(30)
    arrows = [(start, end) for start in nodes for end in nodes if start != end]
    assert len(loops(nodes, arrows)) == MOST_LOOPS


@slow_machine
@given(st.text(max_size=120), st.integers(0, 100), st.integers(0, 100))
def test_every_box_is_wholly_on_the_map(text: str, x: int, y: int) -> None:
    drawn = box(text, x, y)
    assert drawn.left >= 0
    assert drawn.left + drawn.width <= WIDTH
    assert drawn.top >= 0
    assert drawn.top + drawn.height <= HEIGHT
    assert len(drawn.lines) <= 4


def test_an_arrow_there_and_one_back_are_two_lines() -> None:
    first, second = box("Fouten", 10, 10), box("Dubbel werk", 80, 80)
    there, back = line(first, second), line(second, first)
    assert there[2:4] != back[2:4]


def test_each_new_thing_gets_a_place_of_its_own() -> None:
    taken: list[tuple[int, int]] = []
    for _number in range(20):
        taken.append(free_place(taken))
    assert len(set(taken)) >= 19
