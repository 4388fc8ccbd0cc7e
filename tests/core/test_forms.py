"""The bases of forms: a refusal undoes what was written, a year is checked, nobody is overwritten unseen."""

from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from tests.cast import Zandbak
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.forms import PageForm, VersionedForm, attempt, day
from werkdruk.organisations.models import Unit


@dataclass(frozen=True)
class Row:
    version: int
    colours: list[str]
    size: str


class RowForm(VersionedForm):
    colours = forms.MultipleChoiceField(
        label="Colours", choices=[("r", "red"), ("g", "green"), ("b", "blue")]
    )
    size = forms.CharField(label="Size", required=False)

    def stored(self, row: Row) -> dict[str, Any]:
        return {"version": row.version, "colours": row.colours, "size": row.size}


def test_attempt_undoes_what_was_written_before_a_refusal(zandbak: Zandbak) -> None:
    form = PageForm({})

    def write_and_refuse() -> None:
        Unit.objects.create(name="Half")
        raise Refused("No.")

    with zandbak.scope():
        before = Unit.objects.count()
        assert attempt(form, write_and_refuse) is None
        assert Unit.objects.count() == before
    assert form.non_field_errors() == ["No."]


@pytest.mark.django_db
def test_attempt_shows_what_is_stored_and_keeps_every_choice_that_was_typed() -> None:
    form = RowForm(QueryDict("version=1&colours=r&colours=g&size="))
    current = Row(version=4, colours=["b", "r"], size="")

    def somebody_was_first() -> None:
        raise ChangedMeanwhile("Somebody was first.", current)

    assert form.is_valid()
    assert attempt(form, somebody_was_first) is None
    assert form.differences == [("Colours", "blue, red")]
    assert (form["colours"].value(), form["version"].value()) == (["r", "g"], 4)
    assert form.non_field_errors() == ["Somebody was first."]


@pytest.mark.parametrize(
    ("typed", "fine"), [("2000-01-01", True), ("0202-01-01", False), ("2100-01-01", False)]
)
def test_day_is_of_this_century(typed: str, fine: bool) -> None:
    class DayForm(PageForm):
        on = day("On")

    assert DayForm({"on": typed}).is_valid() is fine
