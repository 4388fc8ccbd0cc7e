"""Forms with which HR sets the survey up."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.models import SurveySettings
from werkdruk.core.forms import DayInput, with_button


class WavePlanForm(forms.Form):
    """When the next wave opens."""

    opens_on = forms.DateField(
        label=gettext_lazy("Invitations go out on"),
        widget=DayInput(),
        help_text=gettext_lazy("A working day is best: people answer in working time."),
    )

    def __init__(self, *args: Any, first: date, today: date, submit: str, **kwargs: Any) -> None:
        start = max(first, today)
        while start.weekday() >= 5:
            start += timedelta(days=1)
        kwargs.setdefault("initial", {"opens_on": start})
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = with_button(submit)

    def clean_opens_on(self) -> date:
        day = self.cleaned_data["opens_on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        if day > self.today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day within a year."))
        return day


class SurveySettingsForm(forms.ModelForm):
    """Rhythm, smallest group and days open, until the agreement with the works council holds them."""

    class Meta:
        model = SurveySettings
        fields = ["rhythm", "k", "open_k", "open_days"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = with_button(_("Save these settings"))


class UnitFilterForm(forms.Form):
    """Which part of the organisation's tree is shown; anything unreadable shows the top."""

    within = forms.UUIDField(required=False)

    @property
    def within_id(self) -> UUID | None:
        """The unit to look into, or None for the top."""
        return self.cleaned_data.get("within") if self.is_valid() else None
