"""Staff files for the tests."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from tests.cast import Zandbak
from werkdruk.organisations.actions.imports import upload_staff_file
from werkdruk.organisations.models import StaffImport

HEADINGS = ("Personeelsnummer", "Naam", "E-mail", "Locatie", "Team", "In dienst")
EVA = ("1001", "Eva Bakker", "eva@zandbak.example", "Locatie Noord", "BSO De Boomhut", "01-03-2018")
NEW = ("2001", "Noor Yılmaz", "noor@zandbak.example", "Locatie Zuid", "KDV De Duin", "15-8-2024")


def csv_bytes(
    *rows: Sequence[str], headings: Sequence[str] = HEADINGS, delimiter: str = ";", encoding: str = "utf-8"
) -> bytes:
    """A delimited file with CRLF line ends, as HR programs write them."""
    return "".join(f"{delimiter.join(row)}\r\n" for row in (headings, *rows)).encode(encoding)


def xlsx_bytes(*rows: Iterable[Any], headings: Sequence[str] = HEADINGS) -> bytes:
    """An Excel file with one sheet."""
    book = Workbook()
    sheet = book.active
    for row in (headings, *rows):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(zandbak: Zandbak, content: bytes | None = None) -> StaffImport:
    """An uploaded file whose columns nobody matched yet; inside the scope only."""
    return upload_staff_file(
        actor=zandbak.member(zandbak.anna), file_name="staf.csv", content=content or csv_bytes(EVA, NEW)
    )
