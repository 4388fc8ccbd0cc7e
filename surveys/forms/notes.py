"""Forms of the note to all staff and of the page it stands on."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.actions.notes import LONGEST_REASON, TEXTS
from surveys.models import FeedbackNote, StaffPage
from werkdruk.core.forms import GuardedForm, PageForm, VersionedForm

LONGEST_NOTE = 4000
LONGEST_WORDS = 1000


def _part(label: Any, help_text: Any, *, language: str, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": rows, "lang": language}),
    )


class NoteForm(VersionedForm):
    """The texts of a note in both languages."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    heard_nl = _part(_("This we heard"), "", language="nl", rows=5)
    doing_nl = _part(
        _("This we do"),
        _("A dash before a line makes it one of a list. Name what and by when, and no people."),
        language="nl",
        rows=7,
    )
    not_doing_nl = _part(
        _("This we do not do, and why"),
        _("An honest “not now, because …” builds trust. Empty: this heading is left out."),
        language="nl",
        rows=4,
    )
    heard_en = _part(_("This we heard"), "", language="en", rows=5)
    doing_en = _part(_("This we do"), "", language="en", rows=7)
    not_doing_en = _part(
        _("This we do not do, and why"),
        _("What stays empty in English is shown in Dutch."),
        language="en",
        rows=4,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "version",
            Fieldset(_("Dutch"), "heard_nl", "doing_nl", "not_doing_nl"),
            Fieldset(_("English"), "heard_en", "doing_en", "not_doing_en"),
        )

    def stored(self, row: FeedbackNote) -> dict[str, Any]:
        """The texts as they are now."""
        return {"version": row.version, **{name: getattr(row, name) for name in TEXTS}}

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by the fields of `FeedbackNote`."""
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in TEXTS}

    @property
    def typed(self) -> FeedbackNote:
        """What was typed as a note, to be looked at and not to be stored."""
        return FeedbackNote(**self.texts)


class NoteApprovalForm(GuardedForm):
    """Which text was read; and how staff were heard, where nobody speaks for them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    alone_because = forms.CharField(
        label=_("How were staff heard?"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Nobody speaks for the staff here. What you write stands in the log."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if alone:
            self.fields["alone_because"].required = True
            self.fields["alone_because"].error_messages["required"] = _(
                "Nobody speaks for the staff here. Write down how they were heard before you publish this."
            )
        else:
            del self.fields["alone_because"]

    def stored(self, row: FeedbackNote) -> dict[str, Any]:
        """The version that is to be read now."""
        return {"version": row.version}


class StaffPageForm(VersionedForm):
    """The words of the page for all staff."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    intro = forms.CharField(
        label=_("A few words above the page"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_("Empty: a sentence of ours."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact = forms.CharField(
        label=_("Whom staff can ask"),
        required=False,
        max_length=LONGEST_WORDS,
        help_text=_(
            "Everybody who has the address can read this. Name roles and how to reach them, and people only when "
            "they agree. Empty: HR and who speaks for the staff."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def stored(self, row: StaffPage) -> dict[str, Any]:
        """The words as they are now."""
        return {"version": row.version, "intro": row.intro, "contact": row.contact}


class PosterForm(PageForm):
    """In which language the poster is made."""

    language = forms.ChoiceField(choices=[("nl", _("Dutch")), ("en", _("English"))])
