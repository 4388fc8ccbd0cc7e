"""Forms of step 5: one measure, the verdict on the whole, and both on one page."""

from typing import Any, cast
from uuid import UUID

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Layout, Row
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from projects.models import Answer, Continuation, Evaluation, MeasureEvaluation, Reached
from projects.queries.evaluations import GoalRow, Looked, lesson_about
from werkdruk.core.errors import ChangedMeanwhile
from werkdruk.core.forms import VersionedForm, day, long_text
from werkdruk.organisations.forms.person_choice import PersonForm, person_field

LATER = ("", _("not filled in yet"))


def _choice(label: Any, choices: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        required=False,
        choices=[LATER, *choices.choices],
        widget=forms.RadioSelect,
    )


class MeasureEvaluationForm(VersionedForm):
    """How one measure worked out; anything may stay empty until it is known."""

    kept = _choice(_("Was it done as agreed?"), Answer)
    noticed = long_text(
        _("What do people notice?"), _("What is different in the work? Ask the people for whom it was meant.")
    )
    signal_changed = _choice(
        _("Did the signal change?"),
        Answer,
        _("Look at the figures from before and after. Where nothing can be shown, choose “we do not know”."),
    )
    signal_text = long_text(_("What do the figures say?"), rows=2)
    experience_changed = _choice(
        _("Did people's experience change?"), Answer, _("For example in the short poll.")
    )
    side_effects = long_text(
        _("What did it do elsewhere?"), _("To other teams, to clients, to other work."), rows=2
    )
    continuation = _choice(_("What will you do with it?"), Continuation)
    lesson = long_text(
        _("What can other teams learn from it?"),
        _("Everybody who signs in here can find it under Lessons."),
        rows=2,
    )

    def __init__(self, *args: Any, looked: Looked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.looked = looked
        self.initial = self.stored(looked.row or MeasureEvaluation(kept=looked.kept.suggestion))
        self.helper.layout = Layout(
            "version",
            InlineRadios("kept"),
            "noticed",
            InlineRadios("signal_changed"),
            "signal_text",
            InlineRadios("experience_changed"),
            "side_effects",
            InlineRadios("continuation"),
            "lesson",
        )

    def stored(self, row: MeasureEvaluation) -> dict[str, Any]:
        """What the row holds, by this form's fields."""
        names = [name for name in self.fields if name != "lesson"]
        lesson = lesson_about(self.looked.project, self.looked.measure)
        return {name: getattr(row, name) for name in names} | {"lesson": lesson.text if lesson else ""}

    def meet(self, changed: ChangedMeanwhile) -> None:
        """As every guarded form, also where it stands beside another one under its own prefix."""
        super().meet(changed)
        data = cast("QueryDict", self.data)
        data[self.add_prefix(self.guard)] = changed.current.version

    def fields_of_measure(self) -> dict[str, Any]:
        """What `evaluate_measure` takes beside the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class VerdictForm(PersonForm):
    """The goals as they are now, the verdict with its reasons, what was learned, and who reports back when."""

    person = "reporter_name"
    reached = _choice(_("Did the project reach its goal?"), Reached)
    verdict = long_text(_("Why do you say so?"), _("What did you see or hear that tells you?"))
    learned = long_text(
        _("What did you learn?"),
        _("Also what went wrong. Everybody who signs in here can find it under Lessons."),
    )
    reporter_name = person_field(
        _("Who tells staff what came out?"),
        help_text=_("Choose somebody who signs in here, or type another name."),
    )
    report_on = day(_("On which day?"))

    def __init__(self, *args: Any, evaluation: Evaluation, goals: list[GoalRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        blocks: list[Any] = []
        for row in goals:
            now, reached = f"now_{row.goal.id.hex}", f"goal_{row.goal.id.hex}"
            # The goal is the label: as text, which is escaped, and never as a part of a template.
            self.fields[now] = forms.CharField(
                label=row.goal.outcome,
                required=False,
                max_length=300,
                help_text=_("How is it now? At the start: %(baseline)s") % {"baseline": row.goal.baseline}
                if row.goal.baseline
                else _("How is it now?"),
            )
            self.fields[reached] = _choice(_("Is this goal reached?"), Reached)
            blocks += [now, InlineRadios(reached)]
        self.initial = self.stored(evaluation)
        self.helper.layout = Layout(
            "version",
            *blocks,
            InlineRadios("reached"),
            "verdict",
            "learned",
            Row("reporter_name", "report_on"),
        )

    def stored(self, row: Evaluation) -> dict[str, Any]:
        """What the evaluation holds, by this form's fields."""
        found: dict[str, Any] = {
            name: getattr(row, name) for name in ("version", "reached", "verdict", "learned", "report_on")
        }
        found["reporter_name"] = self.label_of(row.reporter, row.reporter_name)
        for one in self.goals:
            found[f"now_{one.goal.id.hex}"] = one.row.now if one.row else ""
            found[f"goal_{one.goal.id.hex}"] = one.row.reached if one.row else ""
        return found

    def fields_of_verdict(self) -> dict[str, Any]:
        """What `give_verdict` takes beside the version."""
        data = self.cleaned_data
        reporter, name = self.typed_person()
        goals: dict[UUID, tuple[str, str]] = {
            one.goal.id: (data[f"now_{one.goal.id.hex}"], data[f"goal_{one.goal.id.hex}"])
            for one in self.goals
        }
        names = ("reached", "verdict", "learned", "report_on")
        return {
            "reporter": reporter,
            "reporter_name": name,
            "goals": goals,
            **{key: data[key] for key in names},
        }
