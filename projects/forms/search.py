"""The filter above the list of projects."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from projects.forms.choices import set_choices
from werkdruk.organisations.queries import Tree

RUNNING, CLOSED = "running", "closed"


class ProjectSearchForm(forms.Form):
    """Part of a name, running or closed, and a unit; whatever is not understood filters nothing."""

    q = forms.CharField(label=_("Search by name"), required=False, max_length=150)
    state = forms.ChoiceField(
        label=_("Which projects?"),
        required=False,
        choices=[("", _("all")), (RUNNING, _("running")), (CLOSED, _("closed"))],
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = tree
        units = [(str(unit.id), f"{'– ' * depth}{unit.name}") for unit, depth in tree.depth_first()]
        set_choices(self, "unit", [("", _("all units")), *units])

    def wanted(self) -> tuple[str, str, set[UUID] | None]:
        """The words, the state, and the units around the chosen one (None for all)."""
        data = self.cleaned_data if self.is_valid() else {}
        chosen = data.get("unit")
        units = None
        if chosen:
            unit_id = UUID(chosen)
            units = {*self.tree.below([unit_id]), *self.tree.path(unit_id)}
        return data.get("q", "").strip().casefold(), data.get("state", ""), units
