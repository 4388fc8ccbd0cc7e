"""Files with figures through the pages: upload, match, preview, apply, undo; every refusal leaves all as it was."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from projects.actions.figure_files import (
    apply_figure_file,
    diff_digest,
    forget_figure_files,
    match_figure_columns,
    upload_figure_file,
)
from projects.domain.figure_cells import guess
from projects.domain.hr_figures import Wrong
from projects.models import FigureImport, HrFigure, ReferenceValue
from projects.queries import figures as reads
from projects.words.figures import FIELDS, reason
from tests.cast import Other, Zandbak, make_zandbak
from tests.projects.figure_scene import csv_file, line, make_figure, xlsx_file
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.domain.staff_file import unpack
from werkdruk.organisations.models import Unit


class Journey:
    """Anna at work with one file."""

    def __init__(self, client: Client, zandbak: Zandbak) -> None:
        self.client = client
        self.zandbak = zandbak
        self.start = f"{zandbak.path}projects/figures/files/"

    def upload(self, content: bytes, name: str = "verzuim.csv") -> Any:
        return self.client.post(self.start, {"file": SimpleUploadedFile(name, content)}, follow=True)

    def match(self, page: Any, **choices: str) -> Any:
        """Send the column form as it is filled in already, with `choices` on top."""
        form = page.context["form"]
        data = {name: form[name].value() for name in form.fields} | choices
        return self.client.post(page.request["PATH_INFO"], data, follow=True)

    def preview(self, content: bytes, **choices: str) -> Any:
        return self.match(self.upload(content), **choices)

    def apply(self, page: Any, **more: str) -> Any:
        data = {"digest": page.context["digest"], **more}
        return self.client.post(page.request["PATH_INFO"], data, follow=True)


@pytest.fixture
def journey(zandbak: Zandbak, sign_in: Any) -> Journey:
    return Journey(sign_in(zandbak.anna), zandbak)


def stored(zandbak: Zandbak) -> list[tuple]:
    """Every figure, with its id and version."""
    with zandbak.scope():
        names = (
            "id",
            "kind",
            "unit_id",
            "starts_on",
            "ends_on",
            "people",
            "value",
            "numerator",
            "denominator",
        )
        return list(HrFigure.objects.order_by("id").values_list(*names, "source_id", "version"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_uploaded_matched_looked_at_and_applied(
    zandbak: Zandbak, journey: Journey, kind: str
) -> None:
    make = csv_file if kind == "csv" else xlsx_file
    content = make(
        line(period="2026-01", value="5,8"),
        line("Locatie Noord", "jan 2026", 60, "6.25"),
        line(period="2026-Q1", kind="verloop", value="", above=31, below=240),
        line(period="2026-Q1", kind="verzuimfrequentie", value="", above=60, below=240),
    )
    page = journey.match(journey.upload(content, f"verzuim.{kind}"))
    assert page.context["counts"] == {"added": 4, "changed": 0, "unchanged": 0, "refused": 0}
    assert stored(zandbak) == []  # nothing before "apply"
    done = journey.apply(page)
    assert done.context["figure_import"].state == "applied"
    with zandbak.scope():
        found = {
            (one.kind, one.unit.name if one.unit else "", one.starts_on, one.ends_on, one.people, one.value)
            for one in HrFigure.objects.select_related("unit")
        }
        entry = AuditEntry.objects.get(action="projects.figures_imported")
        assert FigureImport.objects.get().content is None
    january = (date(2026, 1, 1), date(2026, 1, 31))
    quarter = (date(2026, 1, 1), date(2026, 3, 31))
    assert found == {
        ("absence", "", *january, 240, Decimal("5.800")),
        ("absence", "Locatie Noord", *january, 60, Decimal("6.250")),
        ("turnover", "", *quarter, 240, Decimal("12.917")),
        ("frequency", "", *quarter, 240, Decimal("1.000")),  # 60 of 240 in a quarter is once a year
    }
    assert (entry.details["added"], entry.details["changed"]) == (4, 0)


WRONG_LINES = [
    (line(value="112"), "value", Wrong.TOO_HIGH),
    (line(value="-1"), "value", Wrong.BELOW_ZERO),
    (line(value="veel"), "value", Wrong.NOT_A_NUMBER),
    (line(value=""), "value", Wrong.NO_FIGURE),
    (line(people=12), "people", Wrong.TOO_FEW_PEOPLE),
    (line(people="19,5"), "people", Wrong.NOT_WHOLE),
    (line(people=""), "people", Wrong.NO_PEOPLE),
    (line(unit="Team Bestaat Niet"), "unit", Wrong.UNKNOWN_UNIT),
    (line(unit=""), "unit", Wrong.NO_UNIT),
    (line(period="winter"), "period", Wrong.BAD_PERIOD),
    (line(period="15-01-2026"), "period", Wrong.BAD_PERIOD),
    (line(period="2099-01"), "period", Wrong.NOT_ENDED),
    (line(kind="plezier"), "kind", Wrong.UNKNOWN_KIND),
    (line(value="", above="10.950", below="43800"), "numerator", Wrong.AMBIGUOUS),
    (line(value="", above="5", below=""), "denominator", Wrong.HALF_A_SUM),
    (line(value="", above="5", below="0"), "denominator", Wrong.NOTHING_BELOW_THE_LINE),
    (line(value="", above="7000", below="6000"), "numerator", Wrong.MORE_THAN_ALL),
    (line(people=25, value="", above="10", below="9000"), "denominator", Wrong.MORE_THAN_FITS),
    (line(value="9", above="300", below="6000"), "value", Wrong.DIFFERS_FROM_SUM),
    (line(kind="verzuimduur", value="", above="90", below="2"), "denominator", Wrong.TOO_FEW_CASES),
    (line(kind="verloop", value="", above="3", below="12"), "denominator", Wrong.TOO_FEW_PEOPLE),
]


@pytest.mark.parametrize(("bad", "column", "wrong"), WRONG_LINES, ids=lambda one: getattr(one, "value", None))
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_wrong_line_is_named_and_nothing_is_half_imported(
    zandbak: Zandbak, journey: Journey, sign_in: Any, kind: str, bad: tuple, column: str, wrong: Wrong
) -> None:
    make = csv_file if kind == "csv" else xlsx_file
    with zandbak.scope():
        make_figure(zandbak, period=reads.Period(date(2020, 1, 1), date(2020, 1, 31)))
    before = stored(zandbak)
    content = make(line(period="2025-11"), bad, line(period="2025-12"))
    page = journey.match(journey.upload(content, f"fout.{kind}"))
    with zandbak.scope():
        diff = reads.file_diff(FigureImport.objects.get(), timezone.localdate())
    assert [(one.line, one.column, one.wrong) for one in diff.refused] == [(3, column, wrong)]
    assert page.context["counts"] == {"added": 2, "changed": 0, "unchanged": 0, "refused": 1}
    [row] = page.context["refused"]
    assert (row["line"], row["column"], (row["wrong"], row["advice"])) == (
        3,
        FIELDS[column],
        reason(diff.refused[0]),
    )
    answer = journey.apply(page)
    assert answer.status_code == 400
    assert stored(zandbak) == before
    # The choice to go on without those lines is one that somebody makes.
    journey.apply(answer, leave_out="on")
    assert len(stored(zandbak)) == len(before) + 2


def test_wrong_columns_are_refused_before_any_line_is_read(zandbak: Zandbak, journey: Journey) -> None:
    content = csv_file(("Anna", "blauw"), headings=("Naam", "Kleur"))
    page = journey.match(journey.upload(content))
    assert set(page.context["form"].errors) == {"kind", "period", "people", "value"}
    assert stored(zandbak) == []
    same = journey.match(page, kind="0", period="1", people="0", value="1")
    assert set(same.context["form"].errors) == {"kind", "period", "people", "value"}


def test_percentages_that_excel_keeps_as_shares(zandbak: Zandbak, journey: Journey) -> None:
    page = journey.preview(xlsx_file(line(value=0.058), line(period="2026-02", value=0.061)), shares="share")
    journey.apply(page)
    assert sorted(row[6] for row in stored(zandbak)) == [Decimal("5.800"), Decimal("6.100")]


def test_overlapping_periods_and_duplicates_are_refused(zandbak: Zandbak, journey: Journey) -> None:
    with zandbak.scope():
        make_figure(zandbak, period=reads.Period(date(2025, 4, 1), date(2025, 6, 30)))
    before = stored(zandbak)
    page = journey.preview(
        csv_file(
            line(period="2026-01"),
            line(period="2026-Q1"),
            line(period="2025-05"),
            line(period="2025-12"),
            line(period="dec 2025", value="6,0"),
            line(period="2025-12", kind="overwerk", value="2,5"),
        )
    )
    with zandbak.scope():
        file = FigureImport.objects.get()
        diff = reads.file_diff(file, timezone.localdate())
    assert [(one.line, one.wrong, one.detail) for one in diff.refused] == [
        (2, Wrong.OVERLAPS_IN_FILE, "3"),
        (3, Wrong.OVERLAPS_IN_FILE, "2"),
        (4, Wrong.OVERLAPS_STORED, "01-04-2025 – 30-06-2025"),
        (5, Wrong.DUPLICATE, "6"),
        (6, Wrong.DUPLICATE, "5"),
    ]
    assert journey.apply(page).status_code == 400
    assert stored(zandbak) == before


def test_no_small_group_follows_by_subtraction(zandbak: Zandbak, journey: Journey) -> None:
    """Location 60 with a team of 45: the other 15 would follow; with both teams there is no remainder."""
    page = journey.preview(csv_file(line("Locatie Noord", people=60), line("BSO De Boomhut", people=45)))
    with zandbak.scope():
        diff = reads.file_diff(FigureImport.objects.get(), timezone.localdate())
    assert [(one.line, one.wrong, one.detail) for one in diff.refused] == [(2, Wrong.SMALL_REMAINDER, "15")]
    assert journey.apply(page).status_code == 400
    assert stored(zandbak) == []
    fine = journey.preview(csv_file(line("Locatie Noord", people=65), line("BSO De Boomhut", people=45)))
    journey.apply(fine)
    assert len(stored(zandbak)) == 2


def test_a_second_file_changes_and_undo_puts_everything_back(zandbak: Zandbak, journey: Journey) -> None:
    journey.apply(journey.preview(csv_file(line(), line(period="2026-02", value="6,0"))))
    before = [row[1:10] for row in stored(zandbak)]
    page = journey.preview(
        csv_file(line(value="5,9"), line(period="2026-02", value="6,0"), line(period="2026-03"))
    )
    assert page.context["counts"] == {"added": 1, "changed": 1, "unchanged": 1, "refused": 0}
    done = journey.apply(page)
    assert sorted(row[6] for row in stored(zandbak)) == [Decimal("5.800"), Decimal("5.900"), Decimal("6.000")]
    undo = done.request["PATH_INFO"].replace("preview", "undo")
    journey.client.post(undo)
    assert sorted(row[1:10] for row in stored(zandbak)) == sorted(before)
    journey.client.post(undo)  # a second time changes nothing
    assert sorted(row[1:10] for row in stored(zandbak)) == sorted(before)


def test_only_the_last_file_is_undone_and_not_after_a_correction(zandbak: Zandbak, journey: Journey) -> None:
    first = journey.apply(journey.preview(csv_file(line())))
    second = journey.apply(journey.preview(csv_file(line(period="2026-02"))))
    undo_first, undo_second = (
        page.request["PATH_INFO"].replace("preview", "undo") for page in (first, second)
    )
    before = stored(zandbak)
    journey.client.post(undo_first)
    assert stored(zandbak) == before
    with zandbak.scope():
        changed = HrFigure.objects.get(starts_on=date(2026, 2, 1))
    url = f"{zandbak.path}projects/figures/{changed.id}/"
    journey.client.post(url, {"version": 1, "people": "240", "value": "7"})
    after = stored(zandbak)
    journey.client.post(undo_second)
    assert stored(zandbak) == after


def test_a_preview_that_is_no_longer_true_is_not_applied(zandbak: Zandbak, journey: Journey) -> None:
    page = journey.preview(csv_file(line()))
    with zandbak.scope():
        make_figure(zandbak, value=Decimal("4.4"))
    before = stored(zandbak)
    answer = journey.apply(page)
    assert answer.status_code == 400
    assert stored(zandbak) == before
    journey.apply(answer)  # the new preview shows that it changes what is there
    assert stored(zandbak)[0][6] == Decimal("5.800")


def test_files_that_are_none_get_a_clear_answer(zandbak: Zandbak, journey: Journey) -> None:
    for content in (b"%PDF-1.7", b"a;b\r\n", b"een kolom\r\nx", b"\xd0\xcf\x11\xe0oud"):
        page = journey.upload(content)
        assert page.status_code == 400
        assert len(page.context["form"].errors) == 1
    with zandbak.scope():
        assert FigureImport.objects.count() == 0


def test_a_file_with_too_many_lines_says_so(zandbak: Zandbak, journey: Journey) -> None:
    page = journey.upload(csv_file(*[line()] * 50_001))
    assert page.status_code == 400
    assert "50.000" in str(page.context["form"].errors)


def test_fifty_thousand_lines_are_brought_in(zandbak: Zandbak, journey: Journey) -> None:
    """116 units, six kinds, 72 months, and one wrong line, which stops everything until it is left out."""
    kinds = ("verzuim", "verzuimfrequentie", "verzuimduur", "verloop", "overwerk", "vrijwillig verloop")
    with zandbak.scope():
        units = Unit.objects.bulk_create(Unit(name=f"Team {number}") for number in range(1, 117))
    months = [f"{year}-{month:02}" for year in range(2020, 2026) for month in range(1, 13)]
    lines = [
        line(unit.name, month, 30, 1.5, kind=kind) for unit in units for month in months for kind in kinds
    ][:49_999]
    page = journey.preview(csv_file(*lines, line(people=12)))
    assert page.context["counts"] == {"added": 49_999, "changed": 0, "unchanged": 0, "refused": 1}
    assert journey.apply(page).status_code == 400
    assert stored(zandbak) == []
    done = journey.apply(page, leave_out="on")
    assert done.status_code == 200
    assert len(stored(zandbak)) == 49_999
    journey.client.post(done.request["PATH_INFO"].replace("preview", "undo"))
    assert stored(zandbak) == []


def test_the_template_is_read_as_it_is(zandbak: Zandbak, journey: Journey) -> None:
    template = journey.client.get(f"{journey.start}template/")
    assert template["Content-Type"] == "text/csv; charset=utf-8"
    with zandbak.scope():
        page = journey.upload(template.content)
    table = page.context["table"]
    assert set(guess(table.headings)) == {
        "kind", "unit", "period", "people", "value", "numerator", "denominator",
    }  # fmt: skip
    preview = journey.match(page)
    assert preview.context["counts"]["refused"] == 0
    assert preview.context["counts"]["added"] == 2


def test_another_organisations_file_is_not_there(zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    with zandbak.scope():
        figure = make_figure(zandbak)
    carla = sign_in(other.carla)
    assert carla.get(f"/o/anders/projects/figures/{figure.id}/").status_code == 404


def test_a_file_that_waits_is_forgotten_and_an_applied_one_keeps_nothing(
    zandbak: Zandbak, journey: Journey
) -> None:
    journey.apply(journey.preview(csv_file(line())))
    journey.preview(csv_file(line(period="2026-02")))
    with zandbak.scope():
        FigureImport.objects.update(at=timezone.now() - timedelta(days=8))
        forget_figure_files()
        left = list(FigureImport.objects.values_list("state", "content", "mapping"))
    assert left == [("applied", None, {})]


def test_the_first_figure_brings_reference_values_once(zandbak: Zandbak, journey: Journey) -> None:
    journey.apply(journey.preview(csv_file(line())))
    with zandbak.scope():
        assert ReferenceValue.objects.count() == 5
        ReferenceValue.objects.all().delete()
    journey.apply(journey.preview(csv_file(line(period="2026-02"))))
    with zandbak.scope():
        assert ReferenceValue.objects.count() == 0


def test_every_refusal_has_words_and_advice() -> None:
    class One:
        detail = "x"

        def __init__(self, wrong: Wrong) -> None:
            self.wrong = wrong

    for wrong in Wrong:
        what, advice = reason(One(wrong))
        assert what
        assert advice


@pytest.mark.usefixtures("committed_db")
def test_the_same_file_applied_twice_at_once_is_one_import() -> None:
    zandbak = make_zandbak()
    with zandbak.scope():
        anna = zandbak.member(zandbak.anna)
        content = csv_file(*(line(period=f"2025-{month:02}") for month in range(1, 13)))
        made = upload_figure_file(actor=anna, file_name="twee.csv", content=content)
        columns = guess(unpack(made.packed).headings)
        made = match_figure_columns(actor=anna, figure_import=made, columns=columns, kind="", shares=False)
        digest = diff_digest(reads.file_diff(made, timezone.localdate()))

    def apply(_number: int) -> str:
        try:
            with zandbak.scope():
                member = zandbak.member(zandbak.anna)
                return apply_figure_file(actor=member, figure_import=made, digest=digest).state
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(apply, range(4)))
    assert states == ["applied"] * 4
    with zandbak.scope():
        assert HrFigure.objects.count() == 12
        assert AuditEntry.objects.filter(action="projects.figures_imported").count() == 1
