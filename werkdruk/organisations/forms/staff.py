"""Forms for staff and units by hand."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from werkdruk.core.forms import DayInput, with_button
from werkdruk.organisations.domain.staff_rows import MAX_NAME, MAX_NUMBER, MAX_UNIT
from werkdruk.organisations.forms.unit_choice import UnitChoiceField
from werkdruk.organisations.models import Employee, Unit
from werkdruk.organisations.queries import Tree


class EmployeeForm(forms.Form):
    """One member of staff."""

    name = forms.CharField(label=_("Name"), max_length=MAX_NAME)
    staff_number = forms.CharField(
        label=_("Staff number"),
        max_length=MAX_NUMBER,
        required=False,
        help_text=_("This is how we recognise people in the next staff file."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Without an address somebody gets the survey on paper."),
    )
    joined_on = forms.DateField(
        label=_("In service since"),
        required=False,
        widget=DayInput(),
        help_text=_("New colleagues are not asked in their first three months."),
    )
    do_not_invite = forms.BooleanField(
        label=_("Do not invite for the survey"),
        required=False,
        help_text=_("You need no reason. The works council sees how many people this is, not who."),
    )

    def __init__(self, *args: Any, tree: Tree, employee: Employee | None = None, **kwargs: Any) -> None:
        if employee is not None:
            kwargs["initial"] = {
                "name": employee.name,
                "staff_number": employee.staff_number,
                "email": employee.email,
                "unit": str(employee.unit_id),
                "joined_on": employee.joined_on,
                "do_not_invite": employee.do_not_invite,
            }
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoiceField(label=_("Unit"), tree=tree, empty=_("Choose a unit"))
        self.helper = with_button(_("Save") if employee else _("Add to the staff"))
        self.helper.layout = Layout(
            Row("name", "staff_number"), "email", Row("unit", "joined_on"), "do_not_invite"
        )


class StaffFilterForm(forms.Form):
    """Which part of the staff the list shows."""

    q = forms.CharField(required=False, max_length=100)
    left = forms.BooleanField(required=False)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoiceField(
            label=_("Unit"), tree=tree, required=False, empty=_("All units")
        )


class UnitForm(forms.Form):
    """A unit: its name and what it is part of."""

    name = forms.CharField(label=_("Name"), max_length=MAX_UNIT)

    def __init__(self, *args: Any, tree: Tree, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without = tree.below([unit.id]) if unit else set()
        self.fields["parent"] = UnitChoiceField(
            label=_("Part of"),
            tree=tree,
            without=without,
            required=False,
            empty=_("Nothing: this is the highest level"),
        )
        if unit is not None:
            self.initial = {"name": unit.name, "parent": str(unit.parent_id or "")}
        self.helper = with_button(_("Save") if unit else _("Add the unit"))
