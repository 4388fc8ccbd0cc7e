"""The one page of a small project."""

import uuid
from datetime import date
from typing import Any

from crispy_forms.layout import Div, Fieldset, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.actions import LightMeasure, LightPlan, Person
from projects.domain.kickoff import AGREEMENT, SMALL_CODES
from projects.forms.choices import set_choices
from projects.words.kickoff import POINTS
from werkdruk.core.forms import day, long_text
from werkdruk.organisations.forms.person_choice import PersonForm, person_field
from werkdruk.organisations.queries import Tree

MEASURES = (1, 2, 3)
TICKED = tuple(code for code in SMALL_CODES if code != AGREEMENT)


class LightForm(PersonForm):
    """Goal, cause, kick-off, measures and the day to look back: what one team writes down in one go."""

    person = "leads"
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name of the project"), max_length=150)
    unit = forms.ChoiceField(label=_("Which team?"))
    leads = person_field(_("Who keeps an eye on it?"), required=True)
    involved = forms.CharField(
        label=_("Who of the team thought along?"),
        max_length=300,
        help_text=_("A team, a role or a number. For example: nine of the twelve in the team."),
    )
    how = long_text(
        _("How did they take part?"),
        _("For example: an hour in the team meeting, with cards on the wall."),
        required=True,
        rows=2,
    )
    signal = long_text(
        _("What do you notice?"), _("What made you begin? One or two sentences."), required=True, rows=2
    )
    cause = long_text(
        _("Where does it come from?"),
        _("Ask why a few times. What drains energy, and what would give it?"),
        required=True,
        rows=2,
    )
    goal = long_text(_("What will be different?"), _("Something staff will notice."), required=True, rows=2)
    indicator = forms.CharField(label=_("How do you see that?"), max_length=300, required=False)
    look_back_on = day(_("When do you look back together?"), required=True)
    communication = long_text(_("How do you tell the others?"), required=True, rows=2)

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4
        self.units_by_id = {str(unit.id): unit for unit, _depth in tree.depth_first()}
        set_choices(self, "unit", [("", "…"), *((key, one.name) for key, one in self.units_by_id.items())])
        for code in TICKED:
            self.fields[f"done_{code}"] = forms.BooleanField(label=POINTS[code].text, required=False)
            self.fields[f"why_{code}"] = forms.CharField(
                label=_("Not needed? Say why"), required=False, max_length=500
            )
        for number in MEASURES:
            first = number == 1
            self.fields[f"measure_{number}"] = forms.CharField(
                label=_("What are you going to do?"), required=first, max_length=200
            )
            self.fields[f"who_{number}"] = person_field(_("Who makes sure that it happens?"), required=first)
            self.fields[f"due_{number}"] = day(_("By when?"), required=first)
            self.suggest(f"who_{number}")
        self.helper.layout = Layout(
            "form_key",
            Fieldset(_("The team"), "name", Row("unit", "leads"), "involved", "how"),
            Fieldset(_("What it is about"), "signal", "cause", "goal", Row("indicator", "look_back_on")),
            Fieldset(
                _("The kick-off in short"),
                *(Div(f"done_{code}", f"why_{code}", css_class="light-point") for code in TICKED),
                "communication",
            ),
            *(
                Fieldset(
                    _("Measure %(number)s") % {"number": number},
                    f"measure_{number}",
                    Row(f"who_{number}", f"due_{number}"),
                )
                for number in MEASURES
            ),
        )

    def clean(self) -> dict[str, Any]:
        """Each point is settled or has a reason, each measure is whole, and looking back lies ahead."""
        data = super().clean() or self.cleaned_data
        for code in TICKED:
            if not data.get(f"done_{code}") and not (data.get(f"why_{code}") or "").strip():
                self.add_error(f"done_{code}", _("Tick this off together, or say why it is not needed."))
        for number in MEASURES[1:]:
            parts = {name: data.get(f"{name}_{number}") for name in ("measure", "who", "due")}
            if any(parts.values()):
                for name, value in parts.items():
                    if not value and f"{name}_{number}" not in self.errors:
                        self.add_error(
                            f"{name}_{number}", _("Fill this in too, or leave the whole measure empty.")
                        )
        back = data.get("look_back_on")
        if back and back < timezone.localdate():
            self.add_error("look_back_on", _("Choose a day that is still to come."))
        return data

    def plan(self) -> LightPlan:
        """What the action takes."""
        data = self.cleaned_data
        plain = ("name", "goal", "indicator", "signal", "cause", "involved", "how", "communication")
        return LightPlan(
            **{name: data[name] for name in plain},
            unit=self.units_by_id[data["unit"]],
            leads=Person(*self.typed_person()),
            points={code: "" if data[f"done_{code}"] else data[f"why_{code}"] for code in TICKED},
            measures=[self._measure(number) for number in MEASURES if data[f"measure_{number}"]],
            look_back_on=data["look_back_on"],
        )

    def _measure(self, number: int) -> LightMeasure:
        due_on: date = self.cleaned_data[f"due_{number}"]
        return LightMeasure(
            self.cleaned_data[f"measure_{number}"], Person(*self.typed_person(f"who_{number}")), due_on
        )
