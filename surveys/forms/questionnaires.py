"""Forms of the questionnaire: which questions the next wave asks, and what a preview shows."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.actions.questionnaires import MOST_OPEN, MOST_VARIABLE
from surveys.models import Item, ItemKind
from surveys.queries.agreements import outside_agreement, themes_to_ask
from surveys.words.themes import theme_label
from werkdruk.core.forms import GuardedForm

LONGEST_REASON = 300
LANGUAGES = ("nl", "en")


class QuestionnaireForm(GuardedForm):
    """Which variable statements and open questions the next wave asks; `seen` is the mark of what was asked."""

    guard = "seen"

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Variable statements"), widget=forms.CheckboxSelectMultiple, required=True
    )
    open_questions = forms.MultipleChoiceField(
        label=gettext_lazy("Open questions"), widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this change?"),
        help_text=gettext_lazy("Needed when a statement goes that was asked in one or two waves only."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, current: set[UUID], seen: str, **kwargs: Any) -> None:
        asked = [str(item_id) for item_id in current]
        kwargs.setdefault("initial", {"items": asked, "open_questions": asked, "seen": seen})
        super().__init__(*args, **kwargs)
        self.seen_now = seen
        themes: dict[str, list[tuple[str, str]]] = {}
        own_words = []
        allowed = themes_to_ask()
        for item in Item.objects.live().exclude(kind=ItemKind.CORE):
            if outside_agreement(item, allowed) and item.id not in current:
                continue
            if item.kind == ItemKind.OPEN:
                own_words.append((str(item.id), item.text))
            else:
                themes.setdefault(theme_label(item.theme), []).append((str(item.id), item.text))
        items = cast("forms.MultipleChoiceField", self.fields["items"])
        items.choices = list(themes.items())
        items.error_messages["required"] = _("Choose at least one statement.")
        open_questions = cast("forms.MultipleChoiceField", self.fields["open_questions"])
        open_questions.choices = own_words
        gone = _("One of these questions is not in the question bank any more. Choose again.")
        items.error_messages["invalid_choice"] = open_questions.error_messages["invalid_choice"] = gone

    def clean_items(self) -> list[str]:
        """Five at most."""
        chosen = self.cleaned_data["items"]
        if len(chosen) > MOST_VARIABLE:
            raise forms.ValidationError(
                _(
                    "You chose %(count)s statements. Choose %(most)s at most, so that five minutes stay enough."
                )
                % {"count": len(chosen), "most": MOST_VARIABLE}
            )
        return chosen

    def clean_open_questions(self) -> list[str]:
        """Two at most."""
        chosen = self.cleaned_data["open_questions"]
        if len(chosen) > MOST_OPEN:
            raise forms.ValidationError(
                _("You chose %(count)s open questions. Choose %(most)s at most.")
                % {"count": len(chosen), "most": MOST_OPEN}
            )
        return chosen

    @property
    def chosen(self) -> set[UUID]:
        """Ids of the chosen statements."""
        return {UUID(item_id) for item_id in self.cleaned_data["items"]}

    @property
    def chosen_open(self) -> set[UUID]:
        """Ids of the chosen open questions."""
        return {UUID(item_id) for item_id in self.cleaned_data["open_questions"]}

    def stored(self, row: list[UUID]) -> dict[str, Any]:
        """What is asked now, by field; `row` are the ids of these questions."""
        asked = {str(item_id) for item_id in row}
        open_ids = {key for key, _text in cast("Any", self.fields["open_questions"]).choices}
        return {
            "seen": self.seen_now,
            "items": sorted(asked - open_ids),
            "open_questions": sorted(asked & open_ids),
        }


class PreviewForm(forms.Form):
    """What a preview shows: of which wave, with which proposal or question of the bank in it, in which language."""

    wave = forms.UUIDField(required=False)
    item = forms.UUIDField(required=False)
    proposal = forms.UUIDField(required=False)
    lang = forms.ChoiceField(choices=[(one, one) for one in LANGUAGES], required=False)

    def given(self, name: str) -> Any:
        """The value of a field; None where it is missing or unreadable."""
        self.is_valid()
        return self.cleaned_data.get(name) or None
