"""Forms of the kick-off."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.domain.kickoff import AGREEMENT
from projects.forms.fields import PersonForm, ProjectFormBase, VersionForm, day, person_field, text
from projects.models import Attitude, KickoffItem, Stand

__all__ = ["KickoffItemForm", "StandForm", "VersionForm", "WaiveForm"]


class KickoffItemForm(PersonForm):
    """One point: who arranges it, when it is ready, what was agreed. Point 3 asks for the agreement."""

    person = "who_name"
    who_name = person_field(_("Who arranges it?"))
    ready_on = day(_("When ready?"))
    note = text(_("What did we agree?"), rows=2)

    def __init__(self, *args: Any, item: KickoffItem, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id=f"{item.code}-", **kwargs)
        self.initial = self.stored(item)
        if item.code == AGREEMENT:
            self.fields["who_name"].label = _("Who writes the plan?")
            self.fields["ready_on"].label = _("By when is it ready?")
            self.fields["note"].label = _("How do we communicate about it?")
        self.helper.layout = Layout("version", Row("who_name", "ready_on"), "note")

    def stored(self, row: KickoffItem) -> dict[str, Any]:
        """What the point holds, by this form's fields."""
        return {
            "version": row.version,
            "who_name": self.label_of(row.who, row.who_name),
            "ready_on": row.ready_on,
            "note": row.note,
        }

    def fields_of_item(self) -> dict[str, Any]:
        """What the action takes."""
        who, name = self.who()
        return {
            "who": who,
            "who_name": name,
            "ready_on": self.cleaned_data["ready_on"],
            "note": self.cleaned_data["note"],
        }


class WaiveForm(VersionForm):
    """Why a point is not needed."""

    reason = text(
        _("Why is this point not needed?"),
        _("One sentence. It stands in the project plan."),
        required=True,
        rows=2,
    )

    def __init__(self, *args: Any, item: KickoffItem, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id=f"waive-{item.code}-", **kwargs)
        self.initial = {"version": item.version}
        self.helper.layout = Layout("version", "reason")


class StandForm(ProjectFormBase):
    """How a party looks at the goals."""

    position = forms.ChoiceField(
        label=_("Do you stand behind the goals?"), choices=Attitude, widget=forms.RadioSelect
    )
    remark = text(_("Remark"), _("Under which conditions, or what do you have doubts about?"))

    def __init__(self, *args: Any, stand: Stand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"position": stand.position, "remark": stand.remark}
        self.helper.layout = Layout("position", "remark")
