"""What the forms of every app share: the form tag of the page, long texts, dates, and nobody overwritten unseen."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from werkdruk.core.errors import ChangedMeanwhile, Refused

LONG_TEXT = 2000
_YEAR = _("Check the year of this date.")


class DayInput(forms.DateInput):
    """The browser's own way to choose a date."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


def long_text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    """A text of several lines, 2,000 characters at most."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: Any, *, required: bool = False) -> forms.DateField:
    """A date of this century."""
    return forms.DateField(
        label=label,
        required=required,
        widget=DayInput(),
        validators=[MinValueValidator(date(2000, 1, 1), _YEAR), MaxValueValidator(date(2099, 12, 31), _YEAR)],
    )


def with_button(button: Any) -> FormHelper:
    """A helper for a whole form that ends in one button."""
    made = FormHelper()
    made.add_input(Submit("submit", button))
    return made


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, for a form to bind to; None while the page is only asked for."""
    return request.POST if request.method == "POST" else None


class PageForm(forms.Form):
    """A form without its own form tag: the page gives that, with its buttons.

    `prefix_id` keeps the ids of equal forms on one page apart.
    """

    def __init__(self, *args: Any, prefix_id: str = "", **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_{prefix_id}%s"
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class GuardedForm(PageForm):
    """A form of something that others may be changing too; the field `guard` tells what the writer had seen."""

    guard = "version"
    differences: list[tuple[Any, Any]] = []

    def stored(self, row: Any) -> dict[str, Any]:
        """What `row` holds, by this form's fields; with the field `guard` as it is now."""
        raise NotImplementedError

    def meet(self, changed: ChangedMeanwhile) -> None:
        """Somebody else was first: keep what was typed, show what is stored, save over it the next time."""
        stored = self.stored(changed.current)
        self.differences = [
            (self.fields[name].label, self._shown(name, value))
            for name, value in stored.items()
            if name != self.guard and name in self.fields and self._differs(name, value)
        ]
        data = cast("QueryDict", self.data).copy()
        data[self.guard] = stored[self.guard]
        self.data = data
        self.add_error(None, changed.message)

    def _differs(self, name: str, value: Any) -> bool:
        typed = self.cleaned_data.get(name)
        if isinstance(value, list):
            return set(typed or []) != set(value)
        return (typed or "") != (value or "")

    def _shown(self, name: str, value: Any) -> Any:
        """The value as a person reads it: choices by their labels; empty where nothing is stored."""
        pairs: Any = flatten_choices(getattr(self.fields[name], "choices", []))
        choices = {str(key): text for key, text in pairs}
        if isinstance(value, list):
            value = ", ".join(str(choices.get(one, one)) for one in value)
        return choices.get(str(value), value) or ""


class VersionedForm(GuardedForm):
    """Guarded by the `version` of the row; without one the form is about something new."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**31 - 1)


def attempt[T](form: forms.BaseForm, act: Callable[[], T]) -> T | None:
    """The outcome of `act`; None when it refused: what it wrote is rolled back and `form` says why."""
    try:
        with transaction.atomic():
            return act()
    except ChangedMeanwhile as changed:
        if not isinstance(form, GuardedForm):
            raise
        form.meet(changed)
    except Refused as refused:
        form.add_error(None, refused.message)
    return None
