"""Forms of the policy itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.actions.policies import chapter_mark
from policy.models import PolicyDraft, as_answers
from policy.questions import Chapter
from werkdruk.core.forms import GuardedForm, PageForm

LONGEST = 6000


class ChapterForm(GuardedForm):
    """The questions of one chapter; `seen` tells which text the writer had before them."""

    guard = "seen"
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, chapter: Chapter, draft: PolicyDraft | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chapter = chapter
        answers = as_answers(draft)
        self.initial["seen"] = chapter_mark(draft, chapter)
        for question in chapter.questions:
            self.fields[question.key] = forms.CharField(
                label=question.text,
                help_text=question.help,
                required=False,
                max_length=LONGEST,
                initial=answers[question.key],
                widget=forms.Textarea(attrs={"rows": 6}),
            )

    def clean(self) -> dict[str, Any]:
        """Line ends as this system writes them, so that equal texts are equal."""
        data = super().clean() or self.cleaned_data
        return {name: text.replace("\r\n", "\n") for name, text in data.items()}

    def answers(self) -> dict[str, str]:
        """The answers by question."""
        return {question.key: self.cleaned_data[question.key] for question in self.chapter.questions}

    def stored(self, row: PolicyDraft) -> dict[str, Any]:
        """What the draft answers to the questions of the chapter."""
        answers = as_answers(row)
        return {"seen": chapter_mark(row, self.chapter)} | {
            question.key: answers[question.key] for question in self.chapter.questions
        }


class VersionForm(PageForm):
    """A note with a new version."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    note = forms.CharField(
        label=_("What is new in this version?"),
        help_text=_("One sentence, so that everyone sees at once what changed."),
        max_length=300,
    )


class CompareForm(forms.Form):
    """Which two versions to set side by side; 0 is the draft."""

    def __init__(self, *args: Any, choices: list[tuple[int, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old"] = forms.TypedChoiceField(label=_("From"), coerce=int, choices=choices)
        self.fields["new"] = forms.TypedChoiceField(label=_("To"), coerce=int, choices=choices)
