"""Who was drawn and has no e-mail address: for those who hand the letters out."""

from dataclasses import dataclass
from uuid import UUID

from surveys.models import Invitation, Wave
from werkdruk.organisations.queries import unit_tree

# Laying out a letter takes about 30 ms: so many are ready before anybody wonders.
LETTERS_A_FILE = 100


@dataclass(frozen=True, slots=True)
class PaperPerson:
    """One person who gets a letter."""

    invitation_id: UUID
    name: str
    unit: str


def paper_people(wave: Wave) -> list[PaperPerson]:
    """Everybody in an open `wave` who gets a letter, by unit and name. Nothing tells who has answered."""
    if not wave.is_open:
        return []
    tree = unit_tree()
    rows = Invitation.objects.filter(wave=wave, on_paper=True).select_related("employee", "unit")
    found = []
    for row in rows:
        names = [tree.units[one].name for one in tree.path(row.unit_id)] if row.unit_id in tree.units else []
        found.append(PaperPerson(row.id, row.employee.name, " – ".join(names) or row.unit.name))
    return sorted(found, key=lambda person: (person.unit, person.name))
