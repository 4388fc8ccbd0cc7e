"""The page for all staff: what it shows and never shows, its address, its poster."""

import io
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measures.actions import set_action_state
from measures.models import Action, ActionState
from projects.models import Project
from surveys.actions.staff_page import ensure_staff_page
from surveys.documents import poster_pdf, qr_path
from surveys.models import FeedbackNote, MailSettings, StaffPage
from tests.cast import Other, Zandbak
from tests.surveys import noted
from tests.surveys.test_answer_pages import SHORT_WAY
from tests.surveys.test_wave_journey import ANSWERS, links, open_wave
from werkdruk.core.logs import without_links
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Organisation


def address(zandbak: Zandbak) -> str:
    with zandbak.scope():
        return f"/s/zandbak/page/{ensure_staff_page().token}/"


def text_of(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def note(zandbak: Zandbak) -> FeedbackNote:
    """A published note of January."""
    with zandbak.scope():
        return noted.published(zandbak)


def test_the_page_tells_what_was_heard_promised_and_whom_to_ask(zandbak: Zandbak, note: FeedbackNote) -> None:
    with zandbak.scope():
        Project.objects.create(
            name="Rust in de haal", goal="Minder drukte om vijf uur", starts_on=date(2026, 2, 1)
        )
        set_action_state(actor=None, action=Action.objects.get(), state=ActionState.BUSY, note="Samira helpt")
        StaffPage.objects.update(intro="Fijn dat je kijkt.", contact="Kom langs bij\nde OR-kamer")
    page = Client().get(address(zandbak))
    text = text_of(page)
    for said in (
        "Fijn dat je kijkt.",
        "De antwoorden van januari 2026",
        "Dit hoorden we",
        note.heard_nl.split("\n")[0],
        "Dit doen we",
        "Invalpool op vrijdag (moet klaar zijn op 1 maart 2027)",
        "Wat we beloofden bezig Invalpool op vrijdag moet klaar zijn op 1 maart 2027",
        "Rust in de haal Minder drukte om vijf uur",
        "Zo beschermen we je antwoorden",
        "Kom langs bij de OR-kamer",
        "werkdrukregisseur",
    ):
        assert said in text, said
    for name in ("Bea", "Olaf", "Anna", "Samira"):
        assert name not in text
    english = text_of(Client().get(address(zandbak) + "?lang=en"))
    assert "This we do Invalpool op vrijdag (ready by 1 March 2027)" in english
    assert "What we promised busy" in english


@pytest.mark.parametrize(
    ("state", "due", "words"),
    [
        ("open", date(2026, 1, 5), "moet klaar zijn op 5 januari 2026, te laat ·"),
        ("dropped", date(2026, 1, 5), "moet klaar zijn op 5 januari 2026 ·"),
        ("done", date(2026, 1, 5), "was klaar op 3 februari 2026 ·"),
    ],
)
def test_a_promise_says_by_when_whether_it_is_late_and_when_it_was_done(
    zandbak: Zandbak, state: str, due: date, words: str
) -> None:
    with zandbak.scope():
        noted.published(zandbak)
        done_at = datetime(2026, 2, 3, 12, tzinfo=UTC) if state == "done" else None
        Action.objects.update(state=state, due_on=due, done_at=done_at)
    assert f"Invalpool op vrijdag {words}" in text_of(Client().get(address(zandbak)))


def test_a_draft_and_promises_of_an_unsigned_review_are_not_there(zandbak: Zandbak) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak, signed=False)
    text = text_of(Client().get(address(zandbak)))
    assert "Invalpool" not in text
    assert "Er is nog geen terugkoppeling." in text
    assert Client().get(f"{address(zandbak)}{note.id}/").status_code == 404
    with zandbak.scope():
        noted.sign(note.review)
        noted.turn(zandbak, note, "works_council")  # type: ignore[arg-type]
    assert "Dit hoorden we" not in text_of(Client().get(address(zandbak)))


def test_each_note_has_its_own_address(zandbak: Zandbak, note: FeedbackNote) -> None:
    page = Client().get(f"{address(zandbak)}{note.id}/")
    assert page.status_code == 200
    assert "Invalpool op vrijdag" in text_of(page)
    assert f'href="{address(zandbak)}"' in page.content.decode()


def test_the_newest_note_stands_whole_and_older_ones_as_pages_of_links(
    zandbak: Zandbak, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("surveys.queries.staff_page.EARLIER_ON_A_PAGE", 2)
    with zandbak.scope():
        for month in range(1, 6):
            noted.published(zandbak, date(2026, month, 1))

    def months(query: str) -> list[str]:
        page = Client().get(address(zandbak) + query)
        titles = re.findall(r"De antwoorden van (\w+) 2026</a>", page.content.decode())
        return [*titles, *["whole"] * page.content.decode().count("Dit hoorden we")]

    assert months("") == ["mei", "april", "maart", "whole"]
    assert months("?page=2") == ["februari", "januari"]
    assert months("?page=99") == ["februari", "januari"]
    assert months("?page=x") == ["mei", "april", "maart", "whole"]


def test_the_page_is_light_private_and_needs_no_script(zandbak: Zandbak) -> None:
    with zandbak.scope():
        for month in range(1, 7):
            noted.published(zandbak, date(2026, month, 1))
    page = Client().get(address(zandbak))
    styles = sum(
        Path(finders.find(f"css/{name}.css") or "").stat().st_size for name in ("survey", "staff-page")
    )
    assert len(page.content) + styles < 30_000
    assert "<script" not in page.content.decode()
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page.content.decode()) == []
    assert dict(page.cookies) == {}
    assert (page["Cache-Control"], page["X-Robots-Tag"], page["Referrer-Policy"]) == (
        "no-store, private",
        "noindex, nofollow",
        "no-referrer",
    )
    assert Client().post(address(zandbak)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_three_notes_cost_as_many_queries_as_one(zandbak: Zandbak, count: int) -> None:
    with zandbak.scope():
        for month in range(1, count + 1):
            noted.published(zandbak, date(2026, month, 1))
    place = address(zandbak)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(place).status_code == 200
    asked = [one["sql"] for one in queries if "surveys_" in one["sql"] or "projects_" in one["sql"]]
    # Whose page, how many earlier notes and which, the newest, the promises, the projects.
    assert len(asked) == (6 if count > 1 else 5)


def test_headers_by_the_short_way_and_by_the_long_one_are_the_same(zandbak: Zandbak, settings: Any) -> None:
    place = address(zandbak)
    quick = dict(Client().get(place).headers)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != SHORT_WAY]
    assert dict(Client().get(place).headers) == quick


# The address


def test_another_address_gets_the_same_answer_everywhere(zandbak: Zandbak, other: Other) -> None:
    place = address(zandbak)
    token = place.split("/")[-2]
    answers = [
        Client().get(one)
        for one in (
            f"/s/zandbak/page/{'A' * 22}/",
            f"/s/anders/page/{token}/",
            f"/s/bestaat-niet/page/{token}/",
            f"/s/bestaat-niet/page/{'A' * 22}/{zandbak.id}/",
        )
    ]
    assert [one.status_code for one in answers] == [404] * 4
    assert len({one.content for one in answers}) == 1
    assert "heeft een ander adres gekregen" in text_of(answers[0])
    assert "Zandbak" not in text_of(answers[0])


def test_renewing_kills_the_old_address_at_once(zandbak: Zandbak, note: FeedbackNote, sign_in: Any) -> None:
    old = address(zandbak)
    olaf = sign_in(zandbak.olaf)
    asked = olaf.get(f"{zandbak.path}surveys/reviews/staff-page/renew/")
    assert "Het oude adres stopt meteen" in text_of(asked)
    assert address(zandbak) == old  # asking changes nothing
    assert olaf.post(f"{zandbak.path}surveys/reviews/staff-page/renew/").status_code == 302
    new = address(zandbak)
    assert new != old
    assert [Client().get(one).status_code for one in (old, f"{old}{note.id}/", new)] == [404, 404, 200]
    with zandbak.scope():
        assert AuditEntry.objects.filter(action="surveys.staff_page_renewed", actor=zandbak.olaf).count() == 1
    assert f"http://testserver{new}" in text_of(olaf.get(f"{zandbak.path}surveys/reviews/staff-page/"))


def test_words_on_the_page_are_not_overwritten_unseen(zandbak: Zandbak, sign_in: Any) -> None:
    anna, olaf = sign_in(zandbak.anna), sign_in(zandbak.olaf)
    place = f"{zandbak.path}surveys/reviews/staff-page/"
    version = anna.get(place).context["form"]["version"].value()
    assert anna.post(place, {"version": version, "intro": "Van Anna", "contact": ""}).status_code == 302
    met = olaf.post(place, {"version": version, "intro": "Van Olaf", "contact": ""})
    assert met.status_code == 422
    assert ("Van Olaf" in text_of(met), "Van Anna" in text_of(met)) == (True, True)
    assert "Van Anna" in text_of(Client().get(address(zandbak)))


def test_no_token_of_the_page_reaches_a_log() -> None:
    line = "GET /s/zandbak/page/geheim-adres_12/?lang=en and /s/zandbak/thanks/geheim-adres_12/ HTTP/1.1"
    assert without_links(line) == "GET /s/zandbak/page/…/?lang=en and /s/zandbak/thanks/…/ HTTP/1.1"


# From the questions to the page


def test_the_questions_and_the_thanks_lead_to_the_page_from_the_first_note_on(zandbak: Zandbak) -> None:
    open_wave(zandbak)
    first, second, third = links()[:3]
    place = address(zandbak)
    assert place not in Client().get(first).content.decode()
    assert Client().post(first, ANSWERS)["Location"] == "/s/zandbak/thanks/"
    with zandbak.scope():
        noted.published(zandbak)
    page = Client().get(second)
    assert f'<a href="{place}">Wat we met de vorige antwoorden deden</a>' in page.content.decode()
    assert len(page.content) < 16_000
    thanks = Client().post(second, ANSWERS)["Location"]
    assert place in Client().get(thanks).content.decode()
    assert Client().get(third).status_code == 200


def test_the_address_of_the_page_is_given_to_nobody_who_has_it_not(
    zandbak: Zandbak, note: FeedbackNote
) -> None:
    token = address(zandbak).split("/")[-2]
    for guess in ("", "anonymity/", "thanks/", f"thanks/{'A' * 22}/", "A" * 32 + "/", "sample/"):
        assert token not in Client().get(f"/s/zandbak/{guess}").content.decode(), guess
    assert token in Client().get(f"/s/zandbak/thanks/{token}/").content.decode()


# The poster


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "Dit doen we ermee."), ("en", "This is what we do with it.")]
)
def test_the_poster_is_one_page_with_the_address_as_text_and_as_code(
    zandbak: Zandbak, sign_in: Any, language: str, words: str
) -> None:
    place = address(zandbak)
    answer = sign_in(zandbak.olaf).get(
        f"{zandbak.path}surveys/reviews/staff-page/poster/?language={language}"
    )
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "private, no-store")
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True
    )
    text = " ".join(read.stdout.decode().split())
    assert read.stdout.count(b"\x0c") == 1
    assert (words in text, "Kinderopvang De Zandbak" in text, f"testserver{place}" in text) == (
        True,
        True,
        True,
    )
    assert modules(answer.content) == dark(f"http://testserver{place}")


def dark(url: str) -> list[list[bool]]:
    """The squares of the code of `url`, made here once more."""
    size, path = qr_path(url)
    found = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h", path)}
    return [[(x, y) in found for x in range(size)] for y in range(size)]


def modules(pdf: bytes) -> list[list[bool]]:
    """The squares of the code on the first page of `pdf`, read off its picture."""
    drawn = subprocess.run(
        ["pdftoppm", "-r", "100", "-gray", "-singlefile", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    ).stdout
    _magic, size, _depth, pixels = drawn.split(b"\n", 3)
    width, height = map(int, size.split())
    black = [[pixels[y * width + x] < 30 for x in range(width)] for y in range(height)]
    # The code is the only thing that is all black; its frame is not, and text is as dark as ink.
    rows = [y for y in range(height) if sum(black[y]) > 40]
    columns = [x for x in range(width) if sum(black[y][x] for y in rows) > 40]
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    count = round((right - left) / _module(black[top], left))
    return [
        [
            black[top + int((row + 0.5) * (bottom - top) / count)][
                left + int((column + 0.5) * (right - left) / count)
            ]
            for column in range(count)
        ]
        for row in range(count)
    ]


def _module(line: list[bool], left: int) -> float:
    """How wide a square is: a corner of the code begins with seven dark ones."""
    run = next(at for at in range(left, len(line)) if not line[at]) - left
    return run / 7


def test_the_poster_speaks_for_every_organisation(zandbak: Zandbak) -> None:
    Organisation.objects.filter(id=zandbak.id).update(
        name="Stichting Samenwerkende Kinderopvang & Welzijn " * 3
    )
    zandbak.organisation.refresh_from_db()
    pdf = poster_pdf(zandbak.organisation, "x" * 22, "nl")
    pages = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout
    assert re.search(rb"Pages:\s+1\n", pages)
    assert io.BytesIO(pdf).read(5) == b"%PDF-"


def test_settings_of_mails_do_not_change_the_page(zandbak: Zandbak) -> None:
    with zandbak.scope():
        MailSettings.objects.create(contact="hr@zandbak.example")
    assert "hr@zandbak.example" not in text_of(Client().get(address(zandbak)))
    assert settings.BASE_URL == "http://testserver"
