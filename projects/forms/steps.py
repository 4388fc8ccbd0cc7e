"""Forms for moving through the steps: finishing, skipping, how staff took part, dates, a next round."""

from datetime import date
from typing import Any, cast

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.forms import OnceForm
from projects.models import Involvement, Project, ProjectStep
from projects.words.steps import TITLES
from werkdruk.core.forms import PageForm, VersionedForm, day, long_text


class FinishForm(PageForm):
    """What came out of a step; where nobody of the staff took part in it, why not."""

    not_involved = long_text(
        _("Nobody of the staff took part in this step yet. Why not?"),
        _("Did people take part after all? Write that down above first."),
        required=True,
        rows=2,
    )
    result = long_text(_("What came out?"), _("The most important in a few sentences."))

    def __init__(self, *args: Any, step: ProjectStep, involved: bool, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id="finish-", **kwargs)
        self.initial = {"not_involved": step.not_involved, "result": step.result}
        if involved:
            del self.fields["not_involved"]
        self.helper.layout = Layout(*(["result"] if involved else ["not_involved", "result"]))


class SkipForm(PageForm):
    """Why a step is skipped."""

    reason = long_text(_("Why do you skip this step?"), _("One sentence is enough."), required=True, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id="skip-", **kwargs)
        self.helper.layout = Layout("reason")


class InvolvementForm(OnceForm, VersionedForm):
    """When staff took part in a step, who and how, and what came of it."""

    on = day(_("When?"), required=True)
    who = forms.CharField(
        label=_("Who took part?"),
        max_length=300,
        help_text=_("A team, a role or a number. For example: nine of the twelve in the team."),
    )
    how = long_text(
        _("How did they take part?"),
        _("For example: thought along in the team meeting, chose from three ideas."),
        required=True,
        rows=2,
    )
    outcome = long_text(_("What came of it?"), _("What is different because of what they said?"), rows=2)

    def __init__(self, *args: Any, involvement: Involvement | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = self.stored(involvement) if involvement else {"on": timezone.localdate()}
        self.helper.layout = Layout("form_key", "version", Row("on", "who"), "how", "outcome")

    def stored(self, row: Involvement) -> dict[str, Any]:
        """What was written down, by this form's fields."""
        return {name: getattr(row, name) for name in ("version", "on", "who", "how", "outcome")}

    def fields_of_involvement(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in ("on", "who", "how", "outcome")}


class DatesForm(VersionedForm):
    """From when until when each step is planned; the fields are ``from_1`` and ``until_1`` up to 7."""

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [step.number for step in project.steps.all()]
        for number in self.numbers:
            title = f"{number}. {TITLES[number]}"
            self.fields[f"from_{number}"] = day(_("%(step)s: from") % {"step": title})
            self.fields[f"until_{number}"] = day(_("%(step)s: until") % {"step": title})
        self.initial = self.stored(project)
        self.helper.layout = Layout(
            "version", *(Row(f"from_{number}", f"until_{number}") for number in self.numbers)
        )

    def stored(self, row: Project) -> dict[str, Any]:
        """The dates that are planned, by this form's fields."""
        found: dict[str, Any] = {"version": row.version}
        for step in row.steps.all():
            found[f"from_{step.number}"] = step.planned_from
            found[f"until_{step.number}"] = step.planned_until
        return found

    def clean(self) -> dict[str, Any]:
        """A step ends after it begins."""
        data = super().clean() or self.cleaned_data
        for number in self.numbers:
            first, last = data.get(f"from_{number}"), data.get(f"until_{number}")
            if first and last and last < first:
                self.add_error(f"until_{number}", _("This lies before the start. Choose a later date."))
        return data

    def dates(self) -> dict[int, tuple[date | None, date | None]]:
        """From and until, by step."""
        data = cast("dict[str, date | None]", self.cleaned_data)
        return {number: (data[f"from_{number}"], data[f"until_{number}"]) for number in self.numbers}


class RoundForm(VersionedForm):
    """What was learned, and what the next round wants to reach."""

    learned = long_text(
        _("What did you learn?"),
        _("The next round begins with this. It stands at step 1, for everyone who takes part."),
        required=True,
        rows=4,
    )
    goal = long_text(
        _("What do you want to reach in the next round?"),
        _("The goal as it was is kept with the round before."),
        required=True,
    )

    def __init__(self, *args: Any, project: Project, learned: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.stored(project), "learned": learned}
        self.helper.layout = Layout("version", "learned", "goal")

    def stored(self, row: Project) -> dict[str, Any]:
        """What the project holds, by this form's fields."""
        return {"version": row.version, "goal": row.goal}
