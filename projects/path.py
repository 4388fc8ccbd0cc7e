"""The path of seven stones with a project's real position, and its units in a few words."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from projects.domain import lifecycle
from projects.models import Project
from projects.words.steps import TITLES
from werkdruk.organisations.queries import Tree

PATH_STATES: dict[str, str] = {
    lifecycle.State.NOT_BEGUN: "todo",
    lifecycle.State.UNDER_WAY: "now",
    lifecycle.State.DONE: "done",
    lifecycle.State.SKIPPED: "skipped",
}


@dataclass(frozen=True, slots=True)
class Stone:
    """One stone of the path, as components/path.html shows it."""

    number: int
    label: str
    state: str
    url: str = ""


def stones(position: lifecycle.Position, url_of: Callable[[int], str] | None = None) -> list[Stone]:
    """The seven stones; without `url_of(number)` they link nowhere (on paper)."""
    return [
        Stone(
            number=number,
            label=str(TITLES[number]),
            state=PATH_STATES[position.state(number)],
            url=url_of(number) if url_of else "",
        )
        for number in range(1, 8)
    ]


def whereabouts(project: Project, tree: Tree) -> str:
    """The units of a project in a few words; `tree` is the current one."""
    chosen = {place.unit_id for place in project.project_units.all()}
    roots = set(tree.children.get(None, []))
    if roots and roots <= chosen:
        return _("Whole organisation")
    names = [place.unit.name for place in project.project_units.all()]
    if len(names) > 3:
        return _("%(names)s and %(count)s more") % {"names": ", ".join(names[:2]), "count": len(names) - 2}
    return ", ".join(names)
