"""The project plan: goals, the measures that serve them, and the plan as a document."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.models import Measure
from projects.models.project import Project
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import Job, TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Membership


class Goal(TenantModel):
    """A goal of the project: the outcome, how we see it, from where we start, who minds it, by when."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="goals")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    outcome = models.TextField(_("outcome"))
    indicator = models.CharField(_("indicator"), max_length=300, blank=True)
    baseline = models.CharField(_("where we start"), max_length=300, blank=True)
    owner = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    owner_name = models.CharField(_("owner"), max_length=200)
    due_on = models.DateField(_("by when"))
    conditions = models.TextField(_("under which conditions"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = tenant_constraints("project", "owner")

    def __str__(self) -> str:
        return self.outcome[:80]


class ProjectMeasure(TenantModel):
    """A measure that belongs to a project's plan."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="project_measures")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    measure = TenantKey(Measure, on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            *tenant_constraints("project", "measure"),
            models.UniqueConstraint(
                fields=["organisation", "project", "round", "measure"], name="measure_once_in_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}"


class PlanDocumentQuerySet(TenantQuerySet):
    def listed(self) -> "PlanDocumentQuerySet":
        """Newest first, without the files themselves."""
        return self.defer("content").order_by("-number")


class PlanDocument(TenantModel):
    """The project plan as it was on one moment, as PDF; numbered per project, never changed."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="documents")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    job = TenantKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    language = models.CharField(max_length=5)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200, blank=True)

    objects = TenantManager.from_queryset(PlanDocumentQuerySet)()

    class Meta:
        constraints = [
            *tenant_constraints("project", "job"),
            models.UniqueConstraint(fields=["organisation", "project", "number"], name="plan_version_once"),
            models.UniqueConstraint(fields=["organisation", "job"], name="plan_once_per_job"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.number}"
