"""What to look for in the history; anything unreadable is looked for nowhere."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


class YearForm(forms.Form):
    """Which year."""

    year = forms.TypedChoiceField(
        label=_("Year"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"data-autosubmit": ""}),
    )

    def __init__(self, *args: Any, years: list[int], every: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["year"])
        field.choices = [("", every), *((year, str(year)) for year in years)]

    def given(self, name: str) -> Any:
        """What was chosen or typed; nothing where it cannot be read."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


class HistoryForm(YearForm):
    """Words, a year, and whether a review was signed."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100, widget=forms.SearchInput)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Open and signed")), ("open", _("Open")), ("signed", _("Signed"))],
        widget=forms.Select(attrs={"data-autosubmit": ""}),
    )
    field_order = ["q", "year", "state"]
