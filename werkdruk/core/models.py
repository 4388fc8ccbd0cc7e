"""The base of every tenant's row, the audit log, and long work."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.tenancy import current_organisation_id


class TenantQuerySet(models.QuerySet):
    """A queryset over one tenant's rows; apps add their readable filters in subclasses."""

    def delete_at_once(self) -> None:
        """Delete in one statement without loading a row, where nothing refers to the rows any more.

        `delete` loads every row as soon as some model may refer to it. The database refuses what still is referred to.
        """
        self._raw_delete(self.db)  # type: ignore[attr-defined]


class TenantManager[Row: models.Model](models.Manager[Row]):
    """Rows of the active tenant only; raises `NoTenantError` when no scope is active."""

    use_in_migrations = False
    _queryset_class = TenantQuerySet

    def get_queryset(self) -> models.QuerySet[Row]:
        return super().get_queryset().filter(organisation_id=current_organisation_id())


class TenantKey(models.ForeignKey):
    """A reference between two tenant tables; the composite key of `SameTenant` is its only database check."""

    def __init__(self, to: Any, on_delete: Any, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs


class TenantModel(models.Model):
    """A row that belongs to one organisation. Concrete models list ``tenant_constraints(…)`` in their Meta."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        settings.TENANT_MODEL,
        on_delete=models.CASCADE,
        default=current_organisation_id,
        editable=False,
        related_name="+",
    )

    # Any: models bring managers of their own, with their readable querysets.
    objects: Any = TenantManager()

    class Meta:
        abstract = True


class AuditEntry(TenantModel):
    """One thing that somebody did, in the order of `at`; never changed, kept for two years."""

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(_("who"), max_length=200, blank=True)
    action = models.CharField(_("what"), max_length=100)
    subject = models.CharField(_("about"), max_length=300, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = tenant_constraints()
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Job(TenantModel):
    """Long work with progress. The row is the work: a broker may lose the message, `resume_jobs` finds the row."""

    kind = models.CharField(max_length=100)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = tenant_constraints()
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class CacheEntry(models.Model):
    """The table of Django's database cache: rate limits hold across processes without Redis."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_cache"

    def __str__(self) -> str:
        return self.cache_key
