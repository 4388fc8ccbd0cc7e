"""Choosing one or several units out of the tree."""

from collections.abc import Set
from typing import Any

from django import forms

from werkdruk.organisations.models import Unit
from werkdruk.organisations.queries import Tree


class UnitChoiceField(forms.ChoiceField):
    """A choice of one current unit, shown as a tree; cleans to a `Unit`, or None where it may stay empty."""

    def __init__(
        self, *, tree: Tree, without: Set[Any] = frozenset(), empty: Any = "", **kwargs: Any
    ) -> None:
        self.units = {str(unit.id): unit for unit, _depth in tree.depth_first() if unit.id not in without}
        choices = [("", empty), *unit_choices(tree, without)]
        super().__init__(choices=choices, **kwargs)

    def clean(self, value: Any) -> Unit | None:
        return self.units.get(super().clean(value))


class UnitsChoiceField(forms.MultipleChoiceField):
    """A choice of current units, shown as a tree; cleans to a list of `Unit`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, tree: Tree, **kwargs: Any) -> None:
        self.units = {str(unit.id): unit for unit, _depth in tree.depth_first()}
        super().__init__(choices=unit_choices(tree), **kwargs)

    def clean(self, value: Any) -> list[Unit]:  # type: ignore[override]
        return [self.units[one] for one in super().clean(value)]


def unit_choices(tree: Tree, without: Set[Any] = frozenset()) -> list[tuple[str, str]]:
    """The current units as choices, each with the units above it before its name."""
    rows = []
    for unit, _depth in tree.depth_first():
        if unit.id not in without:
            rows.append((str(unit.id), " › ".join(tree.units[step].name for step in tree.path(unit.id))))
    return rows
