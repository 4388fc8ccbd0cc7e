"""Pages for bringing in a file with figures: upload, match columns, preview and apply, undo."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from projects.actions import figure_files as actions
from projects.domain.figure_cells import guess
from projects.domain.figure_diff import Diff
from projects.domain.figure_rows import Row
from projects.forms.figures import ApplyFiguresForm, FigureColumnsForm, FigureFileForm
from projects.models import FigureImport, FigureKind
from projects.queries import figures as reads
from projects.words.figures import FIELDS, period_name, reason, shown_value
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.domain.staff_file import unpack
from werkdruk.organisations.models import ImportState
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest

SHOWN = 200  # lines of each kind on a preview; the counts are of all
_COLUMNS = ("kind", "unit", "period", "people", "value", "numerator", "denominator")


@needs("projects.bring_figures")
@require_http_methods(["GET", "HEAD", "POST"])
def figure_file_list(request: MemberRequest) -> HttpResponse:
    """Choosing a file, and the last files."""
    form = FigureFileForm(sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        made = attempt(
            form,
            lambda: actions.upload_figure_file(
                actor=request.member,
                file_name=file.name,
                content=file.read(),
                form_key=form.cleaned_data["form_key"],
            ),
        )
        if made is not None:
            return redirect("projects:figure_file_match", request.organisation.slug, made.id)
    return render(
        request,
        "projects/figures/files.html",
        {
            "form": form,
            "files": list(reads.figure_files()),
            "last_applied": reads.last_applied(),
            "kinds": FigureKind.labels,
        },
        status=400 if form.is_bound else 200,
    )


@needs("projects.bring_figures")
@require_safe
def figure_file_template(request: MemberRequest) -> HttpResponse:
    """An empty file with the headings and two lines as an example, in the language of the page."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([str(FIELDS[name]) for name in _COLUMNS])
    absence, turnover = FigureKind.ABSENCE.label, FigureKind.TURNOVER.label
    writer.writerow([absence, _("whole organisation"), "2026-09", "240", "5,8", "", ""])
    writer.writerow([turnover, _("whole organisation"), "2026-Q3", "240", "", "31", "240"])
    # The mark at the beginning tells Excel that this is UTF-8.
    response = HttpResponse(f"\ufeff{target.getvalue()}", content_type="text/csv; charset=utf-8")
    name = _("figures-template")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@needs("projects.bring_figures", fetch=reads.find_figure_file)
@require_http_methods(["GET", "HEAD", "POST"])
def figure_file_match(request: MemberRequest, figure_import: FigureImport) -> HttpResponse:
    """Which column holds what; guessed from the headings."""
    slug = request.organisation.slug
    if figure_import.state in (ImportState.APPLIED, ImportState.UNDONE):
        return redirect("projects:figure_file_preview", slug, figure_import.id)
    table = unpack(figure_import.packed)
    mapping = figure_import.mapping
    guessed = mapping.get("columns") or guess(table.headings)
    form = FigureColumnsForm(
        sent(request),
        table=table,
        guessed=guessed,
        kind=mapping.get("kind", ""),
        shares=mapping.get("shares", False),
    )
    if form.is_valid():
        matched = attempt(
            form,
            lambda: actions.match_figure_columns(
                actor=request.member,
                figure_import=figure_import,
                columns=form.cleaned_data["columns"],
                kind=form.cleaned_data["kind"],
                shares=form.cleaned_data["shares"],
            ),
        )
        if matched is not None:
            return redirect("projects:figure_file_preview", slug, figure_import.id)
    return render(
        request,
        "projects/figures/match.html",
        {"form": form, "figure_import": figure_import, "table": table, "sample": table.lines[:3]},
        status=400 if form.is_bound else 200,
    )


@needs("projects.bring_figures", fetch=reads.find_figure_file)
@require_http_methods(["GET", "HEAD", "POST"])
def figure_file_preview(request: MemberRequest, figure_import: FigureImport) -> HttpResponse:
    """What the file would change, and applying that; for an applied file, what it did."""
    slug = request.organisation.slug
    if figure_import.state == ImportState.UPLOADED:
        return redirect("projects:figure_file_match", slug, figure_import.id)
    if figure_import.state in (ImportState.APPLIED, ImportState.UNDONE):
        return render(
            request,
            "projects/figures/applied.html",
            {"figure_import": figure_import, "reason_to_keep": actions.reason_to_keep(figure_import)},
        )
    diff = reads.file_diff(figure_import, timezone.localdate())
    digest = actions.diff_digest(diff)
    form = ApplyFiguresForm(sent(request), refused=len(diff.refused), initial={"digest": digest})
    if form.is_valid():
        applied = attempt(
            form,
            lambda: actions.apply_figure_file(
                actor=request.member, figure_import=figure_import, **form.cleaned_data
            ),
        )
        if applied is not None:
            messages.success(request, _("The figures are brought in."))
            return redirect("projects:figure_file_preview", slug, figure_import.id)
    return render(
        request,
        "projects/figures/preview.html",
        {"figure_import": figure_import, "form": form, "digest": digest, **_preview(diff)},
        status=400 if form.is_bound else 200,
    )


@needs("projects.bring_figures", fetch=reads.find_figure_file)
@require_http_methods(["GET", "HEAD", "POST"])
def figure_file_undo(request: MemberRequest, figure_import: FigureImport) -> HttpResponse:
    """Putting back what was before the last file, after a question."""
    slug = request.organisation.slug
    if request.method == "POST":
        actions.undo_figure_file(actor=request.member, figure_import=figure_import)
        messages.success(request, _("The figures are as they were before this file."))
        return redirect("projects:figure_file_list", slug)
    return render(
        request,
        "projects/figures/confirm.html",
        {
            "heading": _("Undo the last file"),
            "question": _("Undo %(file)s?") % {"file": figure_import.file_name},
            "text": _("What it added is removed, and what it changed becomes as it was."),
            "action": _("Undo this file"),
            "danger": True,
            "cancel_url": reverse("projects:figure_file_preview", args=[slug, figure_import.id]),
        },
    )


@needs("projects.bring_figures", fetch=reads.find_figure_file)
@require_http_methods(["GET", "HEAD", "POST"])
def figure_file_discard(request: MemberRequest, figure_import: FigureImport) -> HttpResponse:
    """Forgetting a file that was not applied, after a question."""
    slug = request.organisation.slug
    if request.method == "POST":
        actions.discard_figure_file(actor=request.member, figure_import=figure_import)
        messages.success(request, _("The file is deleted. No figure has changed."))
        return redirect("projects:figure_file_list", slug)
    return render(
        request,
        "projects/figures/confirm.html",
        {
            "heading": _("Delete a file"),
            "question": _("Delete %(file)s?") % {"file": figure_import.file_name},
            "text": _("No figure changes."),
            "action": _("Delete this file"),
            "cancel_url": reverse("projects:figure_file_list", args=[slug]),
        },
    )


def _preview(diff: Diff[Any]) -> dict[str, Any]:
    """What the preview shows of `diff`, in words; the first `SHOWN` of each kind."""
    names = {key: unit.name for key, unit in unit_tree().units.items()}

    def shown(row: Row[Any]) -> dict[str, Any]:
        return {
            "line": row.line,
            "kind": FigureKind(row.kind).label,
            "unit": names[row.unit] if row.unit else _("whole organisation"),
            "period": period_name(row.period),
            "people": row.people,
            "value": shown_value(row.kind, row.value),
        }

    refused = []
    for one in diff.refused[:SHOWN]:
        wrong, advice = reason(one)
        refused.append(
            {"line": one.line, "column": FIELDS.get(one.column, ""), "wrong": wrong, "advice": advice}
        )
    return {
        "counts": {
            "added": len(diff.added),
            "changed": len(diff.changed),
            "unchanged": len(diff.unchanged),
            "refused": len(diff.refused),
        },
        "added": [shown(row) for row in diff.added[:SHOWN]],
        "changed": [
            {
                **shown(one.row),
                "old": shown_value(one.row.kind, one.stored.value),
                "old_people": one.stored.people,
            }
            for one in diff.changed[:SHOWN]
        ],
        "refused": refused,
        "shown": SHOWN,
    }
