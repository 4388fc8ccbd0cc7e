"""The tree of units and the staff in it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet


class UnitQuerySet(TenantQuerySet):
    def current(self) -> "UnitQuerySet":
        """Units that still exist; a reorganisation archives the old ones."""
        return self.filter(archived_at__isnull=True)


class Unit(TenantModel):
    """A region, location or team: a branch or leaf of the tree."""

    name = models.CharField(_("name"), max_length=150)
    parent = TenantKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(UnitQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [
            *tenant_constraints("parent"),
            models.UniqueConstraint(
                fields=["organisation", "parent", "name"],
                condition=Q(archived_at__isnull=True),
                nulls_distinct=False,
                name="unit_once_by_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EmployeeQuerySet(TenantQuerySet):
    def current(self) -> "EmployeeQuerySet":
        """People who work here now."""
        return self.filter(left_at__isnull=True)


class Employee(TenantModel):
    """A member of staff, known by staff number, else by e-mail address and name. Never signs in."""

    staff_number = models.CharField(_("staff number"), max_length=50, blank=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    unit = TenantKey(Unit, on_delete=models.PROTECT, related_name="employees", verbose_name=_("unit"))
    joined_on = models.DateField(_("in service since"), null=True, blank=True)
    do_not_invite = models.BooleanField(_("do not invite"), default=False)
    added_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(EmployeeQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [
            *tenant_constraints("unit"),
            models.UniqueConstraint(
                fields=["organisation", "staff_number"],
                condition=~Q(staff_number=""),
                name="employee_once_by_number",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "unit"], name="employee_by_unit")]

    def __str__(self) -> str:
        return self.name
