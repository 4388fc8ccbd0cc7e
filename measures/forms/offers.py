"""Forms of the standing offer."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.actions.offers import FIELDS
from measures.forms.measures import OnceForm
from measures.models import Audience, Offer, OfferKind
from werkdruk.core.forms import PageForm, VersionedForm, day, long_text


class OfferForm(OnceForm, VersionedForm):
    """Something that is always there: what, for whom, how to get it."""

    title = forms.CharField(label=_("What is on offer?"), max_length=150)
    kind = forms.ChoiceField(label=_("Kind"), choices=OfferKind)
    audience = forms.ChoiceField(
        label=_("For whom?"), choices=Audience, initial=Audience.EVERYONE, widget=forms.RadioSelect
    )
    text = long_text(
        _("What is it?"), _("What somebody may expect, in a few plain sentences."), required=True
    )
    how = long_text(
        _("How do you get it?"),
        _(
            "Whom to call or mail, and that no manager has to agree, if so. Nobody who asks is written down here."
        ),
        required=True,
    )
    link = forms.URLField(label=_("Web page"), max_length=300, required=False, assume_scheme="https")

    def __init__(self, *args: Any, offer: Offer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "form_key", "version", "title", Row("kind", "audience"), "text", "how", "link"
        )
        if offer is not None:
            self.initial = {**self.stored(offer), **self.initial}

    def stored(self, row: Offer) -> dict[str, Any]:
        return {**{name: getattr(row, name) for name in FIELDS}, "version": row.version}

    def fields_of_offer(self) -> dict[str, Any]:
        """What the actions ask for."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class OfferDateForm(PageForm):
    """A day in the agenda of an offer."""

    on = day(_("Day"), required=True)
    starts_at = forms.TimeField(
        label=_("From"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    ends_at = forms.TimeField(
        label=_("Until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Row("on", "starts_at", "ends_at"), "place")
