"""Where ideas come from: the starter catalogue, and what worked elsewhere as far as one may see it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from measures.actions import add_measure, set_measure_state
from measures.catalogue import EFFORTS, IDEAS, found
from measures.models import Measure, MeasureState
from projects.models import Evaluation, Lesson, MeasureEvaluation, Project, Proposal
from tests.cast import Other, Zandbak
from tests.projects.scene import make_project
from tests.projects.weighing import put_forward


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    """A project of the other team: what Tim's team did is elsewhere."""
    with zandbak.scope():
        return make_project(
            zandbak, units=[zandbak.other_team], facilitators=[zandbak.member(zandbak.fatima)]
        )


def address(name: str, project: Project) -> str:
    return reverse(f"projects:{name}", kwargs={"organisation": "zandbak", "project": project.id})


def worked(zandbak: Zandbak, title: str, **changes: Any) -> Measure:
    """A measure of Tim's team that is done."""
    fields = {"intended_result": "Iedereen heeft pauze", "unit": zandbak.team, **changes}
    made = add_measure(actor=None, title=title, **fields)
    return set_measure_state(actor=None, measure=made, state=MeasureState.DONE)


def looked_back(zandbak: Zandbak, measure: Measure, continuation: str) -> None:
    """An evaluation of `measure` in a project of Tim's team, with a lesson."""
    there = make_project(zandbak, name="Rust op de groep")
    evaluation = Evaluation.objects.create(project=there)
    MeasureEvaluation.objects.create(
        evaluation=evaluation, measure=measure, continuation=continuation, noticed="Marieke is minder moe"
    )
    Lesson.objects.create(project=there, measure=measure, text="Begin met één dag in de week")


def test_the_catalogue_holds_all_ideas_with_a_line_each() -> None:
    assert len(IDEAS) == 25
    assert len({idea.key for idea in IDEAS}) == 25
    assert all(str(idea.result) and idea.effort in EFFORTS.values() for idea in IDEAS)
    assert found() == sorted(IDEAS, key=lambda idea: list(EFFORTS.values()).index(idea.effort))


@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        ({"words": "PAUZE vervanger"}, ["real-break"]),
        ({"kind": "energy", "level": "individual"}, ["passion-talk", "coach"]),
        ({"effort": "long", "level": "organisation"}, ["stand-in-pool", "assistant", "smaller-teams"]),
        ({"words": "bestaat niet"}, []),
    ],
)
def test_ideas_are_found_by_words_kind_level_and_effort(wanted: dict[str, str], keys: list[str]) -> None:
    assert [idea.key for idea in found(**wanted)] == keys


def test_an_idea_of_the_catalogue_fills_the_form_and_is_known_as_such(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    anna: Client = sign_in(zandbak.anna)
    page = anna.get(address("proposal_ideas", project), {"q": "pauze", "kind": "source", "level": "nonsense"})
    assert [(idea.key, used) for idea, used in page.context["ideas"]] == [("real-break", False)]
    url = f"{address('proposal_add', project)}?idea=real-break"
    form = anna.get(url).context["form"]
    data = {name: form[name].value() for name in ("title", "intended_result", "kind", "level")}
    anna.post(url, {**{key: str(value) for key, value in data.items()}, "place": "organisation"})
    with zandbak.scope():
        assert Proposal.objects.get().origin == "catalogue"
    page = anna.get(address("proposal_ideas", project), {"q": "pauze"})
    assert [used for _idea, used in page.context["ideas"]] == [True]


def test_what_is_done_or_goes_on_elsewhere_is_shown_and_the_rest_is_not(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    with zandbak.scope():
        worked(zandbak, "Klaar")
        for continuation in ("continue", "adapt", "stop"):
            running = add_measure(actor=None, title=continuation, intended_result="", unit=zandbak.team)
            looked_back(zandbak, running, continuation)
        add_measure(actor=None, title="Loopt nog", intended_result="", unit=zandbak.team)
        worked(zandbak, "Van het eigen team", unit=zandbak.other_team)
        set_measure_state(actor=None, measure=worked(zandbak, "Toch niet"), state=MeasureState.DROPPED)
    page = sign_in(zandbak.anna).get(address("proposal_elsewhere", project))
    shown = {example.measure.title: example for example in page.context["examples"]}
    assert set(shown) == {"Klaar", "continue", "adapt"}
    assert (shown["adapt"].where, shown["adapt"].noticed, shown["adapt"].lessons) == (
        "BSO De Boomhut",
        "Marieke is minder moe",
        ["Begin met één dag in de week"],
    )


def test_who_may_not_read_that_teams_plan_sees_no_name_and_finds_none(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    with zandbak.scope():
        measure = worked(zandbak, "Tussendienst", owner_name="Marieke Prins")
        looked_back(zandbak, measure, "continue")
    fatima = sign_in(zandbak.fatima)
    page = fatima.get(address("proposal_elsewhere", project))
    (example,) = page.context["examples"]
    assert (example.where, example.noticed) == ("een ander team", "")
    assert "Begin met één dag in de week" in page.content.decode()
    assert "Boomhut" not in page.content.decode()
    for words, count in (("Boomhut", 0), ("Marieke", 0), ("tussendienst", 1)):
        found_now = fatima.get(address("proposal_elsewhere", project), {"q": words})
        assert len(found_now.context["examples"]) == count
    url = f"{address('proposal_add', project)}?like={measure.id}"
    form = fatima.get(url).context["form"]
    assert (form["title"].value(), form["intended_result"].value()) == (
        "Tussendienst",
        "Iedereen heeft pauze",
    )


def test_an_example_of_another_tenant_fills_nothing(
    zandbak: Zandbak, other: Other, project: Project, sign_in: Any
) -> None:
    with other.scope():
        theirs = add_measure(actor=None, title="Geheim", intended_result="", unit=other.team)
        set_measure_state(actor=None, measure=theirs, state=MeasureState.DONE)
    anna = sign_in(zandbak.anna)
    for like in (str(theirs.id), "geen-id"):
        form = anna.get(f"{address('proposal_add', project)}?like={like}").context["form"]
        assert form["title"].value() is None
    assert list(anna.get(address("proposal_elsewhere", project)).context["examples"]) == []


def test_examples_cost_the_same_for_one_and_for_three(
    zandbak: Zandbak, project: Project, sign_in: Any, django_assert_num_queries: Any
) -> None:
    anna = sign_in(zandbak.anna)
    url = address("proposal_elsewhere", project)

    def add(number: int) -> None:
        with zandbak.scope():
            looked_back(zandbak, worked(zandbak, f"Maatregel {number}"), "continue")

    add(1)
    anna.get(url)
    with CaptureQueriesContext(connection) as one:
        anna.get(url)
    add(2)
    add(3)
    with django_assert_num_queries(len(one)):
        assert len(anna.get(url).context["examples"]) == 3


def test_what_an_earlier_round_thought_up_is_history(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    with zandbak.scope():
        old = put_forward(zandbak, project, unit=zandbak.other_team)
        Project.objects.filter(id=project.id).update(round=2)
    anna = sign_in(zandbak.anna)
    one = {"organisation": "zandbak", "project": project.id, "proposal": old.id}
    page = anna.get(reverse("projects:proposal", kwargs=one))
    assert (page.context["may_manage"], page.context["may_decide"]) == (False, False)
    for name, data in (
        ("proposal_weigh", {"version": 1, "impact": 3, "effort": 3}),
        ("proposal_later", {"reason": "Nee"}),
        ("proposal_remove", {}),
    ):
        anna.post(reverse(f"projects:{name}", kwargs=one), data)
    with zandbak.scope():
        assert Proposal.objects.get().version == 1
    assert anna.get(address("proposals", project)).context["rows"] == []
