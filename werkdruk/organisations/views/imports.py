"""Pages for bringing in a staff file: upload, match columns, preview and apply, undo."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.actions import imports
from werkdruk.organisations.domain.staff_columns import guess
from werkdruk.organisations.domain.staff_diff import Diff
from werkdruk.organisations.domain.staff_file import unpack
from werkdruk.organisations.forms.imports import ApplyForm, ColumnsForm, StaffFileForm
from werkdruk.organisations.models import ImportState, StaffImport
from werkdruk.organisations.queries import import_diff
from werkdruk.organisations.requests import MemberRequest
from werkdruk.organisations.staff_labels import CHANGED, reason, value
from werkdruk.organisations.views import fetch
from werkdruk.organisations.views.tabs import tabs

SHOWN = 200  # lines of each kind on a preview; the counts are of all


@needs("organisations.staff_import")
def import_list(request: MemberRequest) -> HttpResponse:
    """Choosing a file, and the files of the last month."""
    form = StaffFileForm(sent(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        made = attempt(
            form,
            lambda: imports.upload_staff_file(actor=request.member, file_name=file.name, content=file.read()),
        )
        if made is not None:
            return redirect("organisations:import_match", request.organisation.slug, made.id)
    recent = StaffImport.objects.filter(content__isnull=False).select_related("uploaded_by")
    last = StaffImport.objects.applied().order_by("-applied_at").values_list("id", flat=True).first()
    return render(
        request,
        "organisations/import_list.html",
        {
            "form": form,
            "imports": list(recent.defer("content", "undo")[:20]),
            "last_applied": last,
            **tabs(request, "import_list"),
        },
    )


@needs("organisations.staff_import", fetch=fetch.staff_import)
def import_match(request: MemberRequest, staff_import: StaffImport) -> HttpResponse:
    """Which column holds what; guessed from the headings."""
    slug = request.organisation.slug
    if staff_import.state in (ImportState.APPLIED, ImportState.UNDONE):
        return redirect("organisations:import_preview", slug, staff_import.id)
    table = unpack(staff_import.packed)
    guessed = staff_import.mapping or guess(table.headings)
    form = ColumnsForm(sent(request), table=table, guessed=guessed)
    if form.is_valid():
        columns = form.cleaned_data["columns"]
        matched = attempt(
            form,
            lambda: imports.match_columns(actor=request.member, staff_import=staff_import, columns=columns),
        )
        if matched is not None:
            return redirect("organisations:import_preview", slug, staff_import.id)
    return render(
        request,
        "organisations/import_match.html",
        {
            "form": form,
            "staff_import": staff_import,
            "table": table,
            "sample": table.lines[:3],
            **tabs(request, "import_list"),
        },
    )


@needs("organisations.staff_import", fetch=fetch.staff_import)
def import_preview(request: MemberRequest, staff_import: StaffImport) -> HttpResponse:
    """What the file would change, and applying that; for an applied file, what it did."""
    slug = request.organisation.slug
    if staff_import.state == ImportState.UPLOADED:
        return redirect("organisations:import_match", slug, staff_import.id)
    if staff_import.state == ImportState.APPLIED:
        return render(
            request,
            "organisations/import_applied.html",
            {
                "staff_import": staff_import,
                "reason_to_keep": imports.reason_to_keep(staff_import),
                **tabs(request, "import_list"),
            },
        )
    diff = import_diff(staff_import, timezone.localdate())
    form = ApplyForm(
        sent(request),
        missing=len(diff.missing),
        needs_typing=imports.ending_needs_typing(diff),
        initial={"digest": imports.diff_digest(diff)},
    )
    if form.is_valid():
        applied = attempt(
            form,
            lambda: imports.apply_import(
                actor=request.member, staff_import=staff_import, **form.cleaned_data
            ),
        )
        if applied is not None:
            messages.success(request, _("The staff file is applied."))
            return redirect("organisations:import_preview", slug, staff_import.id)
    # After a refusal the form names the preview that this page shows, not the one from before.
    digest = imports.diff_digest(diff)
    return render(
        request,
        "organisations/import_preview.html",
        {
            "staff_import": staff_import,
            "form": form,
            "digest": digest,
            "shown": SHOWN,
            **preview_context(diff),
            **tabs(request, "import_list"),
        },
    )


@needs("organisations.staff_import", fetch=fetch.staff_import)
def import_undo(request: MemberRequest, staff_import: StaffImport) -> HttpResponse:
    """Putting back what was before the last file, after a question."""
    slug = request.organisation.slug
    if request.method == "POST":
        imports.undo_import(actor=request.member, staff_import=staff_import)
        messages.success(request, _("The staff is as it was before this file."))
        return redirect("organisations:import_preview", slug, staff_import.id)
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("Undo the last staff file"),
            "question": _("Undo %(file)s?") % {"file": staff_import.file_name},
            "text": _(
                "Staff and units become exactly as they were before this file. You can apply it again later."
            ),
            "action": _("Undo this staff file"),
            "danger": True,
            "cancel_url": reverse("organisations:import_preview", args=[slug, staff_import.id]),
            **tabs(request, "import_list"),
        },
    )


@needs("organisations.staff_import", fetch=fetch.staff_import)
def import_discard(request: MemberRequest, staff_import: StaffImport) -> HttpResponse:
    """Forgetting a file that was not applied, after a question."""
    slug = request.organisation.slug
    if request.method == "POST":
        imports.discard_import(actor=request.member, staff_import=staff_import)
        messages.success(request, _("The file is deleted. Nothing has changed in the staff."))
        return redirect("organisations:import_list", slug)
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("Delete a file"),
            "question": _("Delete %(file)s?") % {"file": staff_import.file_name},
            "text": _("Nothing changes in the staff."),
            "action": _("Delete this file"),
            "cancel_url": reverse("organisations:import_preview", args=[slug, staff_import.id]),
            **tabs(request, "import_list"),
        },
    )


def preview_context(diff: Diff) -> dict[str, Any]:
    """What the preview shows of `diff`, in words; the first `SHOWN` of each kind."""
    return {
        "diff": diff,
        "added": [{"row": row, "unit": value("unit", row.path)} for row in diff.added[:SHOWN]],
        "changed": [
            {
                "name": change.row.name,
                "line": change.row.line,
                "returns": change.returns,
                "changes": [
                    {"label": CHANGED[field], "old": value(field, old), "new": value(field, new)}
                    for field, (old, new) in change.fields.items()
                ],
            }
            for change in diff.changed[:SHOWN]
        ],
        "missing": [
            {"person": person, "unit": value("unit", person.path)} for person in diff.missing[:SHOWN]
        ],
        "refused": [{"refusal": refusal, "reason": reason(refusal)} for refusal in diff.refused[:SHOWN]],
        "new_units": [value("unit", path) for path in diff.new_units[:SHOWN]],
        "missing_percent": round(100 * diff.missing_share),
        "changes_nothing": not (diff.added or diff.changed or diff.missing or diff.new_units),
    }
