"""Planning a session, its script, inviting to it, and a conversation without a board."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from projects import actions as project_actions
from projects.actions import sessions
from projects.models import Involvement, Project, Session, SessionPart
from projects.queries import sessions as reads
from surveys.registry import wave_advice
from tests.cast import Zandbak
from tests.projects.scene import make_project
from tests.projects.sessions_scene import begun, fresh, make_session
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.actions.mails import send_member_mail


@pytest.fixture
def project(zandbak: Zandbak) -> Project:
    with zandbak.scope():
        return make_project(zandbak)


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def address(zandbak: Zandbak, name: str, project: Project, **more: Any) -> str:
    """The address of a page of `project`."""
    kwargs = {"organisation": zandbak.organisation.slug, "project": project.id, **more}
    return reverse(f"projects:{name}", kwargs=kwargs)


def plan_data(zandbak: Zandbak, **changes: Any) -> dict[str, str]:
    return {
        "form_key": str(uuid4()),
        "kind": "energy",
        "focus": "workload",
        "title": "Wat kost ons energie?",
        "unit": str(zandbak.team.id),
        "on": "2026-12-03",
        "at": "14:00",
        "minutes": "90",
        "place": "De Boomhut",
        "guide": "Fatima El Amrani",
        "dots_each": "3",
        "invitation": "",
        **changes,
    }


def test_a_planned_session_has_a_script_that_fits_and_a_link_nobody_guesses(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    data = plan_data(zandbak)
    first = anna.post(address(zandbak, "session_plan", project), data)
    again = anna.post(address(zandbak, "session_plan", project), data)
    with zandbak.scope():
        session = Session.objects.get()
        assert first.url == again.url == address(zandbak, "session", project, session=session.id)
        assert sum(part.minutes for part in session.parts.all()) == 90
        assert (session.guide, session.guide_name) == (zandbak.member(zandbak.fatima), "Fatima El Amrani")
        assert timezone.localtime(session.starts_at) == datetime(
            2026, 12, 3, 14, tzinfo=timezone.get_default_timezone()
        )
        assert len(session.token) == 32
        assert "wat energie kost in ons werk" in session.invitation
    page = anna.get(first.url).content.decode()
    assert "past bij de duur" in page


@pytest.mark.parametrize(
    "wrong",
    [{"minutes": "5"}, {"minutes": "500"}, {"title": " "}, {"on": ""}, {"at": "x"}, {"dots_each": "0"}],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    zandbak: Zandbak, project: Project, anna: Client, wrong: dict[str, str]
) -> None:
    refused = anna.post(address(zandbak, "session_plan", project), plan_data(zandbak, **wrong))
    assert refused.status_code == 400
    assert "De Boomhut" in refused.content.decode()
    with zandbak.scope():
        assert Session.objects.count() == 0


def test_a_unit_outside_the_project_is_refused(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope(), pytest.raises(Refused):
        make_session(zandbak, project, unit=zandbak.other_team)


def test_nobody_is_overwritten_unseen(zandbak: Zandbak, project: Project) -> None:
    with zandbak.scope():
        session = make_session(zandbak, project)
        fields = {name: getattr(session, name) for name in sessions.FIELDS}
        sessions.change_session(actor=None, session=session, version=1, **{**fields, "place": "Hal"})
        with pytest.raises(ChangedMeanwhile):
            sessions.change_session(actor=None, session=session, version=1, **{**fields, "place": "Zaal"})
        assert fresh(session).place == "Hal"


def test_the_script_is_changed_and_put_in_another_order(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        session = make_session(zandbak, project)
        titles = [part.title for part in session.parts.all()]
        second, last = session.parts.all()[1], session.parts.last()
    about = {"session": session.id}
    anna.post(address(zandbak, "part_move", project, **about, part=second.id), {"way": "up"})
    anna.post(address(zandbak, "part_move", project, **about, part=second.id), {"way": "up"})  # first already
    anna.post(address(zandbak, "part_move", project, **about, part=last.id), {"way": "down"})  # last already
    with zandbak.scope():
        now = [part.title for part in session.parts.all()]
    assert now == [titles[1], titles[0], *titles[2:]]
    changed = {"title": "Stil schrijven", "minutes": "20", "text": "Pen mag ook"}
    anna.post(address(zandbak, "part_change", project, **about, part=second.id), changed)
    page = anna.get(address(zandbak, "session", project, **about)).content.decode()
    assert "Stil schrijven" in page
    assert "te lang" in page  # ten minutes more than there are
    anna.post(address(zandbak, "part_remove", project, **about, part=second.id))
    anna.post(address(zandbak, "part_add", project, **about), {"title": "Toetje", "minutes": "5", "text": ""})
    with zandbak.scope():
        assert [part.title for part in session.parts.all()] == [titles[0], *titles[2:], "Toetje"]
        assert SessionPart.objects.count() == len(titles)


def test_the_invitation_goes_to_contact_persons_and_leads_once_with_a_file(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        place = project.project_units.get()
        project_actions.change_contact(
            actor=None,
            place=place,
            version=1,
            contact=zandbak.member(zandbak.fatima),
            contact_name="Fatima El Amrani",
        )
        session = make_session(zandbak, project)
        assert [one.user for one in reads.invitable(session)] == [zandbak.fatima, zandbak.tim]
    url = address(zandbak, "session_invite", project, session=session.id)
    for _turn in range(2):
        anna.post(url, {"version": "1"})
    send_member_mail(zandbak.id)
    assert sorted(one.to[0] for one in mail.outbox) == ["fatima@zandbak.example", "tim@zandbak.example"]
    body = mail.outbox[0].body
    assert "Wat geeft ons energie?" in body
    assert f"/b/zandbak/{session.token}/" in body
    part = next(one for one in mail.outbox[0].attachments if not isinstance(one, tuple))
    event = next(iter(Calendar.from_ical(part.get_content()).walk("VEVENT")))
    assert (str(event["summary"]), event["dtstart"].dt, str(event["uid"])) == (
        "Wat geeft ons energie?",
        session.starts_at,
        f"session-{session.id}@werkdruk",
    )
    with zandbak.scope():  # staff are invited by whoever knows them: no employee is written down anywhere
        entries = AuditEntry.objects.filter(action="projects.session_invited")
        assert {entry.details["people"] for entry in entries} == {2}


def test_a_session_that_is_called_off_takes_its_link_along(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        session = make_session(zandbak, project)
    link = reverse("board:phone", args=[zandbak.organisation.slug, session.token])
    assert Client().get(link).status_code == 200
    anna.post(address(zandbak, "session_cancel", project, session=session.id))
    assert Client().get(link).status_code == 410
    refused = anna.post(address(zandbak, "session_begin", project, session=session.id), follow=True)
    assert "afgezegd" in refused.content.decode()
    with zandbak.scope():
        assert fresh(session).state == "cancelled"


def test_a_conversation_on_passion_goes_without_a_board(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    with zandbak.scope():
        session = make_session(zandbak, project, kind="passion", minutes=90)
    page = anna.get(address(zandbak, "session", project, session=session.id)).content.decode()
    assert "Waarom dit werk" in page
    assert anna.get(address(zandbak, "session_board", project, session=session.id)).status_code == 404
    end = address(zandbak, "session_end", project, session=session.id)
    anna.post(end, {"version": "1", "present": "8", "outcome": "Tijd voor het vak"})
    anna.post(end, {"version": "2", "present": "9", "outcome": "Tijd voor het vak, en rust"})
    with zandbak.scope():
        done = fresh(session)
        assert (done.state, done.present, done.outcome) == ("ended", 9, "Tijd voor het vak, en rust")
        assert Involvement.objects.get().step.number == 2


def test_planning_a_wave_says_that_a_project_looks_for_causes(
    zandbak: Zandbak, project: Project, anna: Client
) -> None:
    plan = reverse("surveys:wave_plan", args=[zandbak.organisation.slug])
    assert project.name not in anna.get(plan).content.decode()
    with zandbak.scope():
        project_actions.begin_step(actor=None, project=project, number=2)
        assert len(wave_advice()) == 1
    page = anna.get(plan)
    assert (page.status_code, project.name in page.content.decode()) == (200, True)
    with zandbak.scope():
        project_actions.finish_step(actor=None, project=project, number=2, not_involved="Zie de sessie.")
        assert wave_advice() == []


def test_the_workspace_costs_the_same_with_one_session_and_with_three(
    zandbak: Zandbak, project: Project, anna: Client, django_assert_max_num_queries: Any
) -> None:
    url = address(zandbak, "step", project, step=2)

    def count() -> int:
        with django_assert_max_num_queries(60) as captured:
            assert anna.get(url).status_code == 200
        return len(captured)

    with zandbak.scope():
        make_session(zandbak, project)
    one = count()
    with zandbak.scope():
        make_session(zandbak, project, title="Tweede")
        begun(zandbak, make_session(zandbak, project, title="Derde"))
    assert count() == one
