"""Reads over causes and the map of causes and effects."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from projects.domain import cause_map
from projects.models import Cause, MapArrow, MapNode, Project
from projects.queries.projects import find_project


def find_cause(project: UUID, cause: UUID) -> Cause | None:
    """A cause of a project, with the project as its pages show it, or None."""
    found = Cause.objects.filter(project_id=project, id=cause).select_related("session")
    row = found.prefetch_related("whys").first()
    if row is not None:
        known = find_project(row.project_id)
        if known is None:
            return None
        row.project = known
    return row


def causes_of(project: Project) -> QuerySet[Cause]:
    """The causes of this round, with their whys and the session they came from."""
    rows = Cause.objects.filter(project=project, round=project.round)
    return rows.select_related("session").prefetch_related("whys")


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A thing on the map: as it is drawn, what it leads to, and the circles it is in (their letters)."""

    node: MapNode
    frame: cause_map.Box
    leads_to: list[MapNode]
    loops: str


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """An arrow on the map, with the path of its line and whether it is part of a circle."""

    start: MapNode
    end: MapNode
    path: str
    in_loop: bool


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """The map of a project, ready to be drawn and to be read aloud."""

    nodes: list[DrawnNode]
    arrows: list[DrawnArrow]
    # Each circle by its letter: the things in it, in order.
    loops: list[tuple[str, list[MapNode]]]
    width: int = cause_map.WIDTH
    height: int = cause_map.HEIGHT


def map_of(project: Project) -> DrawnMap:
    """The map of this round of `project`; two queries."""
    rows = list(MapNode.objects.filter(project=project, round=project.round))
    by_id = {node.id: node for node in rows}
    pairs = [
        (arrow.start_id, arrow.end_id)
        for arrow in MapArrow.objects.filter(start__in=rows).order_by(
            "start__y", "start__x", "end__y", "end__x", "id"
        )
        if arrow.end_id in by_id
    ]
    found = cause_map.loops([node.id for node in rows], pairs)
    circling = {arrow for loop in found for arrow in cause_map.arrows_of(loop)}
    boxes = {node.id: cause_map.box(node.text, node.x, node.y) for node in rows}
    return DrawnMap(
        nodes=[
            DrawnNode(
                node=node,
                frame=boxes[node.id],
                leads_to=[by_id[end] for start, end in pairs if start == node.id],
                loops=", ".join(letter(number) for number, loop in enumerate(found) if node.id in loop),
            )
            for node in rows
        ],
        arrows=[
            DrawnArrow(
                start=by_id[start],
                end=by_id[end],
                path=_path(boxes[start], boxes[end]),
                in_loop=(start, end) in circling,
            )
            for start, end in pairs
        ],
        loops=[(letter(number), [by_id[one] for one in loop]) for number, loop in enumerate(found)],
    )


def letter(number: int) -> str:
    """A, B, C and so on."""
    return chr(ord("A") + number)


def _path(start: cause_map.Box, end: cause_map.Box) -> str:
    x1, y1, bend_x, bend_y, x2, y2 = cause_map.line(start, end)
    return f"M{x1} {y1} Q{bend_x} {bend_y} {x2} {y2}"
