"""The demo's projects: one at its kick-off, one carrying out, one being evaluated, one finished."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from measures.models import Measure
from projects import actions, queries
from projects.domain import kickoff
from projects.models import (
    Approach,
    Attitude,
    KickoffItem,
    Party,
    Project,
    ProjectStep,
    ProjectUnit,
    Stand,
)
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.evaluations import events
from werkdruk.home.demo.people import cast
from werkdruk.home.demo.plans import Plan, let_happen
from werkdruk.organisations.models import Membership, Unit


@dataclass(frozen=True, slots=True)
class Point:
    """What was agreed at one point of the kick-off; `days` from the start of the project."""

    who: str
    days: int
    note: str
    done: bool = True
    waived: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal of the plan; `days` from today."""

    outcome: str
    indicator: str
    baseline: str
    owner: str
    days: int
    conditions: str


@dataclass(frozen=True, slots=True)
class Contact:
    """The contact person of a unit: by key of a sign-in or by name."""

    unit: str
    who: str
    mandate: str
    hours: str
    email: str = ""
    support: str = ""
    under_pressure: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """A step that was begun and, with `involvement` (how staff took part), finished; days from today."""

    number: int
    begun: int
    finished: int = 0
    involvement: str = ""
    result: str = ""
    who: str = "Het team"


@dataclass(frozen=True, slots=True)
class Story:
    """A whole project as the demo tells it; it began `began` days from today."""

    name: str
    goal: str
    began: int
    aims: int
    large: bool
    units: tuple[str, ...]
    points: dict[str, Point]
    stands: dict[str, tuple[str, str]]
    contacts: tuple[Contact, ...]
    steps: tuple[Passed, ...]
    dates: dict[int, tuple[int, int]] = field(default_factory=dict)
    steering: tuple[tuple[str, str], ...] = ()
    budget: str = ""
    time_available: str = ""
    goals: tuple[Aim, ...] = ()
    measures: tuple[tuple[str, Plan], ...] = ()
    plan_on: int = 0
    document_on: int = 0
    closed_on: int = 0
    round_on: int = 0
    learned: str = ""


class Teller:
    """Lets one project happen, day by day, through the actions of its pages."""

    def __init__(self, organisation_id: UUID, clock: Clock, story: Story) -> None:
        self.organisation_id = organisation_id
        self.clock = clock
        self.story = story
        self._made: list[tuple[Measure, Plan]] = []
        self._minutes = 0
        self.project: Project = self._on(story.began, self._create)

    def tell(self) -> None:
        """Everything that happened, in the order in which it may."""
        story = self.story
        begun: list[tuple[int, Callable[..., Any], tuple[Any, ...]]] = [
            (story.began + 1, self._contacts, ()),
            (story.began + 2, self._stands, ()),
        ]
        if story.dates:
            begun.append((story.began + 2, self._plan_dates, ()))
        for code, point in story.points.items():
            filled = max(3, point.days if point.done else 21)
            begun.append((story.began + filled, self._point, (code, point)))
        for step in story.steps:
            if step.number > 1:
                begun.append((step.begun, self._begin, (step.number,)))
            if step.involvement:
                begun.append((step.finished, self._involve, (step,)))
                begun.append((step.finished, self._finish, (step,)))
        if story.plan_on:
            begun += [(story.plan_on, self._goal, (goal,)) for goal in story.goals]
            begun += [(story.plan_on, self._measure, (unit, plan)) for unit, plan in story.measures]
        begun += events(self.project, story.name)
        for day, happen, arguments in sorted(begun, key=lambda one: one[0]):
            self._on(day, happen, *arguments)
        for made, plan in self._made:
            let_happen(self.organisation_id, self.clock, "anna", made, plan)
        if story.document_on:
            self._on(story.document_on, self._document)
        if story.closed_on:
            self._on(story.closed_on, self._close)
        if story.round_on:
            self._on(story.round_on, self._next_round)

    def _on(self, day: int, happen: Callable[..., Any], *arguments: Any) -> Any:
        self._minutes += 1  # what happens on one day keeps its order
        moment = self.clock.at(self.clock.day(min(day, 0)), 9 + self._minutes // 60, self._minutes % 60)
        with moment, tenant_scope(self.organisation_id):
            return happen(cast(), *arguments)

    def _create(self, people: dict[str, Membership]) -> Project:
        story = self.story
        return actions.create_project(
            actor=people["anna"],
            name=story.name,
            goal=story.goal,
            units=list(Unit.objects.current().filter(name__in=story.units)),
            approach=Approach.LARGE if story.large else Approach.SMALL,
            leader=people["anna"],
            facilitators=[people["fatima"]],
            starts_on=self.clock.day(story.began),
            aims_on=self.clock.day(story.aims),
            budget=Decimal(story.budget) if story.budget else None,
            time_available=story.time_available,
            steering=[
                actions.Seat(people.get(who), people[who].user.name if who in people else who, part)
                for who, part in story.steering
            ],
        )

    def _contacts(self, people: dict[str, Membership]) -> None:
        for contact in self.story.contacts:
            place = ProjectUnit.objects.get(project=self.project, unit__name=contact.unit)
            member = people.get(contact.who)
            actions.change_contact(
                actor=people["anna"],
                place=place,
                version=place.version,
                contact=member,
                contact_name=member.user.name if member else contact.who,
                contact_email=contact.email,
                role_name=place.role_name,
                mandate=contact.mandate,
                hours_per_week=Decimal(contact.hours),
                support=contact.support,
                under_pressure=contact.under_pressure,
            )

    def _plan_dates(self, people: dict[str, Membership]) -> None:
        dates = {
            number: (self.clock.workday(first), self.clock.workday(last))
            for number, (first, last) in self.story.dates.items()
        }
        version = Project.objects.get(id=self.project.id).version
        actions.plan_dates(actor=people["anna"], project=self.project, version=version, dates=dates)

    def _stands(self, people: dict[str, Membership]) -> None:
        speakers = {Party.MANAGEMENT: "bea", Party.STAFF_COUNCIL: "olaf", Party.STAFF: "anna"}
        for party, (position, remark) in self.story.stands.items():
            stand = Stand.objects.select_related("project").get(project=self.project, party=party)
            actions.take_stand(
                actor=people[speakers[Party(party)]], stand=stand, position=position, remark=remark
            )

    def _point(self, people: dict[str, Membership], code: str, point: Point) -> None:
        item = KickoffItem.objects.select_related("project").get(project=self.project, code=code)
        who = people.get(point.who)
        item = actions.change_kickoff_item(
            actor=people["anna"],
            item=item,
            version=item.version,
            who=who,
            who_name=who.user.name if who else point.who,
            ready_on=self.clock.workday(self.story.began + point.days),
            note=point.note,
        )
        if point.waived:
            actions.waive_kickoff_item(
                actor=people["anna"], item=item, version=item.version, reason=point.waived
            )
        elif point.done:
            actions.settle_kickoff_item(actor=people["anna"], item=item, version=item.version)

    def _begin(self, people: dict[str, Membership], number: int) -> None:
        actions.begin_step(actor=people["anna"], project=self.project, number=number)

    def _finish(self, people: dict[str, Membership], step: Passed) -> None:
        actions.finish_step(
            actor=people["anna"],
            project=self.project,
            number=step.number,
            result=step.result,
        )

    def _involve(self, people: dict[str, Membership], step: Passed) -> None:
        actions.involve(
            actor=people["anna"],
            step=self._step(step.number),
            on=self.clock.day(step.finished),
            who=step.who,
            how=step.involvement,
        )

    def _step(self, number: int) -> ProjectStep:
        found = queries.find_step(self.project.id, number)
        if found is None:
            raise ValueError(f"The project has no step {number}")
        return found

    def _goal(self, people: dict[str, Membership], goal: Aim) -> None:
        owner = people.get(goal.owner)
        actions.add_goal(
            actor=people["anna"],
            project=self.project,
            outcome=goal.outcome,
            indicator=goal.indicator,
            baseline=goal.baseline,
            owner=owner,
            owner_name=owner.user.name if owner else goal.owner,
            due_on=self.clock.workday(goal.days),
            conditions=goal.conditions,
        )

    def _measure(self, people: dict[str, Membership], unit_name: str, plan: Plan) -> None:
        unit = Unit.objects.current().get(name=unit_name) if unit_name else None
        link = actions.add_measure_to_plan(
            actor=people["anna"], project=self.project, measure=plan.fields(self.clock, people, unit)
        )
        self._made.append((link.measure, plan))

    def _document(self, people: dict[str, Membership]) -> None:
        actions.start_plan_document(actor=people["anna"], project=self.project)

    def _close(self, people: dict[str, Membership]) -> None:
        actions.close_project(actor=people["anna"], project=self.project)

    def _next_round(self, people: dict[str, Membership]) -> None:
        version = Project.objects.get(id=self.project.id).version
        actions.start_round(
            actor=people["anna"], project=self.project, version=version, learned=self.story.learned
        )


def settled(notes: dict[str, tuple[str, int, str]]) -> dict[str, Point]:
    """Points that are all done, from (who, days, note); each point of the kick-off has to be there."""
    missing = [code for code in kickoff.CODES if code not in notes]
    if missing:
        raise ValueError(f"The kick-off has more points: {missing}")
    return {code: Point(*notes[code]) for code in kickoff.CODES}


BEHIND, DOUBTS = Attitude.BEHIND, Attitude.DOUBTS
