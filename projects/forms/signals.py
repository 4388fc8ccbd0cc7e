"""Forms of signals: one of a project, one taken over, and what staff write early."""

import uuid
from typing import Any
from uuid import UUID

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.actions.early_signals import LONGEST
from projects.forms.choices import set_choices
from projects.models import EarlySignal, Project, Signal, SignalSource
from projects.queries.signals import SOURCES_TYPED
from werkdruk.core.forms import PageForm, VersionedForm, day, long_text
from werkdruk.organisations.forms.unit_choice import UnitChoiceField
from werkdruk.organisations.models import Unit
from werkdruk.organisations.queries import Tree


class SignalForm(VersionedForm):
    """A signal: where it comes from, what stands out, when, where and over how many people."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(label=_("Where it comes from"))
    text = long_text(_("What stands out"), _("In a few sentences. No names of colleagues."), required=True)
    seen_on = day(_("When was it noticed?"), required=True)
    people = forms.IntegerField(
        label=_("Over how many people?"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(
        self,
        *args: Any,
        tree: Tree,
        units: set[UUID],
        notice: Any = "",
        signal: Signal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = uuid.uuid4
        self.fields["unit"] = UnitChoiceField(
            tree=tree,
            without=frozenset(tree.units) - units,
            label=_("In which unit?"),
            empty=_("All units of the project"),
            required=False,
        )
        set_choices(self, "source", [one for one in SignalSource.choices if one[0] in SOURCES_TYPED])
        if notice:
            self.fields["text"].help_text = notice
        if signal is not None:
            self.initial = self.stored(signal)
            if signal.wave_id or signal.figure_kind:
                del self.fields["source"]
                del self.fields["people"]
                if signal.figure_kind:
                    del self.fields["unit"]
        where = [name for name in ("unit", "people") if name in self.fields]
        self.helper.layout = Layout(
            "version",
            "form_key",
            *(["source"] if "source" in self.fields else []),
            "text",
            Row("seen_on", *where),
        )

    def stored(self, row: Signal) -> dict[str, Any]:
        """What the signal holds, by this form's fields."""
        return {
            "version": row.version,
            "source": row.source,
            "text": row.text,
            "seen_on": row.seen_on,
            "unit": str(row.unit_id) if row.unit_id else "",
            "people": row.people,
        }

    def fields_of_signal(self) -> dict[str, Any]:
        """What the actions take."""
        return {
            "source": self.cleaned_data.get("source", ""),
            "text": self.cleaned_data["text"],
            "seen_on": self.cleaned_data["seen_on"],
            "unit": self.cleaned_data.get("unit"),
            "people": self.cleaned_data.get("people"),
        }


class OfferedForm(forms.Form):
    """One thing that is taken over, by its id."""

    offered = forms.UUIDField()


class PlaceForm(forms.Form):
    """Of which unit the charts are; empty is the whole organisation."""

    unit = forms.UUIDField(required=False)


class EarlyForm(forms.Form):
    """What somebody writes on the page for all staff."""

    text = forms.CharField(max_length=LONGEST * 4)
    unit = forms.CharField(required=False, max_length=60)
    form_key = forms.UUIDField(required=False)

    def __init__(self, *args: Any, units: dict[str, Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units

    def clean_unit(self) -> Unit | None:
        return self.units.get(self.cleaned_data["unit"])


class EarlyAnswerForm(PageForm):
    """What is done with an early signal, and whether it becomes a signal of a project, in other words."""

    answer = long_text(
        _("What do you do with it?"),
        _("This answer stands on the page for all staff; what was written does not. No names."),
        required=True,
    )
    project = forms.ChoiceField(label=_("Make it a signal of a project"), required=False)
    signal_text = long_text(
        _("The signal in your own words"),
        _("So that nobody can be recognised by how it was written, or by a name in it."),
    )

    def __init__(self, *args: Any, early: EarlySignal, projects: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.projects = {str(one.id): one for one in projects}
        set_choices(
            self, "project", [("", _("Not now")), *((key, one.name) for key, one in self.projects.items())]
        )
        parts = ["answer"]
        if projects:
            parts += ["project", "signal_text"]
        else:
            del self.fields["project"]
            del self.fields["signal_text"]
        self.early = early
        self.helper.layout = Layout(*parts)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text = cleaned.get("signal_text", "").strip()
        if cleaned.get("project") and not text:
            self.add_error("signal_text", _("Write the signal in your own words."))
        elif text and text == self.early.text.strip():
            self.add_error("signal_text", _("This is what was written, word for word. Use your own words."))
        elif text and not cleaned.get("project"):
            self.add_error("project", _("Choose the project that this signal belongs to."))
        return cleaned

    def fields_of_answer(self) -> dict[str, Any]:
        """What the action takes."""
        return {
            "answer": self.cleaned_data["answer"],
            "project": self.projects.get(self.cleaned_data.get("project", "")),
            "signal_text": self.cleaned_data.get("signal_text", ""),
        }
