"""Inviting somebody to work in the product for the organisation."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models.membership import Role
from werkdruk.organisations.models.staff import Unit

INVITATION_LASTS = timedelta(days=14)


def invitation_end() -> datetime:
    """When an invitation that is sent now stops working."""
    return timezone.now() + INVITATION_LASTS


class MemberInvitationQuerySet(TenantQuerySet):
    def waiting(self) -> "MemberInvitationQuerySet":
        """Invitations that nobody accepted or withdrew; some may be past their time."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class MemberInvitation(TenantModel):
    """An invitation by e-mail, with the roles it brings. Only the hash of its token is kept."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    roles = ArrayField(models.CharField(max_length=20, choices=Role), verbose_name=_("roles"))
    token_hash = models.CharField(max_length=64)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=invitation_end)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(MemberInvitationQuerySet)()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invited_once_by_email",
            ),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="invitation_once_by_token"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @property
    def role_labels(self) -> str:
        """The roles in words, in the order of `Role`."""
        return ", ".join(str(label) for value, label in Role.choices if value in self.roles)


class InvitedUnit(TenantModel):
    """A unit that the invited person will lead."""

    invitation = TenantKey(MemberInvitation, on_delete=models.CASCADE, related_name="units")
    unit = TenantKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("invitation", "unit"),
            models.UniqueConstraint(fields=["organisation", "invitation", "unit"], name="invited_unit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.unit_id}"
