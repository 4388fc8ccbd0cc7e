"""Forms with which HR sets the survey up."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.domain.advisor import ASSUMED_RESPONSE
from surveys.models import Rhythm, SurveySettings
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


def waves_together() -> list[tuple[int, str]]:
    """How many waves can be published together, in words."""
    return [(1, _("each wave by itself")), (2, _("two waves together")), (3, _("three waves together"))]


class AdviceForm(forms.Form):
    """For which rhythm and which response the advisor tells what can be shown."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("Rhythm"),
        choices=[
            (Rhythm.MONTHLY.value, gettext_lazy("every month")),
            (Rhythm.QUARTERLY.value, gettext_lazy("every quarter")),
            (Rhythm.HALF_YEARLY.value, gettext_lazy("every half year")),
        ],
    )
    waves_per_block = forms.TypedChoiceField(
        label=gettext_lazy("Published together"), coerce=int, choices=waves_together
    )
    response = forms.TypedChoiceField(
        label=gettext_lazy("How many answer"),
        coerce=int,
        choices=lambda: [
            (percent, _("%(percent)s of every 100") % {"percent": percent})
            for percent in (40, 50, 60, 70, 80)
        ],
    )

    def __init__(self, data: Any, settings: SurveySettings) -> None:
        start = {
            "rhythm": settings.rhythm,
            "waves_per_block": settings.waves_per_block,
            "response": round(100 * ASSUMED_RESPONSE),
        }
        # What is not asked for is as it is now; so the page can be opened without a question.
        super().__init__({**start, **{name: data[name] for name in start if name in data}})
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.layout = Layout(Row("rhythm", "waves_per_block", "response"))
        self.helper.add_input(Submit("", _("Show what this gives")))


class UnitFilterForm(forms.Form):
    """Which part of the organisation's tree is shown; anything unreadable shows the top."""

    within = forms.UUIDField(required=False)

    @property
    def within_id(self) -> UUID | None:
        """The unit to look into, or None for the top."""
        return self.cleaned_data.get("within") if self.is_valid() else None
