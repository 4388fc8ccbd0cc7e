"""The short poll: opening, answering by link, closing, and what an attacker with the database finds."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from projects.actions import polls
from projects.domain.poll import Reply
from projects.models import Involvement, Poll, PollBallot, Project
from projects.poll_links import make_token, new_mark
from projects.queries.polls import outcome_of, shown_outcome
from surveys.keys import KeyLost, destroy_key, read_key
from surveys.models import SurveySettings
from tests.cast import Zandbak
from tests.projects.looking_back import make_running, open_poll, staff
from tests.projects.scene import find
from werkdruk.core import jobs
from werkdruk.core.errors import Refused
from werkdruk.core.logs import without_links
from werkdruk.core.models import AuditEntry, Job


@pytest.fixture(autouse=True)
def keys(tmp_path: Any, settings: Any) -> None:
    settings.KEYS_DIR = tmp_path


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        staff(zandbak, 12)
        return make_running(zandbak)


def link(zandbak: Zandbak, poll: Poll) -> str:
    return f"/p/zandbak/{make_token(zandbak.id, poll.id)}/"


def mark_in(answer: Any) -> str:
    found = re.search(r'name="mark" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def answer(zandbak: Zandbak, poll: Poll, reply: str, times: int = 1) -> None:
    """Open the link and answer, on a new phone each time."""
    for _one in range(times):
        client = Client()
        mark = mark_in(client.get(link(zandbak, poll)))
        sent = client.post(link(zandbak, poll), {"mark": mark, "s1": reply})
        assert (sent.status_code, sent.headers["Location"]) == (303, "/p/zandbak/thanks/")


def close(zandbak: Zandbak, poll: Poll) -> Poll:
    """Ask to close, and do the worker's part."""
    with zandbak.scope():
        polls.ask_to_close_poll(actor=zandbak.member(zandbak.anna), poll=poll)
    polls.close_poll(zandbak.id, poll.id)
    with zandbak.scope():
        return Poll.objects.select_related("project").get(id=poll.id)


def everything_in_the_database() -> str:
    """All rows of the poll's two tables, as text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM projects_poll t")
        rows = [row for (row,) in cursor.fetchall()]
        cursor.execute("SELECT row_to_json(t)::text FROM projects_pollballot t")
        return "\n".join([*rows, *(row for (row,) in cursor.fetchall())])


def test_a_poll_from_the_form_to_what_came_out(zandbak: Zandbak, project: Project, sign_in: Any) -> None:
    anna = sign_in(zandbak.anna)
    url = f"/o/zandbak/projects/{project.id}/evaluation/poll/new/"
    day = timezone.localdate() + timedelta(days=7)
    made = anna.post(url, {"statements": ["notice:", "works:"], "closes_on": day.isoformat()})
    with zandbak.scope():
        poll = Poll.objects.get()
    assert made.url == f"/o/zandbak/projects/{project.id}/evaluation/poll/{poll.id}/"
    assert (poll.state, poll.people, poll.k) == ("preparing", 12, 5)
    assert Client().get(link(zandbak, poll)).status_code == 410
    with zandbak.scope():
        polls.prepare_poll(zandbak.id, poll.id)
    page = anna.get(made.url)
    assert link(zandbak, poll) in page.content.decode()

    for reply, times in (("yes", 4), ("partly", 2), ("no", 1)):
        answer(zandbak, poll, reply, times)
    assert anna.get(made.url).context["outcome"] is None
    with zandbak.scope():
        polls.close_due_polls()
    assert "0 tot 9" in anna.get(made.url).content.decode()

    close_page = f"{made.url}close/"
    assert anna.post(close_page).status_code == 400
    assert anna.post(close_page, {"sure": "on"}).url == made.url
    polls.close_poll(zandbak.id, poll.id)
    outcome = anna.get(made.url).context["outcome"]
    assert [(one.yes.value, one.yes.interval) for one in outcome.statements] == [
        ("55%", "tussen 19 en 86%"),
        ("", ""),
    ]
    assert (outcome.respondents.value, outcome.response.value) == ("5 tot en met 9", "40 tot 75%")
    assert [one.yes.reason for one in outcome.statements] == ["", "te weinig antwoorden"]
    assert [one.spread for one in outcome.statements] == [[], []]
    assert Client().get(link(zandbak, poll)).status_code == 410
    with zandbak.scope():
        kept = Involvement.objects.get()
        assert (kept.step.number, kept.outcome) == (5, "antwoorden: 5 tot en met 9")


def test_looking_changes_nothing_and_sets_no_cookie(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    client = Client()
    before = everything_seen(zandbak)
    pages = [client.get(link(zandbak, poll)) for _one in range(3)]
    assert everything_seen(zandbak) == before
    assert client.cookies == {}
    assert {one.headers["Cache-Control"] for one in pages} == {"no-store, private"}
    assert len({mark_in(one) for one in pages}) == 3
    assert all("<script" not in one.content.decode() for one in pages)


def everything_seen(zandbak: Zandbak) -> str:
    with zandbak.scope():
        return everything_in_the_database() + str(AuditEntry.objects.count())


def test_the_same_form_twice_counts_once(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    client = Client()
    data = {"mark": mark_in(client.get(link(zandbak, poll))), "s1": "yes"}
    assert [client.post(link(zandbak, poll), data).status_code for _one in range(2)] == [303, 303]
    with zandbak.scope():
        assert PollBallot.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status"), [({"s1": ""}, 422), ({"s1": "perhaps"}, 422), ({"mark": "x" * 32}, 400)]
)
def test_what_is_not_an_answer_is_not_stored(
    zandbak: Zandbak, project: Project, changes: dict, status: int
) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    client = Client()
    data = {"mark": mark_in(client.get(link(zandbak, poll))), "s1": "yes", **changes}
    assert client.post(link(zandbak, poll), data).status_code == status
    with zandbak.scope():
        assert PollBallot.objects.count() == 0


def test_never_more_sheets_than_people(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
        for _one in range(12):
            polls.store_sheet(poll_id=poll.id, mark=new_mark(poll.id), replies=[Reply.NO])
    client = Client()
    data = {"mark": mark_in(client.get(link(zandbak, poll))), "s1": "yes"}
    assert client.post(link(zandbak, poll), data).status_code == 409
    with zandbak.scope():
        assert PollBallot.objects.count() == 12


def test_the_link_of_another_organisation_and_a_made_up_one_find_nothing(
    zandbak: Zandbak, project: Project, other: Any
) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    token = make_token(zandbak.id, poll.id)
    assert Client().get(f"/p/{other.organisation.slug}/{token}/").status_code == 404
    assert Client().get("/p/zandbak/aaaaaaaaaaaaaaaaaaaaaaaa/").status_code == 404
    assert Client().get(f"/p/nobody/{token}/").status_code == 404


def test_while_it_is_open_the_database_holds_sealed_boxes_of_one_size_only(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    for reply in ("yes", "no", "x", "partly"):
        answer(zandbak, poll, reply)
    with zandbak.scope():
        assert {len(bytes(one.box)) for one in PollBallot.objects.all()} == {64 + 48}
        names = {field.name for field in PollBallot._meta.get_fields()}
    assert names == {"id", "organisation", "poll", "box", "form_hash"}


def test_after_closing_no_single_answer_and_no_key_is_left(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    answer(zandbak, poll, "yes", 6)
    with zandbak.scope():
        boxes = [bytes(one.box).hex() for one in PollBallot.objects.all()]
        marks = [bytes(one.form_hash).hex() for one in PollBallot.objects.all()]
    close(zandbak, poll)
    with zandbak.scope():
        found = everything_in_the_database()
        assert PollBallot.objects.count() == 0
    assert [one for one in (*boxes, *marks) if one in found] == []
    with pytest.raises(KeyLost):
        read_key(zandbak.id, polls.key_name(poll.id))
    assert list(settings.KEYS_DIR.glob("**/poll-*")) == []


@pytest.mark.parametrize(("sheets", "shown"), [(0, False), (4, False), (5, True)])
def test_fewer_than_k_show_nothing_whatever_they_said(
    zandbak: Zandbak, project: Project, sheets: int, shown: bool
) -> None:
    outcomes = set()
    for reply in ("yes", "no"):
        with zandbak.scope():
            poll = open_poll(zandbak, project)
            for _one in range(sheets):
                polls.store_sheet(poll_id=poll.id, mark=new_mark(poll.id), replies=[Reply(reply)])
        closed = close(zandbak, poll)
        assert outcome_of(closed).is_suppressed is not shown
        outcomes.add(str(closed.outcome))
    assert len(outcomes) == (2 if shown else 1)


def test_the_agreed_smallest_group_holds_also_when_it_was_raised_meanwhile(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        SurveySettings.objects.update_or_create(defaults={"k": 7})
        poll = open_poll(zandbak, project)
        assert poll.k == 7
        SurveySettings.objects.update(k=5)
        for _one in range(6):
            polls.store_sheet(poll_id=poll.id, mark=new_mark(poll.id), replies=[Reply.YES])
    assert outcome_of(close(zandbak, poll)).is_suppressed


def test_too_few_people_are_not_asked(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        staff(zandbak, 4)
        project = make_running(zandbak)
        with pytest.raises(Refused, match="5"):
            open_poll(zandbak, project)
    page = sign_in(zandbak.anna).get(f"/o/zandbak/projects/{project.id}/evaluation/poll/new/")
    assert page.context["obstacle"].startswith("In de onderdelen van dit project werken minder dan 5 mensen.")


def test_one_poll_at_a_time(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        open_poll(zandbak, project)
        with pytest.raises(Refused):
            open_poll(zandbak, project)


def test_two_polls_that_differ_by_fewer_than_k_people_are_refused(zandbak: Zandbak, project: Project) -> None:
    """The few who are in one and not in the other would be left by subtraction, where people answer alike."""
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    close(zandbak, poll)
    with zandbak.scope():
        project.project_units.create(unit=zandbak.other_team)
        assert "bijna dezelfde mensen" not in polls.why_no_poll(find(project))
        zandbak.other_team.employees.create(staff_number="b1", name="Eén", unit=zandbak.other_team)
        assert "bijna dezelfde mensen" in polls.why_no_poll(find(project))
        for one in range(2, 6):
            zandbak.other_team.employees.create(staff_number=f"b{one}", name="Meer", unit=zandbak.other_team)
        assert polls.why_no_poll(find(project)) == ""


def test_the_last_day_closes_the_poll(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    page = Client().get(link(zandbak, poll))
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=True):
        assert Client().get(link(zandbak, poll)).status_code == 410
        late = Client().post(link(zandbak, poll), {"mark": mark_in(page), "s1": "yes"})
        assert late.status_code == 410
        with zandbak.scope():
            polls.close_due_polls()
            assert Poll.objects.get().state == "closing"
        polls.close_poll(zandbak.id, poll.id)
        polls.close_poll(zandbak.id, poll.id)
    with zandbak.scope():
        assert Poll.objects.get().state == "closed"
        assert shown_outcome(Poll.objects.get()) is not None


def fail_to_count(zandbak: Zandbak) -> None:
    """The worker's tries at the last job, until it gives up."""
    with zandbak.scope():
        job = Job.objects.filter(kind="projects.poll_close").first()
    for _try in range(jobs.MAX_TRIES):
        with pytest.raises(KeyLost):
            jobs.run(zandbak.id, job.id)
    jobs.run(zandbak.id, job.id)


def test_a_poll_whose_key_is_lost_is_closed_without_figures_and_its_sheets_go(
    zandbak: Zandbak, project: Project, sign_in: Any
) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    answer(zandbak, poll, "yes", 6)
    url = f"/o/zandbak/projects/{project.id}/evaluation/poll/{poll.id}/"
    anna = sign_in(zandbak.anna)
    destroy_key(zandbak.id, polls.key_name(poll.id))
    anna.post(f"{url}close/", {"sure": "on"})
    assert anna.get(url).context["stuck"] is False
    with zandbak.scope(), pytest.raises(Refused, match="nog geteld"):
        polls.give_up_poll(actor=None, poll=poll)

    fail_to_count(zandbak)
    assert "Zonder cijfers sluiten" in anna.get(url).content.decode()
    with zandbak.scope():
        polls.close_due_polls()
        assert Job.objects.filter(kind="projects.poll_close", state="waiting").count() == 1
        polls.close_due_polls()
        assert Job.objects.filter(kind="projects.poll_close", state="waiting").count() == 1
    fail_to_count(zandbak)

    assert anna.post(f"{url}close/", {"sure": "on"}).url == url
    polls.close_poll(zandbak.id, poll.id)
    with zandbak.scope():
        stored = Poll.objects.select_related("project").get()
        assert (stored.state, PollBallot.objects.count()) == ("closed", 0)
        outcome = shown_outcome(stored)
        assert outcome is not None
        assert outcome.too_few
        assert "bijna" not in polls.why_no_poll(find(project))
    assert anna.get(url).status_code == 200


def test_what_was_published_is_never_changed_not_even_by_raw_statements(
    zandbak: Zandbak, project: Project
) -> None:
    with zandbak.scope():
        poll = open_poll(zandbak, project)
    close(zandbak, poll)
    with zandbak.scope(), pytest.raises(IntegrityError, match="poll_published_once"), transaction.atomic():
        Poll.objects.update(outcome=None)


def test_no_path_with_a_token_reaches_the_log() -> None:
    assert without_links("GET /p/zandbak/abc-DEF_123/ 500") == "GET /p/zandbak/…/ 500"
