"""The map of causes and effects: things on it, and arrows between them."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.guard import record
from projects.actions.sessions import open_project
from projects.domain.cause_map import MOST_ARROWS, MOST_NODES, free_place
from projects.models import Cause, MapArrow, MapNode, Project, Side
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership

TEXT_LENGTH = 120


@transaction.atomic
def add_map_node(
    *, actor: Membership | None, project: Project, side: str, text: str, cause: Cause | None = None
) -> MapNode:
    """Put something on the map, where there is room; the same text twice is one thing."""
    current = open_project(project)
    return _node(actor, current, side, text, cause)


@transaction.atomic
def put_causes_on_map(*, actor: Membership | None, project: Project) -> int:
    """Put every cause of this round that is not on the map yet on it; how many."""
    current = open_project(project)
    present = set(_nodes(current).filter(cause__isnull=False).values_list("cause_id", flat=True))
    causes = Cause.objects.filter(project=current, round=current.round).exclude(id__in=present)
    for cause in causes:
        _node(actor, current, cause.side, cause.title[:TEXT_LENGTH], cause)
    return len(causes)


@transaction.atomic
def change_map_node(
    *, actor: Membership | None, project: Project, node_id: UUID, side: str, text: str
) -> None:
    """Change what a thing on the map says."""
    current = open_project(project)
    node = _find(current, node_id)
    node.side, node.text = side, _checked(side, text)
    node.save()
    record("map_changed", actor, current)


@transaction.atomic
def move_map_node(*, actor: Membership | None, project: Project, node_id: UUID, x: int, y: int) -> None:
    """Put a thing elsewhere on the map; places outside it become its edge."""
    current = open_project(project)
    node = _find(current, node_id)
    node.x, node.y = min(100, max(0, x)), min(100, max(0, y))
    node.save(update_fields=["x", "y"])


@transaction.atomic
def remove_map_node(*, actor: Membership | None, project: Project, node_id: UUID) -> None:
    """Take a thing and its arrows off the map; a second time changes nothing."""
    current = open_project(project)
    gone, _rows = _nodes(current).filter(id=node_id).delete()
    if gone:
        record("map_changed", actor, current)


@transaction.atomic
def add_map_arrow(*, actor: Membership | None, project: Project, start_id: UUID, end_id: UUID) -> None:
    """Draw “this leads to that”; a second time changes nothing."""
    current = open_project(project)
    start, end = _find(current, start_id), _find(current, end_id)
    if start.id == end.id:
        raise Refused(_("An arrow goes from one thing to another."))
    arrows = MapArrow.objects.filter(start__project=current, start__round=current.round)
    if not arrows.filter(start=start, end=end).exists() and arrows.count() >= MOST_ARROWS:
        raise Refused(_("There are too many arrows to read. Take some away first."))
    _arrow, new = MapArrow.objects.get_or_create(start=start, end=end)
    if new:
        record("map_changed", actor, current)


@transaction.atomic
def remove_map_arrow(*, actor: Membership | None, project: Project, start_id: UUID, end_id: UUID) -> None:
    """Take an arrow off the map; a second time changes nothing."""
    current = open_project(project)
    arrows = MapArrow.objects.filter(start__project=current, start_id=start_id, end_id=end_id)
    gone, _rows = arrows.delete()
    if gone:
        record("map_changed", actor, current)


def _nodes(project: Project):
    return MapNode.objects.filter(project=project, round=project.round)


def _find(project: Project, node_id: UUID) -> MapNode:
    node = _nodes(project).filter(id=node_id).first()
    if node is None:
        raise Refused(_("This is not on the map any more."))
    return node


def _node(actor: Membership | None, project: Project, side: str, text: str, cause: Cause | None) -> MapNode:
    text = _checked(side, text)
    there = _nodes(project).filter(text=text, side=side).first()
    if there is not None:
        return there
    taken = list(_nodes(project).values_list("x", "y"))
    if len(taken) >= MOST_NODES:
        raise Refused(_("There is too much on the map to read. Take something away first."))
    x, y = free_place(taken)
    node = MapNode.objects.create(
        project=project, round=project.round, cause=cause, side=side, text=text, x=x, y=y
    )
    record("map_changed", actor, project)
    return node


def _checked(side: str, text: str) -> str:
    text = " ".join(text.split())
    if side not in Side.values:
        raise Refused(_("Choose what drains energy or what gives it."))
    if not text:
        raise Refused(_("Write what it is."))
    if len(text) > TEXT_LENGTH:
        raise Refused(_("Use %(most)s characters at most.") % {"most": TEXT_LENGTH})
    return text
