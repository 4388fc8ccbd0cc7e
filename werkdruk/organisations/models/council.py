"""Coming into the works council: asked by HR, confirmed by somebody outside HR."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models.membership import Membership


class Outcome(models.TextChoices):
    WAITING = "waiting", _("waits")
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class CouncilRequestQuerySet(TenantQuerySet):
    def waiting(self) -> "CouncilRequestQuerySet":
        """Requests that nobody has answered."""
        return self.filter(outcome=Outcome.WAITING)


class CouncilRequest(TenantModel):
    """A member whom HR wants in the works council; the role is theirs once this is confirmed."""

    membership = TenantKey(Membership, on_delete=models.CASCADE, related_name="council_requests")
    asked_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(CouncilRequestQuerySet)()

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            *tenant_constraints("membership"),
            models.UniqueConstraint(
                fields=["organisation", "membership"],
                condition=Q(outcome="waiting"),
                name="council_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.outcome}"
