"""Forms for the figures of HR: a file and its columns, one figure by hand, a reference value."""

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from projects.domain.figure_cells import FIELDS, parse_count, parse_number
from projects.domain.figure_periods import Period, parse_period
from projects.domain.hr_figures import BadFigure, Wrong
from projects.forms.choices import set_choices
from projects.models import FigureKind, HrFigure, ReferenceValue
from projects.words.figures import FIELDS as LABELS
from projects.words.figures import period_name, sentence
from werkdruk.core.forms import VersionedForm, with_button
from werkdruk.organisations.domain.staff_file import MAX_BYTES, Problem, Table
from werkdruk.organisations.forms.imports import column_choices
from werkdruk.organisations.forms.unit_choice import UnitChoiceField
from werkdruk.organisations.queries import Tree
from werkdruk.organisations.staff_labels import PROBLEMS

_NOWHERE = "none"


class FigureFileForm(forms.Form):
    """The file itself."""

    file = forms.FileField(
        label=_("File with figures"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        help_text=_(
            "CSV or Excel (.xlsx), at most 10 MB and 50,000 lines, with the headings in the first line. "
            "Nothing changes yet: first you see what this file would change."
        ),
        error_messages={"empty": PROBLEMS[Problem.EMPTY]},
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4
        self.helper = with_button(_("Upload this file"))

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(PROBLEMS[Problem.TOO_BIG])
        return file


class FigureColumnsForm(forms.Form):
    """Which column holds what; cleans `columns` to a column number (from 0) by field, with `kind` and `shares`."""

    all_kind = forms.ChoiceField(label=_("All lines are about"), required=False)
    shares = forms.TypedChoiceField(
        label=_("How do percentages stand in this file?"),
        choices=[("percent", _("as a percentage: 5,8")), ("share", _("as a share: 0,058"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "share",
        help_text=_("Excel keeps 5,8% as 0,058. Look at the examples behind “Figure”."),
    )

    def __init__(
        self,
        *args: Any,
        table: Table,
        guessed: Mapping[str, int],
        kind: str = "",
        shares: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(_NOWHERE, _("Not in this file")), *column_choices(table)]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=LABELS[name], choices=choices, initial=str(guessed.get(name, _NOWHERE))
            )
        set_choices(self, "all_kind", [("", _("It stands on each line")), *FigureKind.choices])
        self.fields["all_kind"].initial = kind
        self.fields["shares"].initial = "share" if shares else "percent"
        self.fields["unit"].help_text = _("Without it, every line is about the whole organisation.")
        self.helper = with_button(_("Show what would change"))
        self.helper.layout = Layout(
            Fieldset(_("Which figure"), Row("kind", "all_kind")),
            Fieldset(_("Of whom and when"), Row("unit", "people"), "period", Row("starts_on", "ends_on")),
            Fieldset(_("How much"), "value", Row("numerator", "denominator"), "shares"),
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        chosen = {name: self.cleaned_data.get(name, _NOWHERE) for name in FIELDS}
        columns = {name: int(value) for name, value in chosen.items() if value != _NOWHERE}
        kind = self.cleaned_data.get("all_kind", "")
        if "kind" in columns and kind:
            self.add_error("all_kind", _("Choose either a column or one figure for all lines."))
        elif "kind" not in columns and not kind:
            self.add_error("kind", _("Choose the column that says which figure it is, or one for all lines."))
        if "period" in columns and ("starts_on" in columns or "ends_on" in columns):
            self.add_error("period", _("Choose either the month or quarter, or the first and last day."))
        elif "period" not in columns and "starts_on" not in columns:
            self.add_error("period", _("Choose the column with the month or quarter, or the first day."))
        if "people" not in columns:
            self.add_error("people", _("Choose the column with the number of people."))
        if ("numerator" in columns) != ("denominator" in columns):
            missing = "denominator" if "numerator" in columns else "numerator"
            self.add_error(missing, _("Numerator and denominator belong together: choose both columns."))
        elif "value" not in columns and "numerator" not in columns:
            self.add_error("value", _("Choose the column with the figure, or the numerator and denominator."))
        for name, column in columns.items():
            same = [other for other in columns if columns[other] == column and other != name]
            if same:
                self.add_error(
                    name,
                    _("The same column is chosen for “%(other)s”.") % {"other": str(LABELS[same[0]]).lower()},
                )
        return {"columns": columns, "kind": kind, "shares": self.cleaned_data.get("shares", False)}


class ApplyFiguresForm(forms.Form):
    """Applying a preview; refused lines stand in the way until somebody chooses to leave them out."""

    use_required_attribute = False

    digest = forms.CharField(widget=forms.HiddenInput)
    leave_out = forms.BooleanField(required=False)

    def __init__(self, *args: Any, refused: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leave_out"].label = _("Leave out the refused lines, and bring in the rest")
        if not refused:
            del self.fields["leave_out"]


class NumberText(forms.CharField):
    """A number as people write it, with a decimal comma or point; cleans to a `Decimal`, or None when empty."""

    def __init__(self, *, column: str, whole: bool = False, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **kwargs)
        self.column, self.whole = column, whole

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_count(text, self.column) if self.whole else parse_number(text, self.column)
        except BadFigure as bad:
            raise forms.ValidationError(sentence(bad)) from None


class FigureForm(VersionedForm):
    """One figure; what it is of is chosen once and does not change afterwards."""

    kind = forms.ChoiceField(label=_("Which figure"), choices=FigureKind.choices)
    period = forms.CharField(
        label=_("Month or quarter"),
        max_length=40,
        help_text=_("Write it as 2026-03 or 2026-Q1."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    people = NumberText(column="people", whole=True, label=_("Number of people"))
    value = NumberText(column="value", label=_("Figure"), required=False)
    numerator = NumberText(column="numerator", label=_("Numerator"), required=False)
    denominator = NumberText(column="denominator", label=_("Denominator"), required=False)

    def __init__(self, *args: Any, tree: Tree, figure: HrFigure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitChoiceField(
            tree=tree, label=_("Unit"), empty=_("whole organisation"), required=False
        )
        self.fields["people"].help_text = _("How many people worked there; at least 20.")
        self.fields["value"].help_text = _("Or fill in the two sums below: then we compute it.")
        if figure is not None:
            self.initial = self.stored(figure)
            for name in ("kind", "unit", "period"):
                del self.fields[name]
            self.helper.layout = Layout("version", "people", "value", Row("numerator", "denominator"))
        else:
            self.helper.layout = Layout(
                "version",
                Row("kind", "unit"),
                Row("period", "people"),
                "value",
                Row("numerator", "denominator"),
            )

    def clean_period(self) -> Period:
        text = self.cleaned_data["period"]
        try:
            return parse_period(text)
        except ValueError:
            raise forms.ValidationError(sentence(BadFigure(Wrong.BAD_PERIOD, "period", text))) from None

    def stored(self, row: HrFigure) -> dict[str, Any]:
        """What the figure holds; where it follows from two sums these say it."""
        sums = row.numerator is not None
        return {
            "version": row.version,
            "people": row.people,
            "value": "" if sums else _plain(row.value),
            "numerator": _plain(row.numerator),
            "denominator": _plain(row.denominator),
        }

    def fields_of_figure(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ReferenceForm(VersionedForm):
    """A figure of others: of which sector, when, from which source."""

    kind = forms.ChoiceField(label=_("Which figure"), choices=FigureKind.choices)
    sector = forms.CharField(label=_("Of whom"), help_text=_("A sector, or all sectors."), max_length=100)
    period = forms.CharField(
        label=_("Month, quarter or year"),
        max_length=40,
        help_text=_("Write it as 2026-Q1. Compare the same quarter."),
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    value = NumberText(column="value", label=_("Figure"))
    source = forms.CharField(label=_("Source"), max_length=200)
    shown = forms.BooleanField(label=_("Show it in the charts"), required=False, initial=True)

    def __init__(self, *args: Any, reference: ReferenceValue | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reference is not None:
            self.initial = self.stored(reference)
        self.helper.layout = Layout(
            "version", Row("kind", "sector"), Row("period", "value"), "source", "shown"
        )

    def clean_period(self) -> Period:
        text = self.cleaned_data["period"]
        try:
            return parse_period(text)
        except ValueError:
            raise forms.ValidationError(sentence(BadFigure(Wrong.BAD_PERIOD, "period", text))) from None

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        if not 0 <= value < 100000:
            raise forms.ValidationError(_("Check this number."))
        return value

    def stored(self, row: ReferenceValue) -> dict[str, Any]:
        """The value as it is now."""
        return {
            "version": row.version,
            "kind": row.kind,
            "sector": row.sector,
            "period": period_name(Period(row.starts_on, row.ends_on), short=True),
            "value": _plain(row.value),
            "source": row.source,
            "shown": row.shown,
        }

    def fields_of_reference(self) -> dict[str, Any]:
        """What the actions take."""
        period: Period = self.cleaned_data["period"]
        names = ("kind", "sector", "value", "source", "shown")
        return {name: self.cleaned_data[name] for name in names} | {
            "starts_on": period.starts_on,
            "ends_on": period.ends_on,
        }


def _plain(number: Decimal | None) -> str:
    """A stored number as it can be typed again, with a decimal comma and no more digits than it needs."""
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")
