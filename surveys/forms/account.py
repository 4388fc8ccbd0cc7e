"""Searching the account of publications."""

from django import forms


class AccountForm(forms.Form):
    """Words in the name of a unit; anything unreadable shows everything."""

    q = forms.CharField(required=False, max_length=100)

    @property
    def words(self) -> str:
        """What to look for, or nothing."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""
