"""Papers as documents: the minutes of the kick-off, the inspection file, the annex to the statutory action plan."""

import io
import zipfile
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from projects import queries
from projects.documents import KICKOFF_KINDS
from projects.domain.tables import Table, as_csv, safe_cell, safe_name, unique
from projects.inspection_tables import annex_table, inspection_tables
from projects.models import KickoffItem, PaperKind, PlanDocument, Project, Stand
from projects.path import stones, whereabouts
from projects.queries import annex, inspection, meetings
from projects.queries.papers import papers_of
from projects.words.kickoff import HEADINGS, party_name, point_text
from projects.words.papers import file_word
from projects.words.steps import TITLES
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Organisation
from werkdruk.organisations.queries import unit_tree

# A sheet's cell in Excel holds no more.
LONGEST_CELL = 32_000


def minutes_html(project: Project, *, language: str, made_by: str) -> str:
    """The minutes of the kick-off of this round as HTML, ready to be laid out; inside the tenant's scope."""
    with translation.override(language):
        context = _shared(project, language, made_by)
        organisation = context["organisation"]
        meeting = meetings.meeting_of(project)
        asked = meetings.participants(meeting) if meeting else []
        stands = project.stands.filter(round=project.round)
        found = meetings.agreed(project)
        return render_to_string(
            "projects/pdf/kickoff.html",
            {
                **context,
                "meeting": meeting,
                "present": _people([one for one in asked if one.came], organisation),
                "absent": _people([one for one in asked if one.came is False], organisation),
                "unknown": _people([one for one in asked if one.came is None], organisation),
                "kickoff": [
                    {**point, "actions": found.about(point["item"].id)}
                    for point in _points(queries.kickoff_items(project), organisation)
                ],
                "agreed": found.every,
                "stands": _stands(list(stands), organisation),
            },
        )


def inspection_html(project: Project, *, language: str, made_by: str) -> str:
    """The inspection file as HTML, ready to be laid out; inside the tenant's scope."""
    with translation.override(language):
        context = _shared(project, language, made_by)
        organisation = context["organisation"]
        file = inspection.gather(project)
        return render_to_string(
            "projects/pdf/inspection.html",
            {
                **context,
                "file": file,
                "path": stones(queries.position_of(project)),
                "steps": [(TITLES[step.number], step) for step in file.steps],
                "kickoffs": [
                    {
                        "row": row,
                        "points": _points(row.items, organisation),
                        "people": _people([one for one in row.people if one.came is not False], organisation),
                        "stands": _stands(row.stands, organisation),
                    }
                    for row in file.kickoffs
                ],
                "annex": annex.rows(project),
                "plans": list(queries.documents(project)),
                "papers": list(papers_of(project)),
                "many_rounds": project.round > 1,
            },
        )


def annex_html(project: Project | None, *, language: str, made_by: str) -> str:
    """The annex of a project, or of the whole organisation, as HTML; inside the tenant's scope."""
    with translation.override(language):
        return render_to_string(
            "projects/pdf/annex.html",
            {**_shared(project, language, made_by), "rows": annex.rows(project)},
        )


def annex_data(project: Project | None, *, language: str) -> Table:
    """The annex as a table; inside the tenant's scope."""
    with translation.override(language):
        return annex_table(annex.rows(project))


def workbook(table: Table) -> bytes:
    """The table as a spreadsheet: text only, so that nothing is worked out; a head that stays in view."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.name[:31])
    sheet.freeze_panes = "A2"
    for place, head in enumerate(table.head, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(14, min(48, len(head) + 12))
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate([table.head, *table.rows]):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=safe_cell(_plain(text))[:LONGEST_CELL])
            cell.data_type = "s"
            cell.alignment = wrapped
            if number == 0:
                cell.font = bold
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zip_contents(project: Project, *, language: str) -> list[tuple[str, bytes]]:
    """What goes into the ZIP beside the inspection file itself: tables, papers, plans, and what they are."""
    with translation.override(language):
        organisation = Organisation.objects.get(id=current_organisation_id())
        tables = inspection_tables(inspection.gather(project), organisation)
        tables.append(annex_table(annex.rows(project)))
        folder, word = safe_name(pgettext("file name", "tables")), safe_name(pgettext("file name", "papers"))
        files = [
            (f"{folder}/{safe_name(name)}.csv", as_csv(table))
            for name, table in zip(unique(table.name for table in tables), tables, strict=True)
        ]
    for plan in PlanDocument.objects.filter(project=project).order_by("number"):
        name = {"nl": "projectplan"}.get(plan.language, "project-plan")
        files.append((f"{word}/{name}-v{plan.number}.pdf", bytes(plan.content)))
    kept = papers_of(project).exclude(kind__in=[PaperKind.INSPECTION, PaperKind.INSPECTION_ZIP])
    endings = {"application/pdf": "pdf", "text/csv": "csv"}
    for paper in kept.defer(None).order_by("kind", "number"):
        name = safe_name(file_word(paper.kind, paper.language))
        ending = endings.get(paper.media_type, "xlsx")
        files.append((f"{word}/{name}-v{paper.number}.{ending}", bytes(paper.content)))
    return files


def pack(project: Project, pdf: bytes, files: list[tuple[str, bytes]], *, language: str) -> bytes:
    """The ZIP: the inspection file, `files`, and a text in Dutch and English that says what each one is."""
    first = f"{safe_name(file_word(PaperKind.INSPECTION, language))}.pdf"
    names = [first, *(name for name, _content in files)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("LEESMIJ-README.txt", _readme(project, names).encode("utf-8-sig"))
        packed.writestr(first, pdf)
        for name, content in files:
            packed.writestr(name, content)
    return out.getvalue()


def _readme(project: Project, names: list[str]) -> str:
    parts = []
    for language in ("nl", "en"):
        with translation.override(language):
            parts.append(
                render_to_string(
                    "projects/pdf/readme.txt",
                    {
                        "project": project,
                        "day": date_format(timezone.localdate(), "DATE_FORMAT"),
                        "names": names,
                    },
                ).strip()
            )
    return ("\n\n" + "-" * 60 + "\n\n").join(parts).replace("\n", "\r\n") + "\r\n"


def _plain(text: str) -> str:
    """Without the control characters that a spreadsheet refuses."""
    return "".join(letter for letter in text if letter in "\n\t" or letter >= " ")


def _shared(project: Project | None, language: str, made_by: str) -> dict[str, Any]:
    return {
        "project": project,
        "organisation": Organisation.objects.get(id=current_organisation_id()),
        "whereabouts": whereabouts(project, unit_tree()) if project else _("The whole organisation"),
        "today": timezone.localdate(),
        "language": language,
        "made_by": made_by,
    }


def _points(items: list[KickoffItem], organisation: Organisation) -> list[dict[str, Any]]:
    return [
        {
            "item": item,
            "heading": HEADINGS[item.code[0]] if item.code in ("1a", item.code[0]) else "",
            "text": point_text(item.code, organisation),
            "kind": KICKOFF_KINDS[item.state],
        }
        for item in items
    ]


def _stands(stands: list[Stand], organisation: Organisation) -> list[tuple[str, Stand]]:
    order = ("management", "staff_council", "staff")
    return [
        (party_name(stand.party, organisation), stand)
        for stand in sorted(stands, key=lambda one: order.index(one.party))
    ]


def _people(people: list[Any], organisation: Organisation) -> list[tuple[str, str]]:
    """Name, and for whom somebody spoke."""
    return [(one.name, party_name(one.speaks_for, organisation) if one.speaks_for else "") for one in people]
