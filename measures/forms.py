"""Forms of measures, actions and remarks: parse and validate."""

import uuid
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.models import Action, ActionState, Measure, MeasureKind, MeasureLevel, MeasureState
from werkdruk.organisations.models import Membership

LONG_TEXT = 2000
NAME_LENGTH = 200
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def _text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PersonInput(forms.TextInput):
    """A text field that suggests the members; any other name may be typed."""

    template_name = "measures/person_input.html"
    options: list[str] = []

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The widget's context with the suggestions."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_people"
        context["widget"]["attrs"].update({"list": list_id, "autocomplete": "off"})
        return {**context, "list_id": list_id, "options": self.options}


def person_labels(people: list[Membership]) -> dict[str, Membership]:
    """What to type for each member: the name, with the e-mail address where two have the same name."""
    names = [member.user.name for member in people]
    return {
        member.user.name
        if names.count(member.user.name) == 1
        else f"{member.user.name} ({member.user.email})": member
        for member in people
    }


class OnceForm(forms.Form):
    """A form that carries a key, so that sending it twice writes it once."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, prefix_id: str = "", **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_{prefix_id}%s"
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4
        self.helper = FormHelper()
        self.helper.form_tag = False


class _KeptForm(OnceForm):
    """A form of something that others may be changing too: with a person, and guarded by `version`.

    The person is one field: a member by name, or anybody else's name.
    """

    person = ""
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000
    )
    differences: list[tuple[Any, Any]] = []

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = person_labels(people)
        widget = PersonInput()
        widget.options = list(self.members)
        self.fields[self.person].widget = widget
        widget.attrs["maxlength"] = NAME_LENGTH

    def _label(self, member: Membership | None, name: str) -> str:
        if member is None:
            return name
        return next((label for label, one in self.members.items() if one.id == member.id), member.user.name)

    def stored(self, row: Any) -> dict[str, Any]:
        """What `row` holds, by this form's fields."""
        raise NotImplementedError

    def meet(self, current: Any) -> None:
        """Somebody else saved `current`: keep what was typed, show what is stored, save over it next time."""
        stored = self.stored(current)
        self.differences = [
            (self.fields[name].label, self._shown(name, value))
            for name, value in stored.items()
            if name != "version" and (self.cleaned_data.get(name) or "") != (value or "")
        ]
        typed_now = {name: self.data.get(name) for name in self.data}
        self.data = {**typed_now, "version": current.version}
        self.add_error(
            None,
            _(
                "Somebody else changed this while you were typing. What you typed is still here;"
                " what is stored now stands above it. Save again to keep yours."
            ),
        )

    def _shown(self, name: str, value: Any) -> Any:
        choices = dict(getattr(self.fields[name], "choices", []))
        return choices.get(value, value) or _("nothing")

    def person_fields(self) -> dict[str, Any]:
        """The member whose name was typed, or None with the name as it was typed."""
        typed = self.cleaned_data[self.person]
        wanted = {label.casefold(): member for label, member in self.members.items()}
        member = wanted.get(typed.casefold())
        return {self.person: member, f"{self.person}_name": "" if member else typed}


class MeasureForm(_KeptForm):
    """A measure: what, why, who, by when, under which conditions. `version` guards against overwriting."""

    person = "owner"

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000
    )
    title = forms.CharField(
        label=_("What are you going to change?"),
        max_length=200,
        help_text=_("One short sentence that everyone in the team understands."),
    )
    intended_result = _text(
        _("What should it bring?"),
        _("What will people notice when it works? For example: everyone has a real break every day."),
        required=True,
    )
    owner = forms.CharField(
        label=_("Who makes sure that it happens?"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Choose somebody who signs in here, or type another name."),
    )
    starts_on = _day(_("Starts on"))
    due_on = _day(_("Ready by"))
    conditions = _text(
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
        )
        if measure is not None:
            self.initial.update(self.stored(measure))

    def stored(self, measure: Measure) -> dict[str, Any]:
        """What `measure` holds, by this form's fields."""
        names = ("version", "title", "intended_result", "starts_on", "due_on", "conditions", "kind", "level")
        return {name: getattr(measure, name) for name in names} | {
            "owner": self._label(measure.owner, measure.owner_name)
        }

    def clean(self) -> dict[str, Any]:
        """A date of completion does not lie before the start; both lie in this century."""
        data = super().clean() or self.cleaned_data
        starts, due = data.get("starts_on"), data.get("due_on")
        _in_range(self, "starts_on", "due_on")
        if starts and due and due < starts:
            self.add_error(
                "due_on", _("This lies before the start. Choose a later date, or an earlier start.")
            )
        return data

    def fields_of_measure(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("title", "intended_result", "starts_on", "due_on", "conditions", "kind", "level")
        return {name: self.cleaned_data[name] for name in names} | self.person_fields()


class ActionForm(_KeptForm):
    """An action: who does what by when."""

    person = "who"

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2_000_000_000
    )
    what = forms.CharField(
        label=_("What will be done?"),
        max_length=300,
        help_text=_("The next step, so small that it is clear when it is done."),
    )
    who = forms.CharField(
        label=_("Who does it?"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Choose somebody who signs in here, or type another name."),
    )
    due_on = _day(_("Ready by"))
    intended_effect = _text(_("What should it bring?"), rows=2)

    def __init__(self, *args: Any, action: Action | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("form_key", "version", "what", Row("who", "due_on"), "intended_effect")
        if action is not None:
            self.initial.update(self.stored(action))

    def stored(self, action: Action) -> dict[str, Any]:
        """What `action` holds, by this form's fields."""
        names = ("version", "what", "due_on", "intended_effect")
        return {name: getattr(action, name) for name in names} | {
            "who": self._label(action.who, action.who_name)
        }

    def clean(self) -> dict[str, Any]:
        """The date lies in this century."""
        data = super().clean() or self.cleaned_data
        _in_range(self, "due_on")
        return data

    def fields_of_action(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("what", "due_on", "intended_effect")
        return {name: self.cleaned_data[name] for name in names} | self.person_fields()


class _StateForm(forms.Form):
    """A new state with a note; without words nobody can help what is stuck. `back` names the next page."""

    note = _text(_("Note"), _("What helped, or what is it waiting for?"))
    back = forms.ChoiceField(
        choices=[(page, page) for page in ("plan", "measure", "actions")],
        widget=forms.HiddenInput,
        required=False,
    )

    def __init__(self, *args: Any, prefix_id: str = "", **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_{prefix_id}%s"
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

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

    text = _text(_("Your remark"), required=True, rows=2)


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


def _in_range(form: forms.Form, *names: str) -> None:
    for name in names:
        day = form.cleaned_data.get(name)
        if day and not EARLIEST <= day <= LATEST:
            form.add_error(name, _("Check the year of this date."))
