"""Forms of news for all staff, of what management says openly, and of papers."""

import uuid
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.models import NewsItem
from werkdruk.core.forms import LONG_TEXT, PageForm, VersionedForm, long_text


class NewsForm(VersionedForm):
    """News for all staff."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=150)
    text = long_text(
        _("Text"),
        _("What happened, and what people will notice. No names of colleagues, no addresses of websites."),
        required=True,
        rows=6,
    )

    def __init__(self, *args: Any, news: NewsItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if news is not None:
            self.initial = self.stored(news)
        self.fields["form_key"].initial = uuid.uuid4
        self.helper.layout = Layout("form_key", "version", "title", "text")

    def stored(self, row: NewsItem) -> dict[str, Any]:
        """What the news holds."""
        return {"version": row.version, "title": row.title, "text": row.text}


class StatementForm(PageForm):
    """What management says openly, in its own words."""

    text = forms.CharField(
        label=_("What do you want everybody to know?"),
        max_length=LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Why this project matters to you, and what you make possible: time, people, money. "
            "It stands under your name on the project's page and on the page for all staff."
        ),
    )

    def __init__(self, *args: Any, text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"text": text}
        self.helper.layout = Layout("text")


class PaperForm(PageForm):
    """Which paper, and as what kind of file."""

    kind = forms.CharField(max_length=20, widget=forms.HiddenInput)
    form = forms.CharField(max_length=5, required=False, widget=forms.HiddenInput)
