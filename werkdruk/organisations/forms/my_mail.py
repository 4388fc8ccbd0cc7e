"""The form for a member's own mail."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from werkdruk.core.forms import with_button
from werkdruk.organisations.models import Membership


class MyMailForm(forms.Form):
    """Whether there is a mail a week, and on which day."""

    digest = forms.BooleanField(
        label=_("Once a week a mail with what needs me"),
        required=False,
        help_text=_("In a week in which nothing waits for you, there is no mail."),
    )
    digest_day = forms.TypedChoiceField(
        label=_("On which day?"),
        choices=[(number, WEEKDAYS[number]) for number in range(7)],
        coerce=int,
        help_text=_("In the morning, at half past seven."),
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        kwargs["initial"] = {"digest": member.digest, "digest_day": member.digest_day}
        super().__init__(*args, **kwargs)
        self.helper = with_button(_("Save"))
