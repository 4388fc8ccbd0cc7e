"""Starting, changing, walking through and closing a project through HTTP."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from measures.models import Action, Measure
from projects import actions, queries
from projects.models import KickoffItem, Project, ProjectStep, ProjectUnit
from tests.cast import Other, Zandbak
from tests.projects.scene import begun, evaluate, find, make_plan, make_project, settle_kickoff
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Representation, Unit


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_project(zandbak)


def address(name: str, **kwargs: Any) -> str:
    return reverse(f"projects:{name}", kwargs={"organisation": "zandbak", **kwargs})


def new_data(zandbak: Zandbak, **changes: Any) -> dict[str, Any]:
    """What a filled-in form for a new project sends."""
    with zandbak.scope():
        leader = zandbak.member(zandbak.anna).id
    fields = {
        "name": "Rustige start",
        "goal": "De ochtend begint zonder haast.",
        "approach": "small",
        "first_step": "1",
        "units": [str(zandbak.team.id)],
        "leader": str(leader),
        "starts_on": "2026-11-02",
        "aims_on": "",
    }
    return {**fields, **changes}


def test_hr_starts_a_project_with_steps_kickoff_and_contact_role(zandbak: Zandbak, anna: Client) -> None:
    answer = anna.post(address("new"), new_data(zandbak))
    with zandbak.scope():
        made = Project.objects.get()
        steps = list(ProjectStep.objects.filter(project=made).values_list("number", "state"))
        place = ProjectUnit.objects.select_related("unit").get()
        log = AuditEntry.objects.get(action="projects.project_created")
        assert KickoffItem.objects.filter(project=made, state="open").count() == 10
    assert answer.url == address("project", project=made.id)
    assert steps == [(1, "under_way"), *((number, "not_begun") for number in range(2, 8))]
    assert (place.unit.name, place.role_name) == ("BSO De Boomhut", "werkdrukregisseur")
    assert (log.actor_name, log.subject) == ("Anna Visser", "Rustige start")


def test_a_project_may_start_with_policy(zandbak: Zandbak, anna: Client) -> None:
    anna.post(address("new"), new_data(zandbak, first_step="6"))
    with zandbak.scope():
        assert ProjectStep.objects.get(state="under_way").number == 6


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"goal": ""}, "goal"),
        ({"units": []}, "units"),
        ({"approach": "large", "leader": ""}, "leader"),
        ({"aims_on": "2026-11-01"}, "aims_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"units": ["00000000-0000-0000-0000-000000000000"]}, "units"),
    ],
)
def test_a_form_that_is_not_complete_says_where_and_makes_nothing(
    zandbak: Zandbak, anna: Client, changes: dict, field: str
) -> None:
    answer = anna.post(address("new"), new_data(zandbak, **changes))
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == [field]
    with zandbak.scope():
        assert Project.objects.count() == 0


def test_a_unit_of_another_organisation_cannot_be_chosen(
    zandbak: Zandbak, other: Other, anna: Client
) -> None:
    answer = anna.post(address("new"), new_data(zandbak, units=[str(other.team.id)]))
    assert list(answer.context["form"].errors) == ["units"]


def test_what_is_refused_half_way_leaves_nothing(zandbak: Zandbak) -> None:
    with zandbak.scope():
        gone = Unit.objects.create(name="Weg", archived_at="2026-01-01T00:00:00Z")
        with pytest.raises(Refused):
            make_project(zandbak, units=[gone])
        assert Project.objects.count() == 0


def test_two_people_changing_a_project_do_not_overwrite_each_other(
    zandbak: Zandbak, project: Project, anna: Client, sign_in: Any
) -> None:
    url = address("change", project=project.id)
    data = new_data(zandbak, version=1)
    both = [str(zandbak.team.id), str(zandbak.other_team.id)]
    assert sign_in(zandbak.fatima).post(url, {**data, "name": "Van Fatima"}).status_code == 302
    refused = anna.post(url, {**data, "name": "Van Anna", "units": both})
    text = refused.content.decode()
    assert refused.status_code == 400
    assert "Van Fatima" in text
    assert 'value="Van Anna"' in text
    with zandbak.scope():
        assert find(project).name == "Van Fatima"
    form = refused.context["form"]
    assert (form["units"].value(), form["version"].value()) == (both, 2)
    assert {str(label): value for label, value in form.differences} == {
        "Naam van het project": "Van Fatima",
        "Wie doet mee?": "BSO De Boomhut",
    }
    assert anna.post(url, {**data, "name": "Van Anna", "version": 2}).status_code == 302


def test_who_runs_a_project_brings_in_no_units_of_others(
    zandbak: Zandbak, project: Project, anna: Client, sign_in: Any
) -> None:
    with zandbak.scope():
        tim = zandbak.member(zandbak.tim).id
    url = address("change", project=project.id)
    one, both = [str(zandbak.team.id)], [str(zandbak.team.id), str(zandbak.other_team.id)]
    data = new_data(zandbak, leader=str(tim))
    assert anna.post(url, {**data, "version": 1, "units": one}).status_code == 302

    refused = sign_in(zandbak.tim).post(url, {**data, "version": 2, "units": both})
    assert refused.context["form"].non_field_errors() == [
        "Je kunt de onderdelen toevoegen die jij leidt. "
        "Vraag HR om een ander onderdeel aan dit project toe te voegen."
    ]
    assert anna.post(url, {**data, "version": 2, "units": both[1:]}).status_code == 302
    assert sign_in(zandbak.tim).post(url, {**data, "version": 3, "units": both}).status_code == 302
    with zandbak.scope():
        assert ProjectUnit.objects.count() == 2


def test_units_that_stay_keep_their_contact_person(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope():
        place = ProjectUnit.objects.get()
    contact = {
        "version": 1,
        "contact_name": "tim de boer",
        "role_name": "regisseur",
        "mandate": "Het rooster",
        "hours_per_week": "2,5",
    }
    saved = anna.post(address("contact", project=project.id, unit=place.id), contact)
    assert saved.url == f"{address('project', project=project.id)}#contacts"
    data = new_data(zandbak, version=1, units=[str(zandbak.team.id), str(zandbak.other_team.id)])
    anna.post(address("change", project=project.id), data)
    with zandbak.scope():
        rows = {row.unit_id: row for row in ProjectUnit.objects.all()}
        kept = rows[zandbak.team.id]
        assert (kept.contact, kept.contact_name) == (zandbak.member(zandbak.tim), "Tim de Boer")
        assert (str(kept.hours_per_week), kept.contact_email) == ("2.5", "tim@zandbak.example")
        assert rows[zandbak.other_team.id].contact_name == ""


def test_a_project_walks_through_the_steps_and_closes_after_the_evaluation(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    def post(name: str, number: int, **data: str) -> None:
        anna.post(address(name, project=project.id, step=number), data)

    def states() -> str:
        with zandbak.scope():
            return "".join(step.state[0] for step in find(project).steps.all())

    finish = {"not_involved": "Het ging te snel.", "result": "Geleerd."}
    post("step_finish", 1, not_involved=" ")
    assert states() == "unnnnnn"
    post("step_finish", 1, **finish)
    post("step_skip", 2, reason=" ")
    assert states() == "dnnnnnn"
    post("step_skip", 2, reason="De oorzaak is bekend.")
    post("step_begin", 3)
    assert states() == "dsnnnnn"
    with zandbak.scope():
        settle_kickoff(zandbak, project)
    post("step_begin", 3)
    post("step_finish", 3, **finish)
    assert states() == "dsunnnn"
    with zandbak.scope():
        make_plan(zandbak, project)
    post("step_finish", 3, **finish)
    post("step_begin", 4)
    post("step_finish", 4, **finish)
    post("step_skip", 5, reason="Geen tijd")
    assert states() == "dsddnnn"
    close = address("close", project=project.id)
    anna.post(close)
    with zandbak.scope():
        assert find(project).closed_at is None
    post("step_begin", 5)
    post("step_finish", 5, **finish)
    assert states() == "dsddunn"
    with zandbak.scope():
        evaluate(zandbak, project)
    post("step_finish", 5, **finish)
    post("step_reopen", 3)
    assert states() == "dsdddnn"
    assert anna.post(close).url == address("project", project=project.id)
    with zandbak.scope():
        assert find(project).closed_at is not None
    post("step_begin", 6)
    assert states() == "dsdddnn"
    page = anna.get(address("project", project=project.id)).content.decode()
    assert address("change", project=project.id) not in page


def test_the_plan_in_use_keeps_a_goal_and_a_measure(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope():
        planned = make_plan(zandbak, settle_kickoff(zandbak, project))
        goal, measure = planned.goals.get(), Measure.objects.get()
    remove = address("goal_remove", project=project.id, goal=goal.id)
    unlink = address("measure_unlink", project=project.id, measure=measure.id)
    with zandbak.scope():
        begun(zandbak, project, 2, 3)
        actions.finish_step(actor=None, project=project, number=3, not_involved="Geen tijd")
    anna.post(remove)
    anna.post(unlink)
    with zandbak.scope():
        assert queries.position_of(find(project)).has_plan


def test_a_measure_of_the_plan_stands_in_the_units_action_plan(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        settle_kickoff(zandbak, project)
    data = {
        "title": "Dagstart",
        "intended_result": "Iedereen weet wie wat doet",
        "place": str(zandbak.team.id),
        "owner": "Tim de Boer",
        "kind": "source",
        "level": "team",
        "due_on": "2027-01-31",
        "action_what": "Bord ophangen",
        "action_who": "Eva Bakker",
        "action_due_on": "2026-12-01",
        "form_key": "11111111-1111-4111-8111-111111111111",
    }
    for _ in range(2):  # the same form twice makes one measure
        anna.post(address("measure_add", project=project.id), data)
    with zandbak.scope():
        measure = Measure.objects.get()
        action = Action.objects.get()
        assert (measure.unit, measure.owner) == (zandbak.team, zandbak.member(zandbak.tim))
        assert (action.measure, action.who_name) == (measure, "Eva Bakker")
        assert [part.unit_name for part in queries.plan_parts(find(project))] == ["BSO De Boomhut"]


def test_a_measure_is_chosen_from_the_units_of_the_project_only(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        settle_kickoff(zandbak, project)
        own = Measure.objects.create(title="Eigen", unit=zandbak.team)
        everyone = Measure.objects.create(title="Allen")
        elsewhere = Measure.objects.create(title="Elders", unit=zandbak.other_team)
    url = address("measure_link", project=project.id)
    for measure, status in ((own, 302), (everyone, 302), (elsewhere, 400), (own, 400)):
        assert anna.post(url, {"measure": str(measure.id)}).status_code == status
    with zandbak.scope():
        assert set(queries.plan_measures(find(project))) == {own, everyone}
        with pytest.raises(Refused):
            actions.link_measure(actor=None, project=find(project), measure=elsewhere)


@pytest.mark.parametrize(
    ("representation", "words"),
    [
        (Representation.WORKS_COUNCIL, "The works council stands behind the goals"),
        (Representation.STAFF_REPRESENTATION, "The staff representation stands behind the goals"),
        (Representation.NONE, "Colleagues who speak for the staff stand behind the goals"),
    ],
)
def test_the_words_follow_who_speaks_for_the_staff(
    zandbak: Zandbak, project: Project, anna: Client, representation: str, words: str
) -> None:
    zandbak.organisation.representation = representation
    zandbak.organisation.save()
    zandbak.anna.language = "en"
    zandbak.anna.save()
    page = anna.get(address("kickoff", project=project.id))
    assert words in page.content.decode()


@pytest.mark.parametrize("number", range(1, 8))
def test_every_step_has_its_page_with_a_guide(
    zandbak: Zandbak, project: Project, anna: Client, number: int
) -> None:
    answer = anna.get(address("step", project=project.id, step=number))
    assert (answer.status_code, answer.context["number"]) == (200, number)
    assert anna.get(address("step", project=project.id, step=8)).status_code == 404


def test_the_empty_list_says_what_to_do(zandbak: Zandbak, anna: Client, sign_in: Any) -> None:
    assert address("new") in anna.get(address("list")).content.decode()
    assert address("new") not in sign_in(zandbak.tim).get(address("list")).content.decode()
