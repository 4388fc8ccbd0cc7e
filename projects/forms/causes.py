"""Forms of causes and of the map."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.forms import OnceForm
from projects.actions.cause_maps import TEXT_LENGTH
from projects.models import Cause, Influence, Side
from werkdruk.core.forms import VersionedForm, long_text

WHYS = ("why_1", "why_2", "why_3", "why_4", "why_5")


def _why(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=300)


class CauseForm(OnceForm, VersionedForm):
    """A cause: five times why, what it leads to, and who can do something about it."""

    title = forms.CharField(label=_("What is it about?"), max_length=200)
    side = forms.ChoiceField(label=_("Does it drain or give energy?"), choices=Side, initial=Side.DRAINER)
    why_1 = _why(_("1. Why is that so?"))
    why_2 = _why(_("2. And why is that?"))
    why_3 = _why(_("3. And why is that?"))
    why_4 = _why(_("4. And why is that?"))
    why_5 = _why(_("5. And why is that?"))
    effect = long_text(_("What does it lead to?"), rows=2)
    pattern = long_text(
        _("Which circle or habit keeps it going?"),
        _("For example: because we are late we skip the handover, and because of that we are late again."),
        rows=2,
    )
    why_not_yet = long_text(_("Why could we not solve this ourselves yet?"), rows=2)
    influence = forms.ChoiceField(
        label=_("Who can do something about it?"),
        choices=[("", _("not clear yet")), *Influence.choices],
        required=False,
    )

    def __init__(self, *args: Any, cause: Cause | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cause is not None:
            self.initial = self.stored(cause)
        self.helper.layout = Layout(
            "form_key",
            "version",
            Row("title", "side"),
            Fieldset(_("Ask why, five times"), *WHYS),
            "effect",
            "pattern",
            "why_not_yet",
            "influence",
        )

    def stored(self, row: Cause) -> dict[str, Any]:
        """What the cause holds, by this form's fields."""
        answers = [why.text for why in row.whys.all()]
        names = ("version", "title", "side", "effect", "pattern", "why_not_yet", "influence")
        return {name: getattr(row, name) for name in names} | {
            name: answers[number] if number < len(answers) else "" for number, name in enumerate(WHYS)
        }

    def fields_of_cause(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("title", "side", "effect", "pattern", "why_not_yet", "influence")
        return {name: self.cleaned_data[name] for name in names} | {
            "whys": [self.cleaned_data[name] for name in WHYS]
        }


class MapForm(forms.Form):
    """One change of the map: which, of which thing, and what that takes."""

    act = forms.ChoiceField(
        choices=[(one, one) for one in ("add", "causes", "change", "move", "remove", "link", "unlink")]
    )
    node = forms.UUIDField(required=False)
    end = forms.UUIDField(required=False)
    side = forms.CharField(max_length=10, required=False)
    text = forms.CharField(max_length=TEXT_LENGTH, required=False)
    x = forms.IntegerField(required=False, min_value=-1000, max_value=1000)
    y = forms.IntegerField(required=False, min_value=-1000, max_value=1000)
