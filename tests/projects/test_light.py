"""A small project in one go: the same gates, all of it or nothing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from measures.models import Measure
from projects import actions, queries
from projects.forms.light import TICKED
from projects.models import Goal, Involvement, KickoffItem, Project
from tests.cast import Zandbak
from werkdruk.core.errors import Refused

PAGE = "/o/zandbak/projects/new/small/"
BACK = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def filled(zandbak: Zandbak, **changes: str) -> dict[str, str]:
    """The page filled in; an empty change leaves that field out."""
    data = {
        "form_key": "22222222-2222-4222-8222-222222222222",
        "name": "Rust bij de overdracht",
        "unit": str(zandbak.team.id),
        "leads": "Tim de Boer",
        "involved": "Het hele team",
        "how": "Een uur in het teamoverleg",
        "signal": "Iedereen blijft een kwartier langer.",
        "cause": "Afspraken staan op vier plekken.",
        "goal": "Iedereen gaat op tijd naar huis.",
        "indicator": "Minuten over tijd per week",
        "look_back_on": BACK.isoformat(),
        "communication": "In het teamoverleg",
        "measure_1": "Eén lijst",
        "who_1": "Eva Bakker",
        "due_1": BACK.isoformat(),
        **{f"done_{code}": "on" for code in TICKED},
    }
    return {key: value for key, value in {**data, **changes}.items() if value}


def test_one_page_brings_a_team_to_carrying_out(zandbak: Zandbak, anna: Client) -> None:
    data = filled(zandbak, done_1g="", why_1g="Dat zien we na een maand.")
    answers = [anna.post(PAGE, data) for _ in range(2)]
    with zandbak.scope():
        project = Project.objects.get()
        found = queries.find_project(project.id)
        assert found is not None
        position = queries.position_of(found)
        assert [step.state for step in found.steps.all()] == [
            *("done",) * 3,
            "under_way",
            *("not_begun",) * 3,
        ]
        assert (position.open_items, position.goals, position.measures) == ((), 1, 1)
        assert KickoffItem.objects.get(code="1g").waiver_reason == "Dat zien we na een maand."
        assert Involvement.objects.count() == 3
        assert (Measure.objects.get().owner_name, Goal.objects.get().owner_name) == (
            "Eva Bakker",
            "Tim de Boer",
        )
        place = found.project_units.get()
        assert (place.contact_name, found.leader) == ("Tim de Boer", zandbak.member(zandbak.tim))
        evaluation = found.steps.get(number=5)
        assert evaluation.planned_from == BACK
    assert {answer.url for answer in answers} == {f"/o/zandbak/projects/{project.id}/"}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"done_1a": ""}, ["done_1a"]),
        ({"measure_1": ""}, ["measure_1"]),
        ({"measure_2": "Nog iets"}, ["who_2", "due_2"]),
        ({"involved": ""}, ["involved"]),
        ({"look_back_on": "2020-01-01"}, ["look_back_on"]),
        ({"unit": "00000000-0000-0000-0000-000000000000"}, ["unit"]),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(
    zandbak: Zandbak, anna: Client, changes: dict[str, str], fields: list[str]
) -> None:
    answer = anna.post(PAGE, filled(zandbak, **changes))
    assert (answer.status_code, list(answer.context["form"].errors)) == (400, fields)
    assert "Afspraken staan op vier plekken." in answer.content.decode()
    with zandbak.scope():
        assert Project.objects.count() == 0


def test_what_an_action_refuses_half_way_leaves_nothing(zandbak: Zandbak) -> None:
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        somebody = actions.Person(None, "Eva Bakker")
        plan = actions.LightPlan(
            name="Rust",
            goal="Iedereen gaat op tijd naar huis.",
            indicator="",
            unit=zandbak.team,
            leads=somebody,
            signal="Haast",
            cause="Vier plekken",
            involved="Het team",
            how="In het overleg",
            communication="",  # the agreement on the plan is refused without it, three steps on
            points={},
            measures=[actions.LightMeasure("Eén lijst", somebody, BACK)],
            look_back_on=BACK,
        )
        with pytest.raises(Refused):
            actions.start_light(actor=anna, plan=plan, identity=uuid4())
        counts = [model.objects.count() for model in (Project, Measure, Goal, Involvement, KickoffItem)]
    assert counts == [0, 0, 0, 0, 0]
