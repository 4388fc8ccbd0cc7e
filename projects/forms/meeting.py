"""Forms of the kick-off as a meeting."""

import uuid
from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from projects.domain.kickoff import CODES
from projects.forms.choices import set_choices
from projects.models import KickoffItem, KickoffMeeting, MeetingParticipant, Party
from werkdruk.core.forms import PageForm, VersionedForm, day, long_text
from werkdruk.organisations.forms.person_choice import PersonForm, person_field

LONGEST_MINUTES = 10_000


class TimeInput(forms.TimeInput):
    """The browser's own way to choose a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def usual_agenda() -> str:
    """An agenda that follows the checklist; the page gives it to start from."""
    return "\n".join(
        (
            str(_("1. Why this project, and what should it bring?")),
            str(_("2. The goals: clear, feasible, and who stands behind them")),
            str(_("3. Who else has to be involved")),
            str(_("4. The plan: who writes it, by when, and how we tell about it")),
            str(_("5. Time, room and support for whoever does the work")),
            str(_("6. What we agreed: who does what, by when")),
        )
    )


class MeetingForm(VersionedForm):
    """When and where the kick-off is, and what is on its agenda."""

    held_on = day(_("Day"), required=True)
    starts_at = forms.TimeField(label=_("From"), required=False, widget=TimeInput())
    ends_at = forms.TimeField(label=_("Until"), required=False, widget=TimeInput())
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    agenda = long_text(
        _("Agenda"), _("It follows the points of the kick-off. Change it as you like."), rows=8
    )

    def __init__(self, *args: Any, meeting: KickoffMeeting | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.stored(meeting) if meeting else {"agenda": usual_agenda()}
        self.helper.layout = Layout("version", Row("held_on", "starts_at", "ends_at"), "place", "agenda")

    def stored(self, row: KickoffMeeting) -> dict[str, Any]:
        """What the meeting holds, by this form's fields."""
        names = ("version", "held_on", "starts_at", "ends_at", "place", "agenda")
        return {name: getattr(row, name) for name in names}

    def fields_of_meeting(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("version", "held_on", "starts_at", "ends_at", "place", "agenda")
        return {name: self.cleaned_data[name] for name in names}


class ParticipantForm(PersonForm):
    """Somebody for the table: a member, or anybody by name with an address."""

    person = "name"
    name = person_field(
        _("Who?"), required=True, help_text=_("Choose somebody who signs in here, or type another name.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only for somebody who does not sign in here. The invitation goes there."),
    )
    speaks_for = forms.ChoiceField(label=_("Speaks for"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, parties: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "speaks_for", [("", _("nobody in particular")), *parties])
        self.initial = {"speaks_for": ""}
        self.helper.layout = Layout("version", "name", "email", "speaks_for")

    def stored(self, row: Any) -> dict[str, Any]:
        """Nothing: the form is about somebody new."""
        return {}

    def fields_of_participant(self) -> dict[str, Any]:
        """What the action takes."""
        member, name = self.typed_person()
        data = self.cleaned_data
        return {
            "membership": member,
            "name": name,
            "email": data["email"],
            "speaks_for": data["speaks_for"] if data["speaks_for"] in Party.values else "",
        }


class PresenceForm(PageForm):
    """Who was there."""

    came = forms.TypedMultipleChoiceField(
        label=_("Who was there?"), required=False, coerce=uuid.UUID, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[MeetingParticipant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "came", [(str(one.id), one.name) for one in people])
        self.initial = {"came": [str(one.id) for one in people if one.came]}
        self.helper.layout = Layout("came")


class MinutesForm(VersionedForm):
    """What was said."""

    minutes = forms.CharField(
        label=_("What was said?"),
        required=False,
        max_length=LONGEST_MINUTES,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("In short: what was decided and why. Who said what need not be in it."),
    )

    def __init__(self, *args: Any, meeting: KickoffMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.stored(meeting)
        self.helper.layout = Layout("version", "minutes")

    def stored(self, row: KickoffMeeting) -> dict[str, Any]:
        """What was written, with its version."""
        return {"version": row.version, "minutes": row.minutes}


class KickoffActionForm(PersonForm):
    """An action that the kick-off agrees: what, who, when, about which point."""

    person = "who"
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(label=_("What will be done?"), max_length=300)
    who = person_field(
        _("Who does it?"),
        required=True,
        help_text=_("Choose somebody who signs in here, or type another name."),
    )
    due_on = day(_("Ready by"), required=True)
    item = forms.ChoiceField(label=_("About which point?"), required=False)

    def __init__(self, *args: Any, items: list[KickoffItem], item: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {one.code: one for one in items}
        known = [code for code in CODES if code in self.items]
        set_choices(self, "item", [("", _("none in particular")), *((code, code) for code in known)])
        self.initial = {"item": item if item in self.items else ""}
        self.fields["form_key"].initial = uuid.uuid4
        self.helper.layout = Layout("form_key", "version", "what", Row("who", "due_on"), "item")

    def stored(self, row: Any) -> dict[str, Any]:
        """Nothing: the form is about something new."""
        return {}

    def fields_of_action(self) -> dict[str, Any]:
        """What the action takes."""
        who, name = self.typed_person()
        return {
            "form_key": self.cleaned_data["form_key"],
            "what": self.cleaned_data["what"],
            "who": who,
            "who_name": "" if who else name,
            "due_on": self.cleaned_data["due_on"],
            "item": self.items.get(self.cleaned_data["item"]),
        }
