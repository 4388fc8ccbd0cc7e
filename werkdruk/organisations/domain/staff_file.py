"""From the bytes of a staff file (CSV or XLSX) to a table of text, or a problem that says why not.

Every cell is text, whatever it looks like: a formula is never worked out, a date becomes ``2024-03-01``.
"""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from openpyxl import load_workbook

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_SCANNED = 200_000  # lines of a sheet, empty ones too
DELIMITERS = ";\t,|"

_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx behind a password
_ZIP = b"PK\x03\x04"
_KNOWN_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)
_BLANK = re.compile(r"[\s\x00-\x1f\u200b\ufeff]+")
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class Problem(StrEnum):
    """Why a file cannot be read as a table."""

    EMPTY = "empty"
    HEADINGS_ONLY = "headings_only"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    OLD_OR_LOCKED_EXCEL = "old_or_locked_excel"
    OTHER_KIND = "other_kind"
    NUL_BYTES = "nul_bytes"
    DAMAGED = "damaged"
    ONE_COLUMN = "one_column"


class FileProblem(Exception):
    """The file cannot be used; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file: its number as the user's program shows it, and its cells, stripped.

    `surplus` is True where it has more filled cells than there are headings.
    """

    number: int
    cells: tuple[str, ...]
    surplus: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, and the lines below them that are not empty, each as wide as the headings."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]

    def example(self, column: int, count: int = 2) -> list[str]:
        """The first `count` different values of `column`."""
        found: dict[str, None] = {}
        for line in self.lines[:200]:
            if line.cells[column]:
                found.setdefault(line.cells[column])
            if len(found) == count:
                break
        return list(found)


def read_table(content: bytes) -> Table:
    """The table in `content`; what kind of file it is follows from the bytes, not from the name.

    Raises `FileProblem`.
    """
    if len(content) > MAX_BYTES:
        raise FileProblem(Problem.TOO_BIG)
    if not content.strip():
        raise FileProblem(Problem.EMPTY)
    if content.startswith(_OLE):
        raise FileProblem(Problem.OLD_OR_LOCKED_EXCEL)
    if content.startswith(_ZIP):
        return _table(_sheet_lines(content))
    if content.startswith(_KNOWN_OTHERS):
        raise FileProblem(Problem.OTHER_KIND)
    return _table(_csv_lines(_decode(content)))


def _table(numbered: Iterable[tuple[int, list[str]]]) -> Table:
    """Headings and lines out of numbered rows of cells; empty rows are skipped."""
    headings: tuple[str, ...] | None = None
    lines: list[Line] = []
    for number, cells in numbered:
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if headings is None:
            if len(cells) > MAX_COLUMNS:
                raise FileProblem(Problem.TOO_MANY_COLUMNS)
            if len(cells) == 1:
                raise FileProblem(Problem.ONE_COLUMN)
            headings = tuple(cells)
            continue
        width = len(headings)
        padded = tuple(cells[:width]) + ("",) * (width - len(cells))
        lines.append(Line(number, padded, surplus=len(cells) > width))
        if len(lines) > MAX_ROWS:
            raise FileProblem(Problem.TOO_MANY_ROWS)
    if headings is None:
        raise FileProblem(Problem.EMPTY)
    if not lines:
        raise FileProblem(Problem.HEADINGS_ONLY)
    return Table(headings, tuple(lines))


def _decode(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its mark (Excel's "Unicode text"), else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise FileProblem(Problem.DAMAGED) from error
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise FileProblem(Problem.NUL_BYTES)
    return text


def _csv_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows of a delimited text; a quoted cell may run over several lines."""
    skipped = 0
    if text[:4].lower() == "sep=":
        # Excel's own first line names the delimiter.
        first, _, text = text.partition("\n")
        delimiter, skipped = first[4:5], 1
        if delimiter not in DELIMITERS or not delimiter:
            delimiter = _delimiter(text)
    else:
        delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    end = 0
    try:
        for cells in reader:
            yield skipped + end + 1, [_clean(cell) for cell in cells]
            end = reader.line_num
    except csv.Error as error:
        raise FileProblem(Problem.DAMAGED) from error


def _delimiter(text: str) -> str:
    """The delimiter that stands most often, outside quotes, in the first line that is not empty."""
    first = next((line for line in text.splitlines() if line.strip(' "\t;,|')), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=lambda one: (bare.count(one), -DELIMITERS.index(one)))


def _sheet_lines(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Numbered rows of the first sheet that holds anything."""
    try:
        _check_package(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except FileProblem:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged package leads it to
        raise FileProblem(Problem.DAMAGED) from error
    try:
        for sheet in book.worksheets:
            found = False
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS + 1)
            for number, row in enumerate(rows, start=1):
                if number > MAX_SCANNED:
                    raise FileProblem(Problem.TOO_MANY_ROWS)
                cells = [_cell(value) for value in row]
                found = found or any(cells)
                yield number, cells
            if found:
                return
    except FileProblem:
        raise
    except Exception as error:  # as above
        raise FileProblem(Problem.DAMAGED) from error
    finally:
        book.close()


def _check_package(content: bytes) -> None:
    """Refuse a package that unpacks too big, is no workbook, or declares its own entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        if not any(name.endswith("workbook.xml") for name in names):
            raise FileProblem(Problem.OTHER_KIND)
        if sum(member.file_size for member in package.infolist()) > MAX_UNPACKED:
            raise FileProblem(Problem.UNPACKS_TOO_BIG)
        for name in names:
            if name.endswith((".xml", ".rels")):
                with package.open(name) as part:
                    if _DECLARATION.search(part.read(4096)):
                        raise FileProblem(Problem.DAMAGED)


def _cell(value: Any) -> str:
    """A cell's value as text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _clean(str(value))


def _clean(text: str) -> str:
    """`text` on one line, without control characters and spaces around it."""
    return _BLANK.sub(" ", text).strip()


def pack(table: Table) -> bytes:
    """`table` as bytes that `unpack` reads again: a file is parsed once, at the upload."""
    lines = [[line.number, line.surplus, *line.cells] for line in table.lines]
    return zlib.compress(json.dumps([table.headings, lines], ensure_ascii=False).encode())


def unpack(packed: bytes) -> Table:
    """The table that `pack` wrote."""
    headings, lines = json.loads(zlib.decompress(packed))
    return Table(tuple(headings), tuple(Line(line[0], tuple(line[2:]), line[1]) for line in lines))


def only_columns(table: Table, columns: Mapping[str, int]) -> tuple[Table, dict[str, int]]:
    """`table` without the columns that nobody matched, and where the matched ones are in it."""
    kept = sorted(set(columns.values()))
    lines = (Line(line.number, tuple(line.cells[one] for one in kept), line.surplus) for line in table.lines)
    smaller = Table(tuple(table.headings[one] for one in kept), tuple(lines))
    return smaller, {name: kept.index(column) for name, column in columns.items()}
