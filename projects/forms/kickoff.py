"""Forms of the kick-off."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.domain.kickoff import AGREEMENT
from projects.models import Attitude, KickoffItem, Stand
from werkdruk.core.forms import PageForm, VersionedForm, day, long_text
from werkdruk.organisations.forms.person_choice import PersonForm, person_field


class SeenForm(VersionedForm):
    """A button on a point, which always says what the person had seen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = True

    def stored(self, row: KickoffItem) -> dict[str, Any]:
        """Nothing but the version."""
        return {"version": row.version}


class KickoffItemForm(PersonForm):
    """One point: who arranges it, when it is ready, what was agreed. Point 3 asks for the agreement."""

    person = "who_name"
    who_name = person_field(_("Who arranges it?"))
    ready_on = day(_("When ready?"))
    note = long_text(_("What did we agree?"), rows=2)

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
        who, name = self.typed_person()
        return {
            "who": who,
            "who_name": name,
            "ready_on": self.cleaned_data["ready_on"],
            "note": self.cleaned_data["note"],
        }


class WaiveForm(SeenForm):
    """Why a point is not needed."""

    reason = long_text(
        _("Why is this point not needed?"),
        _("One sentence. It stands in the project plan."),
        required=True,
        rows=2,
    )

    def __init__(self, *args: Any, item: KickoffItem, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id=f"waive-{item.code}-", **kwargs)
        self.initial = {"version": item.version}
        self.helper.layout = Layout("version", "reason")


class StandForm(PageForm):
    """How a party looks at the goals."""

    position = forms.ChoiceField(
        label=_("Do you stand behind the goals?"), choices=Attitude, widget=forms.RadioSelect
    )
    remark = long_text(_("Remark"), _("Under which conditions, or what do you have doubts about?"))

    def __init__(self, *args: Any, stand: Stand, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"position": stand.position, "remark": stand.remark}
        self.helper.layout = Layout("position", "remark")
