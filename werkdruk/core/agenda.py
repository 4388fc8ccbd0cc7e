"""What needs a member now, and the start checklist: lists that each app adds to and the start page shows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that waits for somebody: what, more about it, where, by when, and how it feels."""

    title: str
    detail: str
    url: str
    button: str
    due: date | None = None
    kind: str = "act"  # act, give (soon) or drain (late, stuck)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the start checklist, with whether it is done and what it says then."""

    order: int
    title: str
    detail: str
    url: str
    button: str
    done: bool
    needs: str


TodoSource = Callable[[Any, date], Iterable[Todo]]
StepSource = Callable[[Any], Step]

_todo_sources: list[TodoSource] = []
_step_sources: list[StepSource] = []


def register_todos(source: TodoSource) -> None:
    """Add `source(member, today)`, which yields what waits for that member."""
    _todo_sources.append(source)


def register_step(source: StepSource) -> None:
    """Add `source(organisation)`, which yields one step of the start checklist."""
    _step_sources.append(source)


def todos(member: Any, today: date) -> list[Todo]:
    """Everything that waits for `member`, dated first, earliest first."""
    found = [todo for source in _todo_sources for todo in source(member, today)]
    return sorted(found, key=lambda todo: (todo.due is None, todo.due or today, todo.title))


def steps(organisation: Any) -> list[Step]:
    """The start checklist of `organisation`, in order."""
    return sorted((source(organisation) for source in _step_sources), key=lambda step: step.order)


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the start page: a template and what it shows, in order."""

    order: int
    template: str
    content: Any


PanelSource = Callable[[Any, date], Panel | None]

_panel_sources: list[PanelSource] = []


def register_panel(source: PanelSource) -> None:
    """Add `source(member, today)`, which gives one part of the start page, or None where it is not for them."""
    _panel_sources.append(source)


def panels(member: Any, today: date) -> list[Panel]:
    """The parts of the start page of `member`, in order."""
    found = [panel for source in _panel_sources if (panel := source(member, today)) is not None]
    return sorted(found, key=lambda panel: panel.order)
