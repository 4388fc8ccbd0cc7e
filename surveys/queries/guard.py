"""What changed in the staff since the last draw, as counts."""

import hashlib
import json
import zlib
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from surveys.domain.guard import Seen, UnitChange, changes
from surveys.models import StaffMark, SurveySettings
from werkdruk.organisations.models import Employee, Membership, Representation, Role, Unit
from werkdruk.organisations.queries import unit_tree

OWN = "/own"


@dataclass(frozen=True, slots=True)
class StaffChange:
    """The changes since the mark; `digest` names exactly these, so that nobody approves what was not shown."""

    rows: list[UnitChange]
    digest: str

    @property
    def over(self) -> list[UnitChange]:
        """The rows above their limit."""
        return [row for row in self.rows if row.over]


def seen_now(salt: UUID) -> dict[str, Seen]:
    """The present staff as a mark keeps it (one query)."""
    rows = Employee.objects.current().values_list("id", "unit_id", "email", "do_not_invite")
    return {
        str(person): Seen(
            str(unit), hashlib.blake2b(email.encode(), key=salt.bytes, digest_size=8).hexdigest(), aside
        )
        for person, unit, email, aside in rows
    }


def pack(staff: dict[str, Seen]) -> bytes:
    """A mark's data."""
    return zlib.compress(json.dumps(staff, sort_keys=True).encode())


def unpack(data: bytes) -> dict[str, Seen]:
    """What :func:`pack` wrote."""
    return {person: Seen(*seen) for person, seen in json.loads(zlib.decompress(data)).items()}


def staff_change(mark: StaffMark, settings: SurveySettings) -> StaffChange:
    """What changed since `mark` (two queries)."""
    now = seen_now(mark.id)
    tree = unit_tree()
    paths: dict[Hashable, tuple[Hashable, ...]] = {}
    for unit in tree.units:
        path = tuple(str(step) for step in tree.path(unit))
        # Who works in a branch itself is a group of its own: the branch less the units below it.
        paths[str(unit)] = (*path, f"{unit}{OWN}") if tree.children.get(unit) else path
    rows = changes(unpack(bytes(mark.data)), now, paths, settings.months_apart)
    return StaffChange(rows, hashlib.sha256(pack(now)).hexdigest())


def named(rows: list[UnitChange]) -> list[dict[str, Any]]:
    """The rows with the name of their unit, for a page (one query)."""
    names = {str(unit.id): unit.name for unit in Unit.objects.all()}
    return [
        {
            "row": row,
            "unit": names.get(str(row.unit).removesuffix(OWN), "") if row.unit else "",
            "own": str(row.unit).endswith(OWN),
        }
        for row in rows
    ]


def holds_staff_key(member: Membership) -> bool:
    """Whether this member approves large changes: the works council, or HR where nobody speaks for the staff."""
    if Role.WORKS_COUNCIL in member.roles:
        return True
    return Role.HR in member.roles and member.organisation.representation == Representation.NONE
