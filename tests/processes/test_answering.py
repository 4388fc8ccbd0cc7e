"""Answers that come in at once, and answers that come in while the database goes away."""

import os
import socket
import threading
from collections import Counter
from uuid import UUID

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from surveys.actions.accumulating import _open
from surveys.actions.answering import Link, look_up, submit_answers
from surveys.actions.closing import close_wave
from surveys.domain.tally import Tally
from surveys.models import Ballot, Block, Invitation, Wave, WaveState
from tests.processes import scene, stack
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation

pytestmark = pytest.mark.processes


def _post_at_once(port: int, posts: list[tuple[str, str]]) -> list[int]:
    """The status of each post, 0 where there was no answer; all are sent at the same moment."""
    gate = threading.Barrier(len(posts))
    statuses = [0] * len(posts)

    def post(number: int) -> None:
        path, body = posts[number]
        gate.wait(30)
        try:
            statuses[number] = stack.request(port, "POST", path, body)[0]
        except OSError:
            statuses[number] = 0

    threads = [threading.Thread(target=post, args=[number]) for number in range(len(posts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def test_one_link_sent_twenty_times_at_once_counts_once(committed_db: None, web_port: int) -> None:
    organisation = scene.make_organisation("twintig", 40)
    scene.open_wave(organisation)
    path = scene.paths(organisation)[0]
    statuses = _post_at_once(web_port, [(path, scene.form_body(number)) for number in range(20)])
    assert Counter(statuses) == {303: 1, 409: 19}
    with tenant_scope(organisation.id):
        assert Ballot.objects.count() == 1
        assert Invitation.objects.filter(answered=True).count() == 1


@pytest.fixture
def path(committed_db: None) -> tuple[Organisation, str]:
    """An organisation and an unused link of its open wave."""
    organisation = scene.make_organisation("een", 24)
    scene.open_wave(organisation)
    return organisation, scene.paths(organisation)[0]


def _ballots(organisation: Organisation) -> int:
    with tenant_scope(organisation.id):
        assert Ballot.objects.count() == Invitation.objects.filter(answered=True).count()
        return Ballot.objects.count()


def _raw(port: int, sent: bytes, *, end: bool = False) -> bytes:
    """What comes back for these bytes on one connection, which may be closed after them half-way."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(sent)
        if end:
            line.shutdown(socket.SHUT_WR)
        try:
            return line.recv(65536)
        except ConnectionResetError:
            return b""


def _head(method: str, path: str, *lines: str) -> bytes:
    kind = "Content-Type: application/x-www-form-urlencoded"
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", kind, *lines, "", ""]).encode()


def test_a_double_click_is_one_ballot_and_thanks_both_times(
    path: tuple[Organisation, str], web_port: int
) -> None:
    """As Chromium does it: the first request is given up when the second one goes out."""
    organisation, address = path
    body = scene.form_body(1)

    def stored() -> bool:
        with tenant_scope(organisation.id):
            return Ballot.objects.exists()

    with socket.create_connection(("127.0.0.1", web_port), timeout=30) as first:
        first.sendall(_head("POST", address, f"Content-Length: {len(body)}") + body.encode())
        # Given up before the answer is read; not before the server has the request.
        stack.wait_for(stored, "the first click is stored")
    status, page = stack.request(web_port, "POST", address, body)
    assert status == 409
    assert "Dank je wel. Je antwoorden zijn binnen." in page.decode()
    assert "iemand anders" not in page.decode()
    assert _ballots(organisation) == 1


def test_a_hundred_wrong_tokens_from_one_address_and_then_a_right_one(
    path: tuple[Organisation, str], web_port: int
) -> None:
    organisation, address = path
    wrong = [stack.request(web_port, "GET", f"/s/een/{number:032}/")[0] for number in range(50)]
    wrong += [stack.request(web_port, "POST", f"/s/een/{number:032}/", "K01=4")[0] for number in range(50)]
    assert wrong == [404] * 100
    assert stack.request(web_port, "GET", address)[0] == 200
    assert stack.request(web_port, "POST", address, scene.form_body(1))[0] == 303
    assert _ballots(organisation) == 1


def test_mail_scanners_spend_nothing(path: tuple[Organisation, str], web_port: int) -> None:
    organisation, address = path
    head = _raw(web_port, _head("HEAD", address))
    assert head.startswith(b"HTTP/1.1 200")
    assert head.endswith(b"\r\n\r\n")
    assert b"set-cookie" not in head.lower()
    for method, body in (("GET", ""), ("POST", ""), ("POST", "K01=&O1="), ("GET", "")):
        assert stack.request(web_port, method, address, body)[0] == (200 if method == "GET" else 422)
    assert _ballots(organisation) == 0


def test_a_body_that_breaks_off_is_not_stored(path: tuple[Organisation, str], web_port: int) -> None:
    organisation, address = path
    answer = _raw(web_port, _head("POST", address, "Content-Length: 500") + b"K01=4&K02=4", end=True)
    assert answer[:12] in (b"", b"HTTP/1.1 400")
    assert _ballots(organisation) == 0
    assert stack.request(web_port, "POST", address, "K01=4&K02=4")[0] == 303


@pytest.mark.parametrize("right", [True, False], ids=["right token", "wrong token"])
def test_a_large_body_is_answered_before_it_has_come(
    path: tuple[Organisation, str], web_port: int, right: bool
) -> None:
    """Only the head is sent: who waited for the body would wait for ever."""
    organisation, address = path
    wanted = address if right else f"/s/een/{'A' * 32}/"
    answer = _raw(web_port, _head("POST", wanted, f"Content-Length: {10**9}"))
    assert answer.startswith(b"HTTP/1.1 413" if right else b"HTTP/1.1 404")
    assert _ballots(organisation) == 0


def test_a_form_in_pieces_of_unknown_length_is_not_taken_for_an_empty_one(
    path: tuple[Organisation, str], web_port: int
) -> None:
    organisation, address = path
    pieces = b"5\r\nK01=4\r\n0\r\n\r\n"
    answer = _raw(web_port, _head("POST", address, "Transfer-Encoding: chunked") + pieces)
    assert answer.startswith(b"HTTP/1.1 400")
    assert _ballots(organisation) == 0


def test_what_was_acknowledged_is_counted_though_the_database_was_cut_off(
    committed_db: None, web_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    organisation = scene.make_organisation("tweehonderd", 400)
    wave = scene.open_wave(organisation)
    paths = scene.paths(organisation)
    assert len(paths) == 200
    connection.close()
    cut: list[int] = []
    scissors = threading.Thread(target=_cut_connections_once, args=[str(wave.organisation_id), 60, cut])
    scissors.start()
    statuses = _post_at_once(web_port, [(path, scene.form_body(number)) for number, path in enumerate(paths)])
    scissors.join()
    assert sum(cut) > 0
    acknowledged = [number for number, status in enumerate(statuses) if status == 303]
    # The connection can be cut after the answer was stored and before the server knew: told "already used".
    unsure = [number for number, status in enumerate(statuses) if status == 409]
    with capsys.disabled():
        print(f"\n{sum(cut)} connections cut; answers to 200 submissions: {dict(Counter(statuses))}")

    with tenant_scope(organisation.id):
        stored = dict(Invitation.objects.order_by("id").values_list("id", "answered"))
        ballots = Ballot.objects.count()
    known = [number for number, answered in enumerate(stored.values()) if answered]
    assert known == sorted(acknowledged + unsure)
    assert ballots == len(known)
    # One cut costs nobody an answer: the page tries again on a new connection.
    assert len(known) == 200

    close_wave(organisation.id, wave.id)
    with tenant_scope(organisation.id):
        assert Wave.objects.get().state == WaveState.CLOSED
        tally = _counted(organisation.id)
    assert tally.n == len(known)
    for code in ("K01", "K10", "V27"):
        expected = Counter(scene.answers(number)[code] for number in known)
        assert tally.items[code].counts == tuple(expected[str(answer)] for answer in range(1, 6))


def _cut_connections_once(organisation_id: str, after: int, cut: list[int]) -> None:
    """As the superuser: end every connection of the application when `after` answers are stored."""
    url = stack.database_url(os.environ["WERKDRUK_TEST_ADMIN_URL"])
    admin = psycopg2.connect(url)
    admin.autocommit = True
    with admin.cursor() as cursor:
        stored = 0
        while stored < after:
            cursor.execute(
                "SELECT count(*) FROM surveys_ballot WHERE organisation_id = %s", [organisation_id]
            )
            stored = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = 'werkdruk_app'",
            [settings.DATABASES["default"]["NAME"]],
        )
        cut.append(cursor.fetchone()[0])
    admin.close()


def test_an_answer_on_its_way_when_the_wave_closes_is_counted(committed_db: None) -> None:
    organisation = scene.make_organisation("sluiting", 40)
    wave = scene.open_wave(organisation)
    token = scene.paths(organisation)[0].split("/")[3]

    def close() -> None:
        try:
            close_wave(organisation.id, wave.id)
        finally:
            connection.close()

    closing = threading.Thread(target=close)
    with tenant_scope(organisation.id):
        assert look_up(token, lock=True)[0] is Link.OPEN
        closing.start()
        stack.wait_for(_somebody_waits, "the closing waits for the answer")
        stored = submit_answers(token=token, answers={"K01": 4}, open_answers={})
    closing.join()
    assert stored is Link.OPEN
    with tenant_scope(organisation.id):
        assert Wave.objects.get().state == WaveState.CLOSED
        assert _counted(organisation.id).n == 1


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks AS mine JOIN pg_locks AS waiting ON waiting.pid != mine.pid"
            " WHERE mine.pid = pg_backend_pid() AND NOT waiting.granted"
            " AND mine.pid = ANY(pg_blocking_pids(waiting.pid))"
        )
        return cursor.fetchone()[0] > 0


def _counted(organisation_id: UUID) -> Tally:
    """What was counted for all units together; inside the scope only."""
    contents = _open(organisation_id, Block.objects.get())
    return sum((Tally.from_dict(content["tally"]) for content in contents.values()), Tally())
