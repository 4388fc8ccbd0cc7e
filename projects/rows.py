"""A project in one row of a list: its path, its units in a few words, what is open."""

from dataclasses import dataclass
from uuid import UUID

from projects import permissions, queries
from projects.domain import lifecycle
from projects.models import Project
from projects.path import Stone, stones, whereabouts
from projects.words.steps import TITLES
from werkdruk.organisations.models import Membership
from werkdruk.organisations.queries import unit_tree


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project on a list; `open` counts kick-off points that are neither done nor waived."""

    project: Project
    where: str
    steps: list[Stone]
    number: int
    current: str
    open: int
    done: int


def project_rows(member: Membership) -> list[ProjectRow]:
    """The projects that `member` may see, running ones first (a handful of queries, however many there are)."""
    projects = list(queries.visible_to(member, every=permissions.sees_all(member)))
    open_counts = queries.open_counts(projects)
    tree = unit_tree()
    rows = []
    for project in projects:
        position = lifecycle.Position(
            steps=tuple(lifecycle.State(step.state) for step in project.steps.all())
        )
        number = lifecycle.current_step(position)
        path = stones(position)
        rows.append(
            ProjectRow(
                project=project,
                where=whereabouts(project, tree),
                steps=path,
                number=number,
                current=str(TITLES[number]),
                open=open_counts.get(project.id, 0),
                done=sum(stone.state in ("done", "skipped") for stone in path),
            )
        )
    return rows


def search(rows: list[ProjectRow], words: str, state: str, units: set[UUID] | None) -> list[ProjectRow]:
    """The rows whose name holds `words`, that are running or closed, and that are about one of `units`."""
    return [
        row
        for row in rows
        if words in row.project.name.casefold()
        and state in ("", "closed" if row.project.closed_at else "running")
        and (units is None or any(place.unit_id in units for place in row.project.project_units.all()))
    ]
