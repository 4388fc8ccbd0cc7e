"""A project, the units and people in it, and where each of its seven steps stands."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.domain.lifecycle import State
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Membership, Unit


class Approach(models.TextChoices):
    SMALL = "small", _("small: one team, ready within weeks")
    LARGE = "large", _("large: several teams or the whole organisation")


class ProjectQuerySet(TenantQuerySet):
    def running(self) -> "ProjectQuerySet":
        """Projects that have not been closed."""
        return self.filter(closed_at__isnull=True)

    def of_member(self, member: Membership) -> "ProjectQuerySet":
        """Projects that `member` leads or facilitates."""
        return self.filter(Q(leader=member) | Q(facilitators__membership=member)).distinct()


class Project(TenantModel):
    """One go at workload in one or more units, through the seven steps."""

    name = models.CharField(_("name"), max_length=150)
    goal = models.TextField(_("goal"))
    approach = models.CharField(_("approach"), max_length=10, choices=Approach, default=Approach.SMALL)
    leader = TenantKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("project leader"),
    )
    starts_on = models.DateField(_("starts on"))
    aims_on = models.DateField(_("results expected by"), null=True, blank=True)
    budget = models.DecimalField(_("budget in euros"), max_digits=12, decimal_places=2, null=True, blank=True)
    time_available = models.CharField(_("time available"), max_length=200, blank=True)
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    created_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TenantManager.from_queryset(ProjectQuerySet)()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            *tenant_constraints("leader"),
            models.CheckConstraint(
                condition=Q(aims_on__isnull=True) | Q(aims_on__gte=models.F("starts_on")),
                name="project_starts_before_it_aims",
            ),
            models.CheckConstraint(condition=Q(round__gte=1), name="project_counts_its_rounds"),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gte=0), name="project_budget_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_large(self) -> bool:
        """Whether the large, organisation-wide approach was chosen."""
        return self.approach == Approach.LARGE


class ProjectUnit(TenantModel):
    """A unit in a project, with its contact person: own role name, mandate, time."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="project_units")
    unit = TenantKey(Unit, on_delete=models.PROTECT, related_name="+")
    contact = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    contact_email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    role_name = models.CharField(_("name of the role"), max_length=80, blank=True)
    mandate = models.TextField(_("what this person may decide"), blank=True)
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    support = models.TextField(_("support this person gets"), blank=True)
    under_pressure = models.BooleanField(_("this team is under pressure"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *tenant_constraints("project", "unit", "contact"),
            models.UniqueConstraint(fields=["organisation", "project", "unit"], name="unit_once_in_project"),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True) | Q(hours_per_week__gt=0),
                name="contact_has_some_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}"


class ProjectFacilitator(TenantModel):
    """Somebody who guides the sessions of a project."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="facilitators")
    membership = TenantKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("project", "membership"),
            models.UniqueConstraint(
                fields=["organisation", "project", "membership"], name="facilitator_once_in_project"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}"


class StepState(models.TextChoices):
    """The states of `projects.domain.lifecycle`, with their words."""

    NOT_BEGUN = State.NOT_BEGUN.value, _("not begun")
    UNDER_WAY = State.UNDER_WAY.value, _("under way")
    DONE = State.DONE.value, _("done")
    SKIPPED = State.SKIPPED.value, _("skipped")


class ProjectStep(TenantModel):
    """One of the seven steps of a project: its state, its planned dates, what came out.

    Steps 1 to 5 have a row in each round of the project; steps 6 and 7 have one row, in round 1.
    """

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="steps")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    number = models.PositiveSmallIntegerField(_("step"))
    state = models.CharField(max_length=10, choices=StepState, default=StepState.NOT_BEGUN)
    planned_from = models.DateField(_("planned from"), null=True, blank=True)
    planned_until = models.DateField(_("planned until"), null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    not_involved = models.TextField(_("why staff were not involved"), blank=True)
    result = models.TextField(_("what came out"), blank=True)
    skip_reason = models.TextField(_("why this step was skipped"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            *tenant_constraints("project"),
            models.UniqueConstraint(
                fields=["organisation", "project", "round", "number"], name="step_once_in_round"
            ),
            models.CheckConstraint(condition=Q(number__range=(1, 7)), name="seven_steps"),
            models.CheckConstraint(
                condition=Q(round=1) | Q(number__range=(1, 5)), name="only_the_cycle_has_rounds"
            ),
            models.CheckConstraint(
                condition=Q(planned_from__isnull=True)
                | Q(planned_until__isnull=True)
                | Q(planned_until__gte=models.F("planned_from")),
                name="step_planned_forwards",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SKIPPED.value) | ~Q(skip_reason=""), name="skipped_step_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SKIPPED.value, number=5), name="evaluation_is_never_skipped"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Involvement(TenantModel):
    """How staff took part in a step: when, who, how, what came of it; never names of employees who answer."""

    step = TenantKey(ProjectStep, on_delete=models.CASCADE, related_name="involvements")
    on = models.DateField(_("when"))
    who = models.CharField(_("who took part"), max_length=300)
    how = models.TextField(_("how they took part"))
    outcome = models.TextField(_("what came of it"), blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["on", "created_at", "id"]
        constraints = [
            *tenant_constraints("step"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="involvement_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.who

    @property
    def project(self) -> Project:
        """The project of its step."""
        return self.step.project
