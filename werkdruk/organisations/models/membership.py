"""Who works in the product for an organisation, in which roles, for which units."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models.staff import Unit


class Role(models.TextChoices):
    HR = "hr", _("HR")
    WORKS_COUNCIL = "works_council", _("works council")
    EXECUTIVE = "executive", _("executive")
    TEAM_LEAD = "team_lead", _("team lead")
    FACILITATOR = "facilitator", _("facilitator")


class Party(models.TextChoices):
    """The two who decide together; each holds a key."""

    WORKS_COUNCIL = "works_council", _("works council")
    EMPLOYER = "employer", _("HR and executive")


class MembershipQuerySet(TenantQuerySet):
    def active(self) -> "MembershipQuerySet":
        """Members who may come in now."""
        return self.filter(ended_at__isnull=True)

    def with_role(self, role: str) -> "MembershipQuerySet":
        """Members who hold `role` among their roles."""
        return self.filter(roles__contains=[role])


class MembershipManager(TenantManager.from_queryset(MembershipQuerySet)):  # type: ignore[misc]
    def of_person(self, person_id: Any) -> models.QuerySet:
        """A person's memberships over organisations; only inside ``person_scope(person_id)``."""
        return models.QuerySet(self.model, using=self._db).filter(user_id=person_id, ended_at__isnull=True)


class Membership(TenantModel):
    """A person's place in an organisation: one or more roles, and the units they lead."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    roles = ArrayField(models.CharField(max_length=20, choices=Role), verbose_name=_("roles"))
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # The weekly mail with what needs this member: whether, on which day (0 is Monday), and when it went last.
    digest = models.BooleanField(_("a mail a week with what needs me"), default=True)
    digest_day = models.PositiveSmallIntegerField(_("on"), default=0)
    digest_on = models.DateField(null=True, blank=True)

    objects = MembershipManager()

    class Meta:
        ordering = ["since"]
        constraints = [
            *tenant_constraints(person="user"),
            models.UniqueConstraint(fields=["organisation", "user"], name="member_once"),
            models.CheckConstraint(condition=models.Q(digest_day__lte=6), name="digest_on_a_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.user}"

    @property
    def role_labels(self) -> str:
        """The roles in words, in the order of `Role`."""
        return ", ".join(str(label) for value, label in Role.choices if value in self.roles)


class MembershipUnit(TenantModel):
    """A unit that a team lead leads; everything below it in the tree belongs to it."""

    membership = TenantKey(Membership, on_delete=models.CASCADE, related_name="led_units")
    unit = TenantKey(Unit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("membership", "unit"),
            models.UniqueConstraint(fields=["organisation", "membership", "unit"], name="leads_once"),
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} {self.unit_id}"
