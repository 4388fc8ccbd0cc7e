"""Forms of the question bank: search, a question of one's own, another wording, a reason, an answer."""

import uuid
from typing import Any, cast

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.domain.scoring import Direction
from surveys.domain.wording import hints
from surveys.models import Item, ItemKind
from surveys.words.items import CHECKS, hint_words
from surveys.words.themes import theme_label
from werkdruk.core.forms import PageForm

LONGEST_TEXT = 200
LONGEST_THEME = 50
LONGEST_REASON = 300
# Only the core measures the balance itself; it is no theme for other questions.
CORE_ONLY = {"werkdrukbalans"}
OWN_THEME = "+"


class ItemFilterForm(forms.Form):
    """Which questions of the bank are shown; anything unreadable shows all."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, themes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, Any]]] = {
            "theme": [("", _("All themes")), *((one, theme_label(one)) for one in themes)],
            "kind": [
                ("", _("All kinds")),
                (ItemKind.CORE, _("Core statements")),
                (ItemKind.BANK, _("Statements of the bank")),
                (ItemKind.OPEN, _("Open questions")),
                ("own", _("Our own questions")),
            ],
            "state": [
                ("", _("Asked or not")),
                ("asked", _("Asked now")),
                ("free", _("Not asked now")),
                ("retired", _("Retired")),
            ],
        }
        for name, pairs in choices.items():
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = pairs

    def given(self) -> dict[str, str]:
        """What to look for, by the names of `item_lines`."""
        self.is_valid()
        found = self.cleaned_data
        return {
            "words": found.get("q", ""),
            **{name: found.get(name, "") for name in ("theme", "kind", "state")},
        }


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _WordedForm(PageForm):
    """A wording in both languages, with the check list of good questions and the hints on what was typed."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text_nl = forms.CharField(
        label=gettext_lazy("Text in Dutch"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the question in Dutch.")},
    )
    text_en = forms.CharField(
        label=gettext_lazy("Text in English"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Write the question in English too: employees choose the language.")
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write down in a few words why.")},
    )
    checks = forms.MultipleChoiceField(
        label=gettext_lazy("Check the question"),
        help_text=gettext_lazy(
            "Tick what is true. Only a question that is all of this gives answers that say something."
        ),
        choices=CHECKS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Go through this list first.")},
    )
    keep = forms.BooleanField(
        label=gettext_lazy("I have looked at the hints, and keep this wording"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4

    def clean_text_nl(self) -> str:
        """On one line."""
        return _one_line(self.cleaned_data["text_nl"])

    def clean_text_en(self) -> str:
        """On one line."""
        return _one_line(self.cleaned_data["text_en"])

    def clean_checks(self) -> list[str]:
        """All of the list, or it says what is missing."""
        ticked = self.cleaned_data["checks"]
        missing = [str(label) for key, label in CHECKS if key not in ticked]
        if missing:
            raise forms.ValidationError(
                _("Not ticked yet: %(missing)s Change the question until it is true.")
                % {"missing": " ".join(missing)}
            )
        return ticked

    def clean(self) -> dict[str, Any]:
        """Health is refused; other hints are shown once, and the writer decides."""
        data = super().clean() or self.cleaned_data
        doubtful = False
        for name, language in (("text_nl", "nl"), ("text_en", "en")):
            for hint in hints(data.get(name, ""), language):
                doubtful = doubtful or not hint.refuses
                if hint.refuses or not data.get("keep"):
                    self.add_error(name, hint_words(hint))
        if doubtful:
            self.fields["keep"].widget = forms.CheckboxInput()
        return data


class ItemForm(_WordedForm):
    """A question of one's own."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of question?"),
        choices=[
            (ItemKind.BANK, gettext_lazy("A statement, answered from totally disagree to totally agree")),
            (ItemKind.OPEN, gettext_lazy("An open question, answered in own words")),
        ],
        initial=ItemKind.BANK,
        widget=forms.RadioSelect,
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        error_messages={
            "required": gettext_lazy("Choose a theme, or the last one of the list to name your own.")
        },
    )
    own_theme = forms.CharField(
        label=gettext_lazy("Name of your own theme"),
        help_text=gettext_lazy("In one or two words, as it will stand above the figures."),
        required=False,
        max_length=LONGEST_THEME,
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Which answer is favourable?"),
        help_text=gettext_lazy("For a statement only."),
        choices=[
            (Direction.POSITIVE, gettext_lazy("Agreeing: “I have enough time”")),
            (Direction.NEGATIVE, gettext_lazy("Disagreeing: “I am short of time”")),
            (Direction.UNSCORED, gettext_lazy("None: it only says what the work is like")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    use = forms.CharField(
        label=gettext_lazy("What will you do with the answers?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": gettext_lazy("Without a plan for the answers, rather ask nothing. Write it down.")
        },
    )

    def __init__(self, *args: Any, themes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.themes = [one for one in themes if one not in CORE_ONLY]
        theme = cast("forms.ChoiceField", self.fields["theme"])
        theme.choices = [
            ("", _("Choose a theme")),
            *((one, theme_label(one)) for one in self.themes),
            (OWN_THEME, _("A theme of our own, named below")),
        ]
        self.fields["reason"].label = _("Why do you want to ask this?")
        self.helper.layout = Layout(
            "form_key",
            "kind",
            "text_nl",
            "text_en",
            "keep",
            "theme",
            "own_theme",
            "direction",
            "reason",
            "use",
            "checks",
        )

    def clean_own_theme(self) -> str:
        """The theme itself where it exists already, whatever its capitals; not about health."""
        typed = _one_line(self.cleaned_data["own_theme"]).lower()
        for hint in hints(typed, "nl"):
            if hint.refuses:
                raise forms.ValidationError(hint_words(hint))
        return next((one for one in self.themes if typed in (one, theme_label(one).lower())), typed)

    def clean(self) -> dict[str, Any]:
        """One theme; a direction for a statement."""
        data = super().clean()
        chosen, typed = data.get("theme"), data.get("own_theme")
        if chosen and "own_theme" not in self.errors:
            if chosen == OWN_THEME and not typed:
                self.add_error("own_theme", _("Give your own theme a name."))
            elif chosen != OWN_THEME and typed and typed != chosen:
                self.add_error("own_theme", _("Choose a theme above or name one of your own, not both."))
        if data.get("kind") == ItemKind.BANK and not data.get("direction") and "direction" not in self.errors:
            self.add_error("direction", _("Say which answer is the favourable one."))
        return data

    def content(self) -> dict[str, Any]:
        """What `propose_item` takes."""
        data = self.cleaned_data
        is_open = data["kind"] == ItemKind.OPEN
        return {
            **{name: data[name] for name in ("kind", "text_nl", "text_en", "reason", "use", "form_key")},
            "theme": data["own_theme"] if data["theme"] == OWN_THEME else data["theme"],
            "direction": Direction.OPEN if is_open else data["direction"],
        }


class ItemWordingForm(_WordedForm):
    """Another wording of a question."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"text_nl": item.text_nl, "text_en": item.text_en})
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why does the wording change?")
        self.fields["reason"].help_text = _("Also for a spelling mistake: another text is another version.")
        self.helper.layout = Layout("form_key", "text_nl", "text_en", "keep", "reason", "checks")


class ItemReasonForm(PageForm):
    """Why a question should be asked, or retired."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write down in a few words why.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4


ACCEPT, DECLINE = "accept", "decline"


class ProposalAnswerForm(PageForm):
    """Yes or no to a proposal, and why; `alone` where nobody speaks for the staff."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Accept or decline?"),
        choices=[(ACCEPT, gettext_lazy("Accept")), (DECLINE, gettext_lazy("Decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose accept or decline.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alone = alone
        self.fields["answer"].help_text = (
            _("Nobody speaks for the staff here: write down why you decide this alone.")
            if alone
            else _("Needed when you decline.")
        )
        self.helper.layout = Layout(Field("decision"), "answer")

    def clean(self) -> dict[str, Any]:
        """A no has a reason, and so has a yes to oneself."""
        data = super().clean() or self.cleaned_data
        if not data.get("answer") and "answer" not in self.errors:
            if data.get("decision") == DECLINE:
                self.add_error("answer", _("Write down why, so that the other side understands it."))
            elif data.get("decision") == ACCEPT and self.alone:
                self.add_error("answer", _("Write down why you decide this alone."))
        return data
