"""A person's own settings."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from werkdruk.accounts.models import User
from werkdruk.core.forms import with_button


class AccountForm(forms.Form):
    """Name and language."""

    name = forms.CharField(
        label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        kwargs["initial"] = {"name": user.name, "language": user.language}
        super().__init__(*args, **kwargs)
        self.helper = with_button(_("Save"))


class LanguageForm(forms.Form):
    """The language switch at the foot of a page."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
