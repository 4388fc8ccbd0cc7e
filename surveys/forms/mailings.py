"""Forms of mails: own texts, and what goes out by itself."""

from typing import Any
from urllib.parse import urlsplit

from crispy_forms.layout import Layout, Row
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from surveys.domain.mail_text import LONGEST_BODY, LONGEST_SUBJECT, problems
from surveys.domain.mailing import MOST_ANNOUNCE_DAYS, MailKind
from surveys.emails import Written
from surveys.models import MailLanguages, MailSettings, MailText
from surveys.words.mail_texts import our_text, problem_message
from werkdruk.core.forms import PageForm, VersionedForm


class MailTextForm(VersionedForm):
    """Subject and text of one mail in one language."""

    # The longest texts are told by our own check, which says what to do.
    subject = forms.CharField(label=_("Subject"), required=False, strip=False)
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("An empty line starts a new paragraph."),
    )

    def __init__(
        self, *args: Any, kind: MailKind, language: str, own: MailText | None, written: Written, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.language = kind, language
        self.initial = {
            "subject": written.subject,
            "body": written.body,
            "version": own.version if own else None,
        }
        for name, longest in (("subject", LONGEST_SUBJECT), ("body", LONGEST_BODY)):
            self.fields[name].widget.attrs.update(maxlength=longest, lang=language)

    def clean_body(self) -> str:
        """Line ends as this system writes them."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        """Every problem at its field, once."""
        data = super().clean() or self.cleaned_data
        host = urlsplit(settings.BASE_URL).netloc
        found = problems(self.kind, data.get("subject", ""), data.get("body", ""), host=host)
        for problem in dict.fromkeys(found):
            self.add_error(problem.field, problem_message(problem))
        return data

    @property
    def typed(self) -> Written:
        """What was typed, to be looked at."""
        return Written(self.language, self.cleaned_data["subject"].strip(), self.cleaned_data["body"].strip())

    def stored(self, row: MailText) -> dict[str, Any]:
        """What is stored; our text where it is empty."""
        subject, body = (row.subject, row.body) if row.is_own else our_text(self.kind, self.language)
        return {"version": row.version, "subject": subject, "body": body}


class MailSettingsForm(VersionedForm):
    """Which mails go out by themselves, and who answers questions."""

    announce = forms.BooleanField(
        label=_("Announce each wave to all staff"),
        required=False,
        help_text=_("This mail also shows which addresses do not work, without telling who was drawn."),
    )
    announce_days = forms.IntegerField(
        label=_("Days before the invitations"), min_value=1, max_value=MOST_ANNOUNCE_DAYS
    )
    first_reminder = forms.IntegerField(
        label=_("First reminder, after so many days"),
        required=False,
        min_value=2,
        max_value=29,
        help_text=_("Empty: no reminder."),
    )
    second_reminder = forms.IntegerField(
        label=_("Second reminder, after so many days"),
        required=False,
        min_value=3,
        max_value=29,
        help_text=_("Empty: one reminder at most. There are never more than two."),
    )
    thank = forms.BooleanField(
        label=_("Tell all staff when a wave has closed"),
        required=False,
        help_text=_("To everybody, so that nobody can tell from it who was asked."),
    )
    languages = forms.ChoiceField(label=_("Language of the mails"), choices=MailLanguages.choices)
    contact = forms.EmailField(
        label=_("Address for questions"),
        required=False,
        max_length=254,
        help_text=_(
            "Answers to the mails go here. Choose an address of HR or of the people who speak for the staff, "
            "never one of a manager. Empty: the mails name HR, and answers go to the sender's address."
        ),
    )

    def __init__(self, *args: Any, row: MailSettings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.stored(row)
        if not row.version:
            self.initial["version"] = None
        self.helper.layout = Layout(
            "version",
            "announce",
            "announce_days",
            Row("first_reminder", "second_reminder"),
            "thank",
            "languages",
            "contact",
        )
        for name in ("announce_days", "first_reminder", "second_reminder"):
            self.fields[name].widget.attrs["class"] = "short"

    def stored(self, row: MailSettings) -> dict[str, Any]:
        """What is stored."""
        return {"version": row.version, **{name: getattr(row, name) for name in SETTINGS}}

    @property
    def chosen(self) -> dict[str, Any]:
        """What to store, by the names of `MailSettings`."""
        return {name: self.cleaned_data[name] for name in SETTINGS}


SETTINGS = ("announce", "announce_days", "first_reminder", "second_reminder", "thank", "languages", "contact")


class CodeForm(PageForm):
    """The code on a letter."""

    # Longer than a code: spaces and dashes are fine.
    code = forms.CharField(label=_("Code in your letter"), max_length=60, required=False)


class PartForm(forms.Form):
    """Which hundred of the letters."""

    part = forms.IntegerField(min_value=1, max_value=10000, required=False)

    @property
    def number(self) -> int:
        """The part, the first one when it cannot be read."""
        return (self.cleaned_data.get("part") if self.is_valid() else None) or 1
