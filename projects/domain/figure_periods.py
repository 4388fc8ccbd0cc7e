"""Months, quarters and years, in the ways that people write them."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar maa",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ORDINALS = {
    "eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "1e": 1, "2e": 2, "3e": 3, "4e": 4, "1ste": 1, "2de": 2, "3de": 3, "4de": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A whole month, quarter or year; both days are part of it."""

    starts_on: date
    ends_on: date

    @property
    def months(self) -> int:
        """1, 3 or 12."""
        first, last = self.starts_on, self.ends_on
        return (last.year - first.year) * 12 + last.month - first.month + 1

    @property
    def days(self) -> int:
        """Calendar days."""
        return (self.ends_on - self.starts_on).days + 1

    def overlaps(self, other: "Period") -> bool:
        """Whether they have a day in common."""
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on


def month(year: int, number: int) -> Period:
    """A calendar month. Raises ValueError."""
    _check_year(year)
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    """A calendar quarter, 1 to 4. Raises ValueError."""
    if not 1 <= number <= 4:
        raise ValueError(number)
    return Period(month(year, 3 * number - 2).starts_on, month(year, 3 * number).ends_on)


def whole_year(year: int) -> Period:
    """A calendar year. Raises ValueError."""
    return Period(month(year, 1).starts_on, month(year, 12).ends_on)


def between(starts_on: date, ends_on: date) -> Period | None:
    """The month, quarter or year between two days; None when they hold nothing of the kind."""
    if ends_on < starts_on or not _FIRST_YEAR <= starts_on.year <= _LAST_YEAR:
        return None
    number = starts_on.month
    fits = [month(starts_on.year, number), whole_year(starts_on.year)]
    if number % 3 == 1:
        fits.append(quarter(starts_on.year, (number + 2) // 3))
    wanted = Period(starts_on, ends_on)
    return wanted if wanted in fits else None


def parse_period(text: str) -> Period:
    """The period that `text` names.

    ``2025-03``, ``03-2025``, ``202503``, ``maart 2025``, ``mrt-25`` and ``2025-03-01`` (what a spreadsheet makes of a
    month) are March; ``2025-Q1``, ``Q1 2025``, ``1e kwartaal 2025`` and ``K1-2025`` the first quarter; ``2025`` the
    year. A day within a month, and anything else, raises ValueError.
    """
    plain = _plain(text)
    for reader in (_day, _numbers, _quarter, _named):
        found = reader(plain)
        if found is not None:
            return found
    raise ValueError(text)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"[\s./_'’–-]+", " ", letters).strip()


def _day(text: str) -> Period | None:
    """A date that stands for its month: the first or the last day of it."""
    iso = re.fullmatch(r"(\d{4}) (\d{1,2}) (\d{1,2})(?: \d\d:.*)?", text)
    dutch = re.fullmatch(r"(\d{1,2}) (\d{1,2}) (\d{4})", text)
    if iso:
        found = date(int(iso[1]), int(iso[2]), int(iso[3]))
    elif dutch:
        found = date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
    elif re.fullmatch(r"[345]\d{4}", text):
        found = _EXCEL_EPOCH + timedelta(days=int(text))
    else:
        return None
    whole = month(found.year, found.month)
    if found not in (whole.starts_on, whole.ends_on):
        raise ValueError(text)
    return whole


def _numbers(text: str) -> Period | None:
    first = re.fullmatch(r"(\d{4}) ?(\d{1,2})", text)
    if first:
        return month(int(first[1]), int(first[2]))
    last = re.fullmatch(r"(\d{1,2}) (\d{4})", text)
    if last:
        return month(int(last[2]), int(last[1]))
    if re.fullmatch(r"\d{4}", text):
        return whole_year(int(text))
    return None


def _quarter(text: str) -> Period | None:
    words = re.sub(r"\b(kwartaal|quarter|kwart|kw|qtr)\b", "q", text)
    words = re.sub(r"\bkw(?=\d)", "q", words)
    words = re.sub(r"\bk(?= ?\d)", "q", words)
    words = re.sub(r"(?<=\d)k(?=\d)", "q", words)
    for word, number in _ORDINALS.items():
        words = re.sub(rf"\b{word} q\b", f"q{number}", words)
    words = re.sub(r"\b([1-4]) q\b", r"q\1", words)
    first = re.fullmatch(r"q ?([1-4]) (?:van |of )?(\d{4})", words)
    last = re.fullmatch(r"(\d{4}) ?q ?([1-4])", words)
    if first:
        return quarter(int(first[2]), int(first[1]))
    return quarter(int(last[1]), int(last[2])) if last else None


def _named(text: str) -> Period | None:
    first = re.fullmatch(r"([a-z]+) (\d{4}|\d{2})", text)
    last = re.fullmatch(r"(\d{4}) ([a-z]+)", text)
    name, year = (first[1], first[2]) if first else (last[2], last[1]) if last else ("", "")
    if name not in _MONTHS:
        return None
    return month(int(year) + (2000 if len(year) == 2 else 0), _MONTHS[name])


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(year)
