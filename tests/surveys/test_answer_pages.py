"""The employee's pages: what they carry, what they refuse and how, and that looking spends nothing."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client, override_settings
from django.utils import timezone, translation
from django.utils.formats import date_format as localised

from surveys.actions.closing import close_wave, count_wave, refresh_response
from surveys.models import Ballot, Invitation, OptOut
from surveys.queries import links as links_query
from surveys.queries.anonymity import fingerprint
from surveys.views import answer as views
from tests.cast import Other, Zandbak
from tests.surveys.test_wave_journey import ANSWERS, links, open_wave

FORM = "application/x-www-form-urlencoded"
SHORT_WAY = "werkdruk.core.short_way.ShortWayMiddleware"


@pytest.fixture
def path(zandbak: Zandbak) -> str:
    """A link that has not been used."""
    open_wave(zandbak)
    return links()[0]


def _spent(zandbak: Zandbak) -> tuple[int, int]:
    """Ballots, and links that were used."""
    with zandbak.scope():
        return Ballot.objects.count(), Invitation.objects.filter(answered=True).count()


def _pages(path: str) -> Iterator[tuple[str, Any]]:
    """Every kind of answer of an employee's page, by name."""
    client = Client()
    yield "survey", client.get(path)
    yield "english", client.get(path + "?lang=en")
    yield "head", client.head(path)
    yield "empty", client.post(path, "", content_type=FORM)
    yield "too large", client.post(path, "K01=" + "1" * 70_000, content_type=FORM)
    yield "unreadable", client.post(path, "K01=%ff", content_type=FORM)
    yield "method", client.put(path, "K01=1", content_type=FORM)
    yield "unknown", client.get("/s/zandbak/" + "A" * 32 + "/")
    yield "no organisation", client.get("/s/bestaat-niet/" + "A" * 32 + "/")
    yield "stop", client.get(path + "stop/")
    yield "anonymity", client.get("/s/zandbak/anonymity/")
    yield "thanks", client.get("/s/zandbak/thanks/")
    yield "stopped", client.post(path + "stop/")
    yield "sent", client.post(path, ANSWERS)
    yield "again", client.post(path, ANSWERS)
    yield "used", client.get(path)


STATUSES = {
    "survey": 200,
    "english": 200,
    "head": 200,
    "empty": 422,
    "too large": 413,
    "unreadable": 400,
    "method": 405,
    "unknown": 404,
    "no organisation": 404,
    "stop": 200,
    "anonymity": 200,
    "thanks": 200,
    "stopped": 200,
    "sent": 303,
    "again": 409,
    "used": 200,
}


def test_no_page_sets_a_cookie_or_may_be_kept_or_passes_the_address_on(path: str) -> None:
    statuses = {}
    for name, page in _pages(path):
        statuses[name] = page.status_code
        assert dict(page.cookies) == {}, name
        assert "Set-Cookie" not in page.headers, name
        assert page["Cache-Control"] == "no-store, private", name
        assert page["Referrer-Policy"] == "no-referrer", name
        assert page["X-Robots-Tag"] == "noindex, nofollow", name
        assert len(page.content) < 16_000, name
        if page.status_code >= 400 and page.status_code not in (422, 409):
            # Small, and says what to do.
            assert len(page.content) < 2_000, name
            assert page.content.count(b"<h1>") == 1, name
    assert statuses == STATUSES


@override_settings(
    SECURE_HSTS_SECONDS=1000, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), INSECURE_HTTP=False
)
def test_headers_are_the_same_by_the_short_way_and_by_the_long_one(zandbak: Zandbak) -> None:
    open_wave(zandbak)
    short, other = links()[:2]
    secure = {"HTTP_X_FORWARDED_PROTO": "https"}

    def headers(path: str) -> list[tuple[int, dict[str, str]]]:
        client = Client(headers=None, **secure)  # type: ignore[arg-type]
        answers = [
            client.get(path),
            client.get("/s/zandbak/thanks/"),
            client.get("/s/zandbak/" + "A" * 32 + "/"),
            client.put(path),
            client.post(path, ANSWERS),
            client.post(path, ANSWERS),
            client.get(path, headers={"host": "elsewhere.example"}),
        ]
        return [(answer.status_code, dict(answer.headers)) for answer in answers]

    seen: list[Any] = []
    view = views.survey
    assert view.access.short_way
    quick = headers(short)
    with override_settings(MIDDLEWARE=[name for name in settings.MIDDLEWARE if name != SHORT_WAY]):
        slow = headers(other)
    assert quick == slow
    seen = [set(one) for _, one in quick]
    for one in seen[:6]:
        assert {
            "Content-Security-Policy",
            "X-Frame-Options",
            "X-Content-Type-Options",
            "Strict-Transport-Security",
            "Cross-Origin-Opener-Policy",
            "Referrer-Policy",
            "Content-Language",
        } <= one
    assert quick[6][0] == 400  # a host that is not ours


def test_without_tls_an_employee_is_sent_to_the_safe_address(zandbak: Zandbak) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True):
        answer = Client().get("/s/zandbak/thanks/")
    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/s/zandbak/thanks/")


def test_pages_for_people_who_sign_in_know_who_is_there(zandbak: Zandbak, sign_in: Any) -> None:
    """The long way still is one: what stands below the short way's middleware runs for all other pages."""
    assert sign_in(zandbak.anna).get(zandbak.path).status_code == 200
    assert Client().get("/join/zandbak/onbekend/").status_code == 404


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("get", ""),
        ("head", ""),
        ("post", ""),
        ("post", "K01="),
        ("post", "K01=&O1=+++"),
        ("post", "anders=5"),
    ],
)
def test_what_a_mail_scanner_does_spends_nothing(zandbak: Zandbak, path: str, method: str, body: str) -> None:
    answer = (
        Client().post(path, body, content_type=FORM) if method == "post" else getattr(Client(), method)(path)
    )
    assert answer.status_code == (422 if method == "post" else 200)
    assert _spent(zandbak) == (0, 0)
    assert Client().post(path, ANSWERS).status_code == 303
    assert _spent(zandbak) == (1, 1)


def test_a_hundred_wrong_tokens_and_then_the_right_one(zandbak: Zandbak, path: str) -> None:
    client = Client()
    wrong = [client.get(f"/s/zandbak/{number:032}/").status_code for number in range(50)]
    wrong += [client.post(f"/s/zandbak/{number:032}/", ANSWERS).status_code for number in range(50)]
    assert wrong == [404] * 100
    assert client.get(path).status_code == 200
    assert client.post(path, ANSWERS).status_code == 303
    assert _spent(zandbak) == (1, 1)


def test_a_link_sent_twice_gets_thanks_twice_and_nobody_else_is_named(zandbak: Zandbak, path: str) -> None:
    first, second = Client().post(path, ANSWERS), Client().post(path, ANSWERS)
    assert (first.status_code, second.status_code) == (303, 409)
    thanks = Client().get(first["Location"])
    heading = b"<h1>Dank je wel. Je antwoorden zijn binnen.</h1>"
    assert (thanks.content.count(heading), second.content.count(heading)) == (1, 1)
    assert b"iemand anders" not in second.content
    assert _spent(zandbak) == (1, 1)


MULTIPART = "multipart/form-data; boundary=x"
PART = '--x\r\nContent-Disposition: form-data; name="K01"\r\n\r\n4\r\n'


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        (FORM, b"K01=4&O1=%e9%e9n", 400),  # Latin, not UTF-8
        (FORM, b"K01=4&O1=\xe9\xe9n", 400),
        (FORM, b"K01=4" + b"&x=1" * 300, 400),
        (FORM + "; charset=utf-16", "K01=4".encode("utf-16"), 400),
        (FORM, "K01=4&O1=één".encode(), 303),
        ("multipart/form-data", b"K01=4", 400),
        (MULTIPART, b"garbage", 422),
        (MULTIPART, b"--x\r\nContent-Disposition: form-data; name=\r\n\r\n", 422),
        (MULTIPART, (PART + "--x--\r\n").encode(), 303),
        ("application/json", b'{"K01": 4}', 422),
        ("text/plain", b"\x00\x01\x02", 422),
        (FORM, b"K01=4&O1=" + b"x" * (64 * 1024 - 9), 422),
        (FORM, b"K01=4&O1=" + b"x" * (64 * 1024 - 8), 413),
        (MULTIPART, b"x" * (64 * 1024 + 1), 413),
    ],
)
def test_what_is_no_form_is_told_and_spends_nothing(
    zandbak: Zandbak, path: str, kind: str, body: bytes, status: int
) -> None:
    answer = Client().generic("POST", path, body, content_type=kind)
    assert answer.status_code == status
    assert _spent(zandbak) == ((1, 1) if status == 303 else (0, 0))


def test_the_longest_sheet_fits(zandbak: Zandbak, path: str) -> None:
    flower = "🌻" * 1000
    assert Client().post(path, {**ANSWERS, "O1": flower, "O2": flower}).status_code == 303
    assert _spent(zandbak) == (1, 1)


def test_a_body_that_was_cut_short_is_not_stored(zandbak: Zandbak, path: str) -> None:
    for length in ("400", "x", "-1"):
        sent = {"CONTENT_LENGTH": length, "wsgi.input": BytesIO(b"K01=4")}
        answer = Client().generic("POST", path, content_type=FORM, **sent)
        assert answer.status_code == 400, length
    assert _spent(zandbak) == (0, 0)


class _Unread:
    """A body that must not be read."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize(("known", "status"), [(True, 413), (False, 404)])
def test_nothing_large_is_read_before_the_token(path: str, known: bool, status: int) -> None:
    address = path if known else "/s/zandbak/" + "A" * 32 + "/"
    body = {"CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(10**9), "wsgi.input": _Unread()}
    assert Client().generic("POST", address, **body).status_code == status


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(zandbak: Zandbak, path: str, method: str) -> None:
    for address, allowed in ((path, "GET, HEAD, POST"), ("/s/zandbak/thanks/", "GET, HEAD")):
        answer = getattr(Client(), method)(address)
        assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert Client().post("/s/zandbak/thanks/").status_code == 405
    assert _spent(zandbak) == (0, 0)


def test_a_renamed_organisation_shows_at_once(zandbak: Zandbak, path: str) -> None:
    def named(name: bytes) -> list[bool]:
        addresses = (path, "/s/zandbak/thanks/", "/s/zandbak/anonymity/", path + "stop/")
        return [name in Client().get(address).content for address in addresses]

    assert named(b"Kinderopvang De Zandbak") == [True] * 4
    zandbak.organisation.name = "Kinderopvang De Duin"
    zandbak.organisation.save()
    assert named(b"Kinderopvang De Duin") == [True] * 4
    assert named(b"De Zandbak") == [False] * 4


def test_whether_a_link_was_used_is_never_remembered(zandbak: Zandbak, path: str) -> None:
    used = b"Je antwoorden zijn binnen. Dank je wel."
    assert used not in Client().get(path).content
    with zandbak.scope():
        Invitation.objects.update(answered=True)
    assert used in Client().get(path).content
    with zandbak.scope():
        Invitation.objects.update(answered=False)
    assert used not in Client().get(path).content


def test_row_security_alone_keeps_another_tenants_link_away(
    zandbak: Zandbak, other: Other, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The statement names no organisation: under another tenant's setting it finds nothing."""
    token = path.split("/")[3]
    found = links_query.find_link("zandbak", token)
    assert found is not None
    assert found.link is links_query.Link.OPEN
    elsewhere = links_query.find_link("anders", token)
    assert elsewhere is not None
    assert elsewhere.link is links_query.Link.UNKNOWN
    # Without the setting, not even at home.
    monkeypatch.setattr(links_query, "_BY_SLUG", "SELECT NULL")
    nowhere = links_query.find_link("zandbak", token)
    assert nowhere is not None
    assert nowhere.link is links_query.Link.CLOSED


def test_a_scope_ends_with_the_trip(zandbak: Zandbak, other: Other, path: str) -> None:
    def seen() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM surveys_invitation")
            return int(cursor.fetchone()[0])

    Client().get(path)
    assert seen() == 0
    with other.scope():
        Client().get(path)
        assert seen() == 0
    with zandbak.scope():
        Client().get("/s/anders/thanks/")
        assert seen() == 10
    Client().get(path)
    assert seen() == 0


def test_after_closing_a_page_that_was_open_cannot_be_sent(zandbak: Zandbak, path: str) -> None:
    assert Client().get(path).status_code == 200
    with zandbak.scope():
        wave = Invitation.objects.first().wave
    close_wave(zandbak.id, wave.id)
    for answer in (Client().post(path, ANSWERS), Client().get(path), Client().post(path + "stop/")):
        assert answer.status_code == 410
    assert _spent(zandbak) == (0, 0)


def test_stopping_by_the_mail_programs_one_click(zandbak: Zandbak, path: str) -> None:
    assert Client().get(path + "stop/").status_code == 200
    with zandbak.scope():
        assert OptOut.objects.count() == 0
    for _ in range(2):
        answer = Client().post(path + "stop/", {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    with zandbak.scope():
        assert OptOut.objects.count() == 1
    assert Client().post("/s/zandbak/" + "A" * 32 + "/stop/").status_code == 404
    # Who stopped can still answer with this link.
    assert Client().post(path, ANSWERS).status_code == 303


def test_when_the_database_stays_away_the_page_says_to_try_again(path: str) -> None:
    gone = mock.patch.object(connection, "cursor", side_effect=OperationalError("gone"))
    with gone as asked, mock.patch.object(connection, "close"):
        answer = Client().post(path, ANSWERS)
    assert answer.status_code == 503
    assert asked.call_count == 2
    assert b"Probeer het over een minuut opnieuw" in answer.content


def date_format(day: date, form: str) -> str:
    """The day as an English page writes it."""
    with translation.override("en"):
        return localised(day, form)


def _stored(language: str = "") -> str:
    page = Client().get("/s/zandbak/anonymity/" + language)
    assert page.status_code == 200
    return page.content.decode()


def test_how_anonymity_works_shows_what_is_stored_now(zandbak: Zandbak) -> None:
    assert "no key, and no list" in _stored("?lang=en")
    wave = open_wave(zandbak)
    page = _stored("?lang=en")
    assert "confidential while the round is open, and anonymous once it has closed" in page
    assert fingerprint(bytes(wave.public_key)) in page
    assert wave.roster_digest in page
    assert f"<dd>{wave.roster_size}</dd>" in page
    assert page.count(date_format(wave.closes_on, "j F Y")) == 2
    assert "today's count is not there yet" in page

    for path in links()[:8]:
        Client().post(path, {**ANSWERS, "O1": "Meer tijd"})
    close_wave(zandbak.id, wave.id)
    page = _stored("?lang=en")
    assert "no key, and no list" in page
    assert "they were destroyed on" in page
    assert "one locked sum" in page
    # Eight answered: too few to keep what they wrote.
    assert "Nothing of what people wrote themselves" in page
    assert fingerprint(bytes(wave.public_key)) not in page


def test_the_page_says_nothing_when_one_more_answer_comes_in(zandbak: Zandbak) -> None:
    """A band of ten that changes once a day: whoever looks before and after a colleague answers sees no difference."""
    wave = open_wave(zandbak)
    with zandbak.scope():
        wave.refresh_from_db()
        refresh_response(wave)
    before = _stored("?lang=en")
    assert "Fewer than 10 locked sheets" in before
    for path in links():
        Client().post(path, ANSWERS)
        assert _stored("?lang=en") == before
    assert _spent(zandbak) == (10, 10)
    with time_machine.travel(timezone.now() + timedelta(days=1)), zandbak.scope():
        wave.refresh_from_db()
        refresh_response(wave)
    assert "Between 10 and 19 locked sheets" in _stored("?lang=en")


def test_the_page_while_a_round_is_counted(zandbak: Zandbak) -> None:
    wave = open_wave(zandbak)
    count_wave(zandbak.id, wave.id)
    assert "its key is being destroyed" in _stored("?lang=en")
    assert "no key, and no list" not in _stored("?lang=en")


def test_open_answers_are_named_with_their_last_day(zandbak: Zandbak) -> None:
    wave = open_wave(zandbak)
    for path in links():
        Client().post(path, {**ANSWERS, "O1": "Meer tijd"})
    close_wave(zandbak.id, wave.id)
    until = timezone.localdate() + timedelta(days=365)
    assert f"What people wrote themselves, locked, until {date_format(until, 'j F Y')}" in _stored("?lang=en")
