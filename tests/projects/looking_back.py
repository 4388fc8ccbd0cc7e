"""A project of the cast in step 5, at any point of its evaluation; inside the tenant's scope only."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from measures.models import Measure
from projects import actions
from projects.actions import evaluating, polls
from projects.models import Poll, Project
from tests.cast import Zandbak
from tests.projects.scene import begun, find, make_plan, make_project, settle_kickoff
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Employee

VERDICT = "Er zijn nog zeven gemiste pauzes per week; drie was het doel."


def make_running(zandbak: Zandbak, **changes: Any) -> Project:
    """A project with a plan whose step 5 is under way."""
    project = make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak, **changes)))
    anna = zandbak.member(zandbak.anna)
    begun(zandbak, project, 2, 3)
    for number in (1, 2, 3):
        actions.finish_step(actor=anna, project=project, number=number, not_involved="Zie het plan.")
    begun(zandbak, project, 4)
    actions.finish_step(actor=anna, project=project, number=4, not_involved="Zie het plan.")
    return begun(zandbak, find(project), 5)


def give_verdict(zandbak: Zandbak, project: Project, **changes: Any) -> None:
    """The goal was missed; Tim tells staff in a week."""
    tim = zandbak.member(zandbak.tim)
    fields: dict[str, Any] = {
        "version": 1,
        "reached": "no",
        "verdict": VERDICT,
        "learned": "Begin met de invalkracht, dan pas met het rooster.",
        "reporter": tim,
        "reporter_name": tim.user.name,
        "report_on": timezone.localdate() + timedelta(days=7),
    }
    evaluating.give_verdict(actor=zandbak.member(zandbak.anna), project=project, **{**fields, **changes})


def evaluate(zandbak: Zandbak, project: Project, measure: Measure | None = None, **changes: Any) -> None:
    """Look back on the project's measure."""
    fields = {"version": 1, "kept": "partly", "noticed": "Minder zoeken", "continuation": "adapt"}
    evaluating.evaluate_measure(
        actor=zandbak.member(zandbak.anna),
        project=project,
        measure=measure or Measure.objects.get(),
        **{**fields, **changes},
    )


def make_evaluated(zandbak: Zandbak, continuation: str = "adapt") -> Project:
    """A project with its measure looked back on and its verdict."""
    project = make_running(zandbak)
    evaluate(zandbak, project, continuation=continuation, lesson="Een vaste plek voor het schrift werkt.")
    give_verdict(zandbak, project)
    return find(project)


def staff(zandbak: Zandbak, number: int) -> None:
    """So many people in Tim's team, Eva among them."""
    there = Employee.objects.current().filter(unit=zandbak.team).count()
    for one in range(there, number):
        Employee.objects.create(
            staff_number=f"p{one}", name=f"Medewerker {one}", unit=zandbak.team, joined_on=date(2015, 1, 1)
        )


def open_poll(zandbak: Zandbak, project: Project, **changes: Any) -> Poll:
    """A poll about the whole project, open for a week, prepared as the worker does it."""
    fields: dict[str, Any] = {
        "statements": [{"code": "notice", "measure": None}],
        "closes_on": timezone.localdate() + timedelta(days=7),
    }
    poll = polls.open_poll(actor=zandbak.member(zandbak.anna), project=project, **{**fields, **changes})
    polls.prepare_poll(current_organisation_id(), poll.id)
    return Poll.objects.get(id=poll.id)
