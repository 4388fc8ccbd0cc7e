"""Forms of step 3: a measure that is put forward, marks by hand, why not now, and looking for ideas."""

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from measures.catalogue import EFFORTS
from measures.forms import OnceForm
from measures.models import Measure, MeasureKind, MeasureLevel
from projects.domain.weighing import HIGHEST, LOWEST
from projects.forms.choices import set_choices
from projects.models import Cause, Proposal, Signal
from werkdruk.core.forms import PageForm, VersionedForm, long_text
from werkdruk.organisations.models import Unit

Target = Cause | Signal
MARKS = [(str(mark), str(mark)) for mark in range(LOWEST, HIGHEST + 1)]
WHOLE = "organisation"


class TacklesField(forms.MultipleChoiceField):
    """What a measure tackles: causes and signals of the project, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, targets: list[Target]) -> None:
        """Let people choose among `targets`: what drains, what gives energy, signals."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for target in targets:
            groups.setdefault(_group(target), []).append((str(target.id), str(target)))
        self.choices = list(groups.items())
        self.by_id = {str(target.id): target for target in targets}

    def clean(self, value: Any) -> list[Target]:
        """The things that were ticked."""
        return [self.by_id[key] for key in super().clean(value)]


def _group(target: Target) -> str:
    if isinstance(target, Signal):
        return str(_("Signals of step 1"))
    return str(_("What drains energy") if target.side == "drainer" else _("What gives energy"))


def _tackles() -> TacklesField:
    return TacklesField(
        label=_("What does it tackle?"),
        required=False,
        help_text=_("The causes and signals of this project. Tick all that fit."),
    )


class ProposalForm(OnceForm, VersionedForm):
    """A measure that is put forward: what, what it brings, what it tackles, for whom. Not yet who and when."""

    title = forms.CharField(
        label=_("What could you change?"),
        max_length=200,
        help_text=_("One short sentence that everyone in the team understands."),
    )
    intended_result = long_text(
        _("What should it bring?"), _("What will people notice when it works?"), rows=2
    )
    tackles = _tackles()
    place = forms.ChoiceField(label=_("For whom is this measure?"))
    kind = forms.ChoiceField(
        label=_("What does it do?"),
        choices=[
            (MeasureKind.SOURCE, _("It takes away a cause of workload")),
            (MeasureKind.ENERGY, _("It gives energy or helps people to cope")),
        ],
        initial=MeasureKind.SOURCE,
        widget=forms.RadioSelect,
    )
    level = forms.ChoiceField(
        label=_("Who has to change something?"),
        choices=[
            (MeasureLevel.ORGANISATION, _("The organisation")),
            (MeasureLevel.TEAM, _("The team together")),
            (MeasureLevel.INDIVIDUAL, _("Each person for themselves")),
        ],
        initial=MeasureLevel.TEAM,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        targets: list[Target],
        units: list[Unit],
        whole: bool = True,
        proposal: Proposal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.units_by_id = {str(unit.id): unit for unit in units}
        choices = [(key, unit.name) for key, unit in self.units_by_id.items()]
        set_choices(self, "place", ([(WHOLE, _("the whole organisation"))] if whole else []) + choices)
        self.fields["tackles"].offer(targets)  # type: ignore[attr-defined]  # declared above
        if len(choices) == 1:
            self.initial.setdefault("place", choices[0][0])
        if proposal is not None:
            self.initial.update(self.stored(proposal))
        self.helper.layout = Layout(
            "form_key",
            "version",
            "title",
            "intended_result",
            *(["tackles"] if targets else []),
            "place",
            Row("kind", "level"),
        )

    def stored(self, row: Proposal) -> dict[str, Any]:
        """What the proposal holds, by this form's fields."""
        names = ("version", "title", "intended_result", "kind", "level")
        return {name: getattr(row, name) for name in names} | {
            "place": str(row.unit_id) if row.unit_id else WHOLE,
            "tackles": [str(one.cause_id or one.signal_id) for one in row.tackles.all()],
        }

    def fields_of_proposal(self) -> dict[str, Any]:
        """What the actions take."""
        names = ("title", "intended_result", "kind", "level", "tackles")
        return {name: self.cleaned_data[name] for name in names} | {
            "unit": self.units_by_id.get(self.cleaned_data["place"])
        }


class TacklesForm(PageForm):
    """What a measure in the plan tackles."""

    tackles = _tackles()

    def __init__(self, *args: Any, targets: list[Target], chosen: list[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tackles"].offer(targets)  # type: ignore[attr-defined]  # declared above
        self.initial["tackles"] = [str(target.id) for target in chosen]
        self.helper.layout = Layout("tackles")


class _MarksForm(VersionedForm):
    """Impact and effort, 1 to 5 each."""

    impact = forms.TypedChoiceField(
        label=_("Impact"),
        help_text=_("How much does it help against workload, or for enjoyment? 1 is hardly, 5 is very much."),
        choices=MARKS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    effort = forms.TypedChoiceField(
        label=_("Effort"),
        help_text=_("How much time, money and persuasion does it take? 1 is hardly any, 5 is very much."),
        choices=MARKS,
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = True
        self.initial = self.stored(proposal)
        self.helper.layout = Layout("version", Row("impact", "effort"))


class GroupMarksForm(_MarksForm):
    """The marks on which the group agreed, with the dots it gave."""

    dots = forms.IntegerField(
        label=_("Dots"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("If everyone gave dots to what they find most important: how many did this one get?"),
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("version", Row("impact", "effort"), "dots")

    def stored(self, row: Proposal) -> dict[str, Any]:
        """The participants' marks as they are; halves stay open, a group gives whole marks."""
        return {
            "version": row.version,
            "impact": _whole(row.staff_impact),
            "effort": _whole(row.staff_effort),
            "dots": row.dots or None,
        }

    def marks(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        return {"impact": data["impact"], "effort": data["effort"], "dots": data["dots"] or 0}


class ManagerMarksForm(_MarksForm):
    """The manager's marks."""

    def stored(self, row: Proposal) -> dict[str, Any]:
        """The manager's marks as they are."""
        return {"version": row.version, "impact": _whole(row.impact), "effort": _whole(row.effort)}

    def marks(self) -> dict[str, Any]:
        """What the action takes."""
        return {"impact": self.cleaned_data["impact"], "effort": self.cleaned_data["effort"]}


def _whole(mark: Any) -> str:
    return str(int(mark)) if mark is not None and mark == int(mark) else ""


class PutOffForm(PageForm):
    """Why a measure is not for now."""

    reason = long_text(
        _("Why not now?"), _("One sentence, for whoever thought of it."), required=True, rows=2
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("reason")


class IdeaFilter(forms.Form):
    """Which ideas or examples to show."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("every kind")), *MeasureKind.choices]
    )
    level = forms.ChoiceField(
        label=_("Organisation, team or each person"),
        required=False,
        choices=[("", _("every level")), *MeasureLevel.choices],
    )
    effort = forms.ChoiceField(
        label=_("How long it takes"),
        required=False,
        choices=[("", _("however long")), *EFFORTS.items()],
    )

    def wanted(self, *, effort: bool) -> dict[str, str]:
        """What to look for; a value that is no choice counts as none. Without `effort` that is left out."""
        self.is_valid()
        data = self.cleaned_data
        found = {"words": data.get("q", ""), "kind": data.get("kind", ""), "level": data.get("level", "")}
        return found | ({"effort": data.get("effort", "")} if effort else {})


def example_of(measure: Measure) -> dict[str, Any]:
    """What a form starts with when somebody takes over a measure of others."""
    return {
        "title": measure.title,
        "intended_result": measure.intended_result,
        "kind": measure.kind,
        "level": measure.level,
    }
