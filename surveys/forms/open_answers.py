"""Forms of open answers: one redaction, one key, the search."""

from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.domain.redaction import CUT_MARKER, NAME_MARKER
from surveys.domain.seal import OPEN_ANSWER_LENGTH, clean_open_answer
from surveys.models import DraftAnswer, Withheld
from werkdruk.core.forms import PageForm, VersionedForm

SHOWN = (
    ("", _("all")),
    ("whole", _("not changed")),
    ("changed", _("words taken out")),
    ("withheld", _("withheld")),
)


class RedactionForm(VersionedForm):
    """One answer: words that are taken out, or the whole withheld with the reason."""

    text = forms.CharField(
        label=_("The answer"),
        # A marker can be longer than the word that it stands for.
        max_length=OPEN_ANSWER_LENGTH * 4,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Nothing is left of this answer. Withhold it as a whole instead, and say why.")
        },
    )
    withheld = forms.ChoiceField(
        label=_("Withhold the whole answer?"),
        required=False,
        choices=[("", _("No, it can be read")), *Withheld.choices],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _(
            "Replace each name by %(name)s, and other words that point at somebody by %(cut)s. Whole words only; "
            "the rest stays as it was written."
        ) % {"name": NAME_MARKER, "cut": CUT_MARKER}
        self.helper.layout = Layout(
            "version", "text", HTML('{% include "surveys/_open_answer_markers.html" %}'), "withheld"
        )

    def clean_text(self) -> str:
        """With the line ends and without the spaces that an answer never has."""
        return clean_open_answer(self.cleaned_data["text"])

    def stored(self, row: DraftAnswer) -> dict[str, Any]:
        """The answer as it is now."""
        return {"version": row.version, "text": row.text, "withheld": row.withheld}


class KeyForm(PageForm):
    """A key for the texts as they were at `seen`; with the reason where HR is alone."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, alone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alone:
            self.fields["alone_because"] = forms.CharField(
                label=_("Why does HR release these answers alone?"),
                help_text=_("This stands in the log and beside the answers."),
                max_length=300,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Write down why HR releases these answers alone.")},
            )


class SeenForm(forms.Form):
    """Which version of the texts somebody has looked at, in the address of a page."""

    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class AnswerSearchForm(forms.Form):
    """What a page of answers is asked for, in its address; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=100)
    only = forms.ChoiceField(required=False, choices=SHOWN)
    question = forms.UUIDField(required=False)
    everything = forms.BooleanField(required=False)

    def asked(self, name: str) -> Any:
        """The value of a field, or nothing where it was not understood."""
        self.is_valid()
        return self.cleaned_data.get(name)
