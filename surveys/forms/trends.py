"""Forms beside the figures: an acknowledged change, and a reference value."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import ReferenceKind, ReferenceValue
from werkdruk.core.forms import PageForm, VersionedForm


class ChangeAcknowledgeForm(PageForm):
    """What changed, in own words."""

    reason = forms.CharField(
        label=_("What changed?"),
        help_text=_("In your own words, for whoever looks at the figures in a year. No names of colleagues."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down in your own words what changed.")},
    )


class ReferenceValueForm(VersionedForm):
    """A figure of others: of whom, of when, from which source."""

    kind = forms.ChoiceField(label=_("Which figure"), choices=ReferenceKind.choices)
    about = forms.CharField(label=_("Of whom"), help_text=_("A sector, or all sectors."), max_length=120)
    period = forms.CharField(
        label=_("Of when"), help_text=_("A quarter or a year: compare the same quarter."), max_length=60
    )
    value = forms.DecimalField(
        label=_("Percentage"), min_value=0, max_value=100, max_digits=4, decimal_places=1, localize=True
    )
    source = forms.CharField(label=_("Source"), max_length=200)
    licence = forms.CharField(label=_("Licence"), max_length=60, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "version", "kind", "about", Row("period", "value"), Row("source", "licence")
        )

    def stored(self, row: ReferenceValue) -> dict[str, Any]:
        """The value as it is now."""
        names = ("version", "kind", "about", "period", "value", "source", "licence")
        return {name: getattr(row, name) for name in names}

    def fields_of_reference(self) -> dict[str, Any]:
        """What is saved."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}
