"""Every move in every state of a project by every role, through HTTP: one table says what happens.

A cell is ``done`` or the things that are in the way. Whoever may not run the project is turned away before the rules
are asked, so the rows hold for the three who do: HR, the leader, a facilitator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from projects import actions, queries
from projects.domain import lifecycle
from projects.domain.lifecycle import Position
from projects.models import Project
from projects.words.obstacles import sentences
from tests.cast import Other, Zandbak, make_person
from tests.projects.scene import (
    begun,
    evaluate,
    evaluated,
    find,
    finished,
    item,
    make_plan,
    make_project,
    settle_kickoff,
)
from werkdruk.organisations.models import Membership, Role


@dataclass(frozen=True)
class Move:
    """One thing to do: its address, what its form sends, and the rule that allows it."""

    name: str
    kwargs: dict[str, Any]
    data: dict[str, Any]
    rule: Callable[[Position], Position]


def _step(action: str, number: int, **data: str) -> Move:
    rules = {
        "begin": lambda position: lifecycle.begin(position, number),
        "finish": lambda position: lifecycle.finish(position, number),
        "skip": lambda position: lifecycle.skip(position, number, data["reason"]),
        "reopen": lambda position: lifecycle.reopen(position, number),
    }
    return Move(f"step_{action}", {"step": number}, data, rules[action])


WHY = "Daar was geen tijd voor."
GOAL = {"outcome": "Rust om vier uur", "owner_name": "Tim de Boer", "due_on": "2027-03-01"}
MEASURE = {
    "title": "Dagstart",
    "intended_result": "Iedereen weet wie wat doet",
    "place": "organisation",
    "kind": "source",
    "level": "team",
}
MOVES = {
    "begin 3": _step("begin", 3),
    "begin 4": _step("begin", 4),
    "begin 5": _step("begin", 5),
    "finish 1": _step("finish", 1, not_involved=WHY),
    "finish 3": _step("finish", 3, not_involved=WHY),
    "finish 5": _step("finish", 5, not_involved=WHY),
    "skip 2": _step("skip", 2, reason=WHY),
    "skip 5": _step("skip", 5, reason=WHY),
    "reopen 3": _step("reopen", 3),
    "settle": Move(
        "kickoff_item_done", {"item": "1a"}, {}, lambda position: lifecycle.settle_item(position, "1a")
    ),
    "unsettle": Move(
        "kickoff_item_reopen", {"item": "1a"}, {}, lambda position: lifecycle.unsettle_item(position, "1a")
    ),
    "goal": Move("goal_add", {}, GOAL, lambda position: lifecycle.change_plan(position, goals=1)),
    "measure": Move("measure_add", {}, MEASURE, lambda position: lifecycle.change_plan(position, measures=1)),
    "round": Move("round_new", {}, {"learned": "Veel", "goal": "Verder"}, lifecycle.begin_round),
    "close": Move("close", {}, {}, lifecycle.close),
}


def _considered(zandbak: Zandbak, project: Project) -> Project:
    """Step 1 is done and step 2 skipped; the kick-off is open."""
    finished(zandbak, project, 1)
    actions.skip_step(actor=None, project=project, number=2, reason=WHY)
    return find(project)


def _settled(zandbak: Zandbak, project: Project) -> Project:
    return settle_kickoff(zandbak, _considered(zandbak, project))


def _planned(zandbak: Zandbak, project: Project) -> Project:
    return begun(zandbak, make_plan(zandbak, _settled(zandbak, project)), 3)


def _devised(zandbak: Zandbak, project: Project) -> Project:
    return finished(zandbak, _planned(zandbak, project), 3)


def _carrying(zandbak: Zandbak, project: Project) -> Project:
    return begun(zandbak, _devised(zandbak, project), 4)


def _carried(zandbak: Zandbak, project: Project) -> Project:
    return finished(zandbak, _carrying(zandbak, project), 4)


def _evaluating(zandbak: Zandbak, project: Project) -> Project:
    return begun(zandbak, _carried(zandbak, project), 5)


def _weighed(zandbak: Zandbak, project: Project) -> Project:
    evaluating = _evaluating(zandbak, project)
    evaluate(zandbak, evaluating)
    return evaluating


def _second(zandbak: Zandbak, project: Project) -> Project:
    done = evaluated(zandbak, project)
    actions.start_round(actor=None, project=done, version=done.version, learned="Veel", goal="Verder")
    return find(project)


def _closed(zandbak: Zandbak, project: Project) -> Project:
    actions.close_project(actor=None, project=evaluated(zandbak, project))
    return find(project)


STATES: dict[str, Callable[[Zandbak, Project], Project]] = {
    "new": lambda zandbak, project: project,
    "considered": _considered,
    "settled": _settled,
    "planned": _planned,
    "devised": _devised,
    "carrying out": _carrying,
    "carried out": _carried,
    "evaluating": _evaluating,
    "weighed": _weighed,
    "evaluated": evaluated,
    "second round": _second,
    "closed": _closed,
}

RUNS = ("hr", "leader", "facilitator")
# Who may not run the project is turned away whatever the state is.
OTHERS = {
    "executive": "403",
    "works council": "403",
    "team lead": "403",
    "other HR": "404",
    "signed out": "sign in",
}

TABLE: dict[str, dict[str, str]] = {
    "new": {
        "begin 3": "kickoff_open, step_not_considered",
        "begin 4": "kickoff_open, step_not_considered, no_goal, no_measure",
        "begin 5": "kickoff_open, not_carried_out",
        "finish 1": "done",
        "finish 3": "not_under_way, no_goal, no_measure",
        "finish 5": "not_under_way, evaluation_open",
        "skip 2": "done",
        "skip 5": "never_skipped",
        "reopen 3": "nothing_to_reopen",
        "settle": "done",
        "unsettle": "done",
        "goal": "kickoff_open",
        "measure": "kickoff_open",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "considered": {
        "begin 3": "kickoff_open",
        "begin 4": "kickoff_open, step_not_considered, no_goal, no_measure",
        "begin 5": "kickoff_open, not_carried_out",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way, no_goal, no_measure",
        "finish 5": "not_under_way, evaluation_open",
        "skip 2": "already_begun",
        "skip 5": "never_skipped",
        "reopen 3": "nothing_to_reopen",
        "settle": "done",
        "unsettle": "done",
        "goal": "kickoff_open",
        "measure": "kickoff_open",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "settled": {
        "begin 3": "done",
        "begin 4": "step_not_considered, no_goal, no_measure",
        "begin 5": "not_carried_out",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way, no_goal, no_measure",
        "finish 5": "not_under_way, evaluation_open",
        "skip 2": "already_begun",
        "skip 5": "never_skipped",
        "reopen 3": "nothing_to_reopen",
        "settle": "done",
        "unsettle": "done",
        "goal": "done",
        "measure": "done",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "planned": {
        "begin 3": "already_begun",
        "begin 4": "done",
        "begin 5": "not_carried_out",
        "finish 1": "not_under_way",
        "finish 3": "done",
        "finish 5": "not_under_way, evaluation_open",
        "skip 2": "already_begun",
        "skip 5": "never_skipped",
        "reopen 3": "nothing_to_reopen",
        "settle": "done",
        "unsettle": "plan_rests_on_kickoff",
        "goal": "done",
        "measure": "done",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "devised": {
        "begin 3": "already_begun",
        "begin 4": "done",
        "begin 5": "not_carried_out",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way",
        "finish 5": "not_under_way, evaluation_open",
        "skip 2": "already_begun",
        "skip 5": "never_skipped",
        "reopen 3": "done",
        "settle": "done",
        "unsettle": "plan_rests_on_kickoff",
        "goal": "done",
        "measure": "done",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "carrying out": {
        "begin 3": "already_begun",
        "begin 4": "already_begun",
        "begin 5": "done",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way",
        "finish 5": "not_under_way, step_under_way, evaluation_open",
        "skip 2": "already_begun",
        "skip 5": "never_skipped",
        "reopen 3": "later_step_begun",
        "settle": "done",
        "unsettle": "plan_rests_on_kickoff",
        "goal": "done",
        "measure": "done",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "carried out": {
        "begin 3": "already_begun",
        "begin 4": "already_begun",
        "begin 5": "done",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way",
        "finish 5": "not_under_way, evaluation_open",
        "skip 2": "already_begun",
        "skip 5": "never_skipped",
        "reopen 3": "later_step_begun",
        "settle": "done",
        "unsettle": "plan_rests_on_kickoff",
        "goal": "done",
        "measure": "done",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "evaluating": {
        "begin 3": "already_begun",
        "begin 4": "already_begun",
        "begin 5": "already_begun",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way",
        "finish 5": "evaluation_open",
        "skip 2": "already_begun",
        "skip 5": "never_skipped, already_begun",
        "reopen 3": "later_step_begun",
        "settle": "done",
        "unsettle": "plan_rests_on_kickoff",
        "goal": "done",
        "measure": "done",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "weighed": {
        "begin 3": "already_begun",
        "begin 4": "already_begun",
        "begin 5": "already_begun",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way",
        "finish 5": "done",
        "skip 2": "already_begun",
        "skip 5": "never_skipped, already_begun",
        "reopen 3": "later_step_begun",
        "settle": "done",
        "unsettle": "plan_rests_on_kickoff",
        "goal": "done",
        "measure": "done",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "evaluated": {
        "begin 3": "already_begun",
        "begin 4": "already_begun",
        "begin 5": "already_begun",
        "finish 1": "not_under_way",
        "finish 3": "not_under_way",
        "finish 5": "not_under_way",
        "skip 2": "already_begun",
        "skip 5": "never_skipped, already_begun",
        "reopen 3": "later_step_begun",
        "settle": "done",
        "unsettle": "plan_rests_on_kickoff",
        "goal": "round_evaluated",
        "measure": "round_evaluated",
        "round": "done",
        "close": "done",
    },
    "second round": {
        "begin 3": "kickoff_open, step_not_considered",
        "begin 4": "kickoff_open, step_not_considered, no_goal, no_measure",
        "begin 5": "kickoff_open, not_carried_out",
        "finish 1": "done",
        "finish 3": "not_under_way, no_goal, no_measure",
        "finish 5": "not_under_way, evaluation_open",
        "skip 2": "done",
        "skip 5": "never_skipped",
        "reopen 3": "nothing_to_reopen",
        "settle": "done",
        "unsettle": "done",
        "goal": "kickoff_open",
        "measure": "kickoff_open",
        "round": "not_evaluated",
        "close": "not_evaluated",
    },
    "closed": {
        "begin 3": "closed, already_begun",
        "begin 4": "closed, already_begun",
        "begin 5": "closed, already_begun",
        "finish 1": "closed, not_under_way",
        "finish 3": "closed, not_under_way",
        "finish 5": "closed, not_under_way",
        "skip 2": "closed, already_begun",
        "skip 5": "closed, never_skipped, already_begun",
        "reopen 3": "closed, later_step_begun",
        "settle": "closed",
        "unsettle": "closed, plan_rests_on_kickoff",
        "goal": "closed, round_evaluated",
        "measure": "closed, round_evaluated",
        "round": "closed",
        "close": "closed",
    },
}


LARA = "lara@zandbak.example"


class _RollBack(Exception):
    pass


@pytest.mark.parametrize("state", STATES)
def test_each_move_of_each_role(state: str, zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    clients = _clients(zandbak, other, sign_in)
    with zandbak.scope():
        leader = Membership.objects.get(user__email=LARA)
        project = STATES[state](zandbak, make_project(zandbak, leader=leader))
        before = queries.position_of(project)
        versions = {"round_new": project.version, "kickoff": item(project, "1a").version}
    wrong = [
        (role, name, found, expected)
        for name, expected in TABLE[state].items()
        for role in RUNS
        if (found := _try(clients[role], zandbak, project, name, before, versions)) != expected
    ]
    assert wrong == []
    refused = {
        role: {_turned_away(_post(clients[role], project, MOVES[name], versions)) for name in MOVES}
        for role in OTHERS
    }
    assert refused == {role: {answer} for role, answer in OTHERS.items()}
    with zandbak.scope():
        assert queries.position_of(find(project)) == before


def test_the_table_has_a_cell_for_each_move_in_each_state() -> None:
    assert {state: list(cells) for state, cells in TABLE.items()} == {state: list(MOVES) for state in STATES}


def _clients(zandbak: Zandbak, other: Other, sign_in: Any) -> dict[str, Client]:
    """The people of the table by role; Lara leads this project and nothing else."""
    lara = make_person(LARA, "Lara Kok")
    with zandbak.scope():
        Membership.objects.create(user=lara, roles=[Role.TEAM_LEAD])
    people = zandbak.people()
    return {
        "hr": sign_in(people[Role.HR]),
        "leader": sign_in(lara),
        "facilitator": sign_in(people[Role.FACILITATOR]),
        "executive": sign_in(people[Role.EXECUTIVE]),
        "works council": sign_in(people[Role.WORKS_COUNCIL]),
        "team lead": sign_in(people[Role.TEAM_LEAD]),
        "other HR": sign_in(other.carla),
        "signed out": Client(),
    }


def _post(client: Client, project: Project, move: Move, versions: dict[str, int]) -> Any:
    """Send the form of `move` as it was opened, before anything was done."""
    kwargs = {"organisation": "zandbak", "project": project.id, **move.kwargs}
    version = versions["kickoff"] if "item" in move.kwargs else versions.get(move.name, "")
    return client.post(reverse(f"projects:{move.name}", kwargs=kwargs), {**move.data, "version": version})


def _turned_away(response: Any) -> str:
    if response.status_code == 302 and response.url.startswith("/accounts/login/"):
        return "sign in"
    return str(response.status_code)


def _try(
    client: Client,
    zandbak: Zandbak,
    project: Project,
    name: str,
    before: Position,
    versions: dict[str, int],
) -> str:
    """What came of one move, in a word of the table; what it wrote is rolled back."""
    move = MOVES[name]
    try:
        with transaction.atomic():
            response = _post(client, project, move, versions)
            with zandbak.scope():
                after = queries.position_of(find(project))
            raise _RollBack
    except _RollBack:
        client.cookies.pop("messages", None)
    with translation.override("nl"):
        blockers = lifecycle.blockers_of(move.rule, before)
        said = sentences(blockers)
    if blockers:
        shown = _shown(response)
        obstacles = ", ".join(dict.fromkeys(blocker.obstacle for blocker in blockers))
        return obstacles if (shown, after) == ([said], before) else f"{shown} instead of {said}"
    return "done" if after == move.rule(before) else f"{after}, {_shown(response)}"


def _shown(response: Any) -> list[str]:
    """What the answer says is in the way: on the page to go to, or above the form."""
    if response.status_code == 302:
        return [str(message) for message in get_messages(response.wsgi_request)]
    forms = [response.context.get(name) for name in ("form", "finish_form", "skip_form")]
    return [str(error) for form in forms if form is not None for error in form.non_field_errors()]
