"""The trend through the real publishing: baseline, alarm, acknowledgement, breaks; nothing published changes."""

import csv
import io
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pypdf import PdfReader

from bench.alarms import Design, measure
from surveys.actions import reports
from surveys.actions.publishing import acknowledge_change
from surveys.actions.references import change_reference
from surveys.domain.disclosure import Reason, SafeStep, Suppressed
from surveys.domain.rotation import add_months
from surveys.models import (
    ChangeAcknowledged,
    Charts,
    Item,
    Publication,
    ReferenceValue,
    Report,
    SurveySettings,
    Wave,
    WaveItem,
)
from surveys.queries.trends import trend_of
from surveys.words.exports import Table, as_csv, as_xlsx
from surveys.words.trends import baseline_words
from tests.cast import Other, Zandbak
from tests.surveys.published import close_with, publish_year, sheets
from werkdruk.core import jobs
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry, Job, JobState

START = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """The ids of the words."""
    with translation.override("en"):
        yield


def months(number: int, *, good: int, busy: int, first: date = START) -> Wave:
    """Closed waves of `number` months from `first` on; the last one. Inside the scope only."""
    for step in range(number):
        wave = close_with(add_months(first, step), sheets(good, busy, V27=4), invited=60)
    return wave


@pytest.mark.parametrize(
    ("done", "needed", "words"),
    [
        (0, 12, "Tot nu toe: 0 van de 12 cijfers."),
        (1, 12, "Tot nu toe: 1 van de 12 cijfers."),
        (0, 1, "Tot nu toe: 0 van 1 cijfer."),
        (12, 12, "er zijn nu 12 cijfers. Vanaf het volgende cijfer zeggen we of er iets verandert."),
        (1, 1, "er is nu 1 cijfer. Vanaf het volgende cijfer zeggen we of er iets verandert."),
    ],
)
def test_how_far_the_figures_to_compare_with_are(done: int, needed: int, words: str) -> None:
    with translation.override("nl"):
        said = baseline_words(done, needed) % {"name": "De index", "done": done, "needed": needed}
    assert said.startswith("De index: ")
    assert said.endswith(words)


def fallen() -> Wave:
    """A year of content people, then three months of people with too much work; the last of these."""
    months(12, good=24, busy=6)
    return months(3, good=6, busy=24, first=add_months(START, 12))


def page(zandbak: Zandbak, wave: Wave, more: str = "") -> str:
    return f"{zandbak.path}surveys/waves/{wave.id}/figures/{more}"


def steps(wave: Wave) -> list[SafeStep | Suppressed]:
    trend, _found = trend_of(Publication.objects.get(wave=wave))
    return [row.point.index_step for row in trend.rows]


def test_no_alarm_before_twelve_months_and_an_alarm_after_a_fall(zandbak: Zandbak) -> None:
    with zandbak.scope():
        wave = fallen()
        found = steps(wave)
        trend, _none = trend_of(Publication.objects.get(wave=wave))
    assert [getattr(step, "reason", None) for step in found[:12]] == [Reason.NO_BASELINE] * 12
    assert all(isinstance(step, SafeStep) and step.is_alarm for step in found[12:])
    assert trend.index.alarm is not None
    assert trend.index.alarm.last == date(2025, 1, 1)
    assert (trend.index.is_down, trend.index.is_bad, trend.too_high.is_down, trend.too_high.is_bad) == (
        True,
        True,
        False,
        True,
    )
    assert trend.same_season is not None
    assert trend.same_season.last == date(2024, 3, 1)


def test_the_same_answers_every_month_are_no_demonstrable_difference(zandbak: Zandbak) -> None:
    with zandbak.scope():
        wave = months(14, good=20, busy=10)
        trend, _none = trend_of(Publication.objects.get(wave=wave))
    assert [change.sentence for change in trend.changes] == [
        "The index: no demonstrable difference.",
        "The share that finds the workload too high: no demonstrable difference.",
    ]


def test_an_acknowledged_change_starts_a_new_baseline_and_leaves_what_was_published(
    zandbak: Zandbak, sign_in: Any
) -> None:
    with zandbak.scope():
        wave = fallen()
        before = list(Publication.objects.order_by("id").values_list("id", "figures", "point", "trend"))
    olaf = sign_in(zandbak.olaf)
    assert olaf.get(page(zandbak, wave, "index/acknowledge/")).status_code == 200
    empty = olaf.post(page(zandbak, wave, "index/acknowledge/"), {"reason": " "})
    assert empty.status_code == 400
    sent = olaf.post(page(zandbak, wave, "index/acknowledge/"), {"reason": "Een team is gesloten"})
    assert sent["Location"] == page(zandbak, wave)
    assert "Een team is gesloten" in olaf.get(page(zandbak, wave)).content.decode()
    with zandbak.scope():
        assert (
            list(Publication.objects.order_by("id").values_list("id", "figures", "point", "trend")) == before
        )
        entry = AuditEntry.objects.get(action="surveys.change_acknowledged")
        assert (entry.subject, entry.details["reason"]) == ("2025-01", "Een team is gesloten")
        publication = Publication.objects.get(wave=wave)
        with pytest.raises(Refused):
            acknowledge_change(actor=None, publication=publication, figure="index", reason="Nog eens")
        assert ChangeAcknowledged.objects.count() == 1
        later = months(13, good=6, busy=24, first=add_months(START, 15))
        trend, _found = trend_of(Publication.objects.get(wave=later))
        begun = [row.last for row in trend.rows if row.begins["index"] == "acknowledged"]
        assert begun == [date(2025, 4, 1)]
        assert steps(later)[-2] == steps(later)[-5]  # still building up
        assert isinstance(steps(later)[-1], SafeStep)
        assert not steps(later)[-1].is_alarm  # type: ignore[union-attr]
        # The other alarm was not acknowledged: it still sounds.
        assert trend.too_high.alarm is not None


def test_another_wording_of_the_balance_statement_starts_its_trend_anew(zandbak: Zandbak) -> None:
    with zandbak.scope():
        months(3, good=20, busy=10)
        Item.objects.filter(code="K10").update(version=2)
        wave = months(1, good=20, busy=10, first=add_months(START, 3))
        rows = trend_of(Publication.objects.get(wave=wave))[0].rows
    assert [row.begins["index"] for row in rows] == ["first", "", "", ""]
    assert [row.begins["too_high"] for row in rows] == ["first", "", "", "wording"]


def test_a_block_of_several_waves_is_one_point_with_a_baseline_of_its_own(zandbak: Zandbak) -> None:
    from surveys.actions.publishing import publish_wave  # beside its only use
    from tests.surveys.published import tally_of  # as above

    with zandbak.scope():
        waves = [close_with(add_months(START, step), sheets(10, 10), invited=30) for step in range(2)]
        Publication.objects.all().delete()
        items = [row.item for row in WaveItem.objects.filter(wave=waves[1]).select_related("item")]
        settings = SurveySettings.objects.get()
        publish_wave(waves[1], tally_of(sheets(20, 20), items), settings, items, waves)
        point = Publication.objects.get().point
    assert point is not None
    assert (point["first"], point["last"], point["months"]) == ("2024-01-01", "2024-02-01", 2)


def test_figures_stay_the_same_byte_for_byte(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        wave = months(2, good=20, busy=10)
        publication = Publication.objects.get(wave=wave)
        reports.make_report(
            jobs.Progress(zandbak.id, publication.id), {"publication": str(publication.id), "language": "nl"}
        )
    olaf = sign_in(zandbak.olaf)

    def shown() -> list[bytes]:
        answers = [
            olaf.get(
                page(
                    zandbak,
                    wave,
                    f"export/{form}/",
                )
            ).content
            for form in ("csv",)
        ]
        drawn = re.findall(rb"<svg xmlns.*?</svg>", olaf.get(page(zandbak, wave)).content, re.DOTALL)
        assert len(drawn) == 13
        return [*answers, *drawn]

    before = shown()
    with zandbak.scope():
        stored = list(Charts.objects.order_by("id").values_list("drawings", flat=True))
        SurveySettings.objects.update(k=9, open_k=20, rhythm="quarterly")
        old = Item.objects.get(code="V27")
        Item.objects.filter(id=old.id).update(retired_at=timezone.now())
        Item.objects.create(
            code="V27",
            version=2,
            kind=old.kind,
            theme="ander thema",
            direction="negative",
            scale=old.scale,
            text_nl="Heel anders",
            text_en="Quite different",
        )
        zandbak.team.name = "Nieuwe naam"
        zandbak.team.save()
        assert list(Charts.objects.order_by("id").values_list("drawings", flat=True)) == stored
        months(1, good=1, busy=30, first=add_months(START, 2))
    assert shown() == before
    files = {
        sign_in(person).get(page(zandbak, wave, "report/file/"), headers={"accept-language": "nl"}).content
        for person in (zandbak.olaf, zandbak.bea, zandbak.anna)
    }
    assert len(files) == 1
    reader = PdfReader(io.BytesIO(files.pop()))
    text = "\n".join(one.extract_text() for one in reader.pages)
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])  # type: ignore[index]
    assert zandbak.organisation.name in text
    assert "Is er echt iets veranderd?" in text


def test_the_report_is_asked_once_and_kept(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        wave = months(1, good=20, busy=10)
    olaf = sign_in(zandbak.olaf)
    assert olaf.get(page(zandbak, wave, "report/file/")).status_code == 404
    for _ in range(2):
        olaf.post(page(zandbak, wave, "report/"))
    with zandbak.scope():
        job = Job.objects.get(kind="surveys.report")
    jobs.run(zandbak.id, job.id)
    jobs.run(zandbak.id, job.id)
    with zandbak.scope():
        assert Job.objects.get().state == JobState.DONE
        assert Report.objects.count() == 1
    assert olaf.get(page(zandbak, wave, "report/file/")).content.startswith(b"%PDF-")
    olaf.post(page(zandbak, wave, "report/"))
    with zandbak.scope():
        assert Job.objects.count() == 1


@pytest.mark.parametrize("numbers", [(1, 3), (3, 13)])
def test_as_many_queries_for_few_blocks_as_for_many(
    zandbak: Zandbak, sign_in: Any, numbers: tuple[int, int]
) -> None:
    olaf, counts = sign_in(zandbak.olaf), []
    done = 0
    for number in numbers:
        with zandbak.scope():
            wave = months(number - done, good=20, busy=10, first=add_months(START, done))
        done = number
        olaf.get(page(zandbak, wave))
        with CaptureQueriesContext(connection) as queries:
            answer = olaf.get(page(zandbak, wave))
        assert len(answer.context["trend"].rows) == number
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_exports_say_what_the_page_says(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        wave = months(1, good=8, busy=4)
    olaf = sign_in(zandbak.olaf)
    sheet = olaf.get(page(zandbak, wave)).context["sheet"]
    content = olaf.get(page(zandbak, wave, "export/csv/")).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    with translation.override("nl"):
        assert ["Index", sheet.index.value, sheet.index.interval] in rows
        assert ["Antwoorden", "10 tot en met 14", ""] in rows
        assert ["Betrouwbaarheid (Cronbachs alfa)", sheet.reliability.reason, ""] in rows
    book = openpyxl.load_workbook(io.BytesIO(olaf.get(page(zandbak, wave, "export/xlsx/")).content))
    assert book.sheetnames == ["Uitleg", "Uitkomsten", "Stellingen", "Verloop"]
    assert book["Uitkomsten"]["B5"].value == "10 tot en met 14"
    assert olaf.get(page(zandbak, wave, "export/exe/")).status_code == 404


def test_a_year_as_a_file_names_hidden_units_without_a_number(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        block = publish_year(zandbak, 2025, sheets(16, 8)).block
    assert block is not None
    path = f"{zandbak.path}surveys/years/{block.id}/"
    olaf = sign_in(zandbak.olaf)
    rows = list(
        csv.reader(io.StringIO(olaf.get(f"{path}export/csv/").content.decode("utf-8-sig")), delimiter=";")
    )
    by_name = {row[0]: row for row in rows if row}
    assert by_name["BSO De Boomhut"][1:3] == ["Locatie Noord", "24"]
    assert not any(cell.isdigit() for cell in by_name["KDV De Schelp"])
    assert olaf.get(path).status_code == 200
    assert sign_in(zandbak.tim).get(f"{path}export/csv/").status_code == 403


def test_no_cell_is_a_formula() -> None:
    bad = ["=1+1", "+31", "-2", "@x", "\tx", "fine"]
    table = Table("T", ("Head",), [(one,) for one in bad])
    cells = [
        row[0]
        for row in csv.reader(io.StringIO(as_csv([table]).decode("utf-8-sig"), newline=""), delimiter=";")
    ]
    assert cells[1:] == [*(f"'{one}" for one in bad[:-1]), "fine"]
    found = openpyxl.load_workbook(io.BytesIO(as_xlsx([table])))["T"]
    assert [cell.data_type for (cell,) in found.iter_rows()] == ["s"] * 7


def test_reference_values_are_seeded_and_changed_by_hr(zandbak: Zandbak, sign_in: Any, other: Other) -> None:
    with zandbak.scope():
        wave = months(1, good=20, busy=10)
        one = ReferenceValue.objects.get(about="Kinderopvang")
        assert (str(one.value), one.source, one.licence) == ("8.3", "CBS", "CC BY 4.0")
    fields = {"kind": "absence", "about": "Kinderopvang", "period": "2023", "value": "8,1", "source": "CBS"}
    anna, path = sign_in(zandbak.anna), f"{zandbak.path}surveys/references/"
    assert anna.post(f"{path}{one.id}/", {**fields, "version": 1}).status_code == 302
    again = anna.post(f"{path}{one.id}/", {**fields, "version": 1, "value": "7,7"})
    assert again.status_code == 400
    assert "7,7" in again.content.decode()
    wrong = anna.post(f"{path}add/", {**fields, "value": "101"})
    assert (wrong.status_code, "101" in wrong.content.decode()) == (400, True)
    assert anna.post(f"{path}add/", fields).status_code == 302
    with zandbak.scope():
        one.refresh_from_db()
        assert (str(one.value), one.version, ReferenceValue.objects.count()) == ("8.1", 2, 8)
        with pytest.raises(ChangedMeanwhile):
            change_reference(actor=None, reference=one, version=1, about="x")
    assert "8,1%" in sign_in(zandbak.olaf).get(page(zandbak, wave)).content.decode()
    assert anna.post(f"{path}{one.id}/remove/").status_code == 302
    assert anna.post(f"{path}{one.id}/remove/").status_code == 404
    assert sign_in(other.carla).get(f"/o/anders/surveys/references/{one.id}/").status_code == 404


def test_false_alarms_stay_rare_and_a_fall_is_noticed() -> None:
    found = measure(Design(300), runs=80, seed=3)
    assert found.false_alarms <= 0.1
    assert found.noticed_in_half_a_year >= 0.4
