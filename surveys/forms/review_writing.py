"""Forms of what is written, planned and signed in a review: notes, dissent, addendum, meeting, project, signature."""

from datetime import datetime
from typing import Any, cast

from crispy_forms.layout import Layout, Row
from django import forms
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.forms import OnceForm
from surveys.forms.reviews import LONGEST_REASON
from surveys.models import Review, ReviewNote
from werkdruk.core.forms import GuardedForm, PageForm, VersionedForm, long_text
from werkdruk.core.forms import day as day_field
from werkdruk.organisations.queries import Tree

LONGEST_NOTE = 4000


class OwnNoteForm(OnceForm):
    """A note for the conversation: kept for oneself, or shared."""

    text = forms.CharField(
        label=gettext_lazy("Your own note"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Only you see it, until you share it."),
        error_messages={"required": gettext_lazy("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    # Which of the two buttons was used.
    share = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id="own-", **kwargs)
        self.helper.layout = Layout("form_key", "text")


class DissentForm(OnceForm):
    """A position that differs."""

    text = forms.CharField(
        label=gettext_lazy("What is the position of your side?"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy("Everybody in this review sees it at once, and it stands in the minutes."),
        error_messages={"required": gettext_lazy("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AddendumForm(OnceForm):
    """What has to be put right in a signed review."""

    text = forms.CharField(
        label=gettext_lazy("What do you add?"),
        max_length=LONGEST_NOTE,
        help_text=gettext_lazy(
            "What was signed stays as it is; this stands below it, with your name and side."
        ),
        error_messages={"required": gettext_lazy("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OwnNoteChangeForm(VersionedForm):
    """Another text for a note of one's own."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    text = forms.CharField(
        label=gettext_lazy("Your note"),
        max_length=LONGEST_NOTE,
        error_messages={"required": gettext_lazy("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def stored(self, row: ReviewNote) -> dict[str, Any]:
        """The note as it is now."""
        return {"version": row.version, "text": row.text}


class SignForm(PageForm):
    """The mark of what was seen; and why the employer signs alone, where nobody speaks for the staff."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=64)
    alone_because = forms.CharField(
        label=gettext_lazy("How were staff heard?"),
        max_length=500,
        required=False,
        help_text=gettext_lazy(
            "Nobody speaks for the staff here, so one signature is enough. This stands beside it."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id="sign-", **kwargs)
        if not alone:
            del self.fields["alone_because"]
            return
        self.fields["alone_because"].required = True
        self.fields["alone_because"].error_messages["required"] = _(
            "Nobody speaks for the staff here. Write down how staff were heard."
        )


class MeetingForm(GuardedForm):
    """When and where the review is talked about, in the time of the place."""

    guard = "sequence"
    sequence = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    day = day_field(gettext_lazy("Day"), required=True)
    time = forms.TimeField(
        label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes?"), min_value=10, max_value=480, initial=60
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    link = forms.URLField(
        label=gettext_lazy("Link for an online meeting"),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("A link begins with https://.")},
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.stored(review)
        self.fields["minutes"].widget.attrs["class"] = "short"
        self.helper.layout = Layout("sequence", Row("day", "time", "minutes"), "place", "link")

    def clean(self) -> dict[str, Any]:
        """A moment that exists (not in the hour that the clock skips), and a place or a link."""
        data = super().clean() or self.cleaned_data
        if data.get("day") and data.get("time"):
            try:
                data["at"] = from_current_timezone(datetime.combine(data["day"], data["time"]))
            except forms.ValidationError:
                self.add_error("time", _("The clock changes in this hour. Choose another time."))
        if not data.get("place") and not data.get("link") and "link" not in self.errors:
            self.add_error("place", _("Say where you meet, or give a link."))
        return data

    def stored(self, row: Review) -> dict[str, Any]:
        """The meeting as it is planned now."""
        at = timezone.localtime(row.meeting_at) if row.meeting_at else None
        return {
            "sequence": row.meeting_sequence,
            "day": at.date() if at else None,
            "time": at.time() if at else None,
            "minutes": row.meeting_minutes,
            "place": row.meeting_place,
            "link": row.meeting_link,
        }

    def fields_of_meeting(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("at", "minutes", "place", "link", "sequence")}


class ReviewProjectForm(OnceForm):
    """A project that starts from the signal of this review."""

    name = forms.CharField(
        label=gettext_lazy("Name of the project"),
        max_length=150,
        help_text=gettext_lazy("Short, and something staff recognise. For example: less double work."),
    )
    signal = forms.CharField(
        label=gettext_lazy("Which signal does it start from?"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy(
            "What did you see in the figures or hear? It stands at step 1 of the project."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    goal = long_text(
        gettext_lazy("What do you want to reach?"),
        gettext_lazy("One or two sentences in plain words. You test them in the kick-off."),
        required=True,
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Who takes part?"),
        help_text=gettext_lazy(
            "Whoever chooses a location chooses its teams too. Each choice gets a contact person."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one unit.")},
    )

    def __init__(self, *args: Any, tree: Tree, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units_by_id = {str(unit.id): unit for unit in tree.units.values()}
        units = cast("forms.MultipleChoiceField", self.fields["units"])
        units.choices = [(str(unit.id), f"{'– ' * depth}{unit.name}") for unit, depth in tree.depth_first()]
        self.helper.layout = Layout("form_key", "name", "signal", "goal", "units")

    def fields_of_project(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("name", "signal", "goal", "form_key")
        chosen = [self.units_by_id[key] for key in self.cleaned_data["units"]]
        return {name: self.cleaned_data[name] for name in names} | {"units": chosen}
