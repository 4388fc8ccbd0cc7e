"""Naming a person in a form: a member who signs in here, or anybody else by name."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from werkdruk.core.forms import VersionedForm
from werkdruk.organisations.models import Membership

NAME_LENGTH = 200


class PersonInput(forms.TextInput):
    """A text field that suggests the members; any other name may be typed."""

    template_name = "organisations/person_input.html"

    def __init__(self, options: Iterable[str] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.options = list(options)

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


def person_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """The field for a person of a `PersonForm`."""
    return forms.CharField(label=label, required=required, max_length=NAME_LENGTH, help_text=help_text)


class PersonForm(VersionedForm):
    """A form with a field for a person, whose name `person` is."""

    person = ""

    def __init__(self, *args: Any, people: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = person_labels(people)
        self.suggest(self.person)

    def suggest(self, name: str) -> None:
        """Suggest the members in the field `name`."""
        field = cast("forms.CharField", self.fields[name])
        field.widget = PersonInput(self.members, {"maxlength": field.max_length})

    def label_of(self, member: Membership | None, name: str) -> str:
        """What to type for the person that is stored as `member`, or as a `name` alone."""
        if member is None:
            return name
        known = (label for label, one in self.members.items() if one.id == member.id)
        return next(known, name or member.user.name)

    def typed_person(self, field: str = "") -> tuple[Membership | None, str]:
        """The member whose name was typed (None for anybody else), and the name."""
        typed = self.cleaned_data[field or self.person]
        wanted = {label.casefold(): member for label, member in self.members.items()}
        member = wanted.get(typed.casefold())
        return member, member.user.name if member else typed
