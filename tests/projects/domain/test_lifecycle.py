"""The seven steps as a state table, and the promises that no sequence of moves can break."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

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


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (PLANNED, [Obstacle.NOT_EVALUATED]),
        (PLANNED.with_state(5, U), [Obstacle.NOT_EVALUATED]),
        (PLANNED.with_state(5, D), []),
        (replace(PLANNED.with_state(5, D), closed=True), [Obstacle.CLOSED]),
    ],
)
def test_a_next_round_begins_after_the_evaluation_only(position: Position, expected: list[Obstacle]) -> None:
    assert obstacles(lifecycle.begin_round, position) == expected


def test_a_next_round_begins_at_step_1_with_an_open_kickoff_and_no_plan() -> None:
    done = Position(
        steps=(D, S, D, D, D, U, N), open_items=(), codes=("1a", "4"), goals=2, measures=3, evaluated=True
    )
    assert lifecycle.begin_round(done) == Position(
        steps=(U, N, N, N, N, U, N), open_items=("1a", "4"), codes=("1a", "4"), round=2
    )


def test_a_team_under_pressure_needs_a_facilitator_before_measures_are_devised() -> None:
    pressed = replace(SETTLED, needs_facilitator=True)
    assert obstacles(lifecycle.begin, pressed, 3) == [Obstacle.NEEDS_FACILITATOR]
    assert obstacles(lifecycle.begin, pressed, 6) == []


def test_a_small_plan_grows_only_as_far_as_its_kickoff_reaches() -> None:
    small = replace(SETTLED, codes=kickoff.SMALL_CODES)
    grown = lifecycle.change_approach(small, kickoff.CODES, ("1c", "2"))
    assert (grown.codes, grown.open_items) == (kickoff.CODES, ("1c", "2"))
    planned = replace(PLANNED, codes=kickoff.SMALL_CODES)
    assert lifecycle.blockers_of(lifecycle.change_approach, planned, kickoff.CODES, ("1c", "2")) == (
        lifecycle.Blocker(Obstacle.APPROACH_ASKS_MORE, items=("1c", "2")),
    )
    assert lifecycle.change_approach(planned, kickoff.CODES, ()).codes == kickoff.CODES
    assert lifecycle.change_approach(replace(PLANNED), kickoff.SMALL_CODES, ()).codes == kickoff.SMALL_CODES


class Walk(RuleBasedStateMachine):
    """Any sequence of moves, refused ones too; the promises hold after each of them, in every round."""

    @initialize(first=st.sampled_from([1, 6]), small=st.booleans())
    def start(self, first: int, small: bool) -> None:
        codes = kickoff.codes_for("small" if small else "large")
        self.settled: set[str] = set()
        self.position = lifecycle.begin(Position(codes=codes, open_items=codes), first)

    def _try(self, move: Any, *args: Any, **kwargs: Any) -> bool:
        try:
            self.position = move(self.position, *args, **kwargs)
        except Blocked:
            return False
        return True

    @rule(step=st.integers(1, 7))
    def begin(self, step: int) -> None:
        self._try(lifecycle.begin, step)

    @rule(step=st.integers(1, 7))
    def finish(self, step: int) -> None:
        if self._try(lifecycle.finish, step) and step == 5:
            assert self.position.evaluated

    @rule(step=st.integers(1, 7), reason=st.sampled_from(["", " ", "daarom"]))
    def skip(self, step: int, reason: str) -> None:
        if self._try(lifecycle.skip, step, reason):
            assert reason.strip()

    @rule(step=st.integers(1, 7))
    def reopen(self, step: int) -> None:
        self._try(lifecycle.reopen, step)

    @rule(code=st.sampled_from(kickoff.CODES))
    def settle(self, code: str) -> None:
        if self._try(lifecycle.settle_item, code):
            self.settled.add(code)

    @rule()
    def settle_all(self) -> None:
        for code in kickoff.CODES:
            self.settle(code)

    @rule(code=st.sampled_from(kickoff.CODES), reason=st.sampled_from(["", " ", "niet nodig"]))
    def waive(self, code: str, reason: str) -> None:
        if self._try(lifecycle.waive_item, code, reason):
            assert reason.strip()
            self.settled.add(code)

    @rule(code=st.sampled_from(kickoff.CODES))
    def unsettle(self, code: str) -> None:
        if self._try(lifecycle.unsettle_item, code):
            self.settled.discard(code)

    @rule(small=st.booleans())
    def change_approach(self, small: bool) -> None:
        codes = kickoff.codes_for("small" if small else "large")
        self._try(lifecycle.change_approach, codes, tuple(code for code in codes if code not in self.settled))

    @rule(goals=st.integers(-1, 1), measures=st.integers(-1, 1))
    def change_plan(self, goals: int, measures: int) -> None:
        if self.position.goals + goals >= 0 and self.position.measures + measures >= 0:
            self._try(lifecycle.change_plan, goals=goals, measures=measures)

    @rule(evaluated=st.booleans())
    def evaluate(self, evaluated: bool) -> None:
        if self.position.state(5) == U:  # the evaluation is written in its own step
            self.position = replace(self.position, evaluated=evaluated)

    @rule()
    def make_document(self) -> None:
        if self._try(lifecycle.make_document):
            assert (self.position.open_items, self.position.has_plan) == ((), True)

    @rule()
    def begin_round(self) -> None:
        before = self.position
        if self._try(lifecycle.begin_round):
            assert (before.state(5), before.closed) == (D, False)
            assert (self.position.has_plan, self.position.open_items) == (False, before.codes)
            self.settled = set()

    @rule()
    def close(self) -> None:
        before = self.position
        if self._try(lifecycle.close):
            assert before.state(5) == D

    @rule(
        upto=st.integers(3, 5),
        settled=st.booleans(),
        goals=st.integers(0, 1),
        measures=st.integers(0, 1),
        devised=st.booleans(),
    )
    def walk(self, upto: int, settled: bool, goals: int, measures: int, devised: bool) -> None:
        """The straight way with something left out, so that the far states are often reached, and often tried."""
        if settled:
            self.settle_all()
        for step in (1, 2):
            self._try(lifecycle.begin, step)
            self._try(lifecycle.finish, step)
        self._try(lifecycle.change_plan, goals=goals, measures=measures)
        if not devised:
            self._try(lifecycle.skip, 3, "al bedacht")
        for step in range(3, upto + 1):
            self._try(lifecycle.begin, step)
            if step == 5:
                self.evaluate(evaluated=True)
            self._try(lifecycle.finish, step)

    @invariant()
    def nothing_after_the_kickoff_before_it_is_complete(self) -> None:
        if self.position.rests_on_kickoff:
            assert self.position.open_items == ()
            assert set(self.position.codes) <= self.settled

    @invariant()
    def nothing_is_carried_out_without_kickoff_and_plan(self) -> None:
        if self.position.state(4) in (U, D):
            assert self.position.has_plan
            assert self.position.open_items == ()

    @invariant()
    def no_project_is_closed_without_its_evaluation(self) -> None:
        assert self.position.state(5) != S
        if self.position.closed:
            assert self.position.state(5) == D


Walk.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestNoSequenceOfMoves = Walk.TestCase
