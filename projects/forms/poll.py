"""The forms of a short poll: choosing its statements, and a sheet, which is parsed by hand as the survey's is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from measures.forms import OnceForm
from projects.domain.poll import MOST_STATEMENTS, Reply
from projects.forms.choices import set_choices
from projects.queries.evaluations import Looked
from projects.words.polls import STATEMENTS
from werkdruk.core.forms import PageForm, day

USUAL_DAYS = timedelta(days=7)
RATHER_NOT = "x"
MARK = "mark"


class PollForm(OnceForm):
    """Which statements, about which measure, and up to which day."""

    statements = forms.MultipleChoiceField(
        label=_("What do you ask?"),
        help_text=_("One to three. Fewer is better: people answer on the way to somewhere."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one to three statements.")},
    )
    closes_on = day(_("Open up to and including"), required=True)

    def __init__(self, *args: Any, measures: list[Looked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = [
            ("", _("About the whole project")),
            *((str(one.measure.id), one.measure.title) for one in measures),
        ]
        set_choices(
            self,
            "statements",
            [
                (title, [(f"{code}:{measure}", text) for code, text in STATEMENTS.items()])
                for measure, title in about
            ],
        )
        self.fields["closes_on"].initial = timezone.localdate() + USUAL_DAYS
        self.helper.layout = Layout("form_key", "statements", "closes_on")

    def clean_statements(self) -> list[str]:
        """Three at most."""
        chosen: list[str] = self.cleaned_data["statements"]
        if len(chosen) > MOST_STATEMENTS:
            raise forms.ValidationError(_now("Choose one to three statements."))
        return chosen

    def fields_of_poll(self) -> dict[str, Any]:
        """What `open_poll` takes."""
        pairs = [one.split(":", 1) for one in self.cleaned_data["statements"]]
        return {
            "statements": [
                {"code": code, "measure": UUID(measure) if measure else None} for code, measure in pairs
            ],
            "closes_on": self.cleaned_data["closes_on"],
            "form_key": self.cleaned_data["form_key"],
        }


class CloseNowForm(PageForm):
    """A tick that says: before its last day."""

    sure = forms.BooleanField(
        label=_("I know that nobody can answer after this, and that it cannot be undone.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("sure")


@dataclass
class ParsedSheet:
    """What was sent: an answer for each statement (None: not applicable or skipped), and what is wrong."""

    mark: str = ""
    replies: list[Reply | None] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)
    error: str = ""


def parse_sheet(data: Mapping[str, str], statements: int) -> ParsedSheet:
    """Read the answers to so many statements; anything else that was posted is ignored."""
    parsed = ParsedSheet(mark=data.get(MARK, ""))
    for number in range(1, statements + 1):
        value = data.get(f"s{number}", "")
        if value:
            parsed.typed[f"s{number}"] = value
        if value and value != RATHER_NOT and value not in list(Reply):
            parsed.error = _now("Choose one of the answers.")
            continue
        parsed.replies.append(Reply(value) if value and value != RATHER_NOT else None)
    if not parsed.error and not parsed.typed:
        parsed.error = _now("You have not answered anything yet. Nothing was sent.")
    return parsed
