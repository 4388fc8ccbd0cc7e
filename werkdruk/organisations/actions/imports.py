"""Bringing in a staff file: upload, match, apply, undo. Nothing changes before `apply_import`."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import ForeignObjectRel, ProtectedError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations import registry
from werkdruk.organisations.domain.staff_diff import Diff
from werkdruk.organisations.domain.staff_file import FileProblem, only_columns, pack, read_table, unpack
from werkdruk.organisations.models import Employee, ImportState, Membership, Organisation, StaffImport, Unit
from werkdruk.organisations.queries import import_diff, unit_paths
from werkdruk.organisations.staff_labels import PROBLEMS

# Ending more of the present staff than this part asks for a typed confirmation.
ENDING_ASKS_ABOVE = 0.10
_STORED = ("name", "staff_number", "email", "unit_id", "joined_on", "do_not_invite", "left_at")
_BATCH = 2000


def upload_staff_file(*, actor: Membership, file_name: str, content: bytes) -> StaffImport:
    """Keep the table in `content` for matching. Raises `Refused` for a file that cannot be used."""
    try:
        table = read_table(content)
    except FileProblem as problem:
        raise Refused(str(PROBLEMS[problem.problem])) from problem
    return StaffImport.objects.create(file_name=file_name[:200], content=pack(table), uploaded_by=actor.user)


def match_columns(*, actor: Membership, staff_import: StaffImport, columns: Mapping[str, int]) -> StaffImport:
    """Keep how the columns are read; the preview follows from it."""
    staff_import = _locked(staff_import)
    if staff_import.state not in (ImportState.UPLOADED, ImportState.MATCHED):
        raise Refused(_("This file was applied already. Upload it again to match its columns differently."))
    staff_import.mapping = dict(columns)
    staff_import.state = ImportState.MATCHED
    staff_import.save()
    return staff_import


def discard_import(*, actor: Membership, staff_import: StaffImport) -> None:
    """Forget an uploaded file that was not applied."""
    staff_import = _locked(staff_import)
    if staff_import.state in (ImportState.APPLIED, ImportState.UNDONE):
        raise Refused(_("This file was applied. It is deleted by itself 30 days after the upload."))
    staff_import.delete()


def diff_digest(diff: Diff) -> str:
    """A short name for what a preview showed; another diff has another name."""
    parts = [
        [(row.line, row.path) for row in diff.added],
        [(str(change.known.id), sorted(change.fields.items())) for change in diff.changed],
        sorted(str(person.id) for person in diff.missing),
        diff.new_units,
    ]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:20]


def ending_needs_typing(diff: Diff) -> bool:
    """Whether so many people are missing from the file that HR has to type their number to end them."""
    return diff.missing_share > ENDING_ASKS_ABOVE


def apply_import(
    *,
    actor: Membership,
    staff_import: StaffImport,
    digest: str,
    end_missing: bool = False,
    typed_count: int | None = None,
) -> StaffImport:
    """Write what the preview showed, all or nothing. A second call for an applied import changes nothing.

    `digest` names the preview that HR saw; where the staff changed since, that is refused. With `end_missing`
    people who are not in the file have left; above `ENDING_ASKS_ABOVE` HR has to have typed how many.
    """
    _lock_staff()
    staff_import = _locked(staff_import)
    if staff_import.state == ImportState.APPLIED:
        return staff_import
    if staff_import.state == ImportState.UPLOADED or not staff_import.content:
        raise Refused(_("Match the columns of this file first."))
    diff = import_diff(staff_import, timezone.localdate())
    if diff_digest(diff) != digest:
        raise Refused(_("The staff changed since you saw this preview. Look at it again and apply it then."))
    if end_missing and ending_needs_typing(diff) and typed_count != len(diff.missing):
        raise Refused(
            _("You are ending the service of %(count)s people. Type that number to confirm.")
            % {"count": len(diff.missing)}
        )
    staff_import.remove_missing = end_missing
    now = timezone.now()
    unit_ids, new_units = _make_units(diff)
    undo: dict[str, Any] = {"units": [str(unit.id) for unit in new_units]}
    undo["added"] = _add(diff, unit_ids, now)
    undo["changed"] = _change(diff, unit_ids, now)
    undo["ended"] = _end(diff, now) if end_missing else []
    staff_import.counts = counts(diff, end_missing=end_missing)
    staff_import.undo = undo
    staff_import.state, staff_import.applied_at, staff_import.undone_at = ImportState.APPLIED, now, None
    # What nobody matched (salary, date of birth) is of no use here and goes at once.
    smaller, staff_import.mapping = only_columns(unpack(staff_import.packed), staff_import.mapping)
    staff_import.content = pack(smaller)
    staff_import.save()
    audit.record(
        "organisations.staff_imported", actor=actor, subject=staff_import.file_name, **staff_import.counts
    )
    registry.staff_changed()
    return staff_import


def counts(diff: Diff, *, end_missing: bool) -> dict[str, int]:
    """How many people each kind of change is about: what the works council reads in the log."""
    changed = [change.fields for change in diff.changed]
    return {
        "added": len(diff.added),
        "changed": len(diff.changed),
        "returned": sum(change.returns for change in diff.changed),
        "moved": sum("unit" in fields for fields in changed),
        "new_address": sum("email" in fields for fields in changed),
        "do_not_invite": sum("do_not_invite" in fields for fields in changed)
        + sum(bool(row.do_not_invite) for row in diff.added),
        "ended": len(diff.missing) if end_missing else 0,
        "unchanged": len(diff.unchanged),
        "refused": len(diff.refused),
        "new_units": len(diff.new_units),
    }


def undo_import(*, actor: Membership, staff_import: StaffImport) -> StaffImport:
    """Put staff and units back exactly as they were before the last import. A second call changes nothing."""
    _lock_staff()
    staff_import = _locked(staff_import)
    if staff_import.state == ImportState.UNDONE:
        return staff_import
    reason = reason_to_keep(staff_import)
    if reason:
        raise Refused(reason)
    undo = staff_import.undo or {}
    _put_back(undo)
    _take_away(undo)
    staff_import.state, staff_import.undone_at, staff_import.undo = ImportState.UNDONE, timezone.now(), None
    staff_import.save()
    audit.record(
        "organisations.staff_import_undone",
        actor=actor,
        subject=staff_import.file_name,
        **staff_import.counts,
    )
    registry.staff_changed()
    return staff_import


def reason_to_keep(staff_import: StaffImport) -> str | None:
    """Why this import cannot be undone, in a sentence; None when it can."""
    if staff_import.state != ImportState.APPLIED:
        return _("This file is not applied.")
    last = StaffImport.objects.applied().order_by("-applied_at").first()
    if last is None or last.id != staff_import.id:
        return _("Only the last import can be undone.")
    if staff_import.undo is None:
        return _("This import is older than 30 days. What was before it is no longer kept.")
    return registry.reason_not_to_undo()


def forget_old_imports() -> None:
    """Delete the content of files uploaded longer than 30 days ago; what they did stays in the log."""
    old = StaffImport.objects.past_keeping()
    old.filter(state__in=[ImportState.UPLOADED, ImportState.MATCHED]).delete()
    old.update(content=None, undo=None, file_name="")


def _locked(staff_import: StaffImport) -> StaffImport:
    """The import as it is now, its row held until the end of the transaction."""
    found = StaffImport.objects.select_for_update().filter(id=staff_import.id).first()
    if found is None:
        raise Refused(_("This file is not here any more. Upload it again."))
    return found


def _lock_staff() -> None:
    """One change of the whole staff at a time."""
    Organisation.objects.select_for_update(no_key=True).get(id=current_organisation_id())


def _make_units(diff: Diff) -> tuple[dict[tuple[str, ...], UUID], list[Unit]]:
    """Make the new units, parents first; the ids of all units by path, and the new ones."""
    ids = {path: unit_id for unit_id, path in unit_paths().items()}
    made: list[Unit] = []
    for path in diff.new_units:
        unit = Unit(name=path[-1], parent_id=ids[path[:-1]] if len(path) > 1 else None)
        ids[path] = unit.id
        made.append(unit)
    Unit.objects.bulk_create(made, batch_size=_BATCH)
    return ids, made


def _add(diff: Diff, unit_ids: Mapping[tuple[str, ...], UUID], now: datetime) -> list[dict[str, Any]]:
    people = [
        Employee(
            staff_number=row.staff_number,
            name=row.name,
            email=row.email or "",
            unit_id=unit_ids[row.path],
            joined_on=row.joined_on,
            do_not_invite=bool(row.do_not_invite),
            added_at=now,
        )
        for row in diff.added
    ]
    Employee.objects.bulk_create(people, batch_size=_BATCH)
    return [{"id": str(person.id), "after": _as_stored(person)} for person in people]


def _change(diff: Diff, unit_ids: Mapping[tuple[str, ...], UUID], now: datetime) -> list[dict[str, Any]]:
    wanted = {change.known.id: change for change in diff.changed}
    people = list(Employee.objects.filter(id__in=wanted).select_for_update())
    notes = []
    for person in people:
        before = _as_stored(person)
        change = wanted[person.id]
        for field, (_old, new) in change.fields.items():
            if field == "unit":
                person.unit_id = unit_ids[change.row.path]
            else:
                setattr(person, field, new)
        person.left_at = None
        notes.append({"id": str(person.id), "before": before, "after": _as_stored(person)})
    _write(people)
    return notes


def _end(diff: Diff, now: datetime) -> list[dict[str, Any]]:
    people = list(Employee.objects.filter(id__in=[person.id for person in diff.missing]).select_for_update())
    notes = []
    for person in people:
        before = _as_stored(person)
        person.left_at = now
        notes.append({"id": str(person.id), "before": before, "after": _as_stored(person)})
    _write(people)
    return notes


def _write(people: list[Employee]) -> None:
    if people:
        Employee.objects.bulk_update(people, list(_STORED), batch_size=_BATCH)


def _as_stored(person: Employee) -> list[Any]:
    """The fields that an import can change, in the order of `_STORED`, as JSON has them."""
    return [
        person.name,
        person.staff_number,
        person.email,
        str(person.unit_id),
        person.joined_on.isoformat() if person.joined_on else None,
        person.do_not_invite,
        person.left_at.isoformat() if person.left_at else None,
    ]


def _restore(person: Employee, stored: list[Any]) -> None:
    name, number, email, unit_id, joined_on, do_not_invite, left_at = stored
    person.name, person.staff_number, person.email = name, number, email
    person.unit_id, person.do_not_invite = UUID(unit_id), do_not_invite
    person.joined_on = _day(joined_on)
    person.left_at = parse_datetime(left_at) if left_at else None


def _day(text: str | None) -> date | None:
    return parse_date(text) if text else None


def _put_back(undo: dict[str, Any]) -> None:
    """Give everyone changed or ended the state from before; refuse where somebody changed them since."""
    notes = {UUID(note["id"]): note for note in [*undo["changed"], *undo["ended"], *undo["added"]]}
    people = {person.id: person for person in Employee.objects.filter(id__in=notes).select_for_update()}
    touched = [
        note["after"][0]
        for person_id, note in notes.items()
        if person_id not in people or _as_stored(people[person_id]) != note["after"]
    ]
    if touched:
        raise Refused(
            _("This import cannot be undone: %(name)s was changed after it.") % {"name": min(touched)}
            if len(touched) == 1
            else _("This import cannot be undone: %(name)s and %(more)s others were changed after it.")
            % {"name": min(touched), "more": len(touched) - 1}
        )
    restored = []
    for person_id, note in notes.items():
        if "before" in note:
            _restore(people[person_id], note["before"])
            restored.append(people[person_id])
    # The people who were added may hold numbers that others had before.
    Employee.objects.filter(id__in=[note["id"] for note in undo["added"]]).delete()
    _write(restored)


def _take_away(undo: dict[str, Any]) -> None:
    """Remove the units that the import made; refuse where something else uses them by now."""
    ids = [UUID(unit_id) for unit_id in undo["units"]]
    # Hidden relations too: most tables point at a unit without a name for the way back.
    for relation in Unit._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        using = relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": ids})
        if relation.related_model is Unit:
            using = using.exclude(id__in=ids)
        if using.exists():
            raise Refused(_("This import cannot be undone: the units it made are in use by now."))
    try:
        # Level by level, the lowest first.
        while ids:
            parents = set(Unit.objects.filter(parent_id__in=ids).values_list("parent_id", flat=True))
            Unit.objects.filter(id__in=[one for one in ids if one not in parents]).delete()
            ids = [one for one in ids if one in parents]
    except ProtectedError as error:
        raise Refused(_("This import cannot be undone: the units it made are in use by now.")) from error
