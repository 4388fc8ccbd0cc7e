"""The figures of the first second are byte for byte those of the minutes, of a year later, and of the export."""

import csv
import io
import re
import subprocess
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pypdf
import pytest
import time_machine
from django.db import connection
from django.test import Client

from surveys.actions import signing
from surveys.minutes_document import minutes_html
from surveys.models import Publication, Review, ReviewMinutes
from surveys.queries.review_content import figures_unchanged
from tests.cast import Zandbak
from tests.surveys import talks
from tests.surveys.talks import path
from werkdruk.core.models import Job


class Cells(HTMLParser):
    """The texts of the table cells inside the card of the figures, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[str] = []
        self.inside = self.open = False
        self.text = ""

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        found = dict(attributes)
        if tag == "section":
            self.inside = found.get("id") == "figures"
        if self.inside and (tag == "td" or (tag == "th" and found.get("scope") == "row")):
            self.open, self.text = True, ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.open:
            self.open = False
            self.cells.append(" ".join(self.text.split()))

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text += data


def on_the_page(zandbak: Zandbak, client: Client, review: Review) -> list[str]:
    parser = Cells()
    parser.feed(client.get(path(zandbak, review)).content.decode())
    return parser.cells


def in_the_export(zandbak: Zandbak, client: Client, review: Review) -> list[str]:
    """The cells of the tables of figures and of statements."""
    answer = client.get(f"{zandbak.path}surveys/waves/{review.wave_id}/figures/export/csv/")
    assert answer.status_code == 200
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    tables: list[list[list[str]]] = [[]]
    for row in rows:
        if row:
            tables[-1].append(row)
        else:
            tables.append([])
    return [cell for table in tables[1:3] for row in table[1:] for cell in row]


def in_the_record(review: Review, language: str) -> list[str]:
    assert review.record is not None
    return [cell for table in review.record["tables"][language] for row in table["rows"] for cell in row]


def minutes_in(zandbak: Zandbak, language: str) -> ReviewMinutes:
    with zandbak.scope():
        return ReviewMinutes.objects.filter(language=language).order_by("-number")[0]


def words_of(made: ReviewMinutes) -> str:
    """The text of the PDF without white space: lines break where the page ends."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(bytes(made.content))).pages)
    return "".join(text.split())


def squeezed(cells: list[str]) -> list[str]:
    return ["".join(cell.split()) for cell in cells if cell]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_figures_are_the_same_on_the_page_in_the_minutes_a_year_later_and_in_the_export(
    zandbak: Zandbak, sign_in: Any, language: str
) -> None:
    for person in (zandbak.olaf, zandbak.bea):
        person.language = language
        person.save()
    olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
    with zandbak.scope():
        review = talks.talked(zandbak)
    first = on_the_page(zandbak, olaf, review)
    assert len(first) > 60
    assert on_the_page(zandbak, bea, review) == first
    with zandbak.scope():
        talks.signed(zandbak, review)
    talks.work(zandbak)
    with time_machine.travel(datetime(2028, 1, 15, 9, tzinfo=UTC), tick=False):
        olaf, bea = sign_in(zandbak.olaf), sign_in(zandbak.bea)
        assert on_the_page(zandbak, bea, review) == first
        assert in_the_export(zandbak, olaf, review) == first
    with zandbak.scope():
        stored = Review.objects.select_related("wave").get(id=review.id)
        assert figures_unchanged(stored)
        assert stored.record["digest"] == review.digest == stored.digest
    assert in_the_record(stored, language) == first
    # In the PDF every cell stands in the same order, by two readers that know nothing of each other.
    for read in (words_of, by_poppler):
        text = read(minutes_in(zandbak, language))
        text = text[text.index("".join(first[0].split()) + "".join(first[1].split())) :]
        place = 0
        for cell in squeezed(first):
            found = text.find(cell, place)
            assert found >= 0, cell
            place = found + len(cell)


def by_poppler(made: ReviewMinutes) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=bytes(made.content), capture_output=True, check=True
    )
    return "".join(done.stdout.decode().replace("\x0c", "").split())


def test_figures_that_were_touched_are_found_out(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        review = talks.opened(zandbak)
        assert figures_unchanged(review)
        stored = Publication.objects.get(wave=review.wave)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE surveys_publication SET figures = jsonb_set(figures, '{index,value}', '60') WHERE id = %s",
                [stored.id],
            )
        assert not figures_unchanged(review)
    assert (
        "Deze cijfers zijn niet die van" in sign_in(zandbak.olaf).get(path(zandbak, review)).content.decode()
    )


def test_the_page_says_since_when_the_figures_are_the_same(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        review = talks.opened(zandbak)
    page = sign_in(zandbak.olaf).get(path(zandbak, review)).content.decode()
    assert page.count("Deze cijfers zijn dezelfde als op 16 januari 2026, 10:00.") == 1


def test_the_minutes_hold_everything_that_was_signed(zandbak: Zandbak) -> None:
    with zandbak.scope():
        earlier = talks.opened(zandbak, date(2025, 12, 1))
        talks.reviewing.decide_action(
            actor=None, review=earlier, what="Oude belofte", who_name="Bea", due_on=date(2026, 2, 1)
        )
        talks.signed(zandbak)
    talks.work(zandbak)
    with zandbak.scope():
        assert sorted(ReviewMinutes.objects.values_list("language", "number")) == [("en", 1), ("nl", 1)]
        assert not Job.objects.exclude(state="done").exists()
    made = minutes_in(zandbak, "nl")
    document = pypdf.PdfReader(io.BytesIO(bytes(made.content)))
    assert document.metadata is not None
    assert document.metadata.title == "Verslag van de bespreking van januari 2026"
    assert document.metadata.author == "Kinderopvang De Zandbak"
    root = document.trailer["/Root"]
    assert (bool(root["/MarkInfo"]["/Marked"]), str(root["/Lang"]), "/StructTreeRoot" in root) == (
        True,
        "nl",
        True,
    )
    text = words_of(made)
    for said in (
        "Oude belofte",
        "Invalpool op vrijdag",
        "Bea Smit",
        "1 januari 2027",
        "Rooster boven 50",
        "We weten genoeg.",
        "Roosters.",
        "De vrijdag blijft open.",
        "Ook in de vakanties.",
        "Lang over gesproken.",
        "Olaf Jansen",
    ):
        assert "".join(said.split()) in text, said
    assert made.pages == len(document.pages)
    assert made.size == len(bytes(made.content))


def test_an_addendum_makes_new_minutes_and_keeps_the_older_ones(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        review = talks.signed(zandbak)
    talks.work(zandbak)
    old = bytes(minutes_in(zandbak, "nl").content)
    with zandbak.scope():
        signing.add_addendum(actor=zandbak.member(zandbak.olaf), review=review, text="De datum was fout.")
    talks.work(zandbak)
    talks.work(zandbak)  # nothing is made twice
    olaf = sign_in(zandbak.olaf)
    with zandbak.scope():
        assert sorted(ReviewMinutes.objects.values_list("language", "number")) == [
            ("en", 1),
            ("en", 2),
            ("nl", 1),
            ("nl", 2),
        ]
    first, second = (olaf.get(path(zandbak, review, "minutes", number)) for number in (1, 2))
    assert (first.content, first["Content-Type"]) == (old, "application/pdf")
    assert "Dedatumwasfout." in words_of(minutes_in(zandbak, "nl"))
    assert second["Content-Disposition"] == 'attachment; filename="verslag-2026-01-2.pdf"'
    assert olaf.get(path(zandbak, review, "minutes", 3)).status_code == 404
    page = olaf.get(path(zandbak, review)).content.decode()
    assert len(re.findall(r"/minutes/\d/", page)) == 2


def test_minutes_are_of_their_own_addenda_whatever_comes_later(zandbak: Zandbak) -> None:
    with zandbak.scope():
        review = talks.signed(zandbak)
        signing.add_addendum(actor=zandbak.member(zandbak.olaf), review=review, text="Later erbij.")
        review.refresh_from_db()
        assert "Later erbij." not in minutes_html(review, language="nl", addenda=0)
        assert "Later erbij." in minutes_html(review, language="nl", addenda=1)
