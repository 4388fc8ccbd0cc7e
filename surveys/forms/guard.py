"""The form with which the works council decides about large changes of staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkdruk.core.forms import with_button


class StaffDecisionForm(forms.Form):
    """Agree or not; `digest` names the changes that the page showed."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("approve", _("Agree: the draw can go on")),
            ("decline", _("Do not agree: the draw waits")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("It stands in the log, and HR reads it. Needed when you do not agree. Name nobody."),
    )

    def __init__(self, *args: Any, alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alone:
            self.fields["reason"].required = True
            self.fields["reason"].help_text = _(
                "Nobody speaks for the staff here, so you decide alone: the log keeps why. Name nobody."
            )
        self.helper = with_button(_("Save the decision"))
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "decline" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Tell HR why, so that they know what to change."))
        return cleaned
