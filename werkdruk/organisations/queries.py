"""Reads over the tree of units and the staff in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from werkdruk.organisations.domain.staff_diff import Diff, Known, compare
from werkdruk.organisations.domain.staff_file import unpack
from werkdruk.organisations.domain.staff_rows import read_rows
from werkdruk.organisations.models import Employee, Membership, StaffImport, Unit


@dataclass(frozen=True, slots=True)
class Tree:
    """The current units as a tree, in one query: `parents` by id, `names` by id, `order` depth first."""

    units: dict[UUID, Unit]
    children: dict[UUID | None, list[UUID]]

    def depth_first(self, start: UUID | None = None, depth: int = 0) -> list[tuple[Unit, int]]:
        """Every unit below `start` (all when None) with its depth, parents before children, by name."""
        rows = []
        for unit_id in self.children.get(start, []):
            rows.append((self.units[unit_id], depth))
            rows.extend(self.depth_first(unit_id, depth + 1))
        return rows

    def below(self, unit_ids: Iterable[UUID]) -> set[UUID]:
        """`unit_ids` and everything under them."""
        found: set[UUID] = set()
        waiting = list(unit_ids)
        while waiting:
            unit_id = waiting.pop()
            if unit_id not in found:
                found.add(unit_id)
                waiting.extend(self.children.get(unit_id, []))
        return found

    def path(self, unit_id: UUID) -> tuple[UUID, ...]:
        """Ids from the root down to `unit_id`."""
        steps: list[UUID] = []
        current: UUID | None = unit_id
        while current is not None:
            steps.append(current)
            current = self.units[current].parent_id if current in self.units else None
        return tuple(reversed(steps))

    def leaves(self) -> list[UUID]:
        """Units without units below them."""
        return [unit_id for unit_id in self.units if not self.children.get(unit_id)]


def unit_tree() -> Tree:
    """The current tree of the active organisation (one query)."""
    units = {unit.id: unit for unit in Unit.objects.current().order_by("name")}
    children: dict[UUID | None, list[UUID]] = {}
    for unit in units.values():
        children.setdefault(unit.parent_id, []).append(unit.id)
    return Tree(units=units, children=children)


def led_unit_ids(member: Membership, tree: Tree | None = None) -> set[UUID]:
    """The units that `member` leads, with everything under them."""
    own = [led.unit_id for led in member.led_units.all()]
    return (tree or unit_tree()).below(own) if own else set()


def unit_paths() -> dict[UUID, tuple[str, ...]]:
    """The names from the root down to each current unit, by id (one query)."""
    tree = unit_tree()
    return {unit_id: tuple(tree.units[step].name for step in tree.path(unit_id)) for unit_id in tree.units}


def import_diff(staff_import: StaffImport, today: date) -> Diff[UUID]:
    """What applying `staff_import` would do now (two queries)."""
    reading = read_rows(unpack(staff_import.packed), staff_import.mapping, today)
    paths = unit_paths()
    known = [
        Known(
            id=person["id"],
            name=person["name"],
            path=paths.get(person["unit_id"], ()),
            staff_number=person["staff_number"],
            email=person["email"],
            joined_on=person["joined_on"],
            do_not_invite=person["do_not_invite"],
            left=person["left_at"] is not None,
        )
        for person in Employee.objects.values(
            "id", "name", "unit_id", "staff_number", "email", "joined_on", "do_not_invite", "left_at"
        )
    ]
    return compare(reading.rows, reading.refused, known, paths.values())


def shared_addresses() -> set[str]:
    """Addresses that several people on the staff have: their mail has to say for whom it is (one query)."""
    rows = (
        Employee.objects.current().exclude(email="").values("email").annotate(people=Count("id")).order_by()
    )
    return set(rows.filter(people__gt=1).values_list("email", flat=True))


def staff_by_unit() -> dict[UUID, int]:
    """How many people work in each unit itself, without the units below it (one query)."""
    return dict(Employee.objects.current().values_list("unit_id").annotate(count=Count("id")).order_by())


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree as a page shows it: its own staff, the staff with everything below, the branches below."""

    unit: Unit
    own: int
    total: int
    below: list["Branch"]


def branches(tree: Tree, staff: dict[UUID, int], start: UUID | None = None) -> list[Branch]:
    """The branches below `start` (the whole tree when None) with their staff; no queries."""
    made = []
    for unit_id in tree.children.get(start, []):
        below = branches(tree, staff, unit_id)
        own = staff.get(unit_id, 0)
        made.append(Branch(tree.units[unit_id], own, own + sum(one.total for one in below), below))
    return made
