"""Forms of the project plan."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.forms import MeasureForm
from measures.models import Measure
from projects.forms.choices import set_choices
from projects.models import Goal
from werkdruk.core.forms import PageForm, day, long_text
from werkdruk.organisations.forms.person_choice import PersonForm, person_field
from werkdruk.organisations.models import Unit


class GoalForm(PersonForm):
    """A goal that can be checked afterwards."""

    person = "owner_name"
    outcome = long_text(
        _("What will be different?"), _("Something staff will notice."), required=True, rows=2
    )
    indicator = forms.CharField(
        label=_("How will you see that?"),
        required=False,
        max_length=300,
        help_text=_("For example: the index of the survey, or how often a break was missed."),
    )
    baseline = forms.CharField(
        label=_("Where do you start?"),
        required=False,
        max_length=300,
        help_text=_("How it is now. Later you compare with this."),
    )
    owner_name = person_field(
        _("Who minds this goal?"),
        required=True,
        help_text=_("Choose somebody who signs in here, or type another name."),
    )
    due_on = day(_("By when?"), required=True)
    conditions = long_text(_("What is needed for it?"), _("Time, room, money, support."), rows=2)

    def __init__(self, *args: Any, goal: Goal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if goal is not None:
            self.initial = self.stored(goal)
        self.helper.layout = Layout(
            "version",
            "outcome",
            Row("indicator", "baseline"),
            Row("owner_name", "due_on"),
            "conditions",
        )

    def stored(self, row: Goal) -> dict[str, Any]:
        """What the goal holds, by this form's fields."""
        names = ("version", "outcome", "indicator", "baseline", "due_on", "conditions")
        return {name: getattr(row, name) for name in names} | {
            "owner_name": self.label_of(row.owner, row.owner_name)
        }

    def fields_of_goal(self) -> dict[str, Any]:
        """What the actions take."""
        owner, name = self.typed_person()
        names = ("outcome", "indicator", "baseline", "due_on", "conditions")
        return {"owner": owner, "owner_name": name} | {key: self.cleaned_data[key] for key in names}


WHOLE = "organisation"


class PlanMeasureForm(MeasureForm):
    """A new measure in the plan of a project: for the organisation or a unit, with its first action."""

    place = forms.ChoiceField(label=_("For whom is this measure?"))
    action_what = forms.CharField(label=_("What is the first thing to do?"), required=False, max_length=300)
    action_who = person_field(_("Who does that?"))
    action_due_on = day(_("By when?"))

    def __init__(self, *args: Any, units: list[tuple[Unit, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units_by_id = {str(unit.id): unit for unit, _depth in units}
        set_choices(
            self,
            "place",
            [
                (WHOLE, _("the whole organisation")),
                *((key, unit.name) for key, unit in self.units_by_id.items()),
            ],
        )
        self.suggest("action_who")
        self.helper.layout = Layout(
            "form_key",
            "title",
            "intended_result",
            "place",
            Row("kind", "level"),
            Row("owner", "due_on"),
            "conditions",
            "in_statutory_plan",
            Fieldset(_("The first action"), "action_what", Row("action_who", "action_due_on")),
        )

    def clean(self) -> dict[str, Any]:
        """Who does something by when, but what?"""
        data = super().clean()
        if (data.get("action_who") or data.get("action_due_on")) and not data.get("action_what"):
            self.add_error("action_what", _("Write down what has to be done, or leave the action empty."))
        return data

    def fields_for_plan(self) -> dict[str, Any]:
        """What `add_measure_to_plan` takes: the measure, and its first action where there is one."""
        data = self.cleaned_data
        measure = self.fields_of_measure() | {
            "unit": self.units_by_id.get(data["place"]),
            "form_key": data["form_key"],
        }
        if not data["action_what"]:
            return {"measure": measure, "first_action": None}
        who, name = self.typed_person("action_who")
        action = {
            "what": data["action_what"],
            "who": who,
            "who_name": "" if who else name,
            "due_on": data["action_due_on"],
        }
        return {"measure": measure, "first_action": action}


class LinkMeasureForm(PageForm):
    """Choose a measure that is already in an action plan."""

    measure = forms.ChoiceField(label=_("Which measure?"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, measures: list[Measure], going_on: Collection[UUID] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures_by_id = {str(measure.id): measure for measure in measures}
        groups: dict[str, list[tuple[str, str]]] = {}
        for measure in sorted(measures, key=lambda measure: measure.id not in going_on):
            name = measure.unit.name if measure.unit else str(_("the whole organisation"))
            if measure.id in going_on:
                name = str(_("goes on from the round before"))
            groups.setdefault(name, []).append((str(measure.id), measure.title))
        set_choices(self, "measure", list(groups.items()))
        self.helper.layout = Layout("measure")

    def chosen(self) -> Measure:
        """The measure that was chosen."""
        return self.measures_by_id[self.cleaned_data["measure"]]
