"""Looking back: from the first measure to the verdict, through HTTP, and what is refused on the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.actions import set_action_state
from measures.models import Action, Measure, MeasureState
from projects import today
from projects.actions import evaluating
from projects.models import Evaluation, GoalEvaluation, HrFigure, Lesson, MeasureEvaluation, Project
from projects.queries import evaluations
from tests.cast import Zandbak
from tests.projects.looking_back import VERDICT, evaluate, give_verdict, make_evaluated, make_running
from tests.projects.scene import find
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.actions.mails import send_member_mail


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_running(zandbak, approach="large")


def address(name: str, project: Project, **kwargs: Any) -> str:
    return reverse(f"projects:{name}", kwargs={"organisation": "zandbak", "project": project.id, **kwargs})


def measure_data(**changes: Any) -> dict[str, Any]:
    return {
        "version": "1",
        "kept": "partly",
        "noticed": "Minder zoeken in de ochtend.",
        "signal_changed": "unknown",
        "signal_text": "De index is niet aantoonbaar anders.",
        "experience_changed": "partly",
        "side_effects": "De Schelp krijgt meer vragen.",
        "continuation": "adapt",
        "lesson": "Spreek een vaste plek af.",
        **changes,
    }


def verdict_data(zandbak: Zandbak, project: Project, **changes: Any) -> dict[str, Any]:
    with zandbak.scope():
        goal = find(project).goals.get().id.hex
    return {
        "version": "1",
        f"now_{goal}": "7 per week",
        f"goal_{goal}": "partly",
        "reached": "no",
        "verdict": VERDICT,
        "learned": "Begin met de invalkracht.",
        "reporter_name": "Tim de Boer",
        "report_on": "2026-12-10",
        **changes,
    }


def complete(zandbak: Zandbak, project: Project) -> bool:
    with zandbak.scope():
        return evaluations.is_complete(find(project))


def test_a_large_project_that_misses_its_goal_is_evaluated_step_by_step(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    page = anna.get(address("evaluation", project))
    assert page.context["missing"] == [
        "Zeg of het project zijn doel heeft bereikt.",
        "Schrijf op waarom je dat zegt.",
        "Spreek af wie de medewerkers vertelt wat eruit kwam, en wanneer.",
        "Besluit of je doorgaat met “Eén overdracht per dag”, het aanpast of ermee stopt.",
    ]
    with zandbak.scope():
        measure = Measure.objects.get()
    done = anna.post(address("measure_evaluation", project, measure=measure.id), measure_data())
    assert done.url == f"{address('evaluation', project)}#measures"
    assert not complete(zandbak, project)
    saved = anna.post(address("verdict", project), verdict_data(zandbak, project))
    assert saved.url == f"{address('evaluation', project)}#verdict"
    assert complete(zandbak, project)
    page = anna.get(address("evaluation", project))
    assert (page.context["missing"], page.context["missed"], page.context["complete"]) == ([], True, True)
    assert VERDICT in page.content.decode()
    with zandbak.scope():
        found = Evaluation.objects.get()
        assert (found.reporter, found.reporter_name) == (zandbak.member(zandbak.tim), "Tim de Boer")
        assert found.report_on == date(2026, 12, 10)
        assert list(GoalEvaluation.objects.values_list("now", "reached")) == [("7 per week", "partly")]
        row = MeasureEvaluation.objects.get()
        assert (row.continuation, row.written_by_name) == ("adapt", "Anna Visser")
        assert {(one.text, one.measure) for one in Lesson.objects.all()} == {
            ("Spreek een vaste plek af.", measure),
            ("Begin met de invalkracht.", None),
        }
        actions = set(AuditEntry.objects.values_list("action", flat=True))
        assert {"projects.measure_evaluated", "projects.verdict_given"} <= actions
    finish = {
        "not_involved": "Dat kwam al aan bod: een korte peiling en het teamoverleg.",
        "result": "Niet gehaald; we weten waarom.",
    }
    anna.post(address("step_finish", project, step=5), finish)
    with zandbak.scope():
        assert project.steps.get(number=5).state == "done"
    assert anna.get(address("evaluation", project)).context["mine"] == set()


@pytest.mark.parametrize(
    ("taken", "still_missing"),
    [
        ({"reached": "", "verdict": ""}, {"reached", "verdict"}),
        ({"reporter_name": "", "report_on": ""}, {"reporter"}),
    ],
)
def test_each_part_that_is_missing_keeps_it_incomplete(
    zandbak: Zandbak, project: Project, anna: Client, taken: dict, still_missing: set
) -> None:
    with zandbak.scope():
        evaluate(zandbak, project)
    anna.post(address("verdict", project), verdict_data(zandbak, project, **taken))
    with zandbak.scope():
        missing = evaluations.missing(
            evaluations.find_evaluation(project), evaluations.looked_at(find(project))
        )
    found = {name for name in ("reached", "verdict", "reporter") if getattr(missing, name)}
    assert (found, missing.measures, complete(zandbak, project)) == (still_missing, [], False)


def test_a_measure_that_is_not_decided_on_keeps_it_incomplete(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        give_verdict(zandbak, project)
        evaluate(zandbak, project, continuation="")
        assert not evaluations.is_complete(find(project))
        evaluate(zandbak, project, version=2)
        assert evaluations.is_complete(find(project))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"verdict": " "}, "Schrijf op waarom: waaraan zie je dat?"),
        ({"report_on": ""}, "Zeg allebei: wie het vertelt en op welke dag."),
        ({"reporter_name": ""}, "Zeg allebei: wie het vertelt en op welke dag."),
    ],
)
def test_a_verdict_without_reasons_or_half_a_promise_is_refused(
    zandbak: Zandbak, project: Project, anna: Client, changes: dict, words: str
) -> None:
    answer = anna.post(address("verdict", project), verdict_data(zandbak, project, **changes))
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (400, [words])
    with zandbak.scope():
        assert Evaluation.objects.count() == 0


def test_a_small_project_is_evaluated_on_one_page(zandbak: Zandbak, anna: Client) -> None:
    with zandbak.scope():
        small = make_running(zandbak, approach="small")
    url = address("evaluation_short", small)
    assert anna.get(url).context["about"].initial["kept"] == "no"
    about = {f"measure-{name}": value for name, value in measure_data().items()}
    wrong = anna.post(url, {**verdict_data(zandbak, small, verdict=""), **about})
    assert wrong.status_code == 400
    with zandbak.scope():
        assert (MeasureEvaluation.objects.count(), Evaluation.objects.count()) == (0, 0)
    saved = anna.post(url, {**verdict_data(zandbak, small), **about})
    assert saved.url == address("evaluation", small)
    assert complete(zandbak, small)


def test_a_large_project_has_no_short_page(project: Project, anna: Client) -> None:
    assert anna.get(address("evaluation_short", project)).url == address("evaluation", project)


def test_two_people_looking_back_do_not_overwrite_each_other(
    zandbak: Zandbak, project: Project, anna: Client, sign_in: Any
) -> None:
    with zandbak.scope():
        url = address("measure_evaluation", project, measure=Measure.objects.get().id)
    assert sign_in(zandbak.tim).post(url, measure_data(noticed="Van Tim")).status_code == 302
    refused = anna.post(url, measure_data(noticed="Van Anna"))
    assert refused.status_code == 400
    assert refused.context["form"].differences == [("Wat merken mensen ervan?", "Van Tim")]
    assert anna.post(url, measure_data(noticed="Van Anna", version="2")).status_code == 302
    verdict = address("verdict", project)
    assert anna.post(verdict, verdict_data(zandbak, project)).status_code == 302
    again = sign_in(zandbak.fatima).post(verdict, verdict_data(zandbak, project, verdict="Anders"))
    assert again.status_code == 400
    with zandbak.scope():
        assert Evaluation.objects.get().verdict == VERDICT


def test_nothing_is_written_outside_step_5(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        make_complete = find(project)
        evaluate(zandbak, make_complete)
        give_verdict(zandbak, make_complete)
        project.steps.filter(number=5).update(state="done")
        for write in (lambda: evaluate(zandbak, project, version=2), lambda: give_verdict(zandbak, project)):
            with pytest.raises(Refused):
                write()
        evaluating.mark_reported(actor=anna, evaluation=Evaluation.objects.get())
        assert Evaluation.objects.get().reported_at is not None


def test_whether_it_was_kept_begins_with_what_the_dates_say(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        measure = Measure.objects.get()
        action = Action.objects.get()
        before = evaluations.kept_by(measure)
        set_action_state(actor=None, action=action, state="done")
        in_time = evaluations.kept_by(Measure.objects.get())
        Action.objects.update(done_at=timezone.now(), due_on=timezone.localdate() - timedelta(days=1))
        late = evaluations.kept_by(Measure.objects.get())
    assert [(one.agreed, one.done, one.in_time, one.suggestion) for one in (before, in_time, late)] == [
        (1, 0, 0, "no"),
        (1, 1, 1, "yes"),
        (1, 1, 0, "partly"),
    ]


def test_stopping_is_a_decision_and_ending_the_work_another(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        measure = Measure.objects.get()
        evaluate(zandbak, project)
    end = address("measure_end", project, measure=measure.id)
    anna.post(end)
    with zandbak.scope():
        assert Measure.objects.get().state == MeasureState.PLANNED
        evaluate(zandbak, project, version=2, continuation="stop")
        assert Measure.objects.get().state == MeasureState.PLANNED
    assert anna.get(address("evaluation", project)).context["measures"][0].stops_but_runs
    anna.post(end)
    with zandbak.scope():
        assert Measure.objects.get().state == MeasureState.DROPPED
        assert [one.measure.id for one in evaluations.looked_at(find(project))] == [measure.id]


def test_who_promised_to_report_is_reminded_until_it_was_done(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    day = timezone.localdate()
    with zandbak.scope():
        give_verdict(zandbak, project, report_on=day)
        evaluating.remind_reporters()
        evaluating.remind_reporters()
        tim = zandbak.member(zandbak.tim)
        waiting = [one for one in today.todos(tim, day) if one.url.endswith("#report")]
        assert [(one.due, one.kind) for one in waiting] == [(day, "give")]
    assert send_member_mail(zandbak.id) == 1
    assert [(one.to, one.subject) for one in mail.outbox] == [
        (["tim@zandbak.example"], "Vertel medewerkers wat er uit “Minder dubbel werk” kwam")
    ]
    done = sign_in(zandbak.tim).post(address("reported", project))
    assert done.url == f"{address('evaluation', project)}#report"
    with zandbak.scope():
        assert Evaluation.objects.get().reported_at is not None
        assert [one for one in today.todos(tim, day) if one.url.endswith("#report")] == []
        give_verdict(zandbak, project, version=3, report_on=day + timedelta(days=9))
        assert Evaluation.objects.get().reported_at is None


def test_the_leader_is_mailed_for_a_reporter_who_does_not_sign_in(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        give_verdict(
            zandbak, project, reporter=None, reporter_name="Eva Bakker", report_on=timezone.localdate()
        )
        evaluating.remind_reporters()
    assert send_member_mail(zandbak.id) == 1
    assert mail.outbox[0].to == ["anna@zandbak.example"]
    assert "Eva Bakker" in mail.outbox[0].body


def test_series_of_hr_stand_beside_the_measure(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope():
        measure = Measure.objects.get()
        Measure.objects.update(starts_on=date(2026, 3, 9))
        for year, month, value in ((2025, 4, 8), (2025, 5, 6), (2026, 4, 6), (2026, 5, 4), (2026, 3, 99)):
            start = date(year, month, 1)
            HrFigure.objects.create(
                kind="absence",
                unit=zandbak.team,
                starts_on=start,
                ends_on=start.replace(day=28),
                people=24,
                value=value,
            )
    page = anna.get(address("measure_evaluation", project, measure=measure.id))
    assert [(row.name, row.before, row.after) for row in page.context["figure_rows"]] == [
        ("ziekteverzuim (%)", "7,0", "5,0")
    ]
    assert [row.words for row in page.context["index_rows"]] == [
        "Geen aantoonbaar verschil: niet allebei de cijfers zijn gepubliceerd.",
        "Geen aantoonbaar verschil: niet allebei de cijfers zijn gepubliceerd.",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_of_the_database_for_three_measures_as_for_one(
    zandbak: Zandbak, anna: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    with zandbak.scope():
        project = make_evaluated(zandbak)
        for one in range(number - 1):
            extra = Measure.objects.create(title=f"Extra {one}", unit=zandbak.team)
            project.project_measures.create(measure=extra)
            evaluate(zandbak, project, extra, lesson=f"Les {one}")
    anna.get(address("evaluation", project))
    with django_assert_max_num_queries(QUERIES):
        page = anna.get(address("evaluation", project))
    assert len(page.context["measures"]) == number


QUERIES = 40
