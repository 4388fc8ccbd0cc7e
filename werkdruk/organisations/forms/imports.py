"""Forms for bringing in a staff file."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from werkdruk.core.forms import with_button
from werkdruk.organisations.domain.staff_columns import FIELDS, UNIT_FIELDS
from werkdruk.organisations.domain.staff_file import MAX_BYTES, Problem, Table
from werkdruk.organisations.staff_labels import FIELDS as LABELS
from werkdruk.organisations.staff_labels import PROBLEMS

_NOWHERE = "none"
_SHOWN = 60  # characters of a heading or an example


class StaffFileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("File with your staff"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=_(
            "CSV or Excel (.xlsx), at most 10 MB and 50,000 lines, with the headings in the first line. "
            "Nothing changes yet: first you see what this file would change."
        ),
        error_messages={"empty": PROBLEMS[Problem.EMPTY]},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = with_button(_("Upload this file"))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(PROBLEMS[Problem.TOO_BIG])
        return file


class ColumnsForm(forms.Form):
    """Which column holds what; cleans `columns` to a column number (from 0) by field."""

    def __init__(self, *args: Any, table: Table, guessed: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(_NOWHERE, _("Not in this file")), *column_choices(table)]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], choices=choices, initial=str(guessed.get(name, _NOWHERE))
            )
        self.fields["region"].help_text = _(
            "The highest level of your organisation that stands in this file."
        )
        self.fields["team"].help_text = _("The lowest level.")
        self.helper = with_button(_("Show what would change"))
        self.helper.layout = Layout(
            Fieldset(_("Who"), "staff_number", "name", Row("first_name", "infix", "last_name"), "email"),
            Fieldset(_("Where"), Row("region", "location"), Row("department", "team")),
            Fieldset(_("More"), "joined_on", "do_not_invite"),
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        chosen = {name: self.cleaned_data.get(name, _NOWHERE) for name in FIELDS}
        columns = {name: int(value) for name, value in chosen.items() if value != _NOWHERE}
        if "name" not in columns and "last_name" not in columns:
            self.add_error(
                "name", _("Choose the column with the name, or the ones with first and last name.")
            )
        elif "name" in columns and "last_name" in columns:
            self.add_error("name", _("Choose either the full name, or first and last name."))
        if "staff_number" not in columns and "email" not in columns:
            self.add_error(
                "staff_number",
                _("Choose the staff number or the e-mail address: by that we know somebody again next time."),
            )
        if not any(name in columns for name in UNIT_FIELDS):
            self.add_error("team", _("Choose at least one column that says where somebody works."))
        for name, column in columns.items():
            same = [other for other in columns if columns[other] == column and other != name]
            if same:
                self.add_error(
                    name,
                    _("The same column is chosen for “%(other)s”.") % {"other": str(LABELS[same[0]]).lower()},
                )
        return {"columns": columns}


class CountField(forms.IntegerField):
    """A number that has to be typed for one choice only: the action asks for it, not the field."""

    def validate(self, value: int | None) -> None:
        """Empty is fine here."""


class ApplyForm(forms.Form):
    """Applying a preview, and whether people who are missing from the file have left."""

    use_required_attribute = False

    digest = forms.CharField(widget=forms.HiddenInput)
    end_missing = forms.TypedChoiceField(
        label=_("People who are not in this file"),
        choices=[("keep", _("Keep them on the staff")), ("end", _("They have left: end their service"))],
        widget=forms.RadioSelect,
        initial="keep",
        coerce=lambda value: value == "end",
    )
    typed_count = CountField(min_value=0, widget=forms.NumberInput(attrs={"class": "short"}))

    def __init__(self, *args: Any, missing: int, needs_typing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["typed_count"].label = _("If they have left: how many people is that? Type %(count)s") % {
            "count": missing
        }
        self.fields["typed_count"].help_text = _(
            "We ask this because it is more than one in ten of your staff."
        )
        if not missing:
            del self.fields["end_missing"]
        if not missing or not needs_typing:
            del self.fields["typed_count"]


def column_choices(table: Table) -> list[tuple[str, str]]:
    """Each column by its heading, with examples of what stands in it."""
    choices = []
    for column, heading in enumerate(table.headings):
        words = heading[:_SHOWN] or str(_("Column %(number)s, without a heading") % {"number": column + 1})
        examples = ", ".join(example[:_SHOWN] for example in table.example(column))
        choices.append((str(column), f"{words} ({examples})" if examples else words))
    return choices
