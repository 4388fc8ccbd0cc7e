"""Forms of measures, actions and remarks: parse and validate."""

import uuid
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.models import Action, ActionState, Measure, MeasureKind, MeasureLevel, MeasureState
from werkdruk.core.forms import PageForm, day, long_text
from werkdruk.organisations.forms.person_choice import PersonForm, person_field

# What a measure is made of, beside its owner.
MEASURE_FIELDS = (
    "title",
    "intended_result",
    "starts_on",
    "due_on",
    "conditions",
    "kind",
    "level",
    "in_statutory_plan",
)


class OnceForm(PageForm):
    """A form that carries a key, so that sending it twice writes it once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4


class _KeptForm(OnceForm, PersonForm):
    """A form of something that is added once and changed by several, with a person who takes it up."""

    def person_fields(self) -> dict[str, Any]:
        """The member whose name was typed, or None with the name as it was typed."""
        member, name = self.typed_person()
        return {self.person: member, f"{self.person}_name": "" if member else name}


class MeasureForm(_KeptForm):
    """A measure: what, why, who, by when, under which conditions. `version` guards against overwriting."""

    person = "owner"
    title = forms.CharField(
        label=_("What are you going to change?"),
        max_length=200,
        help_text=_("One short sentence that everyone in the team understands."),
    )
    intended_result = long_text(
        _("What should it bring?"),
        _("What will people notice when it works? For example: everyone has a real break every day."),
        required=True,
    )
    owner = person_field(
        _("Who makes sure that it happens?"),
        help_text=_("Choose somebody who signs in here, or type another name."),
    )
    starts_on = day(_("Starts on"))
    due_on = day(_("Ready by"))
    conditions = long_text(
        _("What is needed for it?"),
        _("Time, room, money, a decision: what has to be there for this to work?"),
    )
    kind = forms.ChoiceField(
        label=_("What does it do?"),
        choices=[
            (MeasureKind.SOURCE, _("It takes away a cause of workload")),
            (MeasureKind.ENERGY, _("It gives energy or helps people to cope")),
        ],
        initial=MeasureKind.SOURCE,
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(
        label=_("Who has to change something?"),
        choices=[
            (MeasureLevel.ORGANISATION, _("The organisation")),
            (MeasureLevel.TEAM, _("The team together")),
            (MeasureLevel.INDIVIDUAL, _("Each person for themselves")),
        ],
        initial=MeasureLevel.TEAM,
        widget=forms.RadioSelect,
    )

    in_statutory_plan = forms.BooleanField(
        label=_("Part of the statutory action plan (RI&E)"),
        required=False,
        help_text=_("Then it stands in the annex that goes with the risk assessment."),
    )

    def __init__(self, *args: Any, measure: Measure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "form_key",
            "version",
            "title",
            "intended_result",
            "owner",
            Row("starts_on", "due_on"),
            "conditions",
            Row("kind", "level"),
            "in_statutory_plan",
        )
        if measure is not None:
            self.initial.update(self.stored(measure))

    def stored(self, measure: Measure) -> dict[str, Any]:
        """What `measure` holds, by this form's fields."""
        names = (
            "version",
            "title",
            "intended_result",
            "starts_on",
            "due_on",
            "conditions",
            "kind",
            "level",
            "in_statutory_plan",
        )
        return {name: getattr(measure, name) for name in names} | {
            "owner": self.label_of(measure.owner, measure.owner_name)
        }

    def clean(self) -> dict[str, Any]:
        """A date of completion does not lie before the start."""
        data = super().clean() or self.cleaned_data
        starts, due = data.get("starts_on"), data.get("due_on")
        if starts and due and due < starts:
            self.add_error(
                "due_on", _("This lies before the start. Choose a later date, or an earlier start.")
            )
        return data

    def fields_of_measure(self) -> dict[str, Any]:
        """What the actions take."""
        names = MEASURE_FIELDS
        return {name: self.cleaned_data[name] for name in names} | self.person_fields()


class ActionForm(_KeptForm):
    """An action: who does what by when."""

    person = "who"
    what = forms.CharField(
        label=_("What will be done?"),
        max_length=300,
        help_text=_("The next step, so small that it is clear when it is done."),
    )
    who = person_field(
        _("Who does it?"),
        help_text=_("Choose somebody who signs in here, or type another name."),
    )
    due_on = day(_("Ready by"))
    intended_effect = long_text(_("What should it bring?"), rows=2)

    def __init__(self, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("form_key", "version", "what", Row("who", "due_on"), "intended_effect")
        if action is not None:
            self.initial.update(self.stored(action))

    def stored(self, action: Action) -> dict[str, Any]:
        """What `action` holds, by this form's fields."""
        names = ("version", "what", "due_on", "intended_effect")
        return {name: getattr(action, name) for name in names} | {
            "who": self.label_of(action.who, action.who_name)
        }

    def fields_of_action(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("what", "due_on", "intended_effect")
        return {name: self.cleaned_data[name] for name in names} | self.person_fields()


class _StateForm(PageForm):
    """A new state with a note; without words nobody can help what is stuck. `back` names the next page."""

    note = long_text(_("Note"), _("What helped, or what is it waiting for?"))
    back = forms.ChoiceField(
        choices=[(page, page) for page in ("plan", "measure", "actions")],
        widget=forms.HiddenInput,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Stuck needs a note."""
        data = super().clean() or self.cleaned_data
        if data.get("state") == "stuck" and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("Write in a few words what it is waiting for, so that others can help."))
        return data


class MeasureStateForm(_StateForm):
    """The state of a measure."""

    state = forms.ChoiceField(label=_("State"), choices=MeasureState, widget=forms.RadioSelect)
    field_order = ["state", "note"]


class ActionStateForm(_StateForm):
    """The state of an action."""

    state = forms.ChoiceField(label=_("State"), choices=ActionState, widget=forms.RadioSelect)
    field_order = ["state", "note"]


class CommentForm(OnceForm):
    """A remark."""

    text = long_text(_("Your remark"), required=True, rows=2)


class PlanFilter(forms.Form):
    """Which measures of a plan to show."""

    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("everything that is not dropped")),
            ("late", _("what is late")),
            *MeasureState.choices,
        ],
        widget=forms.Select(attrs={"data-autosubmit": ""}),
    )
