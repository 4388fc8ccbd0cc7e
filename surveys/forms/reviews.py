"""Forms of the monthly review: an action, a statement out, a statement in, the notes."""

from typing import Any, cast

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from measures.forms import ActionForm
from surveys.models import Item, Review
from surveys.queries.reviews import REASON_NEEDED, Statement
from surveys.words.themes import theme_label
from werkdruk.core.forms import PageForm, VersionedForm

LONGEST_REASON = 300
LONGEST_NOTES = 20_000


class ReviewActionForm(ActionForm):
    """What was agreed: who does it and when it is ready belong to it."""

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper.layout = Layout("form_key", "what", Row("who", "due_on"), "intended_effect")
        for name, message in {
            "what": gettext_lazy("Write down what will be done."),
            "who": gettext_lazy("Agree who does it. Without a name nobody does."),
            "due_on": gettext_lazy("Agree when it is ready."),
        }.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = message

    def clean_due_on(self) -> Any:
        """A promise lies ahead."""
        day = self.cleaned_data["due_on"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return day


class _StatementForm(PageForm):
    """One statement, and why."""

    item = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a statement."),
            "invalid_choice": gettext_lazy("This statement cannot be chosen any more. Choose another one."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReviewDropForm(_StatementForm):
    """Which variable statement is no longer asked."""

    def __init__(self, *args: Any, statements: list[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = {str(one.item.id): one for one in statements if not one.is_new}
        items = cast("forms.ChoiceField", self.fields["item"])
        items.label = _("Which statement do you drop?")
        items.choices = [(key, self._label(one)) for key, one in self.statements.items()]
        self.fields["reason"].help_text = _("Needed when the statement was asked in fewer than three waves.")

    @staticmethod
    def _label(statement: Statement) -> str:
        asked = ngettext("asked in %(count)s wave", "asked in %(count)s waves", statement.waves) % {
            "count": statement.waves
        }
        return f"{statement.item.text} ({asked})"

    def clean(self) -> dict[str, Any]:
        """A young statement goes with a reason only."""
        data = super().clean() or self.cleaned_data
        chosen = self.statements.get(data.get("item", ""))
        if chosen and chosen.is_young and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", REASON_NEEDED)
        return data

    @property
    def chosen(self) -> Item:
        """The statement that was chosen."""
        return self.statements[self.cleaned_data["item"]].item


class ReviewAddForm(_StatementForm):
    """Which statement of the bank is asked from the next wave on."""

    def __init__(self, *args: Any, bank: list[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bank = {str(item.id): item for item in bank}
        themes: dict[str, list[tuple[str, str]]] = {}
        for key, item in self.bank.items():
            themes.setdefault(theme_label(item.theme), []).append((key, item.text))
        items = cast("forms.ChoiceField", self.fields["item"])
        items.label = _("Which statement do you add?")
        items.choices = list(themes.items())
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _("What do you want to know, and what will you do with the answer?")
        self.fields["reason"].error_messages["required"] = _(
            "Write down in a few words why you want to ask this."
        )

    @property
    def chosen(self) -> Item:
        """The statement that was chosen."""
        return self.bank[self.cleaned_data["item"]]


class ReviewNotesForm(VersionedForm):
    """What was said."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    notes = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=LONGEST_NOTES,
        help_text=gettext_lazy("For the report. Write down what matters, without names of colleagues."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_notes(self) -> str:
        """With one kind of line end, whatever the browser sends."""
        return self.cleaned_data["notes"].replace("\r\n", "\n")

    def stored(self, row: Review) -> dict[str, Any]:
        """The notes as they are now."""
        return {"version": row.version, "notes": row.notes}
