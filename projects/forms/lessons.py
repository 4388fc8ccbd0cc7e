"""The search over lessons."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.models import MeasureKind
from projects.forms.choices import set_choices
from werkdruk.core.forms import PageForm
from werkdruk.organisations.models import Unit


class LessonSearchForm(PageForm):
    """Words, a unit and a kind of measure; all may stay empty."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    kind = forms.ChoiceField(
        label=_("What the measure does"), required=False, choices=[("", _("anything")), *MeasureKind.choices]
    )

    def __init__(self, *args: Any, units: list[tuple[Unit, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units_by_id = {str(unit.id): unit for unit, _depth in units}
        set_choices(
            self,
            "unit",
            [("", _("every unit")), *((key, unit.name) for key, unit in self.units_by_id.items())],
        )
        self.helper.disable_csrf = True
        self.helper.layout = Layout("q", Row("unit", "kind"))

    def wanted(self) -> dict[str, Any]:
        """What `found_lessons` takes; a choice that is not there counts as none."""
        data = self.cleaned_data if self.is_valid() else {}
        unit = self.units_by_id.get(data.get("unit", ""))
        return {"words": data.get("q", ""), "unit": unit.id if unit else None, "kind": data.get("kind", "")}
