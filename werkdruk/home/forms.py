"""What the small pages behind links in mail send: without it, a sending changes nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkdruk.core.forms import LONG_TEXT

ONE_CLICK = "List-Unsubscribe"


class StopForm(forms.Form):
    """What a mail program sends for one click (RFC 8058), and what our own button sends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[ONE_CLICK] = forms.ChoiceField(choices=[("One-Click", "")])


class ActionByMailForm(forms.Form):
    """The button, and for what is stuck a note: without words nobody can help."""

    sure = forms.ChoiceField(choices=[("yes", "")], widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What is it waiting for?"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write in a few words what it is waiting for, so that others can help.")
        },
    )

    def __init__(self, *args: Any, stuck: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not stuck:
            del self.fields["note"]
