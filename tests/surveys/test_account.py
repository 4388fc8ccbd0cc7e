"""The account of publications: what the works council sees of everything ever published."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from surveys.models import Publication, PublicationCertificate, Wave, WaveState
from surveys.queries.published_sets import published_sets
from surveys.views import account
from tests.cast import Other, Zandbak
from tests.surveys.published import close_with, publish_year, sheets

PAGE = "/o/zandbak/surveys/published/"
FILE = f"{PAGE}csv/"


@pytest.fixture
def published(zandbak: Zandbak) -> Zandbak:
    """Two waves, one of them with too few answers, and the year of Tim's team with a question left out by most."""
    with zandbak.scope():
        for wave in (
            close_with(date(2026, 1, 1), sheets(12, 9, V27=4, V29=2, V31=5)),
            close_with(date(2026, 2, 1), sheets(2, 1)),
        ):
            one = Publication.objects.get(wave=wave)
            PublicationCertificate.objects.create(k=5, sets=[found.entry for found in published_sets([one])])
        publish_year(zandbak, 2025, [*sheets(16, 8), {"K01": 4}])
    return zandbak


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_everything_published_is_listed_with_what_was_held_back(published: Zandbak, sign_in: Any) -> None:
    answer = sign_in(published.olaf).get(PAGE)
    entries = {(entry.name, entry.period): entry for entry in answer.context["entries"]}
    assert len(entries) == 3
    january = entries["", "januari 2026"]
    assert (january.respondents.value, january.held_back, january.k) == ("21", [], 5)
    few = entries["", "februari 2026"]
    assert few.held_back == ["alles: te weinig antwoorden"]
    [team] = [entry for entry in entries.values() if entry.name]
    assert (team.name, team.place, team.k) == ("BSO De Boomhut", "Locatie Noord", None)
    page = answer.content.decode()
    for entry in entries.values():
        if entry.publication.unit_id:
            assert f"/o/zandbak/surveys/units/{entry.publication.id}/" in page
        else:
            assert f"/o/zandbak/surveys/waves/{entry.publication.wave_id}/figures/" in page


def test_the_file_holds_every_figure_and_every_reason(published: Zandbak, sign_in: Any) -> None:
    answer = sign_in(published.bea).get(FILE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = rows_of(answer)
    index = [row for row in rows if row["Cijfer"] == "Index"]
    assert {(row["Over"], row["Aantal antwoorden"], row["Waarde"]) for row in index} == {
        ("Kinderopvang De Zandbak", "te weinig antwoorden", ""),
        ("Kinderopvang De Zandbak", "21", "52"),
        ("BSO De Boomhut", "25", "57"),
    }
    assert all(bool(row["Waarde"]) != bool(row["Weggelaten omdat"]) for row in rows)
    assert {row["Weggelaten omdat"] for row in rows if row["Maanden"] == "februari 2026"} == {
        "te weinig antwoorden"
    }


def test_a_name_that_looks_like_a_formula_is_text(published: Zandbak, sign_in: Any) -> None:
    with published.scope():
        one = Publication.objects.select_related("block").get(unit__isnull=False)
        assert one.block is not None
        one.block.tree[1][2] = "=1+1"
        one.block.save()
    rows = rows_of(sign_in(published.olaf).get(FILE))
    assert {row["Over"] for row in rows} >= {"'=1+1"}


def test_what_is_not_visible_yet_is_not_in_the_account(published: Zandbak, sign_in: Any) -> None:
    with published.scope():
        Wave.objects.filter(month=date(2026, 1, 1)).update(state=WaveState.COUNTED)
    olaf = sign_in(published.olaf)
    assert {entry.period for entry in olaf.get(PAGE).context["entries"]} == {
        "februari 2026",
        "januari 2025 tot en met december 2025",
    }
    assert "januari 2026" not in {row["Maanden"] for row in rows_of(olaf.get(FILE))}


def test_searching_paging_and_nothing_yet(
    published: Zandbak, other: Other, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    olaf = sign_in(published.olaf)
    assert [entry.name for entry in olaf.get(f"{PAGE}?q=boomhut").context["entries"]] == ["BSO De Boomhut"]
    assert olaf.get(f"{PAGE}?q=zzz").context["entries"] == []
    assert olaf.get(f"{PAGE}?q=%00&page=x").status_code == 200
    monkeypatch.setattr(account, "ROWS", 2)
    assert len(olaf.get(f"{PAGE}?page=2").context["entries"]) == 1
    carla = sign_in(other.carla)
    empty = carla.get("/o/anders/surveys/published/")
    assert (empty.status_code, empty.context["entries"]) == (200, [])
    assert carla.get(PAGE).status_code == 404


def test_a_longer_account_asks_as_many_queries(published: Zandbak, sign_in: Any) -> None:
    olaf = sign_in(published.olaf)
    counts = []
    for month in (3, 4):
        olaf.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            olaf.get(PAGE)
        counts.append(len(queries))
        with published.scope():
            close_with(date(2026, month, 1), sheets(9, 9))
    assert counts[0] == counts[1]
