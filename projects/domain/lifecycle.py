"""The seven steps of a project as a state machine: what may happen when, and what is in the way if not.

Steps 1 to 5 are a cycle; 6 (policy) may come after them or be where one starts. The kick-off goes before the
plan: until each point that the approach asks for is done or waived, no plan is made and nothing after it begins.
Carrying out needs a plan. After the evaluation a project closes, or begins a next round of steps 1 to 5: with a
kick-off that is open again and an empty plan.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from projects.domain import kickoff


class Step(IntEnum):
    SIGNAL = 1
    INSIGHT = 2
    MEASURES = 3
    CARRY_OUT = 4
    EVALUATE = 5
    POLICY = 6
    KEEP = 7


class State(StrEnum):
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    SKIPPED = "skipped"


BEGUN = (State.UNDER_WAY, State.DONE)


class Obstacle(StrEnum):
    """Why something may not happen now."""

    CLOSED = "closed"
    KICKOFF_OPEN = "kickoff_open"
    STEP_NOT_CONSIDERED = "step_not_considered"
    STEP_UNDER_WAY = "step_under_way"
    NOT_CARRIED_OUT = "not_carried_out"
    NOTHING_TO_KEEP = "nothing_to_keep"
    NO_GOAL = "no_goal"
    NO_MEASURE = "no_measure"
    ALREADY_BEGUN = "already_begun"
    NOT_UNDER_WAY = "not_under_way"
    NOTHING_TO_REOPEN = "nothing_to_reopen"
    LATER_STEP_BEGUN = "later_step_begun"
    NEVER_SKIPPED = "never_skipped"
    NO_REASON = "no_reason"
    PLAN_RESTS_ON_KICKOFF = "plan_rests_on_kickoff"
    PLAN_IN_USE = "plan_in_use"
    NOT_EVALUATED = "not_evaluated"
    EVALUATION_OPEN = "evaluation_open"
    ROUND_EVALUATED = "round_evaluated"
    NEEDS_FACILITATOR = "needs_facilitator"
    APPROACH_ASKS_MORE = "approach_asks_more"


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing in the way: which, with the kick-off points or the step it is about."""

    obstacle: Obstacle
    items: tuple[str, ...] = ()
    step: int = 0


class Blocked(Exception):
    """A move that the rules do not allow now; `blockers` says everything that is in the way."""

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        super().__init__(", ".join(blocker.obstacle for blocker in blockers))
        self.blockers = blockers


@dataclass(frozen=True, slots=True)
class Position:
    """Where a project stands in its round: seven step states, the open kick-off points, the size of the plan.

    `codes` are the points that the approach asks for. `needs_facilitator`: a team under pressure has nobody to
    guide it. `evaluated`: the evaluation of this round says all it has to say.
    """

    steps: tuple[State, ...] = (State.NOT_BEGUN,) * 7
    open_items: tuple[str, ...] = kickoff.CODES
    codes: tuple[str, ...] = kickoff.CODES
    goals: int = 0
    measures: int = 0
    needs_facilitator: bool = False
    evaluated: bool = False
    round: int = 1
    closed: bool = False

    def state(self, step: int) -> State:
        """The state of `step` (1 to 7)."""
        return self.steps[step - 1]

    def with_state(self, step: int, state: State) -> "Position":
        """The same position with `step` in `state`."""
        steps = tuple(state if number == step else old for number, old in enumerate(self.steps, start=1))
        return replace(self, steps=steps)

    @property
    def has_plan(self) -> bool:
        """A plan says what it wants (a goal) and how (a measure)."""
        return self.goals > 0 and self.measures > 0

    @property
    def rests_on_kickoff(self) -> bool:
        """Something was built on the kick-off: a goal, a measure, or a step that comes after it."""
        return bool(self.goals or self.measures or any(self.state(step) in BEGUN for step in (3, 4)))


def begin(position: Position, step: int) -> Position:
    """Begin `step`; raises `Blocked`."""
    blockers = _closed(position)
    if position.state(step) != State.NOT_BEGUN:
        blockers += (Blocker(Obstacle.ALREADY_BEGUN, step=step),)
    blockers += _needed_to_begin(position, step)
    _stop_if(blockers)
    return position.with_state(step, State.UNDER_WAY)


def finish(position: Position, step: int) -> Position:
    """Call `step` done; raises `Blocked`."""
    blockers = _closed(position)
    if position.state(step) != State.UNDER_WAY:
        blockers += (Blocker(Obstacle.NOT_UNDER_WAY, step=step),)
    if step == Step.MEASURES:
        blockers += _no_plan(position)
    if step == Step.EVALUATE:
        if position.state(Step.CARRY_OUT) == State.UNDER_WAY:
            blockers += (Blocker(Obstacle.STEP_UNDER_WAY, step=Step.CARRY_OUT),)
        if not position.evaluated:
            blockers += (Blocker(Obstacle.EVALUATION_OPEN, step=step),)
    _stop_if(blockers)
    return position.with_state(step, State.DONE)


def skip(position: Position, step: int, reason: str) -> Position:
    """Skip `step`, saying why; the evaluation is never skipped. Raises `Blocked`."""
    blockers = _closed(position)
    if step == Step.EVALUATE:
        blockers += (Blocker(Obstacle.NEVER_SKIPPED, step=step),)
    if position.state(step) != State.NOT_BEGUN:
        blockers += (Blocker(Obstacle.ALREADY_BEGUN, step=step),)
    if not reason.strip():
        blockers += (Blocker(Obstacle.NO_REASON, step=step),)
    _stop_if(blockers)
    return position.with_state(step, State.SKIPPED)


def reopen(position: Position, step: int) -> Position:
    """Take back that `step` was done (now under way) or skipped (now not begun); raises `Blocked`."""
    blockers = _closed(position)
    state = position.state(step)
    if state not in (State.DONE, State.SKIPPED):
        blockers += (Blocker(Obstacle.NOTHING_TO_REOPEN, step=step),)
    if step < Step.EVALUATE:
        later = [number for number in range(step + 1, Step.EVALUATE + 1) if position.state(number) in BEGUN]
        if later:
            blockers += (Blocker(Obstacle.LATER_STEP_BEGUN, step=later[-1]),)
    _stop_if(blockers)
    return position.with_state(step, State.UNDER_WAY if state == State.DONE else State.NOT_BEGUN)


def settle_item(position: Position, code: str) -> Position:
    """A kick-off point is done or waived; settling it twice changes nothing. Raises `Blocked`.

    A point that the approach does not ask for may be settled too: it counts when the project grows.
    """
    _stop_if(_closed(position))
    return replace(position, open_items=tuple(item for item in position.open_items if item != code))


def waive_item(position: Position, code: str, reason: str) -> Position:
    """A kick-off point is not needed, and why; raises `Blocked`."""
    if not reason.strip():
        _stop_if((*_closed(position), Blocker(Obstacle.NO_REASON, items=(code,))))
    return settle_item(position, code)


def unsettle_item(position: Position, code: str) -> Position:
    """Open a kick-off point again, as long as nothing was built on the kick-off. Raises `Blocked`."""
    blockers = _closed(position)
    if position.rests_on_kickoff:
        blockers += (Blocker(Obstacle.PLAN_RESTS_ON_KICKOFF, items=(code,)),)
    _stop_if(blockers)
    opened = {*position.open_items, code}
    return replace(position, open_items=tuple(item for item in position.codes if item in opened))


def change_approach(position: Position, codes: tuple[str, ...], open_items: tuple[str, ...] = ()) -> Position:
    """The approach asks for `codes` from now on, of which `open_items` are open; raises `Blocked`.

    Once a plan rests on the kick-off, the approach asks for no more than what is settled.
    """
    blockers = _closed(position)
    if position.rests_on_kickoff and open_items:
        blockers += (Blocker(Obstacle.APPROACH_ASKS_MORE, items=open_items),)
    _stop_if(blockers)
    return replace(position, codes=codes, open_items=open_items)


def change_plan(position: Position, *, goals: int = 0, measures: int = 0) -> Position:
    """The plan gets (or loses) so many goals and measures, none for other changes; raises `Blocked`.

    What was evaluated stays as it was: for another plan there is a next round.
    """
    blockers = _closed(position) + _kickoff_open(position)
    if position.state(Step.EVALUATE) == State.DONE:
        blockers += (Blocker(Obstacle.ROUND_EVALUATED, step=Step.EVALUATE),)
    changed = replace(
        position,
        goals=position.goals + goals,
        measures=position.measures + measures,
        # A measure that comes in is still to be looked back on.
        evaluated=position.evaluated and measures <= 0,
    )
    in_use = position.state(Step.MEASURES) == State.DONE or position.state(Step.CARRY_OUT) in BEGUN
    if in_use and not changed.has_plan:
        blockers += (Blocker(Obstacle.PLAN_IN_USE),)
    _stop_if(blockers)
    return changed


def make_document(position: Position) -> Position:
    """Make the project plan as a document; raises `Blocked`. A closed project's plan can still be printed."""
    _stop_if(_kickoff_open(position) + _no_plan(position))
    return position


def close(position: Position) -> Position:
    """Close the project; raises `Blocked` without its evaluation."""
    blockers = _closed(position)
    if position.state(Step.EVALUATE) != State.DONE:
        blockers += (Blocker(Obstacle.NOT_EVALUATED, step=Step.EVALUATE),)
    _stop_if(blockers)
    return replace(position, closed=True)


def begin_round(position: Position) -> Position:
    """Begin the next round at step 1, after the evaluation of this one; policy and upkeep go on as they were.

    Raises `Blocked` before the evaluation is done.
    """
    blockers = _closed(position)
    if position.state(Step.EVALUATE) != State.DONE:
        blockers += (Blocker(Obstacle.NOT_EVALUATED, step=Step.EVALUATE),)
    _stop_if(blockers)
    cycle = (State.UNDER_WAY, *(State.NOT_BEGUN,) * 4)
    return replace(
        position,
        steps=(*cycle, *position.steps[Step.POLICY - 1 :]),
        open_items=position.codes,
        goals=0,
        measures=0,
        evaluated=False,
        round=position.round + 1,
    )


def blockers_of(move: Callable[..., Position], position: Position, *args: object) -> tuple[Blocker, ...]:
    """What is in the way of `move(position, *args)`; empty when it may happen."""
    try:
        move(position, *args)
    except Blocked as blocked:
        return blocked.blockers
    return ()


def current_step(position: Position) -> int:
    """The step to look at: the first under way, else the first not begun, else the last."""
    for wanted in (State.UNDER_WAY, State.NOT_BEGUN):
        for number, state in enumerate(position.steps, start=1):
            if state == wanted:
                return number
    return len(position.steps)


def _needed_to_begin(position: Position, step: int) -> tuple[Blocker, ...]:
    if step == Step.MEASURES:
        nobody = (Blocker(Obstacle.NEEDS_FACILITATOR),) if position.needs_facilitator else ()
        return _kickoff_open(position) + _not_considered(position, Step.SIGNAL, Step.INSIGHT) + nobody
    if step == Step.CARRY_OUT:
        return _kickoff_open(position) + _not_considered(position, Step.MEASURES) + _no_plan(position)
    if step == Step.EVALUATE:
        return _nothing_to_evaluate(position)
    if step == Step.KEEP and position.state(Step.POLICY) not in BEGUN and _kickoff_open(position):
        return (Blocker(Obstacle.NOTHING_TO_KEEP, items=position.open_items),)
    return ()


def _nothing_to_evaluate(position: Position) -> tuple[Blocker, ...]:
    """Carrying out has begun; or it was skipped, with a reason, in a project that made policy."""
    carried_out = position.state(Step.CARRY_OUT)
    policy_only = carried_out == State.SKIPPED and State.DONE in position.steps[Step.POLICY - 1 :]
    if carried_out in BEGUN or policy_only:
        return ()
    return (*_kickoff_open(position), Blocker(Obstacle.NOT_CARRIED_OUT, step=Step.CARRY_OUT))


def _closed(position: Position) -> tuple[Blocker, ...]:
    return (Blocker(Obstacle.CLOSED),) if position.closed else ()


def _kickoff_open(position: Position) -> tuple[Blocker, ...]:
    return (Blocker(Obstacle.KICKOFF_OPEN, items=position.open_items),) if position.open_items else ()


def _not_considered(position: Position, *steps: int) -> tuple[Blocker, ...]:
    return tuple(
        Blocker(Obstacle.STEP_NOT_CONSIDERED, step=int(step))
        for step in steps
        if position.state(step) == State.NOT_BEGUN
    )


def _no_plan(position: Position) -> tuple[Blocker, ...]:
    goal = () if position.goals else (Blocker(Obstacle.NO_GOAL),)
    return goal if position.measures else (*goal, Blocker(Obstacle.NO_MEASURE))


def _stop_if(blockers: tuple[Blocker, ...]) -> None:
    if blockers:
        raise Blocked(blockers)
