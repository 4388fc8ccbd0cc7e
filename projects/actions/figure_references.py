"""Reference values to lay beside the figures of HR: dated, with their source, kept by HR."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from projects.actions.guard import check_version
from projects.models import FigureKind, ReferenceValue
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Membership

CBS = "CBS, CC BY 4.0"
_QUARTER = (date(2025, 1, 1), date(2025, 3, 31))
# In Dutch, as their source calls them: they are content of the organisation from then on.
DEFAULTS: tuple[tuple[str, str, tuple[date, date], str], ...] = (
    (FigureKind.ABSENCE, "Alle bedrijfstakken", _QUARTER, "5.8"),
    (FigureKind.ABSENCE, "Zorg en welzijn", _QUARTER, "8.1"),
    (FigureKind.ABSENCE, "Verpleging, verzorging en thuiszorg", _QUARTER, "9.7"),
    (FigureKind.ABSENCE, "Horeca", _QUARTER, "3.4"),
    (FigureKind.ABSENCE, "Kinderopvang", (date(2022, 1, 1), date(2022, 12, 31)), "8.3"),
)


def fill_references() -> None:
    """The values that an organisation starts with, at its first figure; HR changes, hides and removes them.

    Where there are any already, or there were figures before, nothing is done.
    """
    if ReferenceValue.objects.exists() or _filled_once():
        return
    ReferenceValue.objects.bulk_create(
        ReferenceValue(
            kind=kind,
            sector=sector,
            starts_on=first,
            ends_on=last,
            value=Decimal(value),
            source=CBS,
            shown=sector == "Alle bedrijfstakken",
        )
        for kind, sector, (first, last), value in DEFAULTS
    )
    audit.record("projects.references_filled", actor=None)


def _filled_once() -> bool:
    """Whether the values were filled in once: HR may have removed them since."""
    return AuditEntry.objects.filter(action="projects.references_filled").exists()


@transaction.atomic
def add_reference_value(*, actor: Membership | None, **fields: Any) -> ReferenceValue:
    """Write down a figure of others. Raises `Refused` where the same one is there already."""
    made = ReferenceValue(**fields)
    _save(made)
    audit.record("projects.reference_added", actor=actor, subject=made.sector, value=str(made.value))
    return made


@transaction.atomic
def change_reference_value(
    *, actor: Membership | None, reference: ReferenceValue, version: int, **fields: Any
) -> ReferenceValue:
    """Change it, or show or hide it. Raises `ChangedMeanwhile` and `Refused`."""
    current = ReferenceValue.objects.select_for_update().filter(id=reference.id).first()
    if current is None:
        raise Refused(_("This reference value is gone: somebody removed it."))
    check_version(current, version)
    before = str(current.value)
    for name, value in fields.items():
        setattr(current, name, value)
    current.version += 1
    _save(current)
    audit.record(
        "projects.reference_changed",
        actor=actor,
        subject=current.sector,
        before=before,
        after=str(current.value),
    )
    return current


@transaction.atomic
def remove_reference_value(*, actor: Membership | None, reference: ReferenceValue) -> None:
    """No longer keep it; one that is gone already is fine."""
    current = ReferenceValue.objects.select_for_update().filter(id=reference.id).first()
    if current is None:
        return
    audit.record("projects.reference_removed", actor=actor, subject=current.sector, value=str(current.value))
    current.delete()


def _save(reference: ReferenceValue) -> None:
    try:
        with transaction.atomic():
            reference.save()
    except IntegrityError as error:
        if "reference_once" not in str(error):
            raise
        raise Refused(_("There is a value of this sector and period already. Change that one.")) from error
