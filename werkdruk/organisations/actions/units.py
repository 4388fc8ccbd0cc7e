"""The tree of units by hand."""

from django.utils import timezone
from django.utils.translation import gettext as _

from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Employee, Membership, Unit
from werkdruk.organisations.queries import unit_tree


def add_unit(*, actor: Membership, name: str, parent: Unit | None) -> Unit:
    """A new unit below `parent`, or at the top."""
    _name_is_free(name, parent)
    unit = Unit.objects.create(name=name, parent=parent)
    audit.record("organisations.unit_added", actor=actor, subject=name)
    return unit


def change_unit(*, actor: Membership, unit: Unit, name: str, parent: Unit | None) -> Unit:
    """Give a unit another name or place; with everything below it.

    At any time: figures that are being gathered keep the tree of their own block (docs/decisions/0008, 0012).
    """
    unit = Unit.objects.current().select_for_update().get(id=unit.id)
    parent_id = parent.id if parent else None
    _name_is_free(name, parent, other_than=unit)
    if parent_id != unit.parent_id:
        if parent_id in unit_tree().below([unit.id]):
            raise Refused(_("A unit cannot be part of itself or of a unit below it."))
        audit.record(
            "organisations.unit_moved", actor=actor, subject=unit.name, to=parent.name if parent else ""
        )
    if name != unit.name:
        audit.record("organisations.unit_renamed", actor=actor, subject=unit.name, name=name)
    unit.name, unit.parent = name, parent
    unit.save()
    return unit


def archive_unit(*, actor: Membership, unit: Unit) -> Unit:
    """Put away a unit in which nobody works and below which nothing is left. A second call changes nothing."""
    unit = Unit.objects.select_for_update().get(id=unit.id)
    if unit.archived_at is not None:
        return unit
    if Unit.objects.current().filter(parent=unit).exists():
        raise Refused(_("There are units below %(unit)s. Archive or move those first.") % {"unit": unit})
    if Employee.objects.current().filter(unit=unit).exists():
        raise Refused(_("People work in %(unit)s. Give them another unit first.") % {"unit": unit})
    unit.archived_at = timezone.now()
    unit.save()
    audit.record("organisations.unit_archived", actor=actor, subject=unit.name)
    return unit


def _name_is_free(name: str, parent: Unit | None, other_than: Unit | None = None) -> None:
    same = Unit.objects.current().filter(parent=parent, name__iexact=name)
    if other_than is not None:
        same = same.exclude(id=other_than.id)
    if same.exists():
        raise Refused(_("There is a unit called %(name)s in that place already.") % {"name": name})
