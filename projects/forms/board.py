"""Forms of the board: what the guide does there, and what phones send."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from projects.models import Phase, Side

MOST_TICKED = 2000


class PhaseForm(forms.Form):
    """On or back, from the part that the guide saw."""

    seen = forms.ChoiceField(choices=Phase)
    direction = forms.ChoiceField(choices=[("next", "next"), ("back", "back")])


class ClusterAddForm(forms.Form):
    """A new cluster on a side."""

    side = forms.ChoiceField(choices=Side)
    title = forms.CharField(max_length=150)


class ClusterForm(forms.Form):
    """What is done with a cluster, and what that takes."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("rename", "merge", "remove", "choose", "let_go")])
    title = forms.CharField(max_length=150, required=False)
    into = forms.UUIDField(required=False)


class CardsForm(forms.Form):
    """Which cards of a side, and where they go: a cluster, a new one, or loose; or whether they are hidden."""

    act = forms.ChoiceField(choices=[(one, one) for one in ("move", "hide", "show")])
    side = forms.ChoiceField(choices=Side)
    cluster = forms.UUIDField(required=False)
    title = forms.CharField(max_length=150, required=False)

    def clean(self) -> dict[str, Any]:
        """With `cards`: the ids that were ticked; what is no id is left out."""
        data = super().clean() or self.cleaned_data
        typed = self.data.getlist("cards") if isinstance(self.data, QueryDict) else []
        data["cards"] = [found for found in map(_identity, typed[:MOST_TICKED]) if found]
        return data


def _identity(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


class PhoneForm(forms.Form):
    """What a phone sends: what it does, its secret, and what that takes. Texts are checked by the actions."""

    act = forms.ChoiceField(
        choices=[(one, one) for one in ("join", "look", "write", "change", "remove", "dot", "undot")]
    )
    seat = forms.CharField(max_length=64, required=False)
    key = forms.UUIDField(required=False)
    side = forms.CharField(max_length=10, required=False)
    text = forms.CharField(max_length=4000, required=False, strip=False)
    cluster = forms.UUIDField(required=False)
