"""A project of the fixed cast, at any point of its way; inside the tenant's scope only."""

from datetime import date
from typing import Any

from projects import actions, queries
from projects.domain import kickoff
from projects.models import (
    Approach,
    Continuation,
    Evaluation,
    KickoffItem,
    MeasureEvaluation,
    Project,
    ProjectStep,
    Reached,
)
from tests.cast import Zandbak

NAME = "Minder dubbel werk"
GOAL = "Niemand schrijft nog iets twee keer op."


def make_project(zandbak: Zandbak, **changes: Any) -> Project:
    """A project of Tim's team with the whole kick-off: Anna leads it, Fatima facilitates."""
    fields = {
        "name": NAME,
        "goal": GOAL,
        "units": [zandbak.team],
        "approach": Approach.LARGE,
        "leader": zandbak.member(zandbak.anna),
        "facilitators": [zandbak.member(zandbak.fatima)],
        "starts_on": date(2026, 11, 2),
    }
    return find(actions.create_project(actor=zandbak.member(zandbak.anna), **{**fields, **changes}))


def find(project: Project) -> Project:
    """The project as the pages fetch it, fresh from the database."""
    found = queries.find_project(project.id)
    assert found is not None
    return found


def item(project: Project, code: str) -> KickoffItem:
    """A point of the kick-off, fresh."""
    found = queries.find_item(project.id, code)
    assert found is not None
    return found


def fill_agreement(zandbak: Zandbak, project: Project) -> None:
    """Make point 3 the agreement it asks for."""
    point = item(project, kickoff.AGREEMENT)
    actions.change_kickoff_item(
        actor=zandbak.member(zandbak.anna),
        item=point,
        version=point.version,
        who=None,
        who_name="Anna Visser",
        ready_on=date(2026, 12, 1),
        note="In het teamoverleg",
    )


def settle_kickoff(zandbak: Zandbak, project: Project, *, leave: tuple[str, ...] = ()) -> Project:
    """Tick off every point but those of `leave`."""
    fill_agreement(zandbak, project)
    for code in kickoff.CODES:
        if code not in leave:
            point = item(project, code)
            actions.settle_kickoff_item(actor=zandbak.member(zandbak.anna), item=point, version=point.version)
    return find(project)


def make_plan(zandbak: Zandbak, project: Project) -> Project:
    """A goal and a measure with its first action in the plan; the kick-off is settled."""
    anna = zandbak.member(zandbak.anna)
    actions.add_goal(
        actor=anna,
        project=project,
        outcome="Iedereen heeft elke dag een echte pauze",
        indicator="Gemiste pauzes per week",
        baseline="11 per week",
        owner=zandbak.member(zandbak.tim),
        owner_name="Tim de Boer",
        due_on=date(2027, 3, 1),
        conditions="Een invalkracht op dinsdag",
    )
    actions.add_measure_to_plan(
        actor=anna,
        project=project,
        measure={
            "title": "Eén overdracht per dag",
            "intended_result": "Niemand zoekt nog naar informatie",
            "conditions": "Een vast kwartier",
            "unit": zandbak.team,
            "owner": zandbak.member(zandbak.tim),
            "due_on": date(2027, 2, 1),
        },
        first_action={"what": "Formulier maken", "who_name": "Eva Bakker", "due_on": date(2026, 12, 15)},
    )
    return find(project)


def begun(zandbak: Zandbak, project: Project, *numbers: int) -> Project:
    """Begin these steps, in this order."""
    for number in numbers:
        actions.begin_step(actor=zandbak.member(zandbak.anna), project=project, number=number)
    return find(project)


def step_of(project: Project, number: int) -> ProjectStep:
    """A step of the round where the project is, fresh."""
    found = queries.find_step(project.id, number)
    assert found is not None
    return found


def finished(zandbak: Zandbak, project: Project, *numbers: int) -> Project:
    """Finish these steps, in this order, each with a line about how staff took part."""
    anna = zandbak.member(zandbak.anna)
    for number in numbers:
        actions.involve(
            actor=anna,
            step=step_of(project, number),
            on=date(2026, 11, 20),
            who="Negen van de twaalf in het team",
            how="In het teamoverleg",
        )
        actions.finish_step(actor=anna, project=project, number=number, result="Dat kwam eruit.")
    return find(project)


def evaluate(zandbak: Zandbak, project: Project, *, reached: str = Reached.YES) -> Evaluation:
    """An evaluation of this round that says all it has to say."""
    project = find(project)
    evaluation = Evaluation.objects.create(
        project=project,
        round=project.round,
        reached=reached,
        verdict="Het werkte half.",
        learned="Begin bij het rooster.",
        reporter_name="Anna Visser",
        report_on=date(2026, 12, 20),
    )
    for measure in queries.plan_measures(project):
        MeasureEvaluation.objects.create(
            evaluation=evaluation, measure=measure, continuation=Continuation.CONTINUE
        )
    return evaluation


def evaluated(zandbak: Zandbak, project: Project) -> Project:
    """A project of which the whole first round was gone through, up to and including the evaluation."""
    settle_kickoff(zandbak, project)
    finished(zandbak, project, 1)
    begun(zandbak, project, 2)
    finished(zandbak, project, 2)
    begun(zandbak, make_plan(zandbak, project), 3)
    finished(zandbak, project, 3)
    begun(zandbak, project, 4)
    finished(zandbak, project, 4)
    begun(zandbak, project, 5)
    evaluate(zandbak, project)
    return finished(zandbak, project, 5)
