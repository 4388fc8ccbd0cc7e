"""The seven steps as a state table, and the promises that no sequence of moves can break."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.domain import kickoff, lifecycle
from projects.domain.lifecycle import Blocked, Obstacle, Position, State

N, U, D, S = State.NOT_BEGUN, State.UNDER_WAY, State.DONE, State.SKIPPED
START = Position(steps=(U, N, N, N, N, N, N))
SETTLED = Position(steps=(D, D, N, N, N, N, N), open_items=())
PLANNED = Position(steps=(D, D, U, N, N, N, N), open_items=(), goals=1, measures=1)


def obstacles(move: Any, position: Position, *args: Any) -> list[Obstacle]:
    """What is in the way of a move."""
    return [blocker.obstacle for blocker in lifecycle.blockers_of(move, position, *args)]


TABLE = [
    # where the project stands, the step, what is in the way of beginning it
    (START, 1, [Obstacle.ALREADY_BEGUN]),
    (START, 2, []),
    (START, 3, [Obstacle.KICKOFF_OPEN, Obstacle.STEP_NOT_CONSIDERED]),
    (START, 4, [Obstacle.KICKOFF_OPEN, Obstacle.STEP_NOT_CONSIDERED, Obstacle.NO_GOAL, Obstacle.NO_MEASURE]),
    (START, 5, [Obstacle.KICKOFF_OPEN, Obstacle.NOT_CARRIED_OUT]),
    (START, 6, []),
    (START, 7, [Obstacle.NOTHING_TO_KEEP]),
    (SETTLED, 3, []),
    (SETTLED, 4, [Obstacle.STEP_NOT_CONSIDERED, Obstacle.NO_GOAL, Obstacle.NO_MEASURE]),
    (SETTLED, 5, [Obstacle.NOT_CARRIED_OUT]),
    (SETTLED, 7, []),
    (PLANNED, 4, []),
    (PLANNED, 5, [Obstacle.NOT_CARRIED_OUT]),
    (Position(steps=(S, S, N, N, N, N, N), open_items=()), 3, []),
    (
        Position(steps=(D, D, D, N, N, N, N), open_items=("1d",), goals=1, measures=1),
        4,
        [Obstacle.KICKOFF_OPEN],
    ),
    (Position(steps=(D, D, D, N, N, N, N), open_items=(), goals=1), 4, [Obstacle.NO_MEASURE]),
    (Position(steps=(D, D, D, U, N, N, N), open_items=(), goals=1, measures=1), 5, []),
    (Position(steps=(N, N, N, S, N, D, N)), 5, []),
    (Position(steps=(N, N, N, N, N, U, N)), 7, []),
    (Position(steps=(N, N, N, N, N, N, N), closed=True), 1, [Obstacle.CLOSED]),
]


@pytest.mark.parametrize(("position", "step", "expected"), TABLE)
def test_what_stands_in_the_way_of_beginning(position: Position, step: int, expected: list[Obstacle]) -> None:
    assert obstacles(lifecycle.begin, position, step) == expected


@pytest.mark.parametrize(
    ("position", "step", "expected"),
    [
        (START, 1, []),
        (START, 2, [Obstacle.NOT_UNDER_WAY]),
        (Position(steps=(D, D, U, N, N, N, N), open_items=()), 3, [Obstacle.NO_GOAL, Obstacle.NO_MEASURE]),
        (PLANNED, 3, []),
        (
            Position(steps=(D, D, D, U, U, N, N), open_items=()),
            5,
            [Obstacle.STEP_UNDER_WAY, Obstacle.EVALUATION_OPEN],
        ),
        (Position(steps=(D, D, D, D, U, N, N), open_items=()), 5, [Obstacle.EVALUATION_OPEN]),
        (Position(steps=(D, D, D, D, U, N, N), open_items=(), evaluated=True), 5, []),
    ],
)
def test_what_stands_in_the_way_of_finishing(position: Position, step: int, expected: list[Obstacle]) -> None:
    assert obstacles(lifecycle.finish, position, step) == expected


@pytest.mark.parametrize(
    ("step", "reason", "expected"),
    [
        (2, "al gedaan", []),
        (2, "  ", [Obstacle.NO_REASON]),
        (5, "geen tijd", [Obstacle.NEVER_SKIPPED]),
        (1, "toch niet", [Obstacle.ALREADY_BEGUN]),
    ],
)
def test_skipping_asks_for_a_reason_and_never_skips_the_evaluation(step, reason, expected) -> None:
    assert obstacles(lifecycle.skip, START, step, reason) == expected


def test_a_step_is_opened_again_from_the_last_one_back() -> None:
    position = Position(steps=(D, D, D, U, N, N, N), open_items=(), goals=1, measures=1)
    assert obstacles(lifecycle.reopen, position, 3) == [Obstacle.LATER_STEP_BEGUN]
    assert lifecycle.reopen(PLANNED.with_state(3, D), 3).state(3) == U
    assert lifecycle.reopen(Position(steps=(S, N, N, N, N, N, N)), 1).state(1) == N


def test_a_point_stays_settled_once_a_plan_was_built_on_it() -> None:
    assert lifecycle.unsettle_item(SETTLED, "1c").open_items == ("1c",)
    assert obstacles(lifecycle.unsettle_item, PLANNED, "1c") == [Obstacle.PLAN_RESTS_ON_KICKOFF]


def test_a_project_closes_after_its_evaluation_only() -> None:
    assert obstacles(lifecycle.close, PLANNED) == [Obstacle.NOT_EVALUATED]
    assert lifecycle.close(PLANNED.with_state(5, D)).closed


def test_the_blocker_names_the_open_points() -> None:
    with pytest.raises(Blocked) as blocked:
        lifecycle.make_document(Position(open_items=("1b", "4"), goals=1, measures=1))
    assert [blocker.items for blocker in blocked.value.blockers] == [("1b", "4")]


CODES = st.sampled_from(kickoff.CODES)
STEPS = st.integers(1, 7)
REASONS = st.sampled_from(["", " ", "omdat het zo is"])
MOVES = st.one_of(
    st.tuples(st.just(lifecycle.begin), STEPS),
    st.tuples(st.just(lifecycle.finish), STEPS),
    st.tuples(st.just(lifecycle.skip), STEPS, REASONS),
    st.tuples(st.just(lifecycle.reopen), STEPS),
    st.tuples(st.just(lifecycle.settle_item), CODES),
    st.tuples(st.just(lifecycle.waive_item), CODES, REASONS),
    st.tuples(st.just(lifecycle.unsettle_item), CODES),
    st.just((lambda position: lifecycle.change_plan(position, goals=1),)),
    st.just((lambda position: lifecycle.change_plan(position, measures=1),)),
    st.just((lambda position: lifecycle.change_plan(position, goals=-min(1, position.goals)),)),
    st.just((lambda position: lifecycle.change_plan(position, measures=-min(1, position.measures)),)),
    st.just((lifecycle.make_document,)),
    st.just((lifecycle.close,)),
)
SETTLE_ALL = [(lifecycle.settle_item, code) for code in kickoff.CODES]


@given(first=st.sampled_from([1, 6]), settled=st.booleans(), moves=st.lists(MOVES, max_size=40))
def test_no_sequence_reaches_the_plan_without_kickoff_nor_the_end_without_evaluation(
    first: int, settled: bool, moves: list[tuple]
) -> None:
    """Whoever plans, carries out or makes the document has settled each point; who closes has evaluated."""
    position = lifecycle.begin(Position(), first)
    for move, *args in [*(SETTLE_ALL if settled else []), *moves]:
        try:
            after = move(position, *args)
        except Blocked:
            continue
        if move is lifecycle.waive_item:
            assert args[1].strip()
        position = after
        if position.goals or position.measures or any(position.state(step) in (U, D) for step in (3, 4)):
            assert position.open_items == ()
        if move is lifecycle.make_document:
            assert (position.open_items, position.has_plan) == ((), True)
        if position.state(4) in (U, D):
            assert position.has_plan
        assert position.state(5) != S
        if position.closed:
            assert position.state(5) == D
