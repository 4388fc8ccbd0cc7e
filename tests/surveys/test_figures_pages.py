"""The pages of published figures through HTTP, and the words in which a figure is shown."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from surveys.domain.disclosure import (
    Reason,
    coded_mean,
    coded_share,
    respondents_band,
    response_band,
    suppressed,
)
from surveys.models import Publication, Wave, WaveState
from surveys.queries.publications import unit_overview, wave_publication
from surveys.queries.trends import trend_of
from surveys.words.figures import Shown, ranges_overlap
from surveys.words.themes import theme_label
from tests.cast import Other, Zandbak
from tests.surveys.published import close_with, make_block, publish_year, sheets

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


def main_of(answer: Any) -> bytes:
    """The main part of a page, without the token of its forms, which is another one for each."""
    found = re.search(rb"<main.*</main>", answer.content, re.DOTALL)
    assert found is not None
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", found.group())


def figures_path(zandbak: Zandbak, wave: Wave) -> str:
    return f"{zandbak.path}surveys/waves/{wave.id}/figures/"


def unit_path(zandbak: Zandbak, publication: Publication) -> str:
    return f"{zandbak.path}surveys/units/{publication.id}/"


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """The ids of the words, for what is not asked over HTTP."""
    with translation.override("en"):
        yield


@pytest.fixture
def wave(zandbak: Zandbak) -> Wave:
    """Twelve content people and nine with too much work, of 25."""
    with zandbak.scope():
        return close_with(JANUARY, sheets(12, 9, V27=4, V29=2, V31=5))


def test_wave_figures_are_the_same_for_hr_works_council_and_executive(
    zandbak: Zandbak, wave: Wave, sign_in: Any
) -> None:
    pages = [
        main_of(sign_in(person).get(figures_path(zandbak, wave)))
        for person in (zandbak.olaf, zandbak.bea, zandbak.anna)
    ]
    assert pages[0] == pages[1] == pages[2]
    assert b"<h1>" in pages[0]


def test_wave_figures_say_what_was_published(zandbak: Zandbak, wave: Wave, sign_in: Any) -> None:
    sheet = sign_in(zandbak.olaf).get(figures_path(zandbak, wave)).context["sheet"]
    assert (sheet.respondents.value, sheet.response.value) == ("21", "85%")
    # 12 people with 75 points each, 9 with 25 and 0 for working too fast: (12·75 + 9·(8·25 + 0)/9) / 21 = 52.4
    assert sheet.index.value == "52"
    assert (sheet.too_high.value, sheet.too_low.value) == ("45%", "10% or less")
    assert [(row.item.code, row.favourable.value) for row in sheet.core] == [
        (f"K{number:02}", "55%") for number in range(1, 10)
    ]
    assert [row.item.code for row in sheet.variable] == ["V27", "V29", "V31"]
    assert [row.favourable.value for row in sheet.variable] == ["90% or more", "10% or less", "10% or less"]
    assert [part.shown.value for part in sheet.balance.spread] == [
        "10% or less",
        "10% or less",
        "55%",
        "10% or less",
        "45%",
    ]
    with translation.override("nl"):
        themes = [theme_label(row.item.theme) for row in [*sheet.core, *sheet.variable]]
    assert [theme.label for theme in sheet.themes] == list(dict.fromkeys(themes))


def test_wave_figures_with_too_few_answers_show_no_number(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        wave = close_with(JANUARY, sheets(2, 2))
    answer = sign_in(zandbak.olaf).get(figures_path(zandbak, wave))
    sheet = answer.context["sheet"]
    figures = [sheet.index, sheet.too_high, sheet.too_low, sheet.respondents, sheet.response]
    assert [one.is_missing for one in figures] == [True] * 5
    text = re.sub(r"<[^>]+>", " ", main_of(answer).decode())
    assert main_of(answer).count(b'class="figure-value none"') == 3
    assert "%" not in text


def test_wave_figures_are_not_there_before_the_wave_is_closed(
    zandbak: Zandbak, wave: Wave, sign_in: Any
) -> None:
    for state in (WaveState.PLANNED, WaveState.OPEN, WaveState.COUNTED):
        with zandbak.scope():
            Wave.objects.update(state=state)
        for person in (zandbak.olaf, zandbak.bea, zandbak.anna):
            assert sign_in(person).get(figures_path(zandbak, wave)).status_code == 404


def test_wave_figures_of_another_organisation_do_not_exist(
    zandbak: Zandbak, other: Other, wave: Wave, sign_in: Any
) -> None:
    assert sign_in(other.carla).get(figures_path(zandbak, wave)).status_code == 404
    assert sign_in(other.carla).get(f"/o/anders/surveys/waves/{wave.id}/figures/").status_code == 404


def test_wave_figures_show_the_waves_up_to_this_one(zandbak: Zandbak, wave: Wave, sign_in: Any) -> None:
    with zandbak.scope():
        later = close_with(FEBRUARY, sheets(1, 20))
        for shown, months in ((wave, [JANUARY]), (later, [JANUARY, FEBRUARY])):
            trend, _acknowledged = trend_of(wave_publication(shown))
            assert [row.last for row in trend.rows] == months
    olaf = sign_in(zandbak.olaf)
    first, second = (olaf.get(figures_path(zandbak, one)).context for one in (wave, later))
    assert (first["previous"], first["following"].month) == (None, FEBRUARY)
    assert (second["previous"].month, second["following"]) == (JANUARY, None)


def test_wave_figures_ask_as_many_queries_for_one_wave_as_for_three(
    zandbak: Zandbak, wave: Wave, sign_in: Any
) -> None:
    olaf = sign_in(zandbak.olaf)
    counts = []
    for month in (FEBRUARY, date(2026, 3, 1), None):
        olaf.get(figures_path(zandbak, wave))
        with CaptureQueriesContext(connection) as queries:
            olaf.get(figures_path(zandbak, wave))
        counts.append(len(queries))
        if month:
            with zandbak.scope():
                wave = close_with(month, sheets(9, 9))
    assert counts[0] == counts[1] == counts[2]


def test_unit_figures_are_for_its_team_lead_too(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        publication = publish_year(zandbak, 2025, sheets(16, 8))
    pages = [
        main_of(sign_in(person).get(unit_path(zandbak, publication)))
        for person in (zandbak.olaf, zandbak.bea)
    ]
    assert pages[0] == pages[1]
    answer = sign_in(zandbak.tim).get(unit_path(zandbak, publication))
    assert (answer.status_code, answer.context["sheet"].respondents.value) == (200, "24")
    assert f'{zandbak.path}surveys/"'.encode() not in main_of(answer)
    assert zandbak.other_team.name.encode() not in main_of(answer)


def test_unit_figures_of_another_unit_are_not_for_this_team_lead(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        publication = publish_year(zandbak, 2025, sheets(16, 8))
        Publication.objects.filter(id=publication.id).update(unit=zandbak.other_team)
    assert sign_in(zandbak.tim).get(unit_path(zandbak, publication)).status_code == 403
    assert sign_in(zandbak.olaf).get(unit_path(zandbak, publication)).status_code == 200


def test_unit_figures_wait_until_their_last_wave_is_closed(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        last = close_with(date(2025, 12, 1), sheets(8, 8))
        publication = publish_year(zandbak, 2025, sheets(16, 8))
        Wave.objects.filter(id=last.id).update(state=WaveState.COUNTED)
    olaf = sign_in(zandbak.olaf)
    assert olaf.get(unit_path(zandbak, publication)).status_code == 404
    with zandbak.scope():
        overview = unit_overview()
        assert overview is None or overview.published == 0
        Wave.objects.filter(id=last.id).update(state=WaveState.CLOSED)
    assert olaf.get(unit_path(zandbak, publication)).status_code == 200


def test_unit_figures_of_another_organisation_do_not_exist(
    zandbak: Zandbak, other: Other, sign_in: Any
) -> None:
    with zandbak.scope():
        publication = publish_year(zandbak, 2025, sheets(16, 8))
    assert sign_in(other.carla).get(f"/o/anders/surveys/units/{publication.id}/").status_code == 404


def test_unit_overview_before_the_first_rotation_is_complete(zandbak: Zandbak) -> None:
    with zandbak.scope():
        assert unit_overview() is None
        make_block(JANUARY, [[str(zandbak.team.id), None, "BSO De Boomhut"]])
        found = unit_overview()
    assert found is not None
    assert (found.block, found.expected, found.themes) == (None, date(2026, 12, 1), [])
    assert [(row.name, row.publication) for row in found.rows] == [("BSO De Boomhut", None)]


def test_unit_overview_lists_what_is_published_and_what_is_not(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        publication = publish_year(zandbak, 2025, sheets(16, 8))
        make_block(JANUARY)
        top = unit_overview()
        found = unit_overview(zandbak.location.id)
    assert top is not None
    assert found is not None
    assert [(row.name, row.publication, row.below) for row in top.rows] == [("Locatie Noord", None, 2)]
    assert [(row.name, row.place, row.publication) for row in found.rows] == [
        ("BSO De Boomhut", "Locatie Noord", publication.id),
        ("KDV De Schelp", "Locatie Noord", None),
    ]
    assert (top.trail, found.trail) == ([], [(zandbak.location.id, "Locatie Noord")])
    assert (found.published, found.expected) == (1, date(2026, 12, 1))
    assert [theme.shown.level for theme in found.rows[0].themes] == ["h3", *["h4"] * 7]
    olaf = sign_in(zandbak.olaf)
    inside = f"?within={zandbak.location.id}"
    assert inside in main_of(olaf.get(f"{zandbak.path}surveys/")).decode()
    assert unit_path(zandbak, publication) in main_of(olaf.get(f"{zandbak.path}surveys/{inside}")).decode()
    for nonsense in ("x", zandbak.organisation.id):
        assert olaf.get(f"{zandbak.path}surveys/?within={nonsense}").status_code == 200


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (coded_mean(30, 30 * 62, 30 * 62**2, fine=True), ("62", "between 58 and 66", "h4", "w-60")),
        (coded_mean(10, 1000, 100_000), ("95 or more", "", "h5", "w-95")),
        (coded_mean(10, 0, 0), ("5 or less", "", "h1", "w-5")),
        (coded_share(9, 20, interval=False), ("45%", "", "h0", "w-45")),
        (coded_share(20, 20), ("90% or more", "", "h0", "w-90")),
        (coded_share(0, 7), ("20% or less", "", "h0", "w-20")),
        (respondents_band(7, 5), ("5 to 9", "", "h0", "")),
        (respondents_band(20, 5), ("20", "", "h0", "")),
        (response_band(20, 25, 5), ("80%", "", "h0", "")),
        (response_band(7, 10, 5), ("50 to 90%", "", "h0", "")),
        (response_band(24, 24, 5), ("90% or more", "", "h0", "")),
        (response_band(21, 1000, 5), ("10% or less", "", "h0", "")),
        (suppressed(Reason.TOO_FEW), ("", "", "h0", "")),
    ],
)
def test_a_figure_in_words(figure: Any, words: tuple[str, str, str, str]) -> None:
    shown = Shown(figure)
    assert (shown.value, shown.interval, shown.level, shown.bar) == words


def test_each_reason_has_its_own_words() -> None:
    words = [Shown(suppressed(reason)).reason for reason in Reason]
    assert len(set(words)) == len(Reason)
    assert all(words)


def test_a_number_that_the_disclosure_code_did_not_make_is_refused() -> None:
    with pytest.raises(TypeError):
        Shown(62)  # type: ignore[arg-type]


def test_ranges_overlap_only_when_one_value_lies_in_all() -> None:
    low, middle, high = (Shown(coded_mean(30, 30 * mean, 30 * mean**2)) for mean in (40, 45, 60))
    assert ranges_overlap([low, middle]) is True
    assert ranges_overlap([low, middle, high]) is False
    assert ranges_overlap([low, Shown(suppressed(Reason.TOO_FEW))]) is True
    assert ranges_overlap([]) is True


def test_figures_pages_answer_no_other_method(zandbak: Zandbak, wave: Wave, sign_in: Any) -> None:
    olaf: Client = sign_in(zandbak.olaf)
    assert olaf.post(figures_path(zandbak, wave)).status_code == 405
