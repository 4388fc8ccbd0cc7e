"""A file with figures: upload, match, apply, undo. Nothing is written before `apply_figure_file`; then all of it."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.figure_references import fill_references
from projects.actions.figures import fields_of, lock_figures
from projects.actions.guard import name_of
from projects.domain import figure_remainders
from projects.domain.figure_diff import Diff
from projects.models import FigureImport, HrFigure
from projects.models.signals import FIGURE_FILE_KEPT
from projects.queries import figures as reads
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.domain.staff_file import FileProblem, pack, read_table
from werkdruk.organisations.models import ImportState, Membership
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.staff_labels import PROBLEMS

_WRITTEN = ["people", "value", "numerator", "denominator", "source", "by_name", "version", "at"]
_BATCH = 2000


@transaction.atomic
def upload_figure_file(
    *, actor: Membership, file_name: str, content: bytes, form_key: UUID | None = None
) -> FigureImport:
    """Keep the table in `content` for matching; a form that arrives twice keeps one. Raises `Refused`."""
    if form_key is not None:
        there = FigureImport.objects.filter(form_key=form_key).first()
        if there is not None:
            return there
    try:
        table = read_table(content)
    except FileProblem as problem:
        raise Refused(str(PROBLEMS[problem.problem])) from problem
    return FigureImport.objects.create(
        file_name=file_name[:200],
        content=pack(table),
        by=actor.user,
        by_name=name_of(actor),
        form_key=form_key,
    )


@transaction.atomic
def match_figure_columns(
    *, actor: Membership, figure_import: FigureImport, columns: Mapping[str, int], kind: str, shares: bool
) -> FigureImport:
    """Keep how the file is read; the preview follows from it."""
    current = _locked(figure_import)
    if current.state not in (ImportState.UPLOADED, ImportState.MATCHED):
        raise Refused(_("This file was applied already. Upload it again to match its columns differently."))
    current.mapping = {"columns": dict(columns), "kind": kind, "shares": shares}
    current.state = ImportState.MATCHED
    current.save()
    return current


@transaction.atomic
def discard_figure_file(*, actor: Membership, figure_import: FigureImport) -> None:
    """Forget a file that was not applied."""
    current = _locked(figure_import)
    if current.state in (ImportState.APPLIED, ImportState.UNDONE):
        raise Refused(_("This file was applied. Nothing of the file itself is kept."))
    current.delete()


def diff_digest(diff: Diff[UUID]) -> str:
    """A short name for what a preview showed; another diff has another name."""
    parts = [
        [(row.line, str(row.value), row.people) for row in diff.added],
        [(change.row.line, str(change.row.value), str(change.stored.value)) for change in diff.changed],
        [(one.line, one.wrong.value) for one in diff.refused],
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


@transaction.atomic
def apply_figure_file(
    *, actor: Membership, figure_import: FigureImport, digest: str, leave_out: bool = False
) -> FigureImport:
    """Write what the preview showed, all or nothing. A second call for an applied file changes nothing.

    `digest` names the preview that HR saw; where the figures changed since, that is refused. Refused lines stand in
    the way unless `leave_out` says that the rest is wanted without them.
    """
    lock_figures()
    current = _locked(figure_import)
    if current.state == ImportState.APPLIED:
        return current
    if current.state != ImportState.MATCHED or not current.content:
        raise Refused(_("Match the columns of this file first."))
    diff = reads.file_diff(current, timezone.localdate())
    if diff_digest(diff) != digest:
        raise Refused(
            _("The figures changed since you saw this preview. Look at it again and apply it then.")
        )
    if diff.refused and not leave_out:
        raise Refused(_("Some lines are refused. Correct your file, or choose to leave those lines out."))
    if not diff.added and not diff.changed:
        raise Refused(_("There is nothing in this file to bring in."))
    now = timezone.now()
    HrFigure.objects.bulk_create(
        (HrFigure(**fields_of(row), source=current, by_name=name_of(actor), at=now) for row in diff.added),
        batch_size=_BATCH,
    )
    current.undo = {"added": len(diff.added), "changed": _change(diff, current, actor, now)}
    current.rows, current.left_out = len(diff.added) + len(diff.changed), len(diff.refused)
    current.state, current.applied_at, current.undone_at = ImportState.APPLIED, now, None
    # Whatever else stood in the file is of no use here and goes at once.
    current.content, current.mapping = None, {}
    current.by, current.by_name = actor.user, name_of(actor)
    current.save()
    fill_references()
    audit.record(
        "projects.figures_imported",
        actor=actor,
        subject=current.file_name,
        added=len(diff.added),
        changed=len(diff.changed),
        left_out=len(diff.refused),
    )
    return current


@transaction.atomic
def undo_figure_file(*, actor: Membership, figure_import: FigureImport) -> FigureImport:
    """Put the figures back as they were before the last file. A second call changes nothing."""
    lock_figures()
    current = _locked(figure_import)
    if current.state == ImportState.UNDONE:
        return current
    reason = reason_to_keep(current)
    if reason:
        raise Refused(reason)
    undo: dict[str, Any] = current.undo or {"added": 0, "changed": []}
    _put_back(current, undo)
    current.state, current.undone_at, current.undo = ImportState.UNDONE, timezone.now(), None
    current.save()
    audit.record("projects.figures_undone", actor=actor, subject=current.file_name, rows=current.rows)
    return current


def reason_to_keep(figure_import: FigureImport) -> str | None:
    """Why this file cannot be undone, in a sentence; None when it can."""
    if figure_import.state != ImportState.APPLIED:
        return _("This file is not applied.")
    if reads.last_applied() != figure_import.id:
        return _("Only the last file can be undone.")
    return None


def forget_figure_files() -> None:
    """Delete files that were uploaded a week ago and never applied."""
    waiting = FigureImport.objects.filter(state__in=[ImportState.UPLOADED, ImportState.MATCHED])
    waiting.filter(at__lt=timezone.now() - FIGURE_FILE_KEPT).delete()


def _locked(figure_import: FigureImport) -> FigureImport:
    found = FigureImport.objects.select_for_update(of=("self",)).filter(id=figure_import.id).first()
    if found is None:
        raise Refused(_("This file is not here any more. Upload it again."))
    return found


def _change(diff: Diff[UUID], source: FigureImport, actor: Membership, now: Any) -> list[dict[str, Any]]:
    wanted = {change.stored.id: change.row for change in diff.changed}
    if not wanted:
        return []
    rows = list(HrFigure.objects.select_for_update().filter(id__in=wanted))
    notes = []
    for one in rows:
        row = wanted[one.id]
        notes.append(
            {
                "id": str(one.id),
                "people": one.people,
                "value": str(one.value),
                "numerator": None if one.numerator is None else str(one.numerator),
                "denominator": None if one.denominator is None else str(one.denominator),
                "source": None if one.source_id is None else str(one.source_id),
                "by_name": one.by_name,
                "version": one.version,
            }
        )
        one.people, one.value = row.people, row.value
        one.numerator, one.denominator = row.numerator, row.denominator
        one.source, one.by_name, one.at = source, name_of(actor), now
        one.version += 1
    HrFigure.objects.bulk_update(rows, _WRITTEN, batch_size=_BATCH)
    return notes


def _put_back(source: FigureImport, undo: dict[str, Any]) -> None:
    """Take away what the file added and restore what it changed; refuse where somebody changed those since."""
    notes = {UUID(note["id"]): note for note in undo["changed"]}
    brought = HrFigure.objects.filter(source=source)
    added = brought.exclude(id__in=notes)
    changed = {one.id: one for one in brought.filter(id__in=notes).select_for_update()}
    untouched = added.filter(version=1).count() == undo["added"] and added.count() == undo["added"]
    same = len(changed) == len(notes) and all(
        changed[key].version == note["version"] + 1 for key, note in notes.items()
    )
    if not untouched or not same:
        raise Refused(_("This file cannot be undone: figures of it were changed or removed after it."))
    added.delete()
    for key, note in notes.items():
        one = changed[key]
        one.people, one.value = note["people"], Decimal(note["value"])
        one.numerator, one.denominator = _number(note["numerator"]), _number(note["denominator"])
        one.source_id = UUID(note["source"]) if note["source"] else None
        one.by_name, one.version = note["by_name"], note["version"] + 2
    if changed:
        HrFigure.objects.bulk_update(list(changed.values()), _WRITTEN, batch_size=_BATCH)
    known = [
        figure_remainders.Known(one.id, one.kind, one.unit, one.period, one.people)
        for one in reads.stored_figures()
    ]
    if figure_remainders.too_small(known, unit_tree().children):
        raise Refused(
            _(
                "This file cannot be undone: with the figures that came after it, a small group could be found."
            )
        )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
