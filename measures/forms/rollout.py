"""Forms for rolling a measure out in waves."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.models import RolloutWave
from werkdruk.core.forms import PageForm, VersionedForm, day, long_text
from werkdruk.organisations.forms.unit_choice import UnitsChoiceField
from werkdruk.organisations.queries import Tree


class WaveForm(VersionedForm):
    """A wave: its name, its units, when it starts."""

    name = forms.CharField(label=_("Name of the wave"), max_length=100)
    starts_on = day(_("Starts on"))

    def __init__(self, *args: Any, tree: Tree, wave: RolloutWave | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = UnitsChoiceField(
            tree=tree, label=_("Where"), help_text=_("Start small: one or two units that are keen to begin.")
        )
        self.helper.layout = Layout("version", Row("name", "starts_on"), "units")
        if wave is not None:
            self.initial = {**self.stored(wave), **self.initial}

    def stored(self, row: RolloutWave) -> dict[str, Any]:
        return {
            "name": row.name,
            "starts_on": row.starts_on,
            "units": [str(one.unit_id) for one in row.rollout_units.all()],
            "version": row.version,
        }

    def fields_of_wave(self) -> dict[str, Any]:
        """What the actions ask for."""
        return {name: self.cleaned_data[name] for name in ("name", "starts_on", "units")}


class KeyUserForm(PageForm):
    """Who masters the measure, and since when that person is trained."""

    name = forms.CharField(label=_("Name of a key user"), max_length=200)
    trained_on = day(_("Trained on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(Row("name", "trained_on"))


class FinishWaveForm(PageForm):
    """What the next wave can learn from this one."""

    lessons = long_text(
        _("What can the next wave learn?"), _("What went well, what would you do differently?"), required=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("lessons")
