"""Tables as files: what a spreadsheet opens without working out a formula that somebody typed."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

# What makes a spreadsheet take a cell for a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its file without an ending, its head, its rows of text."""

    name: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]


def safe_cell(text: str) -> str:
    """`text` as it can stand in a cell: what looks like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def as_csv(table: Table) -> bytes:
    """The table as CSV that Excel in Dutch opens at once: UTF-8 with its mark, semicolons, lines of Windows."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(cell) for cell in table.head])
    writer.writerows([safe_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def safe_name(text: str) -> str:
    """`text` as the name of a file: small letters, figures, points and dashes only, never a way out of a folder."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in text.lower())
    return "-".join(part for part in kept.split("-") if part)[:80] or "x"


def unique(names: Iterable[str]) -> list[str]:
    """`names` with a number behind those that come again."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return made
