"""Reading staff files: every kind of file that HR programs write, and every bad one."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook

from tests.organisations.files import EVA, HEADINGS, NEW, csv_bytes, xlsx_bytes
from werkdruk.organisations.domain import staff_file
from werkdruk.organisations.domain.staff_file import (
    FileProblem,
    Problem,
    only_columns,
    pack,
    read_table,
    unpack,
)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings(delimiter: str, encoding: str) -> None:
    table = read_table(csv_bytes(EVA, NEW, delimiter=delimiter, encoding=encoding))
    assert table.headings == HEADINGS
    assert [line.cells for line in table.lines] == [EVA, NEW]
    assert [line.number for line in table.lines] == [2, 3]


def test_windows_1252_with_and_without_accents() -> None:
    row = ("7", "Zoë Çelik–Müller", "zoe@x.example", "Café", "€-team", "")
    assert read_table(csv_bytes(row, encoding="cp1252")).lines[0].cells == row


def test_excel_file_gives_the_same_table_as_csv() -> None:
    assert read_table(xlsx_bytes(EVA, NEW)) == read_table(csv_bytes(EVA, NEW))


def test_excel_dates_numbers_and_truths_become_text() -> None:
    table = read_table(
        xlsx_bytes(
            (
                1001,
                2.5,
                datetime(2018, 3, 1, 12, 0, tzinfo=UTC).replace(tzinfo=None),
                date(2020, 2, 29),
                True,
                None,
            )
        )
    )
    assert table.lines[0].cells == ("1001", "2.5", "2018-03-01", "2020-02-29", "1", "")


def test_excel_takes_the_first_sheet_that_holds_something() -> None:
    book = Workbook()
    second = book.create_sheet("Staf")
    second.append(["Naam", "Team"])
    second.append(["Eva", "Rood"])
    out = io.BytesIO()
    book.save(out)
    assert read_table(out.getvalue()).lines[0].cells == ("Eva", "Rood")


def test_formulas_stay_text() -> None:
    row = ('=HYPERLINK("http://x")', "@SUM(A1)", "+31", "-1", "x", "y")
    quoted = tuple(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row)
    assert read_table(csv_bytes(quoted)).lines[0].cells == row


def test_quoted_cells_over_lines_keep_the_line_numbers() -> None:
    content = b'Naam;Team\r\n"Eva\r\nBakker";Rood\r\n\r\n"A;B";Blauw\r\n'
    table = read_table(content)
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ("Eva Bakker", "Rood")),
        (5, ("A;B", "Blauw")),
    ]


def test_short_lines_are_filled_and_long_ones_are_marked() -> None:
    table = read_table(b"Naam;Team;Mail\nEva\nBea;Rood;b@x.nl;extra\nTim;Blauw;t@x.nl;;\n")
    assert [(line.cells, line.surplus) for line in table.lines] == [
        (("Eva", "", ""), False),
        (("Bea", "Rood", "b@x.nl"), True),
        (("Tim", "Blauw", "t@x.nl"), False),
    ]


def test_line_that_names_the_separator_is_no_heading() -> None:
    table = read_table(b"sep=,\r\nNaam,Team\r\nEva;B,Rood\r\n")
    assert (table.headings, table.lines[0].number, table.lines[0].cells) == (
        ("Naam", "Team"),
        3,
        ("Eva;B", "Rood"),
    )


def _zip_with(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def _workbook_with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(EVA))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            target.writestr(name, content)
    return out.getvalue()


BAD = {
    "nothing": (b"", Problem.EMPTY),
    "blank": (b" \r\n \n", Problem.EMPTY),
    "only separators": (b";;;\n;;;\n", Problem.EMPTY),
    "headings": (b"Naam;Team\n;\n", Problem.HEADINGS_ONLY),
    "headings in excel": (xlsx_bytes(), Problem.HEADINGS_ONLY),
    "one column": (b"Naam\nEva\n", Problem.ONE_COLUMN),
    "nul bytes": (b"Naam;Team\nE\x00va;Rood\n", Problem.NUL_BYTES),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Problem.OLD_OR_LOCKED_EXCEL),
    "pdf": (b"%PDF-1.7 ...", Problem.OTHER_KIND),
    "word": (_zip_with(word__document_xml=b"<x/>"), Problem.OTHER_KIND),
    "damaged zip": (xlsx_bytes(EVA)[:900], Problem.DAMAGED),
    "damaged sheet": (_zip_with(xl__workbook_xml=b"<x"), Problem.DAMAGED),
    "entities": (_workbook_with_entities(), Problem.DAMAGED),
    "bomb": (
        _zip_with(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b" " * (101 * 1024 * 1024)),
        Problem.UNPACKS_TOO_BIG,
    ),
    "too big": (b"Naam;Team\n" + b"a;b\n" * 3_000_000, Problem.TOO_BIG),
    "too many lines": (b"Naam;Team\n" + b"a;b\n" * 50_001, Problem.TOO_MANY_ROWS),
    "too many columns": (b";".join([b"k"] * 101) + b"\na;b\n", Problem.TOO_MANY_COLUMNS),
    "half utf-16": (b"\xff\xfeN", Problem.DAMAGED),
    "endless cell": (b'Naam;Team\n"' + b"x" * 200_000 + b'";b\n', Problem.DAMAGED),
}


@pytest.mark.parametrize(("content", "problem"), BAD.values(), ids=BAD)
def test_bad_file_says_what_is_wrong(content: bytes, problem: Problem) -> None:
    with pytest.raises(FileProblem) as raised:
        read_table(content)
    assert raised.value.problem is problem


def test_most_lines_that_are_allowed_are_read() -> None:
    table = read_table(b"Naam;Team\n" + b"a;b\n" * staff_file.MAX_ROWS)
    assert len(table.lines) == staff_file.MAX_ROWS


def test_packed_table_comes_back_whole() -> None:
    table = read_table(b"Naam;Team\nEva\nBea;Rood;extra\n")
    assert unpack(pack(table)) == table


def test_only_matched_columns_are_kept() -> None:
    table = read_table(csv_bytes(EVA))
    smaller, columns = only_columns(table, {"name": 1, "team": 4})
    assert (smaller.headings, smaller.lines[0].cells, columns) == (
        ("Naam", "Team"),
        ("Eva Bakker", "BSO De Boomhut"),
        {"name": 0, "team": 1},
    )
