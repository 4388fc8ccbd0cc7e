"""The staff as the last draw saw it: what changes of staff are measured against."""

from django.db import models
from django.utils import timezone

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantModel


class StaffMark(TenantModel):
    """One row an organisation: for each member of staff unit, digest of the address and “do not invite” (packed).

    Taken at each draw, and when the works council has approved what changed since. `over` holds the units whose
    changes are above the limit now; `declined_because` what the works council said of exactly those (`declined`).
    """

    data = models.BinaryField()
    taken_at = models.DateTimeField(default=timezone.now)
    over = models.JSONField(default=list)
    declined = models.CharField(max_length=64, blank=True)
    declined_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation"], name="one_staff_mark_each"),
        ]

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d}"
