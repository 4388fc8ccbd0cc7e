"""Published figures as rows of text, for CSV and XLSX: bands and "too few answers" in words, as on the page."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.words.figures import ItemRow, Sheet, Shown

Row = Sequence[str]
# What a spreadsheet would take for the beginning of a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of an export."""

    name: str
    head: Row
    rows: Sequence[Row]

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """Each row as (name of the column, cell)."""
        return [list(zip(self.head, row, strict=False)) for row in self.rows]


def figures_table(sheet: Sheet) -> Table:
    """The figures of a block or unit: index, shares, response, themes."""
    named: list[tuple[str, Shown]] = [
        (_("Index"), sheet.index),
        (_("Workload too high"), sheet.too_high),
        (_("Workload too low"), sheet.too_low),
        (_("Answers"), sheet.respondents),
        (_("Response"), sheet.response),
        (_("Reliability (Cronbach's alpha)"), sheet.reliability),
        *((_("Theme: %(theme)s") % {"theme": one.label}, one.shown) for one in sheet.themes),
    ]
    return Table(
        _("Figures"),
        (_("Figure"), _("Value"), _("Very likely")),
        [(name, *_words(shown)) for name, shown in named],
    )


def items_table(sheet: Sheet) -> Table:
    """Every statement with its favourable share, its mean, and the spread of its answers."""
    rows = [*sheet.core, *sheet.variable, *([sheet.balance] if sheet.balance else [])]
    return Table(
        _("Statements"),
        (
            _("Statement"),
            _("Theme"),
            _("Favourable"),
            _("Very likely"),
            _("Mean, 100 is good"),
            _("Very likely"),
            _("Spread of the answers"),
        ),
        [_item(row) for row in rows],
    )


def wave_tables(sheet: Sheet) -> list[Table]:
    """The figures and the statements of one block: what a review, its minutes and the export show alike."""
    return [figures_table(sheet), items_table(sheet)]


def _item(row: ItemRow) -> Row:
    none = ("–", "")
    spread = "; ".join(f"{part.label}: {part.shown.value}" for part in row.spread)
    return (
        row.text,
        row.theme,
        *(_words(row.favourable) if row.favourable else none),
        *(_words(row.mean) if row.mean else none),
        spread or row.distribution.reason,
    )


def _words(shown: Shown) -> tuple[str, str]:
    return (shown.reason or shown.value, shown.interval)


def explanation(title: str, about: str) -> Table:
    """The first sheet: what this is and how to read it."""
    return Table(
        _("Explanation"),
        (title,),
        [
            (about,),
            (_("Index, themes and means run from 0 (bad) to 100 (good)."),),
            (_("“Very likely” is the interval in which the figure lies for all staff, in 95 of 100 cases."),),
            (
                _(
                    "Figures are rounded, and small numbers are bands, so that nobody's answer can be worked out. "
                    "Where too few people answered it says so."
                ),
            ),
            (_("Units are in the order of the organisation. These figures are not for comparing teams."),),
        ],
    )


def as_csv(tables: Sequence[Table]) -> bytes:
    """For Dutch Excel: UTF-8 with its mark at the front, semicolons; a blank line between tables."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        for row in (table.head, *table.rows):
            writer.writerow([harmless(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """The text of a cell, with an apostrophe in front where a spreadsheet would see a formula."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """One sheet a table; every cell is text and can be no formula."""
    from openpyxl import Workbook  # takes a tenth of a second: only who exports pays for it
    from openpyxl.styles import Font  # as above
    from openpyxl.utils import get_column_letter  # as above

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet = book.create_sheet(table.name[:31])
        for line, row in enumerate((table.head, *table.rows), start=1):
            for column, text in enumerate(row, start=1):
                cell = sheet.cell(line, column, harmless(text))
                cell.data_type = "s"
                if line == 1:
                    cell.font = Font(bold=True)
        for column in range(1, len(table.head) + 1):
            longest = max(len(row[column - 1]) for row in (table.head, *table.rows) if len(row) >= column)
            sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, WIDEST)
        sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
