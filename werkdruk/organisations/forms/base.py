"""What the forms of this app share: a helper with a button, and doing what a form asks."""

from collections.abc import Callable, Set
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db import transaction

from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Unit
from werkdruk.organisations.queries import Tree


def helper(button: Any) -> FormHelper:
    """A helper for a whole form that ends in one button."""
    made = FormHelper()
    made.add_input(Submit("submit", button))
    return made


def attempt[T](form: forms.BaseForm, act: Callable[[], T]) -> T | None:
    """The outcome of `act`; None when it refused: what it wrote is rolled back and `form` says why."""
    try:
        with transaction.atomic():
            return act()
    except Refused as refused:
        form.add_error(None, refused.message)
        return None


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
