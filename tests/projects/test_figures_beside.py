"""Published figures beside a measure: before and after with intervals, for who may see them; and the audit of polls."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from measures.models import Measure
from projects.actions import polls
from projects.domain.before_after import Change
from projects.domain.poll import Reply
from projects.models import Poll, PollBallot, Project
from projects.poll_links import new_mark
from projects.queries.before_after import index_changes
from surveys.models import SurveySettings
from surveys.queries.auditing import audit_publications
from tests.cast import Zandbak
from tests.projects.looking_back import make_running, open_poll, staff
from tests.surveys.published import close_with, publish_year, sheets

STARTED = date(2026, 3, 9)


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        staff(zandbak, 24)
        return make_running(zandbak)


def changes(zandbak: Zandbak, person: Any, unit: Any = None) -> list[tuple[str, str, str, Change]]:
    """Name, value before, value after, and what may be said."""
    with zandbak.scope():
        return [
            (
                one.unit_name,
                one.before.index.value if one.before else "",
                one.after.index.value if one.after else "",
                one.change,
            )
            for one in index_changes(zandbak.member(person), unit, STARTED)
        ]


def test_the_last_wave_before_and_the_newest_after_are_compared(zandbak: Zandbak) -> None:
    with zandbak.scope():
        close_with(date(2025, 11, 1), sheets(24, 0))
        close_with(date(2026, 1, 1), sheets(2, 22))
        close_with(date(2026, 3, 1), sheets(24, 0))  # open when it started: says neither
    assert changes(zandbak, zandbak.anna) == [("", "27", "", Change.UNKNOWN)]
    with zandbak.scope():
        close_with(date(2026, 5, 1), sheets(3, 21))
        assert changes(zandbak, zandbak.anna)[0][3] is Change.NOT_SHOWN
        close_with(date(2026, 7, 1), sheets(23, 1))
    assert changes(zandbak, zandbak.olaf) == [("", "27", "73", Change.HIGHER)]


def test_a_year_around_the_start_is_neither_before_nor_after(zandbak: Zandbak) -> None:
    with zandbak.scope():
        publish_year(zandbak, 2025, sheets(2, 22))
        publish_year(zandbak, 2026, sheets(24, 0))
    assert changes(zandbak, zandbak.anna, zandbak.team)[1] == ("BSO De Boomhut", "27", "", Change.UNKNOWN)


def test_figures_are_shown_to_whom_the_survey_shows_them_only(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        close_with(date(2026, 1, 1), sheets(2, 22))
        publish_year(zandbak, 2025, sheets(2, 22))
    assert changes(zandbak, zandbak.fatima, zandbak.team) == []
    assert [one[0] for one in changes(zandbak, zandbak.tim, zandbak.team)] == ["BSO De Boomhut"]
    with zandbak.scope():
        SurveySettings.objects.update(leads_see_units=False)
    assert changes(zandbak, zandbak.tim, zandbak.team) == []


def test_who_sees_no_figures_is_told_who_does(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    with zandbak.scope():
        close_with(date(2026, 1, 1), sheets(2, 22))
        arguments = {"project": project.id, "measure": Measure.objects.get().id}
    url = reverse("projects:measure_evaluation", kwargs={"organisation": "zandbak", **arguments})
    page = sign_in(zandbak.fatima).get(url)
    assert page.context["index_rows"] == []
    assert "Jij ziet de cijfers van de meting niet." in page.content.decode()


def test_the_audit_of_publications_looks_at_polls_too(
    zandbak: Zandbak, project: Project, settings: Any, tmp_path: Any
) -> None:
    settings.KEYS_DIR = tmp_path
    with zandbak.scope():
        poll = open_poll(zandbak, project)
        for _one in range(6):
            polls.store_sheet(poll_id=poll.id, mark=new_mark(poll.id), replies=[Reply.YES])
        polls.ask_to_close_poll(actor=None, poll=poll)
    polls.count_poll(zandbak.id, poll.id)  # once it is closed the database lets nobody change the outcome
    with zandbak.scope():
        assert audit_publications().offences == []
        PollBallot.objects.create(poll=poll, box=b"0", form_hash=b"1" * 32)
        found = Poll.objects.get()
        found.outcome = {**found.outcome, "respondents": {"kind": "count", "low": 3, "high": 4}}
        found.save()
        offences = audit_publications().offences
    assert [one.split(": ", 1)[1] for one in offences] == [
        "er zijn nog losse antwoorden.",
        "de poort maakt zulke cijfers niet.",
    ]
