"""Fields and base forms that the forms of projects share."""

from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from measures.forms import PersonInput, person_labels
from werkdruk.organisations.models import Membership

LONG_TEXT = 2000
_YEAR = _("Check the year of this date.")


def text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A date of this century."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        validators=[MinValueValidator(date(2000, 1, 1), _YEAR), MaxValueValidator(date(2099, 12, 31), _YEAR)],
    )


class ProjectFormBase(forms.Form):
    """A form without its own form tag: the page gives that, with its buttons."""

    def __init__(self, *args: Any, prefix_id: str = "", **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_{prefix_id}%s"
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class VersionForm(ProjectFormBase):
    """A form of something that others may be changing too, guarded by the `version` that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2_000_000_000)
    differences: list[tuple[Any, Any]] = []

    def meet(self, current: Any, message: str) -> None:
        """Somebody else saved `current`: keep what was typed, show what is stored, save over it next time."""
        self.differences = [
            (self.fields[name].label, value)
            for name, value in self.stored(current).items()
            if name in self.fields and (self.cleaned_data.get(name) or "") != (value or "")
        ]
        typed_now = {name: self.data.get(name) for name in self.data}
        self.data = {**typed_now, "version": current.version}
        self.add_error(None, message)

    def stored(self, row: Any) -> dict[str, Any]:
        """What `row` holds, by this form's fields."""
        return {}


class PersonForm(VersionForm):
    """A form with one field for a person: a member by name, or anybody else's name."""

    person = ""

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = person_labels(people)
        widget = PersonInput()
        widget.options = list(self.members)
        self.fields[self.person].widget = widget
        widget.attrs["maxlength"] = cast("forms.CharField", self.fields[self.person]).max_length

    def label_of(self, member: Membership | None, name: str) -> str:
        """What to type for a person that is stored."""
        if member is None:
            return name
        return next((label for label, one in self.members.items() if one.id == member.id), name)

    def who(self) -> tuple[Membership | None, str]:
        """The member whose name was typed (None for anybody else), and the name."""
        typed = self.cleaned_data[self.person]
        wanted = {label.casefold(): member for label, member in self.members.items()}
        member = wanted.get(typed.casefold())
        return member, member.user.name if member else typed


def person_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """The field for a person of a `PersonForm`."""
    return forms.CharField(label=label, required=required, max_length=200, help_text=help_text)


def set_choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Give the field `name` of `form` its `choices`."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices
