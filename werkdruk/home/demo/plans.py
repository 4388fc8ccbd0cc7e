"""Action plans of teams and of the organisation, with actions in every state."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from measures.actions import add_action, add_comment, add_measure, set_action_state, set_measure_state
from measures.models import ActionState, Measure, MeasureKind, MeasureLevel, MeasureState
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast
from werkdruk.organisations.models import Membership, Unit

TEAM, ORGANISATION = MeasureLevel.TEAM, MeasureLevel.ORGANISATION
SOURCE, ENERGY = MeasureKind.SOURCE, MeasureKind.ENERGY


@dataclass(frozen=True, slots=True)
class Step:
    """An action: who by key of a sign-in or by name, due `days` from today, its state with a note."""

    what: str
    who: str
    days: int
    state: str = ActionState.OPEN
    note: str = ""
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A measure as the demo tells it: made `made` days from today, due `days` from today."""

    title: str
    result: str
    conditions: str
    owner: str
    made: int
    days: int
    state: str = MeasureState.UNDER_WAY
    note: str = ""
    kind: str = SOURCE
    steps: tuple[Step, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()

    def fields(self, clock: Clock, people: dict[str, Membership], unit: Unit | None) -> dict[str, Any]:
        """What `add_measure` asks for."""
        owner = people.get(self.owner)
        return {
            "title": self.title,
            "intended_result": self.result,
            "conditions": self.conditions,
            "kind": self.kind,
            "level": TEAM if unit else ORGANISATION,
            "unit": unit,
            "owner": owner,
            "owner_name": "" if owner else self.owner,
            "starts_on": clock.day(self.made),
            "due_on": clock.workday(self.days),
        }


def write_plan(
    organisation_id: UUID, clock: Clock, unit_name: str, actor: str, plans: tuple[Plan, ...]
) -> None:
    """Put `plans` in the plan of the unit (the organisation's own when empty), and let them happen."""
    for plan in plans:
        with clock.at(clock.day(plan.made), 13), tenant_scope(organisation_id):
            people = cast()
            unit = Unit.objects.current().get(name=unit_name) if unit_name else None
            measure = add_measure(actor=people[actor], **plan.fields(clock, people, unit))
        let_happen(organisation_id, clock, actor, measure, plan)


def let_happen(organisation_id: UUID, clock: Clock, actor: str, measure: Measure, plan: Plan) -> None:
    """Agree the actions under `measure`, and move them and the measure on, each on a day of its own."""
    made = []
    with clock.at(clock.day(plan.made), 13, 20), tenant_scope(organisation_id):
        people = cast()
        for step in plan.steps:
            who = people.get(step.who)
            action = add_action(
                actor=people[actor],
                what=step.what,
                who=who,
                who_name="" if who else step.who,
                due_on=clock.workday(step.days),
                intended_effect=step.effect,
                measure=measure,
            )
            made.append((step, action))
    for step, action in made:
        if step.state != ActionState.OPEN:
            day = _later(clock, plan.made, step)
            with clock.at(day, *_hour(step.what)), tenant_scope(organisation_id):
                people = cast()
                doer = people.get(step.who, people[actor])
                set_action_state(actor=doer, action=action, state=step.state, note=step.note)
    with clock.at(_moved(clock, plan), *_hour(plan.title)), tenant_scope(organisation_id):
        people = cast()
        set_measure_state(actor=people[actor], measure=measure, state=plan.state, note=plan.note)
        for speaker, text in plan.remarks:
            add_comment(actor=people[speaker], measure=measure, text=text)


def _moved(clock: Clock, plan: Plan) -> date:
    """The day on which a measure got its state: soon after it was made, unless it ended or got stuck."""
    if plan.state in (MeasureState.DONE, MeasureState.DROPPED):
        return clock.day(max(plan.made + 1, min(plan.days, -4)))
    if plan.state == MeasureState.STUCK:
        return clock.day(-6)
    return clock.day(plan.made + 2 + len(plan.title) % 9)


def _later(clock: Clock, made: int, step: Step) -> date:
    """The day on which an action got its state: around its date when it is done, else these last weeks."""
    if step.state in (ActionState.DONE, ActionState.DROPPED):
        return clock.day(max(made + 1, min(step.days - 1, -2)))
    return clock.day(max(made + 1, -3 - len(step.what) % 13))


def _hour(text: str) -> tuple[int, int]:
    """An hour and a minute of the working day, another one for another text."""
    return 9 + len(text) % 8, len(text) * 7 % 60
