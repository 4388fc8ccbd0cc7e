"""Step 5: looking back on the measures and on the project, and the lessons for others."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.models import Measure
from projects.models.plan import Goal
from projects.models.project import Project
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel
from werkdruk.organisations.models import Membership


class Answer(models.TextChoices):
    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("we do not know")


class Continuation(models.TextChoices):
    CONTINUE = "continue", _("continue")
    ADAPT = "adapt", _("adapt")
    STOP = "stop", _("stop")


class Reached(models.TextChoices):
    """Whether the project reached its goal."""

    YES = "yes", _("reached")
    PARTLY = "partly", _("partly reached")
    NO = "no", _("not reached")


class Evaluation(TenantModel):
    """The verdict on one round of a project, and who reports back on it when."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="evaluations")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    reached = models.CharField(_("did we reach the goal?"), max_length=10, choices=Reached, blank=True)
    verdict = models.TextField(_("our verdict"), blank=True)
    learned = models.TextField(_("what we learned"), blank=True)
    reporter = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reporter_name = models.CharField(_("who reports back"), max_length=200, blank=True)
    report_on = models.DateField(_("when"), null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round"]
        constraints = [
            *tenant_constraints("project", "reporter"),
            models.UniqueConstraint(
                fields=["organisation", "project", "round"], name="evaluation_once_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.reached}"


class GoalEvaluation(TenantModel):
    """How it is now with one goal of the plan, beside where it started."""

    evaluation = TenantKey(Evaluation, on_delete=models.CASCADE, related_name="goals")
    goal = TenantKey(Goal, on_delete=models.CASCADE, related_name="+")
    now = models.CharField(_("how is it now?"), max_length=300, blank=True)
    reached = models.CharField(_("did we reach it?"), max_length=10, choices=Reached, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints("evaluation", "goal"),
            models.UniqueConstraint(
                fields=["organisation", "evaluation", "goal"], name="goal_evaluated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.reached}"


class MeasureEvaluation(TenantModel):
    """How one measure worked out: was it done, what do people notice, did the signal and the experience change."""

    evaluation = TenantKey(Evaluation, on_delete=models.CASCADE, related_name="measures")
    measure = TenantKey(Measure, on_delete=models.CASCADE, related_name="+")
    kept = models.CharField(_("was it done as agreed?"), max_length=10, choices=Answer, blank=True)
    noticed = models.TextField(_("what do people notice?"), blank=True)
    signal_changed = models.CharField(_("did the signal change?"), max_length=10, choices=Answer, blank=True)
    signal_text = models.TextField(_("what the figures say"), blank=True)
    experience_changed = models.CharField(
        _("did people's experience change?"), max_length=10, choices=Answer, blank=True
    )
    side_effects = models.TextField(_("what it did elsewhere"), blank=True)
    continuation = models.CharField(_("what next?"), max_length=10, choices=Continuation, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *tenant_constraints("evaluation", "measure"),
            models.UniqueConstraint(
                fields=["organisation", "evaluation", "measure"], name="measure_evaluated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.continuation}"


class Lesson(TenantModel):
    """What other teams can learn, of a project or of one measure in it."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="lessons")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    measure = TenantKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("what can other teams learn?"))
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            *tenant_constraints("project", "measure"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="lesson_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
