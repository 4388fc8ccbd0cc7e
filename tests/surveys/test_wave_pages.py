"""HR's way through the survey pages: plan, look, open, close; every refusal with its message."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.core import mail
from django.utils import timezone

from surveys.actions.setup import ensure_settings, place_everyone
from surveys.domain.rotation import add_months
from surveys.models import Delivery, Item, QuestionnaireItem, RotationPlace, Wave, WaveState
from surveys.tasks import close_due_waves, open_wave, resume_waves
from tests.cast import Zandbak, make_employees


@pytest.fixture
def staffed(zandbak: Zandbak) -> Zandbak:
    """An organisation with 121 people, everyone with a place."""
    with zandbak.scope():
        make_employees(zandbak.team, 60, "boomhut")
        make_employees(zandbak.other_team, 60, "schelp")
        place_everyone()
    return zandbak


@pytest.fixture
def at_once() -> Iterator[None]:
    """The broker is at the edge of the machine: a task that is handed to it runs here, in the same process."""
    current_app.conf.task_always_eager = True
    yield
    current_app.conf.task_always_eager = False


def texts(response: Any) -> str:
    return response.content.decode()


def test_hr_plans_opens_and_closes_a_wave(
    staffed: Zandbak, sign_in: Any, at_once: None, django_capture_on_commit_callbacks: Any
) -> None:
    anna = sign_in(staffed.anna)
    overview = anna.get(f"{staffed.path}surveys/")
    assert "121" in texts(overview)
    day = timezone.localdate() + timedelta(days=3)
    planned = anna.post(f"{staffed.path}surveys/plan/", {"opens_on": day.isoformat()})
    assert planned.status_code == 302
    page = planned["Location"]
    assert anna.get(page).status_code == 200
    question = anna.get(f"{page}open/")
    assert "Nu ongeveer 10 medewerkers uitnodigen?" in texts(question)
    with staffed.scope():
        assert Wave.objects.get().state == WaveState.PLANNED
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(f"{page}open/")
    with staffed.scope():
        wave = Wave.objects.get()
        assert wave.state == WaveState.OPEN
        assert wave.opens_on == timezone.localdate()
        assert Delivery.objects.count() == 0
    assert len(mail.outbox) == wave.invited
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(f"{page}open/")
    assert len(mail.outbox) == wave.invited
    assert anna.get(page).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        anna.post(f"{page}close/")
    with staffed.scope():
        assert Wave.objects.get().state == WaveState.CLOSED
    assert anna.get(page).status_code == 200


def test_a_second_wave_in_a_month_is_refused(staffed: Zandbak, sign_in: Any) -> None:
    anna = sign_in(staffed.anna)
    day = timezone.localdate()
    anna.post(f"{staffed.path}surveys/plan/", {"opens_on": day.isoformat()})
    answer = anna.post(f"{staffed.path}surveys/plan/", {"opens_on": day.isoformat()})
    assert answer.status_code == 422
    assert "Elke maand heeft hooguit één ronde" in texts(answer)
    with staffed.scope():
        assert Wave.objects.count() == 1


@pytest.mark.parametrize("day", ["", "gisteren", "2020-01-01", "2999-01-01"])
def test_a_wrong_day_comes_back_with_its_message(staffed: Zandbak, sign_in: Any, day: str) -> None:
    answer = sign_in(staffed.anna).post(f"{staffed.path}surveys/plan/", {"opens_on": day})
    assert answer.status_code == 422
    assert answer.context["form"].errors["opens_on"]


def test_a_planned_wave_can_be_cancelled_and_an_open_one_not(staffed: Zandbak, sign_in: Any) -> None:
    anna = sign_in(staffed.anna)
    page = anna.post(f"{staffed.path}surveys/plan/", {"opens_on": timezone.localdate().isoformat()})[
        "Location"
    ]
    anna.post(f"{page}cancel/")
    with staffed.scope():
        assert Wave.objects.count() == 0
    page = anna.post(f"{staffed.path}surveys/plan/", {"opens_on": timezone.localdate().isoformat()})[
        "Location"
    ]
    with staffed.scope():
        wave = Wave.objects.get()
    open_wave(str(staffed.id), str(wave.id))
    anna.post(f"{page}cancel/")
    with staffed.scope():
        assert Wave.objects.get().state == WaveState.OPEN


def test_the_calendar_takes_up_and_closes_by_itself(staffed: Zandbak, sign_in: Any, at_once: None) -> None:
    sign_in(staffed.anna).post(f"{staffed.path}surveys/plan/", {"opens_on": timezone.localdate().isoformat()})
    resume_waves()
    with staffed.scope():
        wave = Wave.objects.get()
        assert wave.state == WaveState.OPEN
        Wave.objects.update(closes_on=timezone.localdate() - timedelta(days=1))
    close_due_waves()
    with staffed.scope():
        assert Wave.objects.get().state == WaveState.CLOSED


def test_the_questionnaire_is_chosen_within_bounds(staffed: Zandbak, sign_in: Any) -> None:
    anna = sign_in(staffed.anna)
    with staffed.scope():
        ensure_settings()
        bank = [str(item.id) for item in Item.objects.bank()[:6]]
    assert anna.post(f"{staffed.path}surveys/questions/", {"items": bank}).status_code == 422
    assert anna.post(f"{staffed.path}surveys/questions/", {}).status_code == 422
    assert anna.post(f"{staffed.path}surveys/questions/", {"items": bank[:2]}).status_code == 302
    with staffed.scope():
        current = {str(use.item_id) for use in QuestionnaireItem.objects.current()}
    assert current == set(bank[:2])
    assert (
        sign_in(staffed.olaf).post(f"{staffed.path}surveys/questions/", {"items": bank[:3]}).status_code
        == 200
    )
    with staffed.scope():
        assert {str(use.item_id) for use in QuestionnaireItem.objects.current()} == current


def test_a_first_wave_that_can_show_nothing_is_refused(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        make_employees(zandbak.team, 49)
        place_everyone()
    anna = sign_in(zandbak.anna)
    page = anna.post(f"{zandbak.path}surveys/plan/", {"opens_on": timezone.localdate().isoformat()})
    assert page.status_code == 422
    assert "Dit kan wel: elk kwartaal een kwart" in texts(page)
    with zandbak.scope():
        assert not Wave.objects.exists()


def test_the_advisor_tells_what_can_be_shown_of_each_unit(staffed: Zandbak, sign_in: Any) -> None:
    olaf = sign_in(staffed.olaf)
    page = texts(olaf.get(f"{staffed.path}surveys/advice/"))
    assert "BSO De Boomhut" in page
    assert "± 31" in page
    few = texts(olaf.get(f"{staffed.path}surveys/advice/?rhythm=monthly&response=40"))
    assert "Dit ritme zou niets laten zien" in few
    assert olaf.get(f"{staffed.path}surveys/advice/?rhythm=weekly").status_code == 422


def test_the_questions_speak_the_language_of_the_reader(staffed: Zandbak, sign_in: Any) -> None:
    preview = texts(sign_in(staffed.anna).get("/o/zandbak/surveys/questions/preview/", {"lang": "en"}))
    assert ("I have to work too fast." in preview, "Send my answers" in preview) == (True, True)
    for person in (staffed.anna, staffed.olaf):
        person.language = "en"
        person.save()
        shown = texts(sign_in(person).get("/o/zandbak/surveys/questions/"))
        assert ("Schedules" in shown, "roosters" in shown) == (True, False)


def test_a_colleague_put_aside_for_a_moment_leaves_the_page_as_it_was(staffed: Zandbak, sign_in: Any) -> None:
    anna = sign_in(staffed.anna)
    anna.post(f"{staffed.path}surveys/plan/", {"opens_on": timezone.localdate().isoformat()})
    with staffed.scope():
        wave = Wave.objects.get()
        due = RotationPlace.objects.filter(place=wave.place % 12).select_related("employee")
        drawn = due[0].employee
    page = f"{staffed.path}surveys/waves/{wave.id}/"
    before = anna.get(page).context["expected"]
    with staffed.scope():
        drawn.do_not_invite = True
        drawn.save()
    assert (before, anna.get(page).context["expected"]) == (10, 10)


def test_a_wave_does_not_open_before_its_month_when_its_people_were_asked_within_the_year(
    staffed: Zandbak, sign_in: Any
) -> None:
    anna = sign_in(staffed.anna)
    next_month = add_months(timezone.localdate().replace(day=1), 1)
    page = anna.post(f"{staffed.path}surveys/plan/", {"opens_on": next_month.isoformat()})["Location"]
    with staffed.scope():
        wave = Wave.objects.get()
        Wave.objects.create(
            month=add_months(wave.month, -12),
            place=wave.place,
            state=WaveState.CLOSED,
            opens_on=add_months(wave.opens_on, -12),
            closes_on=add_months(wave.closes_on, -12),
            seed="x",
        )
    answer = anna.post(f"{page}open/", follow=True)
    assert [message.level_tag for message in answer.context["messages"]][-1] == "error"
    with staffed.scope():
        wave.refresh_from_db()
        assert (wave.state, wave.opens_on) == (WaveState.PLANNED, next_month)
        Wave.objects.filter(state=WaveState.CLOSED).delete()
    anna.post(f"{page}open/")
    with staffed.scope():
        wave.refresh_from_db()
        assert wave.opens_on == timezone.localdate()
