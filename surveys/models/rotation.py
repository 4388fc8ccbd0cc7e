"""Everyone's place in the year, and who wants no more invitations."""

from django.db import models
from django.utils import timezone

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel
from werkdruk.organisations.models import Employee


class RotationPlace(TenantModel):
    """The place of one employee, dealt once and kept; and the month of the last invitation.

    The month (months since year 0) is all that stays of an invitation when its wave has closed.
    """

    employee = TenantKey(Employee, on_delete=models.CASCADE, related_name="rotation_places")
    place = models.PositiveSmallIntegerField()
    settled = models.BooleanField(default=False)
    last_invited = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints("employee"),
            models.UniqueConstraint(fields=["organisation", "employee"], name="one_place_each"),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} {self.place}"


class OptOut(TenantModel):
    """Somebody who wants no more invitations. Survives imports; shown to nobody who signs in."""

    employee = TenantKey(Employee, on_delete=models.CASCADE, related_name="opt_outs")
    since = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            *tenant_constraints("employee"),
            models.UniqueConstraint(fields=["organisation", "employee"], name="opt_out_once"),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id}"
