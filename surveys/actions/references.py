"""Reference values: figures of others, dated and with their source; every change stands in the log."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from surveys.models import ReferenceKind, ReferenceValue
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership

CBS, CC_BY = "CBS", "CC BY 4.0"
# In Dutch, as their source calls them: they are content of the organisation from then on.
DEFAULTS = (
    (ReferenceKind.ABSENCE, "Alle bedrijfstakken", "eerste kwartaal 2025", "5.8"),
    (ReferenceKind.ABSENCE, "Zorg en welzijn", "eerste kwartaal 2025", "8.1"),
    (ReferenceKind.ABSENCE, "Verpleging, verzorging en thuiszorg", "eerste kwartaal 2025", "9.7"),
    (ReferenceKind.ABSENCE, "Horeca", "eerste kwartaal 2025", "3.4"),
    (ReferenceKind.ABSENCE, "Kinderopvang", "2022", "8.3"),
    (ReferenceKind.TOO_HIGH, "Kinderopvang: werkdruk (veel) te hoog", "tweede kwartaal 2022", "61"),
    (ReferenceKind.TOO_HIGH, "Zorg en welzijn: werkdruk (veel) te hoog", "tweede kwartaal 2022", "49.5"),
)


def fill_reference_values() -> None:
    """The values that every organisation starts with."""
    ReferenceValue.objects.bulk_create(
        ReferenceValue(kind=kind, about=about, period=period, value=Decimal(value), source=CBS, licence=CC_BY)
        for kind, about, period, value in DEFAULTS
    )


def add_reference(*, actor: Membership | None, **fields: Any) -> ReferenceValue:
    """Write down a figure of others."""
    made = ReferenceValue.objects.create(**fields)
    audit.record("surveys.reference_added", actor=actor, subject=_name(made), value=str(made.value))
    return made


def change_reference(
    *, actor: Membership | None, reference: ReferenceValue, version: int, **fields: Any
) -> ReferenceValue:
    """Change it, unless somebody else did so meanwhile."""
    current = _locked(reference)
    if current.version != version:
        raise ChangedMeanwhile(
            _("Somebody changed this meanwhile. Below you see what is stored now."), current
        )
    before = str(current.value)
    for name, value in fields.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    audit.record(
        "surveys.reference_changed",
        actor=actor,
        subject=_name(current),
        before=before,
        after=str(current.value),
    )
    return current


def remove_reference(*, actor: Membership | None, reference: ReferenceValue) -> None:
    """No longer show it."""
    current = _locked(reference)
    audit.record("surveys.reference_removed", actor=actor, subject=_name(current), value=str(current.value))
    current.delete()


def _locked(reference: ReferenceValue) -> ReferenceValue:
    found = ReferenceValue.objects.select_for_update().filter(id=reference.id).first()
    if found is None:
        raise Refused(_("This reference value is gone: somebody removed it."))
    return found


def _name(reference: ReferenceValue) -> str:
    return f"{reference.about}, {reference.period}"
