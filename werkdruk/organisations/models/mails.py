"""Mail to members that still has to go, and what went lately: the row is the work."""

from django.db import models
from django.utils import timezone

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models.membership import Membership


class MemberMailQuerySet(TenantQuerySet):
    def due(self) -> "MemberMailQuerySet":
        """What has to go now, oldest first: not what a mail server put off or refused for good."""
        return self.filter(sent_at=None, next_try_at__lte=timezone.now()).order_by("queued_at", "id")


class MemberMail(TenantModel):
    """One mail to one member. `once` names its occasion: nobody gets two mails for one occasion."""

    membership = TenantKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    once = models.CharField(max_length=150)
    payload = models.JSONField(default=dict, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    # Empty once it went, was refused for good, or had nothing to say any more.
    next_try_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(MemberMailQuerySet)()

    class Meta:
        ordering = ["queued_at"]
        constraints = [
            *tenant_constraints("membership"),
            models.UniqueConstraint(fields=["organisation", "membership", "once"], name="member_mailed_once"),
        ]

    def __str__(self) -> str:
        return self.once
