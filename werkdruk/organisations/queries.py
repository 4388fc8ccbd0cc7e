"""Reads over the tree of units and the staff in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from werkdruk.organisations.models import Membership, Unit


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
