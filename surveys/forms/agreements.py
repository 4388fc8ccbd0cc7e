"""The form with which a version of the agreement is proposed."""

from datetime import date
from typing import Any, cast
from uuid import uuid4

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.forms.endorsements import written
from surveys.forms.setup import waves_together
from surveys.models import RULES, Agreement
from surveys.models.settings import SMALLEST_K, SMALLEST_OPEN_K, SurveyRules
from surveys.words.themes import theme_label
from werkdruk.core.forms import PageForm, day, long_text


class AgreementForm(PageForm, forms.ModelForm):
    """Every rule, prefilled with what holds now, and why it should be so."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("Themes that may be asked"),
        help_text=gettext_lazy(
            "The core statements are always asked. Statements of a theme without a tick are not."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    coordinator = long_text(gettext_lazy("What the coordinator does"))
    remarks = long_text(gettext_lazy("What else we agree"))
    reasons = written(gettext_lazy("Why this agreement?"), rows=4)
    consequences = written(gettext_lazy("What it means for the staff"), required=False, rows=3)
    answer_by = day(gettext_lazy("Answer wanted by"))

    class Meta:
        model = Agreement
        fields = [*RULES, "coordinator", "remarks"]
        widgets = {"waves_per_block": forms.Select}

    def __init__(
        self, *args: Any, present: SurveyRules, themes: list[str], today: date, **kwargs: Any
    ) -> None:
        names = (*RULES, "coordinator", "remarks")
        first = {name: getattr(present, name, "") for name in names}
        super().__init__(*args, initial={**first, "form_key": uuid4()}, **kwargs)
        self.today = today
        together = self.fields["waves_per_block"]
        together.widget.choices = waves_together()  # type: ignore[attr-defined]
        together.help_text = _(
            "A small organisation publishes two or three waves together: fewer figures, but each with enough answers."
        )
        # The words of the agreement itself.
        self.fields["leads_see_units"].label = _(
            "Team leads see the yearly figures of their own units."
        ).rstrip(".")
        choices = sorted({*themes, *present.themes}, key=theme_label)
        cast("forms.MultipleChoiceField", self.fields["themes"]).choices = [
            (one, theme_label(one)) for one in choices
        ]
        self.fields["k"].help_text = _("At least %(least)s, whatever you agree on.") % {"least": SMALLEST_K}
        self.fields["open_k"].help_text = _("At least %(least)s, whatever you agree on.") % {
            "least": SMALLEST_OPEN_K
        }
        self.fields["answers_kept_months"].help_text = _("Twelve months at most.")
        self.fields["coordinator"].help_text = _(
            "Task, time, and what the coordinator sees: the same as everyone, never who answered."
        )
        self.helper.layout = Layout(
            "form_key",
            Fieldset(_("Asking"), "rhythm", Row("waves_per_block", "open_days")),
            Fieldset(_("Anonymity"), Row("k", "open_k"), "answers_kept_months"),
            Fieldset(_("Who sees what"), "leads_see_units"),
            "themes",
            Fieldset(_("Working together"), "coordinator", "remarks"),
            Fieldset(_("The request"), "reasons", "consequences", "answer_by"),
        )

    def clean_answer_by(self) -> date | None:
        """An answer lies ahead."""
        wanted: date | None = self.cleaned_data["answer_by"]
        if wanted and wanted < self.today:
            raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
        return wanted

    def proposal(self) -> dict[str, Any]:
        """What `propose_agreement` takes."""
        data = self.cleaned_data
        texts = ("coordinator", "remarks", "reasons", "consequences")
        return {
            "rules": {name: data[name] for name in RULES},
            **{name: (data[name] or "").replace("\r\n", "\n").strip() for name in texts},
            "answer_by": data["answer_by"],
            "form_key": data["form_key"],
        }
