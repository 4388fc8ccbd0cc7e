"""Forms of a session: planning, its script, inviting, and what came out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.forms import OnceForm
from projects.actions.sessions import LONGEST, SHORTEST
from projects.forms.choices import set_choices
from projects.models import Focus, Session, SessionKind, SessionPart
from projects.words.sessions import STANDARD_MINUTES
from werkdruk.core.forms import PageForm, VersionedForm, day, long_text
from werkdruk.organisations.forms.person_choice import PersonForm, person_field
from werkdruk.organisations.models import Unit


class TimeInput(forms.TimeInput):
    """The browser's own way to choose a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class SessionForm(OnceForm, PersonForm):
    """When, where, for whom and by whom. Without `session` it plans a new one, and asks for its kind."""

    person = "guide"
    kind = forms.ChoiceField(
        label=_("What kind of conversation?"),
        choices=[
            (
                SessionKind.ENERGY,
                _("Energy session: what drains and what gives energy, with a board on phones"),
            ),
            (
                SessionKind.PASSION,
                _("Conversation on passion and professionalism: in a circle, without phones"),
            ),
            (SessionKind.WEIGHING, _("Weighing measures together (step 3)")),
        ],
        initial=SessionKind.ENERGY,
        widget=forms.RadioSelect,
    )
    focus = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            (Focus.BOTH, _("What drains and what gives energy")),
            (Focus.WORKLOAD, _("Mostly where the workload comes from")),
            (Focus.ENJOYMENT, _("Mostly what gives enjoyment")),
        ],
        initial=Focus.BOTH,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Name of the session"),
        max_length=150,
        help_text=_("Staff see this on their phone. For example: What gives us energy?"),
    )
    unit = forms.ChoiceField(label=_("For whom?"), required=False)
    on = day(_("Day"), required=True)
    at = forms.TimeField(label=_("Begins at"), widget=TimeInput())
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=SHORTEST,
        max_value=LONGEST,
        initial=STANDARD_MINUTES,
        help_text=_("An energy session takes 60 to 90 minutes."),
    )
    place = forms.CharField(label=_("Where?"), required=False, max_length=200)
    guide = person_field(
        _("Who guides it?"),
        help_text=_("Somebody neutral, who does not lead this team. Choose somebody, or type another name."),
    )
    dots_each = forms.IntegerField(label=_("Dots for each person"), min_value=1, max_value=10, initial=3)
    invitation = long_text(
        _("Text of the invitation"),
        _("It stands in the mail and on the poster. Leave it empty to begin with our text."),
        rows=4,
    )

    def __init__(
        self, *args: Any, units: list[tuple[Unit, int]], session: Session | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units_by_id = {str(unit.id): unit for unit, _depth in units}
        named = [(key, unit.name) for key, unit in self.units_by_id.items()]
        set_choices(self, "unit", [("", _("everybody in this project")), *named])
        what = ["kind", "focus"]
        if session is not None:
            self.initial = self.stored(session)
            del self.fields["kind"], self.fields["focus"]
            what = []
        self.helper.layout = Layout(
            "form_key",
            "version",
            *what,
            "title",
            "unit",
            Row("on", "at", "minutes"),
            Row("place", "guide"),
            Fieldset(_("Inviting"), "invitation"),
            "dots_each",
        )

    def stored(self, row: Session) -> dict[str, Any]:
        """What the session holds, by this form's fields."""
        start = timezone.localtime(row.starts_at)
        return {
            "version": row.version,
            "title": row.title,
            "unit": str(row.unit_id) if row.unit_id else "",
            "on": start.date(),
            "at": start.time().replace(second=0, microsecond=0),
            "minutes": row.minutes,
            "place": row.place,
            "guide": self.label_of(row.guide, row.guide_name),
            "dots_each": row.dots_each,
            "invitation": row.invitation,
        }

    def fields_of_session(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        guide, name = self.typed_person()
        return {
            "title": data["title"],
            "unit": self.units_by_id.get(data["unit"]),
            "starts_at": timezone.make_aware(datetime.combine(data["on"], data["at"])),
            "minutes": data["minutes"],
            "place": data["place"],
            "guide": guide,
            "guide_name": name,
            "dots_each": data["dots_each"],
            "invitation": data["invitation"],
        }


class InviteForm(VersionedForm):
    """The button that sends the invitation, with what its sender had seen."""

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = True
        self.initial = self.stored(session)
        self.helper.layout = Layout("version")

    def stored(self, row: Session) -> dict[str, Any]:
        """Nothing but the version."""
        return {"version": row.version}


class PartForm(PageForm):
    """A part of the script."""

    title = forms.CharField(label=_("Part"), max_length=150)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST)
    text = long_text(_("What you do and say"), rows=5)

    def __init__(self, *args: Any, part: SessionPart | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if part is not None:
            self.initial = {"title": part.title, "minutes": part.minutes, "text": part.text}
        self.helper.layout = Layout("title", "minutes", "text")


class MovePartForm(forms.Form):
    """Which way a part goes."""

    way = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])


class OutcomeForm(VersionedForm):
    """How many people came, and what came out."""

    present = forms.IntegerField(
        label=_("How many people came?"),
        min_value=1,
        max_value=2000,
        help_text=_("A number only. Who came is written down nowhere."),
    )
    outcome = long_text(
        _("What came out?"), _("The most important in a few sentences, without names."), required=True, rows=5
    )

    def __init__(self, *args: Any, session: Session, present: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.stored(session)
        if present and not session.present:
            self.initial["present"] = present
        self.helper.layout = Layout("version", "present", "outcome")

    def stored(self, row: Session) -> dict[str, Any]:
        """What the session holds, by this form's fields."""
        return {"version": row.version, "present": row.present, "outcome": row.outcome}

    def fields_of_outcome(self) -> dict[str, Any]:
        """What the actions take."""
        return {"present": self.cleaned_data["present"], "outcome": self.cleaned_data["outcome"]}


class QuickFixForm(OnceForm, PersonForm):
    """Who does what by when, agreed in the session itself."""

    person = "who"
    what = forms.CharField(label=_("What is done?"), max_length=300)
    who = person_field(
        _("Who does it?"), required=True, help_text=_("Choose somebody, or type another name.")
    )
    due_on = day(_("By when?"), required=True)
    cause = forms.ChoiceField(label=_("What does it take away or add?"), required=False)

    def __init__(self, *args: Any, causes: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.causes_by_id: dict[str, Any] = {str(cause.id): cause for cause in causes}
        named = [(key, cause.title) for key, cause in self.causes_by_id.items()]
        set_choices(self, "cause", [("", _("nothing in particular")), *named])
        self.helper.layout = Layout("form_key", "what", Row("who", "due_on"), "cause")

    def fields_of_fix(self) -> dict[str, Any]:
        """What `agree_at_once` takes."""
        who, name = self.typed_person()
        key: UUID | None = self.cleaned_data["form_key"]
        return {
            "what": self.cleaned_data["what"],
            "who": who,
            "who_name": "" if who else name,
            "due_on": self.cleaned_data["due_on"],
            "cause": self.causes_by_id.get(self.cleaned_data["cause"]),
            "form_key": key,
        }
