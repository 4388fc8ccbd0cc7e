"""Forms of requests to endorse."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.domain.files import MAX_BYTES
from policy.models import EndorsementRequest, EndorsementState
from werkdruk.core.forms import PageForm, VersionedForm, day

LONGEST = 6000
LONGEST_ALONE = 500
TEXTS = ("title", "intended", "reasons", "consequences", "answer_by")


def written(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    """A text of a letter, 6,000 characters at most."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class EndorsementForm(VersionedForm):
    """The text of a request."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    intended = written(
        gettext_lazy("Intended decision"),
        gettext_lazy(
            "What do you want to decide? Write it so that somebody who was not there understands it."
        ),
        rows=6,
    )
    reasons = written(gettext_lazy("Reasons"), gettext_lazy("Why this, and why now?"))
    consequences = written(
        gettext_lazy("What it means for the staff"),
        gettext_lazy("What will be different for whom, and what do you do about drawbacks?"),
        required=False,
    )
    answer_by = day(gettext_lazy("Answer wanted by"))

    def __init__(
        self, *args: Any, today: date, endorsement: EndorsementRequest | None = None, **kwargs: Any
    ) -> None:
        first = self.stored(endorsement) if endorsement else {"form_key": uuid4()}
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["answer_by"].help_text = _("Leave people time to talk about it: four weeks is common.")

    def clean_answer_by(self) -> date | None:
        """An answer lies ahead."""
        wanted: date | None = self.cleaned_data["answer_by"]
        if wanted and wanted < self.today:
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return wanted

    def clean(self) -> dict[str, Any]:
        """Line ends as this system writes them."""
        data = super().clean() or self.cleaned_data
        return {
            name: one.replace("\r\n", "\n").strip() if isinstance(one, str) else one
            for name, one in data.items()
        }

    def texts(self) -> dict[str, Any]:
        """What was written, by field of the request."""
        return {name: self.cleaned_data[name] for name in TEXTS}

    def stored(self, row: EndorsementRequest) -> dict[str, Any]:
        """What the request holds."""
        return {"version": row.version} | {name: getattr(row, name) for name in TEXTS}


class ConsultForm(PageForm):
    """A talk about the request."""

    held_on = day(gettext_lazy("Day of the talk"), required=True)
    said = written(gettext_lazy("What was said"), rows=4)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"held_on": today}
        super().__init__(*args, prefix_id="consult_", **kwargs)


class AnswerForm(PageForm):
    """The answer; `alone` where nobody speaks for the staff."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Do you endorse it?"),
        choices=[
            (EndorsementState.ENDORSED.value, gettext_lazy("We endorse this")),
            (EndorsementState.CONDITIONS.value, gettext_lazy("We endorse this with conditions")),
            (EndorsementState.REFUSED.value, gettext_lazy("We do not endorse this")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three answers.")},
    )
    text = written(
        gettext_lazy("Conditions or reasons"),
        gettext_lazy("Needed with conditions, and when you do not endorse this."),
        required=False,
        rows=4,
    )
    alone_because = forms.CharField(
        label=gettext_lazy("Why you answer alone, and how staff were heard"),
        max_length=LONGEST_ALONE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id="answer_", **kwargs)
        if not alone:
            del self.fields["alone_because"]

    def clean(self) -> dict[str, Any]:
        """Conditions and a no are written down."""
        data = super().clean() or self.cleaned_data
        if not data.get("text") and "text" not in self.errors:
            if data.get("outcome") == EndorsementState.CONDITIONS:
                self.add_error("text", _("Write down the conditions."))
            elif data.get("outcome") == EndorsementState.REFUSED:
                self.add_error("text", _("Write down why you do not endorse this."))
        return data


CARRY_OUT, DROP = "carry_out", "drop"


class DecideForm(PageForm):
    """The decision after the answer."""

    decision = forms.ChoiceField(
        label=gettext_lazy("The decision"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decide.")},
    )
    text = written(gettext_lazy("Reasons for the decision"), rows=4)

    def __init__(
        self, *args: Any, endorsement: EndorsementRequest, may_carry_out: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix_id="decide_", **kwargs)
        drop = (DROP, _("We do not carry it out"))
        choices = [(CARRY_OUT, _("We carry it out")), drop] if may_carry_out else [drop]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]
        if not may_carry_out:
            self.initial["decision"] = DROP
        if endorsement.state == EndorsementState.CONDITIONS:
            self.fields["text"].help_text = _("Say what is done with each of the conditions.")


class WithdrawForm(PageForm):
    """Why a request is taken back; not needed for a draft."""

    text = written(gettext_lazy("Why do you take it back?"), rows=3)

    def __init__(self, *args: Any, draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if draft:
            del self.fields["text"]


class DocumentForm(PageForm):
    """A file to add."""

    file = forms.FileField(
        label=gettext_lazy("Document"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.odt,.png,.jpg,.jpeg"}),
        help_text=gettext_lazy("PDF, Word (.docx), OpenDocument (.odt) or a picture; 5 MB at most."),
        error_messages={"empty": gettext_lazy("This file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB. Make it smaller, or split it."))
        return file


class EndorsementFilterForm(forms.Form):
    """What the list shows."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("all")),
            ("running", gettext_lazy("running")),
            ("over", gettext_lazy("ended")),
        ],
    )

    def given(self, name: str) -> str:
        """The value of a field; empty where it is missing or unreadable."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class LetterForm(forms.Form):
    """In which language the letter is."""

    lang = forms.ChoiceField(choices=[("nl", "nl"), ("en", "en")], required=False)

    @property
    def language(self) -> str:
        """The language asked for; empty where none or an unknown one was."""
        return str(self.cleaned_data["lang"]) if self.is_valid() else ""


class AboutForm(forms.Form):
    """About which version of the policy a request is made."""

    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)

    @property
    def number(self) -> int | None:
        """The number of the version, or None."""
        return self.cleaned_data["version"] if self.is_valid() else None
