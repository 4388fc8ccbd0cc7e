"""What surrounds a project: its rounds, its steering group, a personal calendar, its news and its papers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import Job, TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Membership


class ProjectRound(TenantModel):
    """A further go through steps 1 to 5: when it began, what was learned before it, what it changes."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    learned = models.TextField(_("what we learned"))
    goal_before = models.TextField(_("goal before"), blank=True)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            *tenant_constraints("project"),
            models.UniqueConstraint(fields=["organisation", "project", "number"], name="round_once"),
            models.CheckConstraint(condition=Q(number__gte=2), name="rounds_follow_the_first"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class SteeringMember(TenantModel):
    """Somebody in the steering group of a large project: a member, or anybody by name."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="steering_group")
    membership = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    part = models.CharField(_("on behalf of"), max_length=200, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            *tenant_constraints("project", "membership"),
            models.UniqueConstraint(fields=["organisation", "project", "name"], name="steering_member_once"),
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(TenantModel):
    """A member's personal calendar address: only a digest of its secret is kept; a new one ends the old one."""

    membership = TenantKey(Membership, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            *tenant_constraints("membership"),
            models.UniqueConstraint(fields=["organisation", "membership"], name="calendar_once_a_member"),
            models.UniqueConstraint(fields=["organisation", "secret_hash"], name="calendar_secret_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id}"


class NewsItemQuerySet(TenantQuerySet):
    def shown(self) -> "NewsItemQuerySet":
        """News that stands on the page for all staff, newest first."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True).order_by(
            "-published_at", "-id"
        )


class NewsItem(TenantModel):
    """News of a project for all staff: a draft until it is published, gone from the page when withdrawn."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="news")
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    objects = TenantManager.from_queryset(NewsItemQuerySet)()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            *tenant_constraints("project"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="news_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.title


class Statement(TenantModel):
    """What management says openly about the project, in its own words; the newest that stands is shown."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="statements")
    text = models.TextField(_("what you say to everybody"))
    author = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    author_name = models.CharField(max_length=200)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "id"]
        constraints = tenant_constraints("project", "author")

    def __str__(self) -> str:
        return self.text[:80]


class PaperKind(models.TextChoices):
    KICKOFF = "kickoff", _("minutes of the kick-off")
    INSPECTION = "inspection", _("inspection file (PDF)")
    INSPECTION_ZIP = "inspection_zip", _("inspection file (ZIP)")
    ANNEX = "annex", _("annex to the statutory action plan")


class PaperQuerySet(TenantQuerySet):
    def listed(self) -> "PaperQuerySet":
        """Newest first, without the files themselves."""
        return self.defer("content").order_by("-made_at", "-number")


class Paper(TenantModel):
    """A document made of a project (or, the annex, of the whole organisation) as it was on one moment."""

    project = TenantKey(Project, on_delete=models.CASCADE, null=True, blank=True, related_name="papers")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    kind = models.CharField(max_length=20, choices=PaperKind)
    job = TenantKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField(_("version"))
    language = models.CharField(max_length=5)
    media_type = models.CharField(max_length=60)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200, blank=True)

    objects = TenantManager.from_queryset(PaperQuerySet)()

    class Meta:
        constraints = [
            *tenant_constraints("project", "job"),
            models.UniqueConstraint(
                fields=["organisation", "project", "kind", "number"],
                name="paper_version_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(fields=["organisation", "job", "kind"], name="paper_once_per_job"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
