"""Rounds, how staff took part, the approach and the dates, through HTTP."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from measures.models import Measure
from projects import actions, queries, today
from projects.domain import kickoff
from projects.models import (
    Continuation,
    Goal,
    Involvement,
    KickoffItem,
    MeasureEvaluation,
    Project,
    ProjectRound,
    ProjectStep,
    Stand,
    SteeringMember,
)
from projects.queries import rounds
from tests.cast import Zandbak
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
    step_of,
)
from tests.projects.test_projects import new_data
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_project(zandbak)


def address(name: str, project: Project, **kwargs: Any) -> str:
    return reverse(f"projects:{name}", kwargs={"organisation": "zandbak", "project": project.id, **kwargs})


def test_a_next_round_begins_with_what_was_learned_and_keeps_what_was(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        done = evaluated(zandbak, make_project(zandbak))
    form = anna.get(address("round_new", done)).context["form"]
    assert (form["learned"].value(), form["goal"].value()) == ("Begin bij het rooster.", done.goal)
    data = {"version": done.version, "learned": "Begin bij het rooster.", "goal": "Rust in de avond."}
    answer = anna.post(address("round_new", done), data)
    assert answer.url == address("project", done)
    with zandbak.scope():
        now = find(done)
        began = ProjectRound.objects.get()
        steps = [(step.number, step.round, step.state) for step in now.steps.all()]
        points = KickoffItem.objects.filter(project=now, round=2)
        agreed = points.get(code="3")
        assert (now.round, now.goal) == (2, "Rust in de avond.")
        assert (began.number, began.learned, began.goal_before) == (2, "Begin bij het rooster.", done.goal)
        assert steps == [
            (1, 2, "under_way"),
            *((number, 2, "not_begun") for number in range(2, 6)),
            (6, 1, "not_begun"),
            (7, 1, "not_begun"),
        ]
        assert set(points.values_list("state", flat=True)) == {"open"}
        assert (agreed.who_name, agreed.note) == ("Anna Visser", "In het teamoverleg")
        assert Stand.objects.filter(round=2).count() == 3
        position = queries.position_of(now)
        assert (position.goals, position.measures, position.round) == (0, 0, 2)
        assert ProjectStep.objects.filter(round=1, state="done").count() == 5
        assert Goal.objects.filter(round=1).count() == 1
    page = anna.get(address("step", done, step=1)).content.decode()
    assert "Begin bij het rooster." in page
    past = anna.get(address("round", done, number=1)).content.decode()
    for words in (
        done.goal,
        "Het werkte half.",
        "Iedereen heeft elke dag een echte pauze",
        "In het teamoverleg",
    ):
        assert words in past
    assert anna.get(address("round", done, number=3)).status_code == 404


def test_two_who_begin_the_next_round_begin_one(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        done = evaluated(zandbak, make_project(zandbak))
    data = {"version": done.version, "learned": "Veel", "goal": "Verder"}
    statuses = [anna.post(address("round_new", done), data).status_code for _ in range(2)]
    assert statuses == [302, 400]
    with zandbak.scope():
        assert find(done).round == 2


def test_the_second_round_has_the_same_gates_to_its_end(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        done = evaluated(zandbak, make_project(zandbak))
        measure = Measure.objects.get()
        actions.start_round(actor=None, project=done, version=done.version, learned="Veel")
        now = find(done)
        with pytest.raises(actions.NotYet):
            actions.link_measure(actor=None, project=now, measure=measure)
        settle_kickoff(zandbak, now)
        finished(zandbak, now, 1)
        actions.skip_step(actor=None, project=now, number=2, reason="Bekend")
        assert rounds.carried_on(now) == {measure.id}
        actions.link_measure(actor=None, project=now, measure=measure)
        actions.add_goal(
            actor=None, project=now, outcome="Rust", owner=None, owner_name="Tim", due_on=date(2027, 6, 1)
        )
        begun(zandbak, now, 3)
        finished(zandbak, now, 3)
        begun(zandbak, now, 4)
        finished(zandbak, now, 4)
        begun(zandbak, now, 5)
        with pytest.raises(actions.NotYet):
            actions.close_project(actor=None, project=now)
        evaluate(zandbak, now)
        finished(zandbak, now, 5)
    anna.post(address("close", now))
    with zandbak.scope():
        assert find(now).closed_at is not None


def test_an_evaluation_is_complete_when_it_says_all_and_each_measure_goes_on_or_stops(
    zandbak: Zandbak,
) -> None:
    with zandbak.scope():
        project = make_plan(zandbak, settle_kickoff(zandbak, make_project(zandbak)))
        states = [queries.position_of(project).evaluated]
        evaluation = evaluate(zandbak, project)
        states.append(queries.position_of(project).evaluated)
        for name in ("reached", "verdict", "reporter_name"):
            kept = getattr(evaluation, name)
            setattr(evaluation, name, "")
            evaluation.save()
            states.append(queries.position_of(project).evaluated)
            setattr(evaluation, name, kept)
            evaluation.save()
        MeasureEvaluation.objects.update(continuation="")
        states.append(queries.position_of(project).evaluated)
        MeasureEvaluation.objects.update(continuation=Continuation.STOP)
        states.append(queries.position_of(project).evaluated)
    assert states == [False, True, False, False, False, False, True]


def test_a_step_without_staff_asks_why(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope(), pytest.raises(Refused):
        actions.finish_step(actor=None, project=project, number=1, not_involved="  ")
    finish = address("step_finish", project, step=1)
    refused = anna.post(finish, {"result": "Iets"})
    assert refused.status_code == 400
    assert list(refused.context["finish_form"].errors) == ["not_involved"]
    assert anna.post(finish, {"result": "Iets", "not_involved": "Het kon niet eerder."}).status_code == 302
    with zandbak.scope():
        step = step_of(project, 1)
        assert (step.state, step.not_involved, step.result) == ("done", "Het kon niet eerder.", "Iets")


def test_how_staff_took_part_is_written_down_once_changed_and_shown(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    add = address("involvement_add", project, step=1)
    data = {
        "on": "2026-11-20",
        "who": "Negen van de twaalf",
        "how": "In het teamoverleg",
        "outcome": "Twee ideeën",
        "form_key": "11111111-1111-4111-8111-111111111111",
    }
    for _ in range(2):
        assert anna.post(add, data).url == f"{address('step', project, step=1)}#involved"
    with zandbak.scope():
        row = Involvement.objects.get()
    assert (row.who, row.written_by_name) == ("Negen van de twaalf", "Anna Visser")
    page = anna.get(address("step", project, step=1)).content.decode()
    assert [words in page for words in ("Negen van de twaalf", "In het teamoverleg", "Twee ideeën")] == [
        True
    ] * 3
    change = address("involvement_change", project, involvement=row.id)
    assert anna.post(change, {**data, "version": 1, "who": "Tien"}).status_code == 302
    late = anna.post(change, {**data, "version": 1, "who": "Elf"})
    assert (late.status_code, late.context["form"].errors != {}) == (400, True)
    anna.post(address("step_finish", project, step=1), {"result": "Iets"})
    with zandbak.scope():
        assert (step_of(project, 1).state, Involvement.objects.get().who) == ("done", "Tien")
    remove = address("involvement_remove", project, involvement=row.id)
    anna.post(remove)  # the last line of a step that is done stays
    with zandbak.scope():
        assert Involvement.objects.count() == 1
        actions.reopen_step(actor=None, project=project, number=1)
    anna.post(remove)
    with zandbak.scope():
        assert Involvement.objects.count() == 0
        log = list(AuditEntry.objects.filter(action__startswith="projects.involvement").values_list("action"))
    assert len(log) == 3


def test_an_earlier_round_is_read_and_not_changed(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        done = evaluated(zandbak, make_project(zandbak))
        row = Involvement.objects.filter(step__number=1).get()
        actions.start_round(actor=None, project=done, version=done.version, learned="Veel")
        goal = Goal.objects.get()
    data = {"on": "2026-11-20", "who": "Anders", "how": "Anders", "version": 1}
    refused = anna.post(address("involvement_change", done, involvement=row.id), data)
    assert refused.status_code == 400
    assert anna.get(address("goal_change", done, goal=goal.id)).status_code == 404
    with zandbak.scope():
        assert Involvement.objects.get(id=row.id).who == row.who


def test_a_small_project_is_asked_for_fewer_points_and_shows_the_others_as_such(
    zandbak: Zandbak, anna: Client
) -> None:
    with zandbak.scope():
        project = make_project(zandbak, approach="small")
        assert queries.position_of(project).open_items == kickoff.SMALL_CODES
        assert queries.open_counts([project]) == {project.id: len(kickoff.SMALL_CODES)}
    page = anna.get(address("kickoff", project)).content.decode()
    assert page.count("Niet gevraagd bij een klein project.") == len(kickoff.CODES) - len(kickoff.SMALL_CODES)


def test_a_small_plan_becomes_large_only_with_the_kickoff_of_a_large_one(
    zandbak: Zandbak, anna: Client
) -> None:
    extra = tuple(code for code in kickoff.CODES if code not in kickoff.SMALL_CODES)
    with zandbak.scope():
        project = make_project(zandbak, approach="small")
        project = make_plan(zandbak, settle_kickoff(zandbak, project, leave=extra))
    data = new_data(zandbak, approach="large", version=project.version)
    refused = anna.post(address("change", project), data)
    assert refused.status_code == 400
    assert ", ".join(extra) in refused.context["form"].non_field_errors()[0]
    with zandbak.scope():
        for code in extra:
            point = item(project, code)
            actions.settle_kickoff_item(actor=None, item=point, version=point.version)
    assert anna.post(address("change", project), data).status_code == 302
    with zandbak.scope():
        assert find(project).is_large
        assert queries.position_of(find(project)).has_plan


def test_a_large_project_has_a_steering_group_a_budget_and_time(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    data = new_data(
        zandbak,
        approach="large",
        version=1,
        steering="olaf jansen, de ondernemingsraad\nKim de Wit, de cliëntenraad\n\nKim de Wit",
        budget="12500,50",
        time_available="Twee uur per maand",
    )
    assert anna.post(address("change", project), data).status_code == 302
    with zandbak.scope():
        seats = list(SteeringMember.objects.order_by("name"))
        changed = find(project)
        assert [(seat.name, seat.part) for seat in seats] == [
            ("Kim de Wit", ""),
            ("Olaf Jansen", "de ondernemingsraad"),
        ]
        assert seats[1].membership == zandbak.member(zandbak.olaf)
    assert (str(changed.budget), changed.time_available) == ("12500.50", "Twee uur per maand")
    page = anna.get(address("project", project)).content.decode()
    assert [words in page for words in ("12.500,50", "Olaf Jansen", "Twee uur per maand")] == [True] * 3


def test_a_team_under_pressure_waits_for_a_facilitator(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        project = settle_kickoff(zandbak, make_project(zandbak, facilitators=[]))
        finished(zandbak, project, 1)
        begun(zandbak, project, 2)
        place = project.project_units.get()
    contact = {
        "version": 1,
        "contact_name": "Eva Bakker",
        "under_pressure": "on",
        "support": "Elke week een gesprek",
    }
    anna.post(address("contact", project, unit=place.id), contact)
    anna.post(address("step_begin", project, step=3))
    with zandbak.scope():
        assert step_of(project, 3).state == "not_begun"
        fatima = str(zandbak.member(zandbak.fatima).id)
    data = new_data(zandbak, approach="large", version=1, facilitators=[fatima])
    assert anna.post(address("change", project), data).status_code == 302
    anna.post(address("step_begin", project, step=3))
    with zandbak.scope():
        assert step_of(project, 3).state == "under_way"
        assert find(project).project_units.get().support == "Elke week een gesprek"


def test_a_unit_without_contact_person_is_shown_to_who_runs_the_project(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    def asked() -> list[str]:
        with zandbak.scope():
            todos = today.todos(zandbak.member(zandbak.anna), date(2026, 11, 28))
            return [todo.detail for todo in todos if todo.url.endswith("#contacts")]

    warning = "Kies een aanspreekpunt voor BSO De Boomhut"
    pages = [address("project", project), address("step", project, step=3)]
    assert [warning in anna.get(page).content.decode() for page in pages] == [True, True]
    assert asked() == ["BSO De Boomhut"]
    with zandbak.scope():
        place = project.project_units.get()
        actions.change_contact(actor=None, place=place, version=1, contact=None, contact_name="Eva Bakker")
    assert [warning in anna.get(page).content.decode() for page in pages] == [False, False]
    assert asked() == []


def test_the_steps_are_planned_on_one_form_and_late_is_said_in_words(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    data = {
        "version": project.version,
        "from_1": "2020-01-01",
        "until_1": "2020-01-31",
        "from_2": "2099-01-01",
    }
    assert anna.post(address("dates", project), data).url == address("timeline", project)
    with zandbak.scope():
        assert step_of(project, 1).planned_until == date(2020, 1, 31)
    answer = anna.get(address("timeline", project))
    lines = answer.context["line"].lines
    assert [(line.number, line.kind) for line in lines][:3] == [(1, "drain"), (2, "plain"), (3, "plain")]
    assert lines[0].words.startswith("Te laat")
    wrong = {**data, "version": 2, "until_2": "2098-01-01"}
    refused = anna.post(address("dates", project), wrong)
    assert (refused.status_code, list(refused.context["form"].errors)) == (400, ["until_2"])
    late = anna.post(address("dates", project), {**data, "from_1": "2021-01-01", "until_1": "2021-02-01"})
    assert late.status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_reading_a_round_takes_the_same_queries(
    zandbak: Zandbak, project: Project, anna: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    with zandbak.scope():
        for number in range(count):
            actions.involve(
                actor=None,
                step=step_of(project, 1),
                on=date(2026, 11, 20),
                who=f"Team {number}",
                how="In het overleg",
            )
    with django_assert_max_num_queries(34):
        anna.get(address("round", project, number=1))


def test_measures_that_go_on_come_first_in_the_list_to_choose_from(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        done = evaluated(zandbak, make_project(zandbak))
        going_on = Measure.objects.get()
        stopped = Measure.objects.create(title="Aardig idee", unit=zandbak.team)
        actions.start_round(actor=None, project=done, version=done.version, learned="Veel")
        settle_kickoff(zandbak, find(done))
    choices = anna.get(address("measure_link", done)).context["form"].fields["measure"].choices
    assert choices == [
        ("gaat door uit de vorige ronde", [(str(going_on.id), "Eén overdracht per dag")]),
        ("BSO De Boomhut", [(str(stopped.id), "Aardig idee")]),
    ]


def test_a_long_list_of_projects_is_searched_by_name_state_and_unit(zandbak: Zandbak, anna: Client) -> None:
    page = "/o/zandbak/projects/"
    with zandbak.scope():
        for number in range(4):
            make_project(zandbak, name=f"Rust {number}")
        make_project(zandbak, name="Elders", units=[zandbak.other_team])
    assert anna.get(page).context["form"] is None
    with zandbak.scope():
        closed = make_project(zandbak, name="Rust, afgesloten")
        closed.closed_at = closed.created_at
        closed.save()

    def names(**query: str) -> list[str]:
        context = anna.get(page, query).context
        assert context["form"] is not None
        return sorted(row.project.name for row in [*context["running"], *context["closed"]])

    rust = [f"Rust {number}" for number in range(4)]
    assert names(q=" RUST ") == [*rust, "Rust, afgesloten"]
    assert names(q="rust", state="running") == rust
    assert names(state="closed") == ["Rust, afgesloten"]
    assert names(unit=str(zandbak.other_team.id)) == ["Elders"]
    assert len(names(unit=str(zandbak.location.id))) == 6
    assert len(names(unit="wat dan ook")) == 6
    assert "Geen project past hierbij" in anna.get(page, {"q": "xyz"}).content.decode()


def test_step_2_advises_against_a_questionnaire_until_it_is_done(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    def advised(number: int) -> bool:
        return (
            "Denk je aan een vragenlijst?" in anna.get(address("step", project, step=number)).content.decode()
        )

    assert [advised(number) for number in (1, 2, 3)] == [False, True, False]
    with zandbak.scope():
        begun(zandbak, project, 2)
        finished(zandbak, project, 2)
    assert not advised(2)


def test_the_six_phases_stand_beside_the_seven_steps(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        done = evaluated(zandbak, make_project(zandbak))
        begun(zandbak, done, 6)
    phases = anna.get(address("project", done)).context["phases"]
    assert [(row.done, row.now) for row in phases] == [*((True, False),) * 5, (False, True)]
    assert sorted(step for row in phases for step in row.phase.steps) == list(range(1, 8))
