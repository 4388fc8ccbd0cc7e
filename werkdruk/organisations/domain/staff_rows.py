"""From a table and its matched columns to staff, line by line, with a reason where a line cannot be used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from werkdruk.organisations.domain.staff_columns import UNIT_FIELDS
from werkdruk.organisations.domain.staff_file import Line, Table

MAX_NAME, MAX_NUMBER, MAX_EMAIL, MAX_UNIT = 200, 50, 254, 150
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_YES = {"ja", "j", "yes", "y", "true", "waar", "1", "x"}
_NO = {"", "nee", "n", "no", "false", "onwaar", "0"}
_EXCEL_EPOCH = date(1899, 12, 30)
_EARLIEST = date(1930, 1, 1)


class Reason(StrEnum):
    """Why a line is refused; `detail` of the refusal holds what it is about."""

    NO_NAME = "no_name"
    NO_UNIT = "no_unit"
    UNIT_GAP = "unit_gap"
    BAD_EMAIL = "bad_email"
    BAD_DATE = "bad_date"
    BAD_YES_NO = "bad_yes_no"
    TOO_LONG = "too_long"
    SURPLUS_CELLS = "surplus_cells"
    SAME_NUMBER = "same_number"
    NUMBER_OF_TWO = "number_of_two"
    SAME_PERSON = "same_person"
    SAME_EMAIL_AND_NAME = "same_email_and_name"
    SEVERAL_MATCH = "several_match"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is not used: its number, whom it is about, why, and the value or other line meant."""

    line: int
    reason: Reason
    name: str = ""
    staff_number: str = ""
    email: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person as the file has them. None where the file has no such column: then nothing changes.

    `path` holds the names of the units from the top down. `do_not_invite` and `joined_on` are None as well
    where the file has no column for them; `clears_joined_on` says that it has one, and that it is empty here.
    """

    line: int
    name: str
    path: tuple[str, ...]
    staff_number: str = ""
    email: str | None = None
    joined_on: date | None = None
    clears_joined_on: bool = False
    do_not_invite: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The usable rows and the refused lines, in the order of the file."""

    rows: list[StaffRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


class _BadCell(Exception):
    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


def read_rows(table: Table, columns: Mapping[str, int], today: date) -> Reading:
    """Every line of `table` as a row or a refusal. `columns`: the column (from 0) by field."""
    reading = Reading()
    for line in table.lines:
        try:
            reading.rows.append(_row(line, columns, today))
        except _BadCell as bad:
            reading.refused.append(
                Refusal(
                    line.number,
                    bad.reason,
                    name=_name(line, columns),
                    staff_number=_text(line, columns, "staff_number"),
                    email=_text(line, columns, "email").lower(),
                    detail=bad.detail,
                )
            )
    return reading


def parse_date(text: str, today: date) -> date:
    """A day as ``dd-mm-yyyy`` (also with / or . and one digit), ISO, or Excel's count of days.

    Raises ValueError for anything else, and for days before 1930 or more than two years ahead.
    """
    text = text.strip()
    found = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T].*)?", text)
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T].*)?", text)
    compact = re.fullmatch(r"(19|20)\d{6}", text)
    if found:
        day = date(int(found[3]), int(found[2]), int(found[1]))
    elif iso:
        day = date(int(iso[1]), int(iso[2]), int(iso[3]))
    elif compact:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    elif re.fullmatch(r"\d{5}([.,]\d+)?", text):
        day = _EXCEL_EPOCH + timedelta(days=int(text[:5]))
    else:
        raise ValueError(text)
    if not _EARLIEST <= day <= today + timedelta(days=730):
        raise ValueError(text)
    return day


def valid_email(text: str) -> bool:
    """Whether `text`, in lower case, is one plain address that any mail server takes."""
    local, at, domain = text.rpartition("@")
    return bool(
        at
        and len(text) <= MAX_EMAIL
        and len(local) <= 64
        and _LOCAL.fullmatch(local)
        and _DOMAIN.fullmatch(domain)
    )


def _row(line: Line, columns: Mapping[str, int], today: date) -> StaffRow:
    if line.surplus:
        raise _BadCell(Reason.SURPLUS_CELLS)
    name = _name(line, columns)
    if not name:
        raise _BadCell(Reason.NO_NAME)
    _fits(name, MAX_NAME)
    number = _text(line, columns, "staff_number")
    _fits(number, MAX_NUMBER)
    email = _text(line, columns, "email").lower() if "email" in columns else None
    if email and not valid_email(email):
        raise _BadCell(Reason.BAD_EMAIL, email)
    day = _text(line, columns, "joined_on")
    return StaffRow(
        line=line.number,
        name=name,
        path=_path(line, columns),
        staff_number=number,
        email=email,
        joined_on=_day(day, today) if day else None,
        clears_joined_on="joined_on" in columns and not day,
        do_not_invite=_yes_no(line, columns),
    )


def _text(line: Line, columns: Mapping[str, int], name: str) -> str:
    return line.cells[columns[name]] if name in columns else ""


def _name(line: Line, columns: Mapping[str, int]) -> str:
    if "name" in columns:
        return _text(line, columns, "name")
    return " ".join(
        part for part in (_text(line, columns, each) for each in ("first_name", "infix", "last_name")) if part
    )


def _path(line: Line, columns: Mapping[str, int]) -> tuple[str, ...]:
    path: list[str] = []
    for level in UNIT_FIELDS:
        unit = _text(line, columns, level)
        if unit:
            _fits(unit, MAX_UNIT)
            path.append(unit)
    if not path:
        raise _BadCell(Reason.NO_UNIT)
    top = next(level for level in UNIT_FIELDS if level in columns)
    if not _text(line, columns, top):
        # A team without its location would start a second tree.
        raise _BadCell(Reason.UNIT_GAP, path[0])
    return tuple(path)


def _fits(text: str, longest: int) -> None:
    if len(text) > longest:
        raise _BadCell(Reason.TOO_LONG, f"{text[:40]}…")


def _day(text: str, today: date) -> date:
    try:
        return parse_date(text, today)
    except ValueError as error:
        raise _BadCell(Reason.BAD_DATE, text) from error


def _yes_no(line: Line, columns: Mapping[str, int]) -> bool | None:
    if "do_not_invite" not in columns:
        return None
    text = _text(line, columns, "do_not_invite")
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise _BadCell(Reason.BAD_YES_NO, text)
