"""What a session leaves behind when nobody ends it, when its project closes, or when another round begins."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from projects import actions
from projects.actions import causes, sessions, signals
from projects.actions.weighing import PhoneMarks, end_forgotten_sessions
from projects.models import Card, Cause, Involvement, Project, Seat, Session, Signal, Weighing
from tests.cast import Zandbak
from tests.projects.scene import evaluated, item, make_project
from tests.projects.sessions_scene import begun, fresh, make_session, seated, written
from tests.projects.weighing import fresh as fresh_proposal
from tests.projects.weighing import put_forward
from werkdruk.core.errors import Refused


def address(name: str, session: Session) -> str:
    return reverse(f"projects:{name}", args=["zandbak", session.project_id, session.id])


def test_a_board_that_nobody_ends_loses_its_phones_the_next_day(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        session = begun(zandbak, phase="write")
        seat, _secret = seated(session)
        written(session, seat, "Dubbel werk")
        end_forgotten_sessions()
        assert Card.objects.get().seat_id == seat.id
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=True):
        with zandbak.scope():
            end_forgotten_sessions()
            end_forgotten_sessions()
            assert (Seat.objects.count(), Card.objects.get().seat_id) == (0, None)
            assert (fresh(session).state, fresh(session).present) == ("ended", 1)
            assert not Involvement.objects.exists()
        anna = sign_in(zandbak.anna)
        page = anna.get(address("session", session))
        assert "Niemand heeft nog opgeschreven wat eruit kwam." in page.content.decode()
        data = {"version": fresh_version(zandbak, session), "present": "9", "outcome": "Rust"}
        assert anna.post(address("session_end", session), data).status_code == 302
    with zandbak.scope():
        assert Involvement.objects.get().outcome == "Rust"


def fresh_version(zandbak: Zandbak, session: Session) -> int:
    with zandbak.scope():
        return fresh(session).version


def weighing(zandbak: Zandbak, project: Project) -> Session:
    """A weighing in which three phones marked the one proposal."""
    proposal = put_forward(zandbak, project)
    session = actions.begin_weighing(actor=None, project=project)
    for number in range(3):
        marks = {proposal.id: PhoneMarks(impact=4, effort=2)}
        actions.store_marks(session=session, secret=f"geheim-van-telefoon-{number}", sheet=marks)
    return session


@pytest.mark.parametrize("closed", [False, True])
def test_a_weighing_that_nobody_ends_gives_its_marks_the_next_day(zandbak: Zandbak, closed: bool) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        session = weighing(zandbak, project)
        if closed:
            Project.objects.update(closed_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=True), zandbak.scope():
        end_forgotten_sessions()
        assert (Seat.objects.count(), Weighing.objects.count()) == (0, 0)
        assert (fresh(session).state, Involvement.objects.count()) == ("ended", 0 if closed else 1)


def test_a_weighing_by_phone_is_closed_not_written_off(zandbak: Zandbak, sign_in: Any) -> None:
    """Ending it as a conversation would throw the marks of the phones away."""
    with zandbak.scope():
        session = weighing(zandbak, make_project(zandbak))
    anna = sign_in(zandbak.anna)
    assert address("session_end", session) not in anna.get(address("session", session)).content.decode()
    data = {"version": "1", "present": "9", "outcome": "Rust"}
    assert anna.post(address("session_end", session), data).status_code == 400
    with zandbak.scope():
        assert Weighing.objects.count() == 3
        actions.close_weighing(actor=None, session=fresh(session))
        assert [fresh_proposal(row.proposal).staff_phones for row in Weighing.objects.all()] == []


def test_a_project_with_a_running_session_closes_and_goes_on_after_its_end(zandbak: Zandbak) -> None:
    with zandbak.scope():
        project = evaluated(zandbak, make_project(zandbak))
        session = begun(zandbak, make_session(zandbak, project), phase="write")
        with pytest.raises(Refused, match="bezig"):
            actions.close_project(actor=None, project=project)
        with pytest.raises(Refused, match="bezig"):
            actions.start_round(actor=None, project=project, version=project.version, learned="Veel")
        sessions.end_session(actor=None, session=fresh(session), present=9, outcome="Rust")
        assert actions.close_project(actor=None, project=project).closed_at is not None


def test_what_an_earlier_round_found_is_read_and_not_changed(zandbak: Zandbak) -> None:
    with zandbak.scope():
        project = make_project(zandbak)
        cause = causes.add_cause(actor=None, project=project, side="drainer", title="Dubbel werk")
        signal = signals.add_signal(
            actor=None, project=project, source="other", text="Klachten", seen_on=timezone.localdate()
        )
        point = item(project, "1a")
        project = evaluated(zandbak, project)
        stand = project.stands.get(party="staff")
        planned = make_session(zandbak, project, kind="weighing")
        actions.start_round(actor=None, project=project, version=project.version, learned="Veel")
        put_forward(zandbak, project)
        fields: dict[str, Any] = {"side": "giver", "title": "Anders", "whys": (), "influence": ""}
        changed: dict[str, Any] = {"source": "other", "text": "Anders", "seen_on": timezone.localdate()}
        point.refresh_from_db()
        for late in (
            lambda: causes.change_cause(actor=None, cause=cause, version=1, **fields),
            lambda: causes.remove_cause(actor=None, cause=cause),
            lambda: signals.change_signal(actor=None, signal=signal, version=1, **changed),
            lambda: signals.remove_signal(actor=None, signal=signal),
            lambda: actions.waive_kickoff_item(actor=None, item=point, version=point.version, reason="Nee"),
            lambda: actions.take_stand(actor=None, stand=stand, position="doubts"),
            lambda: actions.begin_weighing(actor=None, project=project, session=planned),
        ):
            with pytest.raises(Refused, match="eerdere ronde"):
                late()
        assert (Cause.objects.get().title, Signal.objects.get().text) == ("Dubbel werk", "Klachten")
