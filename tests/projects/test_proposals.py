"""Step 3 through HTTP: from two causes to a plan with measures, and what is refused on the way."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from measures.models import Measure
from projects import actions
from projects.models import Project, ProjectMeasure, Proposal, Tackles
from tests.cast import Other, Zandbak
from tests.projects.scene import make_plan, make_project, settle_kickoff
from tests.projects.weighing import TITLE, a_signal, fresh, put_forward, two_causes, weighed
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return settle_kickoff(zandbak, make_project(zandbak))


def address(name: str, project: Project, **kwargs: Any) -> str:
    return reverse(f"projects:{name}", kwargs={"organisation": "zandbak", "project": project.id, **kwargs})


def proposal_data(**changes: Any) -> dict[str, Any]:
    fields = {
        "title": TITLE,
        "intended_result": "Rust",
        "place": "organisation",
        "kind": "source",
        "level": "team",
    }
    return {**fields, **changes}


def test_from_two_causes_to_a_plan_with_measures(
    zandbak: Zandbak, project: Project, anna: Client, sign_in: Any
) -> None:
    with zandbak.scope():
        drainer, giver = two_causes(project)
        signal = a_signal(project)
    for title, tackles in ((TITLE, [drainer.id, signal.id]), ("Buitendag", [giver.id])):
        done = anna.post(
            address("proposal_add", project),
            proposal_data(title=title, tackles=[str(one) for one in tackles], place=str(zandbak.team.id)),
        )
        assert done.url == address("proposals", project)
    with zandbak.scope():
        first, second = Proposal.objects.order_by("created_at")
        assert {(row.cause_id or row.signal_id) for row in first.tackles.all()} == {drainer.id, signal.id}
        assert (first.by_name, first.unit_id, first.state) == ("Anna Visser", zandbak.team.id, "idea")
    page = anna.get(address("proposals", project))
    assert [row.proposal.id for row in page.context["unweighed"]] == [first.id, second.id]

    for proposal, impact, effort in ((first, 5, 2), (second, 4, 4)):
        anna.post(
            address("proposal_weigh", project, proposal=proposal.id),
            {"version": 1, "impact": impact, "effort": effort, "dots": ""},
        )
    decided = sign_in(zandbak.tim).post(
        address("proposal_decide", project, proposal=first.id), {"version": 2, "impact": 3, "effort": 2}
    )
    assert decided.url == address("proposal", project, proposal=first.id)
    page = anna.get(address("proposals", project))
    assert [
        (corner.key, [row.proposal.title for row in corner.rows]) for corner in page.context["corners"]
    ] == [
        ("quick_win", [TITLE]),
        ("project", ["Buitendag"]),
        ("small_job", []),
        ("not_now", []),
    ]
    assert [(row.proposal.title, row.talk) for row in page.context["to_talk_about"]] == [(TITLE, ["effect"])]

    form = anna.get(address("proposal_choose", project, proposal=first.id)).context["form"]
    assert (form["title"].value(), form["intended_result"].value(), form["place"].value()) == (
        TITLE,
        "Rust",
        str(zandbak.team.id),
    )
    chosen = anna.post(
        address("proposal_choose", project, proposal=first.id),
        proposal_data(
            place=str(zandbak.team.id),
            owner="Tim de Boer",
            due_on="2027-02-01",
            form_key=form["form_key"].value(),
        ),
    )
    assert chosen.url == f"{address('plan', project)}#measures"
    with zandbak.scope():
        measure = Measure.objects.get()
        first = fresh(first)
        assert (measure.title, measure.unit_id, measure.owner) == (
            TITLE,
            zandbak.team.id,
            zandbak.member(zandbak.tim),
        )
        assert (first.state, first.measure_id) == ("chosen", measure.id)
        copied = Tackles.objects.filter(measure=measure, proposal=None)
        assert {(row.cause_id or row.signal_id) for row in copied} == {drainer.id, signal.id}
        assert ProjectMeasure.objects.get().measure_id == measure.id
        assert AuditEntry.objects.filter(action="projects.proposal_chosen").count() == 1
    plan = anna.get(address("plan", project))
    assert "Alles drie keer opschrijven; Pauzes vallen uit" in plan.content.decode()
    assert plan.context["untackled"] == [giver]


def test_a_measure_for_later_says_why_and_comes_back(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        proposal = put_forward(zandbak, project)
    url = address("proposal_later", project, proposal=proposal.id)
    assert anna.post(url, {"reason": " "}).status_code == 400
    anna.post(url, {"reason": "Eerst het rooster"})
    page = anna.get(address("proposals", project))
    assert [row.proposal.why_not_now for row in page.context["later"]] == ["Eerst het rooster"]
    anna.post(address("proposal_back", project, proposal=proposal.id))
    anna.post(address("proposal_back", project, proposal=proposal.id))
    with zandbak.scope():
        back = fresh(proposal)
    assert (back.state, back.why_not_now, back.version) == ("idea", "", 3)


def test_choosing_is_refused_while_the_kickoff_is_open(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        project = settle_kickoff(zandbak, make_project(zandbak), leave=("1d", "4"))
        proposal = put_forward(zandbak, project)
    url = address("proposal_choose", project, proposal=proposal.id)
    assert "1d, 4" in anna.get(url).content.decode()
    refused = anna.post(url, proposal_data(place=str(zandbak.team.id)))
    assert refused.status_code == 400
    assert "1d, 4" in refused.content.decode()
    with zandbak.scope():
        assert (Measure.objects.count(), fresh(proposal).state) == (0, "idea")


def test_choosing_twice_makes_one_measure(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        drainer, _giver = two_causes(project)
        proposal = put_forward(zandbak, project, tackles=[drainer])
        measure = {"title": TITLE, "intended_result": "Rust", "unit": zandbak.team}
        links = [
            actions.choose_proposal(
                actor=zandbak.member(zandbak.anna), proposal=proposal, measure=dict(measure)
            )
            for _time in range(2)
        ]
        assert links[0] == links[1]
        assert (Measure.objects.count(), Tackles.objects.filter(proposal=None).count()) == (1, 1)


def test_a_form_that_arrives_twice_makes_one_proposal(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    url = address("proposal_add", project)
    key = anna.get(url).context["form"]["form_key"].value()
    for _time in range(2):
        anna.post(url, proposal_data(form_key=str(key)))
    with zandbak.scope():
        assert Proposal.objects.count() == 1


def test_a_form_of_another_project_makes_no_second_proposal(zandbak: Zandbak, project: Project) -> None:
    key = uuid4()
    with zandbak.scope():
        other = make_project(zandbak, name="Ander project")
        made = [
            actions.add_proposal(actor=None, project=one, title="Iets", form_key=key)
            for one in (project, other)
        ]
        assert made[0].id == made[1].id
        assert Proposal.objects.count() == 1


def test_what_was_taken_out_of_the_plan_can_be_an_idea_again(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        proposal = put_forward(zandbak, project)
        link = actions.choose_proposal(
            actor=anna, proposal=proposal, measure={"title": TITLE, "intended_result": ""}
        )
        for refused in (
            lambda: actions.make_idea_again(actor=anna, proposal=proposal),
            lambda: actions.remove_proposal(actor=anna, proposal=proposal),
            lambda: actions.put_off_proposal(actor=anna, proposal=proposal, reason="Nee"),
            lambda: actions.change_proposal(
                actor=anna, proposal=proposal, version=2, title="Anders", tackles=()
            ),
        ):
            with pytest.raises(Refused):
                refused()
        actions.unlink_measure(actor=anna, project=project, measure=link.measure)
        actions.make_idea_again(actor=anna, proposal=proposal)
        again = fresh(proposal)
    assert (again.state, again.measure) == ("idea", None)


def test_the_manager_comes_after_the_participants(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    with zandbak.scope():
        proposal = put_forward(zandbak, project)
        with pytest.raises(Refused):
            actions.weigh_as_manager(
                actor=zandbak.member(zandbak.bea), proposal=proposal, version=1, impact=3, effort=3
            )
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(id=proposal.id).update(impact=3, effort=3)
    bea = sign_in(zandbak.bea)
    url = address("proposal_decide", project, proposal=proposal.id)
    assert bea.get(url).context["too_early"] is True
    assert bea.post(url, {"version": 1, "impact": 3, "effort": 3}).status_code == 400
    with zandbak.scope():
        assert fresh(proposal).impact is None
        weighed(zandbak, proposal, 4, 2)
    assert bea.post(url, {"version": 2, "impact": 3, "effort": 3}).status_code == 302
    with zandbak.scope():
        assert (fresh(proposal).impact, fresh(proposal).weighed_by_name) == (3, "Bea Smit")


@pytest.mark.parametrize(("impact", "effort"), [(0, 3), (6, 3), (3, 0), (3, 6), ("", 3), ("x", 3), (3.5, 3)])
def test_marks_outside_one_to_five_are_refused(
    zandbak: Zandbak, project: Project, anna: Client, impact: Any, effort: Any
) -> None:
    with zandbak.scope():
        proposal = put_forward(zandbak, project)
    url = address("proposal_weigh", project, proposal=proposal.id)
    assert anna.post(url, {"version": 1, "impact": impact, "effort": effort}).status_code == 400
    with zandbak.scope():
        assert fresh(proposal).staff_weighed_at is None


@pytest.mark.parametrize("marks", [(0, 3), (3, 6)])
def test_the_action_and_the_database_refuse_such_marks_too(
    zandbak: Zandbak, project: Project, marks: tuple[int, int]
) -> None:
    impact, effort = marks
    with zandbak.scope():
        proposal = put_forward(zandbak, project)
        with pytest.raises(Refused):
            actions.weigh_as_group(actor=None, proposal=proposal, version=1, impact=impact, effort=effort)
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(id=proposal.id).update(staff_impact=impact, staff_effort=effort)


def test_nothing_changes_in_a_closed_project(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope():
        proposal = put_forward(zandbak, project)
        Project.objects.filter(id=project.id).update(closed_at=timezone.now())
    assert anna.post(address("proposal_add", project), proposal_data()).status_code == 400
    one = {"proposal": proposal.id}
    data = proposal_data(place=str(zandbak.team.id), version=1)
    assert anna.post(address("proposal_change", project, **one), data).status_code == 400
    assert anna.post(address("proposal_choose", project, **one), data).status_code == 400
    assert anna.post(address("proposal_later", project, **one), {"reason": "Nee"}).status_code == 400
    marks = {"version": 1, "impact": 3, "effort": 3}
    assert anna.post(address("proposal_weigh", project, **one), marks).status_code == 400
    anna.post(address("proposal_remove", project, **one))
    anna.post(address("weighing_begin", project))
    with zandbak.scope():
        stays = Proposal.objects.get()
        assert (stays.version, stays.state, stays.staff_weighed_at) == (1, "idea", None)
        assert project.sessions.count() == 0
    page = anna.get(address("proposals", project))
    assert page.context["may_propose"] is False


def test_two_people_changing_a_proposal_do_not_overwrite_each_other(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        proposal = put_forward(zandbak, project)
        weighed(zandbak, proposal, 4, 2)
        with pytest.raises(ChangedMeanwhile):
            actions.weigh_as_group(actor=None, proposal=proposal, version=1, impact=1, effort=1)
        with pytest.raises(ChangedMeanwhile):
            actions.change_proposal(actor=None, proposal=proposal, version=1, title="Anders", tackles=())
        assert fresh(proposal).staff_impact == 4


def test_a_team_lead_puts_forward_for_the_own_team_only(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        project = make_project(zandbak, units=[zandbak.location])
    tim = sign_in(zandbak.tim)
    page = tim.get(address("proposal_add", project))
    assert [label for _key, label in page.context["form"].fields["place"].choices] == ["BSO De Boomhut"]
    for place in ("organisation", str(zandbak.other_team.id)):
        assert tim.post(address("proposal_add", project), proposal_data(place=place)).status_code == 400
    done = tim.post(address("proposal_add", project), proposal_data(place=str(zandbak.team.id)))
    assert done.status_code == 302
    with zandbak.scope():
        theirs = put_forward(zandbak, project, unit=zandbak.other_team)
    url = address("proposal_change", project, proposal=theirs.id)
    assert tim.get(url).status_code == 403
    assert tim.get(address("proposal_decide", project, proposal=theirs.id)).status_code == 403


def test_causes_of_another_project_or_tenant_cannot_be_tackled(
    zandbak: Zandbak, other: Other, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        elsewhere, _giver = two_causes(make_project(zandbak, name="Ander project"))
        with pytest.raises(Refused):
            put_forward(zandbak, project, tackles=[elsewhere])
    refused = anna.post(address("proposal_add", project), proposal_data(tackles=[str(elsewhere.id)]))
    assert list(refused.context["form"].errors) == ["tackles"]
    with zandbak.scope():
        assert Proposal.objects.count() == 0


def test_a_proposal_of_another_project_is_not_found(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope():
        proposal = put_forward(zandbak, make_project(zandbak, name="Ander project"))
    assert anna.get(address("proposal", project, proposal=proposal.id)).status_code == 404


def test_a_measure_in_the_plan_is_linked_and_unlinked(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        project = make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak)))
        drainer, giver = two_causes(project)
        measure = Measure.objects.get()
    url = address("measure_tackles", project, measure=measure.id)
    for tackles in ([drainer.id, giver.id], [giver.id], [giver.id], []):
        done = anna.post(url, {"tackles": [str(one) for one in tackles]})
        assert done.url == f"{address('plan', project)}#measure-{measure.id}"
        with zandbak.scope():
            assert {row.cause_id for row in Tackles.objects.filter(measure=measure)} == set(tackles)
    page = anna.get(address("plan", project))
    assert page.context["untackled"] == [drainer, giver]


@pytest.mark.parametrize("name", ["proposals", "plan", "step"])
def test_pages_ask_the_same_number_of_questions_for_one_row_and_for_three(
    zandbak: Zandbak, anna: Client, django_assert_num_queries: Any, name: str
) -> None:
    with zandbak.scope():
        project = make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak)))
    url = address(name, project, **({"step": 3} if name == "step" else {}))

    def add(number: int) -> None:
        with zandbak.scope():
            drainer, giver = two_causes(project)
            made = put_forward(zandbak, project, f"Nummer {number}", tackles=[drainer, giver])
            weighed(zandbak, made, 4, 2)
            later = put_forward(zandbak, project, f"Gekozen {number}", tackles=[drainer])
            actions.choose_proposal(
                actor=None,
                proposal=later,
                measure={"title": later.title, "intended_result": "", "unit": zandbak.team},
            )

    add(1)
    anna.get(url)
    with CaptureQueriesContext(connection) as one:
        anna.get(url)
    add(2)
    add(3)
    with django_assert_num_queries(len(one)):
        anna.get(url)
