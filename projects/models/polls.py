"""A short poll by link among the staff of a project's units: open for some days, then counted and gone."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from surveys.models.settings import SMALLEST_K
from werkdruk.core.constraints import Frozen, tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet


class PollState(models.TextChoices):
    """Prepared by the worker, open, asked to close, counted (its key is destroyed next), closed."""

    PREPARING = "preparing", _("being prepared")
    OPEN = "open", _("open")
    CLOSING = "closing", _("being counted")
    COUNTED = "counted", _("being counted")
    CLOSED = "closed", _("closed")


class PollQuerySet(TenantQuerySet):
    def running(self) -> "PollQuerySet":
        """Polls that are not closed yet."""
        return self.exclude(state=PollState.CLOSED)


class Poll(TenantModel):
    """Three statements at most, among everybody in the units of a project; published once, as a whole.

    `statements`: [{"code", "measure" (an id or null), "title"}], fixed when it opens. `scope`: ids of the units with
    everything below them, and `people` their head-count, both at that moment. `outcome` is what the disclosure code
    let through; it may be seen when the poll is closed.
    """

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="polls")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    state = models.CharField(max_length=10, choices=PollState, default=PollState.PREPARING)
    statements = models.JSONField()
    scope = models.JSONField()
    people = models.PositiveIntegerField()
    k = models.PositiveSmallIntegerField()
    token_hash = models.BinaryField(max_length=32)
    public_key = models.BinaryField(null=True, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    closes_on = models.DateField(_("open up to and including"))
    closed_at = models.DateTimeField(null=True, blank=True)
    # The answers so far as the lower end of a band of ten, renewed once a day; empty before and after.
    response_low = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.JSONField(null=True, blank=True)
    opened_by_name = models.CharField(max_length=200, blank=True)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    objects = TenantManager.from_queryset(PollQuerySet)()

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            *tenant_constraints("project"),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="poll_link_once"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="poll_once_by_form"),
            models.UniqueConstraint(
                fields=["organisation", "project"],
                condition=~Q(state=PollState.CLOSED.value),
                name="one_poll_at_a_time",
            ),
            models.CheckConstraint(condition=Q(k__gte=SMALLEST_K), name="poll_k_at_least_five"),
            models.CheckConstraint(condition=Q(people__gte=models.F("k")), name="poll_among_enough_people"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | Q(state__in=["counted", "closed"]),
                name="poll_outcome_after_counting",
            ),
            Frozen(fields=["project", "round", "statements", "scope", "people", "k"], name="poll_fixed"),
            Frozen(fields=["outcome", "closed_at"], once="closed_at", name="poll_published_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.state}"


class PollBallot(TenantModel):
    """One sealed sheet of an open poll: a random key, a box of one fixed size, the hash of the form it came with.

    No time, no order, no person, no unit. All of them are gone when the poll is counted.
    """

    poll = TenantKey(Poll, on_delete=models.CASCADE, related_name="sheets")
    box = models.BinaryField()
    form_hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            *tenant_constraints("poll"),
            models.UniqueConstraint(fields=["organisation", "poll", "form_hash"], name="form_counts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}"
