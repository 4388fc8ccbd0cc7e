"""Signals of a project: written down, taken over from the survey and from figures, and what is missing."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.actions.signals import add_signal
from projects.domain.figure_periods import parse_period
from projects.domain.signal_sources import TIMING, coverage
from projects.models import Project, Signal, SignalSource
from surveys.models import Publication, Review, SurveySettings
from tests.cast import Zandbak
from tests.projects.figure_scene import make_figure
from tests.projects.scene import make_project
from tests.surveys.published import close_with, sheets
from werkdruk.core.errors import Refused


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_project(zandbak)


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def start(zandbak: Zandbak, project: Project) -> str:
    return f"{zandbak.path}projects/{project.id}/signals/"


def typed(**changes: Any) -> dict[str, Any]:
    """A signal from a team meeting, as the form sends it."""
    data = {
        "source": "conversation",
        "text": "De pauze valt op dinsdag en donderdag weg.",
        "seen_on": timezone.localdate().isoformat(),
    }
    return data | changes


def stored(zandbak: Zandbak) -> list[tuple]:
    with zandbak.scope():
        return list(Signal.objects.values_list("source", "text", "people", "version"))


def test_a_signal_is_written_changed_and_removed(zandbak: Zandbak, project: Project, anna: Client) -> None:
    url = start(zandbak, project)
    anna.post(f"{url}new/", typed(unit=str(zandbak.team.id), people="14"))
    with zandbak.scope():
        signal = Signal.objects.get()
    assert (signal.round, signal.by_name, signal.unit_id, signal.people) == (
        1,
        "Anna Visser",
        zandbak.team.id,
        14,
    )
    page = anna.get(f"{zandbak.path}projects/{project.id}/steps/1/").content.decode()
    assert signal.text in page
    change = f"{url}{signal.id}/"
    anna.post(change, typed(text="Ook op vrijdag.", version="1"))
    late = anna.post(change, typed(text="Alleen op maandag.", version="1"))
    assert late.status_code == 400
    assert "Ook op vrijdag." in late.content.decode()
    assert stored(zandbak) == [("conversation", "Ook op vrijdag.", None, 2)]
    anna.post(f"{change}remove/")
    assert stored(zandbak) == []


def test_a_form_sent_twice_is_one_signal(zandbak: Zandbak, project: Project, anna: Client) -> None:
    url = f"{start(zandbak, project)}new/"
    key = anna.get(url).context["form"]["form_key"].value()
    for _time in range(2):
        assert anna.post(url, typed(form_key=str(key))).status_code == 302
    assert len(stored(zandbak)) == 1


@pytest.mark.parametrize(
    ("source", "people", "status"),
    [
        ("exit", "4", 400),
        ("exit", "5", 302),
        ("exit", "", 302),
        ("physician", "19", 400),
        ("physician", "20", 302),
        ("conversation", "1", 302),
        ("survey", "50", 400),
        ("hr_figures", "50", 400),
        ("nonsense", "", 400),
    ],
)
def test_nothing_about_a_few_people(
    zandbak: Zandbak, project: Project, anna: Client, source: str, people: str, status: int
) -> None:
    """Exit interviews from the survey's own bound, the occupational physician from 20; survey and figures are taken
    over, never typed."""
    answer = anna.post(f"{start(zandbak, project)}new/", typed(source=source, people=people))
    assert answer.status_code == status
    assert len(stored(zandbak)) == (status == 302)


def test_the_agreements_bound_holds_for_exit_interviews(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        SurveySettings.objects.create(k=8)
        fields = {"project": project, "source": "exit", "text": "Roosters", "seen_on": date(2026, 1, 1)}
        with pytest.raises(Refused):
            add_signal(actor=None, people=7, **fields)
        add_signal(actor=None, people=8, **fields)


def test_the_future_other_units_and_closed_projects_are_refused(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    url = f"{start(zandbak, project)}new/"
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert anna.post(url, typed(seen_on=tomorrow)).status_code == 400
    assert anna.post(url, typed(unit=str(zandbak.other_team.id))).status_code == 400
    with zandbak.scope():
        Project.objects.filter(id=project.id).update(closed_at=timezone.now())
    assert anna.post(url, typed()).status_code == 400
    assert stored(zandbak) == []


def test_a_published_wave_is_offered_and_taken_over_once_without_its_figures(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        wave = close_with(date(2026, 9, 1), sheets(12, 6))
    step = f"{zandbak.path}projects/{project.id}/steps/1/"
    page = anna.get(step)
    assert [one.id for one in page.context["waves"]] == [wave.id]
    for _time in range(2):
        anna.post(f"{start(zandbak, project)}from-survey/", {"offered": str(wave.id)})
    with zandbak.scope():
        signal = Signal.objects.get()
    assert (signal.source, signal.wave_id, signal.people) == ("survey", wave.id, None)
    assert not any(letter.isdigit() for letter in signal.text.replace(str(wave.month.year), ""))
    page = anna.get(step)
    assert page.context["waves"] == []
    assert f"/o/zandbak/surveys/waves/{wave.id}/figures/" in page.content.decode()


def test_a_wave_that_is_not_published_is_no_signal(zandbak: Zandbak, project: Project, anna: Client) -> None:
    with zandbak.scope():
        wave = close_with(date(2026, 9, 1), sheets(12, 6))
        Review.objects.all().delete()
        Publication.objects.all().delete()
    assert anna.get(start(zandbak, project)).context["waves"] == []
    for offered in (str(wave.id), "00000000-0000-4000-8000-000000000000", "x"):
        anna.post(f"{start(zandbak, project)}from-survey/", {"offered": offered})
    assert stored(zandbak) == []


def test_the_newest_figure_of_the_unit_is_offered_and_taken_over(
    zandbak: Zandbak, project: Project, anna: Client, sign_in: Any
) -> None:
    with zandbak.scope():
        make_figure(zandbak)
        make_figure(zandbak, unit=zandbak.team, people=40, value=Decimal("7.1"))
        newest = make_figure(
            zandbak, unit=zandbak.team, people=41, value=Decimal("7.44"), period=parse_period("2026-02")
        )
        make_figure(zandbak, kind="overtime", value=Decimal(2))
    page = anna.get(start(zandbak, project))
    texts = [one["text"] for one in page.context["offered"]]
    assert len(texts) == 2  # absence of the unit, overtime of the organisation
    assert "7,4%" in texts[0]
    anna.post(f"{start(zandbak, project)}from-figures/", {"offered": str(newest.id)})
    with zandbak.scope():
        signal = Signal.objects.get()
    assert (signal.source, signal.figure_kind, signal.unit_id, signal.people) == (
        "hr_figures",
        "absence",
        zandbak.team.id,
        41,
    )
    # Tim sees the project and its signals, not the page with figures of HR.
    tim = sign_in(zandbak.tim).get(start(zandbak, project))
    assert tim.context["may_see_figures"] is False
    assert "/projects/figures/" not in tim.content.decode()


def test_late_sources_only_give_the_advice_to_ask_people(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    url = start(zandbak, project)
    assert anna.get(url).context["only_late"] is False  # nothing yet is not late
    anna.post(f"{url}new/", typed(source="exit"))
    page = anna.get(url)
    assert page.context["only_late"] is True
    assert len(page.context["missing_early"]) == 3
    anna.post(f"{url}new/", typed(source="training"))
    page = anna.get(url)
    assert page.context["only_late"] is False
    assert len(page.context["missing_early"]) == 2


def test_every_source_has_a_timing() -> None:
    assert set(TIMING) == set(SignalSource.values)
    assert coverage([]).only_late is False


def test_three_signals_cost_as_many_queries_as_one(zandbak: Zandbak, project: Project, anna: Client) -> None:
    url = start(zandbak, project)
    counts = []
    for wanted in (1, 3):
        while len(stored(zandbak)) < wanted:
            anna.post(f"{url}new/", typed(unit=str(zandbak.team.id)))
        anna.get(url)
        with CaptureQueriesContext(connection) as queries:
            anna.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
