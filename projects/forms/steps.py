"""Forms for moving through the steps."""

from typing import Any

from crispy_forms.layout import Layout
from django.utils.translation import gettext_lazy as _

from projects.domain.lifecycle import Step
from projects.models import ProjectStep
from werkdruk.core.forms import PageForm, long_text


class FinishForm(PageForm):
    """How staff were involved in a step, and what came out."""

    involvement = long_text(
        _("How were staff involved?"),
        _("Who, and in which way? If nobody was: why not?"),
        required=True,
    )
    result = long_text(_("What came out?"), _("The most important in a few sentences."))

    def __init__(self, *args: Any, step: ProjectStep, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id="finish-", **kwargs)
        self.initial = {"involvement": step.involvement, "result": step.result}
        if step.number == Step.EVALUATE:
            self.fields["result"].required = True
            self.fields["result"].label = _(
                "What did you learn, and what will you go on with, change or stop?"
            )
        self.helper.layout = Layout("involvement", "result")


class SkipForm(PageForm):
    """Why a step is skipped."""

    reason = long_text(_("Why do you skip this step?"), _("One sentence is enough."), required=True, rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix_id="skip-", **kwargs)
        self.helper.layout = Layout("reason")
