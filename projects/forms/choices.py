"""Choices that a form only knows when it is made."""

from typing import Any, cast

from django import forms


def set_choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    """Give the field `name` of `form` its `choices`."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices
