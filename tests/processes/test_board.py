"""The session board under many phones: real server, real PostgreSQL; acknowledged is on the board, once."""

import statistics
import threading
from uuid import uuid4

import pytest

from bench.board import make_room
from bench.phones import gather
from projects.actions import board, cards, seats
from projects.models import Card, Cluster, Dot
from tests.processes import stack
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import tenant_scope

pytestmark = pytest.mark.processes

PHONES, CARDS, OFFLINE = 60, 10, 3


def test_sixty_phones_write_ten_cards_each_while_three_lose_the_network(
    committed_db: None, web_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    room, session = make_room(web_port, "zestig")
    seen = gather(room, phones=PHONES, cards=CARDS, offline=OFFLINE, seconds_offline=20, seconds=25)
    assert seen.problems == []
    with tenant_scope(session.organisation_id):
        rows = Card.objects.filter(session=session)
        keys = [str(key) for key in rows.values_list("key", flat=True)]
        numbers = set(rows.values_list("number", flat=True))
    assert len(seen.acknowledged) == PHONES * CARDS
    assert sorted(keys) == sorted(seen.acknowledged)  # none lost, none twice
    assert len(numbers) == PHONES * CARDS
    assert seen.sent_again > 0  # the three did lose something
    delays = seen.delays()
    assert len(delays) == PHONES * CARDS  # each was shown
    with capsys.disabled():
        ninety_five = delays[int(len(delays) * 0.95)]
        print(
            f"\n{len(keys)} cards of {PHONES} phones, {seen.sent_again} sent again; from send to shown: half within "
            f"{statistics.median(delays) * 1000:.0f} ms, 95 % within {ninety_five * 1000:.0f} ms"
        )


def test_one_card_sent_by_twenty_at_once_is_there_once(committed_db: None, web_port: int) -> None:
    room, session = make_room(web_port, "eenmaal")
    with tenant_scope(session.organisation_id):
        _seat, secret = seats.take_seat(session)
    body = f"act=write&seat={secret}&key={uuid4()}&side=giver&text=Samen"
    gate = threading.Barrier(20)
    statuses: list[int] = []

    def send() -> None:
        gate.wait(30)
        statuses.append(stack.request(web_port, "POST", room.phone_path, body)[0])

    _all_at_once([threading.Thread(target=send) for _ in range(20)])
    assert statuses == [200] * 20
    with tenant_scope(session.organisation_id):
        assert Card.objects.filter(session=session).count() == 1


def test_dots_sent_at_once_are_never_more_than_one_has(committed_db: None, web_port: int) -> None:
    room, session = make_room(web_port, "stippen")
    with tenant_scope(session.organisation_id):
        seat, secret = seats.take_seat(session)
        written = [
            cards.write_card(session=session, seat=seat, key=uuid4(), side="giver", text=f"kaart {number}")
            for number in range(8)
        ]
        board.move_phase(actor=None, session=session, seen="write", direction="next")
        for card in written:
            board.move_cards(
                actor=None,
                session=session,
                card_ids=[card.id],
                side="giver",
                cluster_id=None,
                title=card.text,
            )
        board.move_phase(actor=None, session=session, seen="cluster", direction="next")
        clusters = list(Cluster.objects.filter(session=session))
    gate = threading.Barrier(len(clusters))
    statuses: list[int] = []

    def give(cluster: Cluster) -> None:
        gate.wait(30)
        body = f"act=dot&seat={secret}&cluster={cluster.id}"
        statuses.append(stack.request(web_port, "POST", room.phone_path, body)[0])

    _all_at_once([threading.Thread(target=give, args=[cluster]) for cluster in clusters])
    assert sorted(statuses) == [200] * 3 + [409] * 5
    with tenant_scope(session.organisation_id):
        assert Dot.objects.filter(seat=seat).count() == session.dots_each == 3
        missing = next(one for one in clusters if not one.dots.exists())
        with pytest.raises(Refused):
            cards.give_dot(session=session, seat=seat, cluster_id=missing.id)


def _all_at_once(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
