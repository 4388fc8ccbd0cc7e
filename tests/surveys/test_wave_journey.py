"""A wave from plan to figures, through the real actions and pages: draw, send, answer, close."""

import random
import re
from datetime import date, timedelta
from typing import Any

import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.actions.sending import send_invitations
from surveys.actions.setup import place_everyone
from surveys.domain.disclosure import PublishedBlock
from surveys.models import Ballot, Invitation, Publication, Review, Roster, UnitAccumulator, Wave, WaveState
from surveys.queries.waves import wave_items
from tests.cast import Zandbak, make_employees

ANSWERS = {f"K{number:02}": "4" for number in range(1, 10)} | {"K10": "3"}


def open_wave(zandbak: Zandbak, staff: int = 120) -> Wave:
    """A drawn wave of an organisation with `staff` people, its invitations sent."""
    with zandbak.scope():
        make_employees(zandbak.team, staff // 2, "boomhut")
        make_employees(zandbak.other_team, staff - staff // 2 - 1, "schelp")
        place_everyone()
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    assert draw_wave(zandbak.id, wave.id)
    send_invitations(zandbak.id, wave.id)
    with zandbak.scope():
        return Wave.objects.get(id=wave.id)


def links() -> list[str]:
    """The paths of the survey links in the mails so far."""
    found = [re.search(r"http://testserver(/s/\S+/)\s", str(message.body)) for message in mail.outbox]
    return [match.group(1) for match in found if match]


def test_a_wave_from_draw_to_figures(zandbak: Zandbak) -> None:
    wave = open_wave(zandbak)
    with zandbak.scope():
        invited = list(Invitation.objects.select_related("employee"))
        questions = wave_items(wave.id)
    assert wave.invited == len(invited) == 10
    assert {message.to[0] for message in mail.outbox} == {row.employee.email for row in invited}
    assert [item.code for item in questions] == [
        *(f"K{n:02}" for n in range(1, 11)),
        "V27",
        "V29",
        "V31",
        "O1",
        "O2",
    ]

    paths = links()
    assert len(set(paths)) == 10
    for path in paths[:8]:
        page = Client().get(path)
        assert page.status_code == 200
        assert not page.cookies
        sent = Client().post(path, {**ANSWERS, "V27": "2", "O1": "Te veel wisselingen"})
        assert (sent.status_code, sent["Location"]) == (303, "/s/zandbak/thanks/")
    assert Client().get("/s/zandbak/thanks/").status_code == 200

    close_wave(zandbak.id, wave.id)
    with zandbak.scope():
        wave.refresh_from_db()
        assert wave.state == WaveState.CLOSED
        assert (Ballot.objects.count(), Invitation.objects.count(), Roster.objects.count()) == (0, 0, 0)
        figures = PublishedBlock.from_json(Publication.objects.get().figures)
        assert (figures.respondents.low, figures.respondents.high) == (5, 9)
        assert figures.index.value == 70
        assert Review.objects.get().wave_id == wave.id
    assert Client().get(paths[9]).status_code == 410


def test_fewer_than_k_answers_give_no_figure(zandbak: Zandbak) -> None:
    wave = open_wave(zandbak)
    for path in links()[:4]:
        Client().post(path, ANSWERS)
    close_wave(zandbak.id, wave.id)
    with zandbak.scope():
        assert PublishedBlock.from_json(Publication.objects.get().figures).is_suppressed


def test_each_wrong_link_gets_its_own_answer(zandbak: Zandbak, other: Any) -> None:
    open_wave(zandbak)
    path = links()[0]
    token = path.split("/")[3]
    forged = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert Client().get(f"/s/zandbak/{forged}/").status_code == 404
    assert Client().post(f"/s/zandbak/{forged}/", ANSWERS).status_code == 404
    assert Client().get(f"/s/anders/{token}/").status_code == 404
    assert Client().get("/s/bestaat-niet/x/").status_code == 404
    empty = Client().post(path, {})
    assert empty.status_code == 422
    assert (
        "Je hebt nog niets ingevuld" in empty.content.decode() or "nothing" in empty.content.decode().lower()
    )
    with zandbak.scope():
        assert Ballot.objects.count() == 0
    assert Client().post(path, ANSWERS).status_code == 303
    assert Client().get(path).status_code == 200
    assert Client().post(path, ANSWERS).status_code == 409
    with zandbak.scope():
        assert Ballot.objects.count() == 1


def test_what_was_typed_comes_back_with_the_error(zandbak: Zandbak) -> None:
    open_wave(zandbak)
    page = Client().post(links()[0], {**ANSWERS, "O1": "x" * 1001, "K02": "9"})
    assert page.status_code == 422
    html = page.content.decode()
    assert "x" * 1001 in html
    assert html.count("checked") == 9
    with zandbak.scope():
        assert Ballot.objects.count() == 0


def test_drawing_and_sending_twice_changes_nothing(zandbak: Zandbak) -> None:
    wave = open_wave(zandbak)
    assert draw_wave(zandbak.id, wave.id) is False
    assert send_invitations(zandbak.id, wave.id) == 0
    assert len(mail.outbox) == 10


def test_a_year_of_waves_asks_everyone_once_and_publishes_units(zandbak: Zandbak) -> None:
    rng = random.Random(4)
    with time_machine.travel("2025-01-01 09:00+01:00"), zandbak.scope():
        make_employees(zandbak.team, 60, "boomhut")
        make_employees(zandbak.other_team, 59, "schelp")
        place_everyone()
    asked: list[str] = []
    month = date(2025, 1, 1)
    for _ in range(12):
        mail.outbox.clear()
        with time_machine.travel(f"{month} 09:00+01:00"):
            with zandbak.scope():
                wave = plan_wave(actor=None, opens_on=month)
            draw_wave(zandbak.id, wave.id)
            send_invitations(zandbak.id, wave.id)
            asked += [message.to[0] for message in mail.outbox]
            for path in links():
                if rng.random() < 0.7:
                    Client().post(path, {code: str(rng.randint(1, 5)) for code in ANSWERS})
        with time_machine.travel(f"{month + timedelta(days=20)} 09:00+01:00"):
            close_wave(zandbak.id, wave.id)
        month = (month + timedelta(days=32)).replace(day=1)
    assert len(asked) == len(set(asked)) == 120
    with zandbak.scope():
        assert Publication.objects.filter(unit__isnull=False).exists()
        assert not UnitAccumulator.objects.exists()
        assert Publication.objects.whole().count() == 12
