"""The board through HTTP: phones without a cookie, the guide's big screen, and what is left afterwards."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from projects.actions import board, cards, sessions
from projects.models import (
    Card,
    Cause,
    Cluster,
    Dot,
    Involvement,
    QuickFix,
    Seat,
    Session,
)
from tests.cast import Other, Zandbak
from tests.projects.sessions_scene import (
    begun,
    clustered,
    fresh,
    gone_on,
    make_session,
    seated,
    written,
)
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry


def address(zandbak: Zandbak, name: str, session: Session, **more: Any) -> str:
    """The address of a page of `session`."""
    kwargs = {
        "organisation": zandbak.organisation.slug,
        "project": session.project_id,
        "session": session.id,
        **more,
    }
    return reverse(f"projects:{name}", kwargs=kwargs)


def link(zandbak: Zandbak, session: Session) -> str:
    """The address for phones."""
    return reverse("board:phone", args=[zandbak.organisation.slug, session.token])


@pytest.fixture
def session(zandbak: Zandbak) -> Session:
    with zandbak.scope():
        return begun(zandbak)


@pytest.fixture
def anna(zandbak: Zandbak, sign_in: Any) -> Client:
    return sign_in(zandbak.anna)


def secret_in(page: Any) -> str:
    """The secret that a phone finds in its page."""
    return page.content.decode().split('data-seat="')[1].split('"')[0]


def send(phone: Client, url: str, **fields: Any) -> Any:
    """What a phone's script sends, and the answer."""
    return phone.post(
        url, {key: str(value) for key, value in fields.items()}, headers={"Accept": "application/json"}
    )


def phase_on(anna: Client, zandbak: Zandbak, session: Session, seen: str, direction: str = "next") -> Any:
    return anna.post(address(zandbak, "session_phase", session), {"seen": seen, "direction": direction})


def test_a_session_from_the_first_phone_to_the_quick_fix(
    zandbak: Zandbak, session: Session, anna: Client
) -> None:
    url, phone = link(zandbak, session), Client()
    page = phone.get(url)
    assert (page.status_code, dict(phone.cookies)) == (200, {})
    assert page.headers["Cache-Control"] == "no-store, private"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    with zandbak.scope():
        assert Seat.objects.count() == 0  # looking takes no seat
    page = phone.post(url, {"act": "join"})
    seat = secret_in(page)
    phase_on(anna, zandbak, session, "join")

    key = uuid4()
    write = {"act": "write", "seat": seat, "key": key, "side": "drainer", "text": "Alles <b>twee</b> keer"}
    first = send(phone, url, **write).json()
    assert (first["state"], send(phone, url, **write).json()) == ("sent", first)
    give = {"act": "write", "seat": seat, "key": uuid4(), "side": "giver", "text": "Samen lachen"}
    assert send(phone, url, **give).status_code == 200
    with zandbak.scope():
        assert list(Card.objects.values_list("text", flat=True)) == ["Alles <b>twee</b> keer", "Samen lachen"]

    screen = anna.get(address(zandbak, "session_board", session)).content.decode()
    assert 'data-count="drainer">1<' in screen
    assert "twee" not in screen  # hidden until the guide opens them
    phase_on(anna, zandbak, session, "write")
    screen = anna.get(address(zandbak, "session_board", session)).content.decode()
    assert "Alles &lt;b&gt;twee&lt;/b&gt; keer" in screen

    with zandbak.scope():
        card = Card.objects.get(key=key)
    moved = {"act": "move", "side": "drainer", "cards": [str(card.id)], "cluster": "", "title": "Dubbel werk"}
    anna.post(address(zandbak, "cards_change", session), moved)
    with zandbak.scope():
        cluster = Cluster.objects.get()
        assert (cluster.title, [one.text for one in cluster.cards.all()]) == (
            "Dubbel werk",
            ["Alles <b>twee</b> keer"],
        )
    phase_on(anna, zandbak, session, "cluster")
    page = phone.post(url, {"act": "dot", "seat": seat, "cluster": str(cluster.id)})
    assert "Dubbel werk" in page.content.decode()
    phase_on(anna, zandbak, session, "choose")
    with zandbak.scope():
        cause = Cause.objects.get()
        assert (cause.title, cause.dots, cause.side) == ("Dubbel werk", 1, "drainer")
    change = reverse("projects:cause_change", args=[zandbak.organisation.slug, session.project_id, cause.id])
    why = {
        "version": "1",
        "title": "Dubbel werk",
        "side": "drainer",
        "why_1": "Twee systemen",
        "why_3": "Nooit gekozen",
        "effect": "Overwerk",
        "pattern": "",
        "why_not_yet": "Niemand gaat erover",
        "influence": "organisation",
    }
    assert anna.post(change, why).url == address(zandbak, "session_board", session)
    with zandbak.scope():
        cause = Cause.objects.get()
        assert [(one.number, one.text) for one in cause.whys.all()] == [
            (1, "Twee systemen"),
            (2, "Nooit gekozen"),
        ]
    phase_on(anna, zandbak, session, "why")
    fix = {
        "form_key": str(uuid4()),
        "what": "Formulier samenvoegen",
        "who": "Tim de Boer",
        "due_on": "2026-12-10",
        "cause": str(cause.id),
    }
    add = address(zandbak, "quick_fix_add", session)
    assert anna.post(add, fix).url == address(zandbak, "session_board", session)
    anna.post(add, fix)  # the same form again
    with zandbak.scope():
        made = QuickFix.objects.get()
        assert (made.action.what, made.action.doer, made.action.unit, made.cause_id) == (
            "Formulier samenvoegen",
            "Tim de Boer",
            zandbak.team,
            cause.id,
        )

    end = address(zandbak, "session_end", session)
    assert (
        anna.post(
            end, {"version": fresh_version(zandbak, session), "present": "", "outcome": "Rust"}
        ).status_code
        == 400
    )
    done = anna.post(
        end, {"version": fresh_version(zandbak, session), "present": "9", "outcome": "Eén systeem"}
    )
    assert done.url == address(zandbak, "session", session)
    with zandbak.scope():
        assert Seat.objects.count() == Dot.objects.count() == 0
        assert set(Card.objects.values_list("seat_id", flat=True)) == {None}
        assert Cluster.objects.get().dots_given == 1
        row = Involvement.objects.get()
        assert (row.step.number, row.who, row.outcome) == (2, "9 mensen, BSO De Boomhut", "Eén systeem")
    gone = phone.get(url)
    assert gone.status_code == 410
    assert send(phone, url, **give).status_code == 410
    sheet = anna.post(address(zandbak, "session_export", session)).content.decode("utf-8-sig")
    assert "Dubbel werk;1;1" in sheet
    assert "Samen lachen" in sheet


def fresh_version(zandbak: Zandbak, session: Session) -> int:
    with zandbak.scope():
        return fresh(session).version


def test_the_link_of_another_organisation_and_a_wrong_one_lead_nowhere(
    zandbak: Zandbak, other: Other, session: Session
) -> None:
    assert len(session.token) == 32  # 24 random bytes
    elsewhere = reverse("board:phone", args=[other.organisation.slug, session.token])
    wrong = reverse("board:phone", args=[zandbak.organisation.slug, "x" * 32])
    for url in (elsewhere, wrong):
        assert Client().get(url).status_code == 404
        assert Client().post(url, {"act": "join"}).status_code == 404
        assert Client().get(f"{url}state/").status_code == 404
    with zandbak.scope():
        assert Seat.objects.count() == 0


def test_a_phone_changes_its_own_cards_only_and_only_while_all_write(
    zandbak: Zandbak, session: Session
) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        mine, secret = seated(current)
        theirs, _other = seated(current)
        card, strange = written(current, mine, "Mijn"), written(current, theirs, "Hun")
    url, phone = link(zandbak, session), Client()
    about = {"seat": secret, "key": card.key}
    assert send(phone, url, act="change", text="Beter", **about).status_code == 200
    refused = send(phone, url, act="change", seat=secret, key=strange.key, text="Stuk")
    assert (refused.status_code, refused.json()["state"]) == (409, "refused")
    send(phone, url, act="remove", seat=secret, key=strange.key)
    assert send(phone, url, act="change", text="Stuk", seat="geraden", key=card.key).status_code == 403
    with zandbak.scope():
        assert set(Card.objects.values_list("text", flat=True)) == {"Beter", "Hun"}
        current = gone_on(zandbak, current, "cluster")
    assert send(phone, url, act="change", text="Te laat", **about).status_code == 409
    assert send(phone, url, act="remove", **about).status_code == 409
    # What was on its way when the cards opened still comes in.
    late = {"act": "write", "seat": secret, "key": uuid4(), "side": "giver", "text": "Nog onderweg"}
    assert send(phone, url, **late).status_code == 200
    with zandbak.scope():
        gone_on(zandbak, current, "choose")
    assert send(phone, url, **{**late, "key": uuid4()}).status_code == 409
    assert send(phone, url, **late).status_code == 200  # acknowledged before: acknowledged again
    with zandbak.scope():
        assert set(Card.objects.values_list("text", flat=True)) == {"Beter", "Hun", "Nog onderweg"}


@pytest.mark.parametrize(
    ("text", "status"), [("", 400), (" \n\u200b ", 409), ("x" * 201, 409), ("x" * 200, 200)]
)
def test_the_length_of_a_card(zandbak: Zandbak, session: Session, text: str, status: int) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        _seat, secret = seated(current)
    answer = send(
        Client(), link(zandbak, session), act="write", seat=secret, key=uuid4(), side="drainer", text=text
    )
    assert answer.status_code in (status, 409 if status == 400 else status)
    with zandbak.scope():
        assert Card.objects.count() == (1 if status == 200 else 0)


def test_as_many_cards_and_phones_as_the_board_takes(
    zandbak: Zandbak, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "MOST_CARDS", 2)
    monkeypatch.setattr("projects.actions.seats.MOST_SEATS", 2)
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        seat, _secret = seated(current)
        written(current, seat, "een")
        written(current, seat, "twee")
        with pytest.raises(Refused):
            written(current, seat, "drie")
        written(current, seated(current)[0], "drie")  # another phone may
    full = Client().post(link(zandbak, session), {"act": "join"})
    assert full.status_code == 409
    with zandbak.scope():
        assert (Card.objects.count(), Seat.objects.count()) == (3, 2)


def test_the_big_screen_hears_of_what_changed_and_of_nothing_else(
    zandbak: Zandbak, session: Session, anna: Client
) -> None:
    url = address(zandbak, "session_board_changes", session)
    with zandbak.scope():
        session = gone_on(zandbak, session, "write")
        seat, _secret = seated(session)
        session = fresh(session)
    assert anna.get(url, {"seen": session.changes}).status_code == 204
    with zandbak.scope():
        card = written(session, seat, "Niet te zien")
    shown = anna.get(url, {"seen": session.changes})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert f'data-changes="{card.number}"' in page
    assert "Niet te zien" not in page
    assert anna.get(url, {"seen": card.number}).status_code == 204
    with zandbak.scope():
        session = gone_on(zandbak, session, "agree")
        sessions.end_session(actor=None, session=session, present=3, outcome="Klaar")
    assert anna.get(url, {"seen": card.number}).status_code == 205


def test_phones_hear_that_the_group_goes_on(zandbak: Zandbak, session: Session) -> None:
    url = f"{link(zandbak, session)}state/"
    phone = Client()
    assert phone.get(url, {"shown": "join"}).status_code == 204
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
    assert phone.get(url, {"shown": "join"}).json() == {"shown": "write"}
    with zandbak.scope():
        sessions.end_session(actor=None, session=current, present=3, outcome="Klaar")
    assert phone.get(url, {"shown": "write"}).json() == {"shown": "ended"}
    assert dict(phone.cookies) == {}


def test_dots_are_never_more_than_each_has(zandbak: Zandbak, session: Session) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        seat, secret = seated(current)
        some = [written(current, seat, f"kaart {number}") for number in range(4)]
        current = gone_on(zandbak, current, "cluster")
        clusters = [clustered(zandbak, current, f"groep {n}", card) for n, card in enumerate(some)]
        gone_on(zandbak, current, "choose")
    url, phone = link(zandbak, session), Client()
    statuses = [
        send(phone, url, act="dot", seat=secret, cluster=one.id).status_code
        for one in (clusters[0], clusters[0], clusters[1], clusters[2], clusters[3])
    ]
    assert statuses == [200, 200, 200, 200, 409]
    send(phone, url, act="undot", seat=secret, cluster=clusters[0].id)
    assert send(phone, url, act="dot", seat=secret, cluster=clusters[3].id).status_code == 200
    with zandbak.scope():
        assert Dot.objects.filter(seat=seat).count() == 3


def test_those_with_most_dots_are_chosen_when_nobody_chose(zandbak: Zandbak, session: Session) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        seat, _secret = seated(current)
        second, _other = seated(current)
        some = [written(current, seat, f"kaart {number}") for number in range(4)]
        current = gone_on(zandbak, current, "cluster")
        clusters = [clustered(zandbak, current, f"groep {n}", card) for n, card in enumerate(some)]
        current = gone_on(zandbak, current, "choose")
        cards.give_dot(session=current, seat=seat, cluster_id=clusters[2].id)
        cards.give_dot(session=current, seat=second, cluster_id=clusters[2].id)
        cards.give_dot(session=current, seat=second, cluster_id=clusters[0].id)
        gone_on(zandbak, current, "why")
        assert {(one.title, one.dots) for one in Cause.objects.all()} == {("groep 2", 2), ("groep 0", 1)}


def test_three_are_chosen_at_most(zandbak: Zandbak, session: Session, anna: Client) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        seat, _secret = seated(current)
        some = [written(current, seat, f"kaart {number}") for number in range(4)]
        current = gone_on(zandbak, current, "cluster")
        clusters = [clustered(zandbak, current, f"groep {n}", card) for n, card in enumerate(some)]
        gone_on(zandbak, current, "choose")
    for one in clusters:
        anna.post(address(zandbak, "cluster_change", session, cluster=one.id), {"act": "choose"})
    with zandbak.scope():
        assert set(Cluster.objects.filter(chosen=True)) == set(clusters[:3])


def test_clusters_are_renamed_merged_and_removed_and_their_cards_stay(
    zandbak: Zandbak, session: Session, anna: Client
) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        seat, _secret = seated(current)
        some = [written(current, seat, f"kaart {number}") for number in range(2)]
        current = gone_on(zandbak, current, "cluster")
        first, second = (clustered(zandbak, current, f"groep {n}", card) for n, card in enumerate(some))
    change = address(zandbak, "cluster_change", session, cluster=first.id)
    anna.post(change, {"act": "rename", "title": "Rooster"})
    anna.post(change, {"act": "merge", "into": str(second.id)})
    with zandbak.scope():
        assert [one.title for one in Cluster.objects.all()] == ["groep 1"]
        assert Card.objects.filter(cluster=second).count() == 2
    anna.post(address(zandbak, "cluster_change", session, cluster=second.id), {"act": "remove"})
    with zandbak.scope():
        assert (Cluster.objects.count(), Card.objects.filter(cluster=None).count()) == (0, 2)


def test_a_hidden_card_is_read_by_nobody(zandbak: Zandbak, session: Session, anna: Client) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        card = written(current, seated(current)[0], "Piet is traag")
        current = gone_on(zandbak, current, "cluster")
    cards_url = address(zandbak, "cards_change", session)
    anna.post(cards_url, {"act": "hide", "side": "drainer", "cards": [str(card.id)]})
    assert "Piet" not in anna.get(address(zandbak, "session_board", session)).content.decode()
    with zandbak.scope():
        sessions.end_session(actor=None, session=current, present=3, outcome="Klaar")
    assert "Piet" not in anna.get(address(zandbak, "session", session)).content.decode()
    assert "Piet" not in anna.post(address(zandbak, "session_export", session)).content.decode()


def test_cards_leave_no_trace_in_the_audit_log_but_begin_and_end_do(
    zandbak: Zandbak, session: Session
) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        before = AuditEntry.objects.count()
        seat, _secret = seated(current)
        written(current, seat, "Zonder spoor")
        assert AuditEntry.objects.count() == before
        sessions.end_session(actor=None, session=current, present=3, outcome="Klaar")
        done = list(
            AuditEntry.objects.filter(action__startswith="projects.session_").values_list("action", flat=True)
        )
        assert sorted(done) == [
            "projects.session_begun",
            "projects.session_ended",
            "projects.session_planned",
        ]


def test_who_may_see_the_project_but_not_run_it_reads_no_cards(
    zandbak: Zandbak, session: Session, sign_in: Any
) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        card = written(current, seated(current)[0], "Mijn eigen woorden")
        current = gone_on(zandbak, current, "cluster")
        clustered(zandbak, current, "Rooster", card)
        sessions.end_session(actor=None, session=current, present=3, outcome="Klaar")
    page = sign_in(zandbak.tim).get(address(zandbak, "session", session)).content.decode()
    assert "Rooster" in page
    assert "Mijn eigen woorden" not in page
    assert (
        "Mijn eigen woorden"
        in sign_in(zandbak.fatima).get(address(zandbak, "session", session)).content.decode()
    )


def test_a_session_that_has_not_begun_takes_no_phones(zandbak: Zandbak) -> None:
    with zandbak.scope():
        session = make_session(zandbak)
    url = link(zandbak, session)
    assert Client().get(url).status_code == 200
    assert Client().post(url, {"act": "join"}).status_code == 409
    with zandbak.scope():
        assert Seat.objects.count() == 0


def test_going_on_twice_from_one_page_goes_on_once(zandbak: Zandbak, session: Session, anna: Client) -> None:
    phase_on(anna, zandbak, session, "join")
    phase_on(anna, zandbak, session, "join")
    with zandbak.scope():
        assert fresh(session).phase == "write"
    phase_on(anna, zandbak, session, "write", "back")
    with zandbak.scope():
        assert fresh(session).phase == "join"


def test_a_write_is_two_statements_beside_its_checks(
    zandbak: Zandbak, session: Session, django_assert_num_queries: Any
) -> None:
    with zandbak.scope():
        current = gone_on(zandbak, session, "write")
        seat, _secret = seated(current)
        # Savepoint, lock, is it there, how many, insert, count, savepoint.
        with django_assert_num_queries(7):
            written(current, seat, "een")
        written(current, seat, "twee")
        with django_assert_num_queries(7):
            written(current, seat, "drie")


def test_the_board_costs_the_same_with_one_and_with_three(
    zandbak: Zandbak, session: Session, anna: Client, django_assert_num_queries: Any
) -> None:
    url = address(zandbak, "session_board_changes", session)

    def queries_of(count: int) -> int:
        with zandbak.scope():
            current = fresh(session)
            board_was = current.phase
            if board_was != "write":
                board.move_phase(actor=None, session=current, seen="cluster", direction="back")
            for number in range(count):
                seat, _secret = seated(current)
                written(current, seat, f"kaart {count} {number}")
            current = gone_on(zandbak, current, "cluster")
        with CaptureQueries() as captured:
            assert anna.get(url).status_code == 200
        return len(captured)

    with zandbak.scope():
        gone_on(zandbak, session, "write")
    assert queries_of(1) == queries_of(3)


class CaptureQueries:
    """The statements of a block."""

    def __enter__(self) -> list[str]:
        self.seen: list[str] = []
        self.wrapper = connection.execute_wrapper(self._note)
        self.wrapper.__enter__()
        return self.seen

    def _note(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.seen.append(sql)
        return execute(sql, params, many, context)

    def __exit__(self, *error: object) -> None:
        self.wrapper.__exit__(*error)
