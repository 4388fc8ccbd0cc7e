"""Rolling a measure out in waves: some units first, whose people then guide the next ones."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measures.models.measures import Measure
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel
from werkdruk.organisations.models import Unit


class RolloutWave(TenantModel):
    """One wave: the units where the measure starts then, and what was learned there."""

    measure = TenantKey(Measure, on_delete=models.CASCADE, related_name="rollout_waves")
    number = models.PositiveSmallIntegerField(_("wave"))
    name = models.CharField(_("name"), max_length=100)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    lessons = models.TextField(_("what the next wave can learn"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            *tenant_constraints("measure"),
            models.UniqueConstraint(fields=["organisation", "measure", "number"], name="rollout_wave_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="rollout_counts_from_one"),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | (Q(begun_at__isnull=False) & ~Q(lessons="")),
                name="rollout_ends_with_lessons",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RolloutUnit(TenantModel):
    """A unit in a wave; a unit is in one wave of a measure."""

    wave = TenantKey(RolloutWave, on_delete=models.CASCADE, related_name="rollout_units")
    unit = TenantKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("wave", "unit"),
            models.UniqueConstraint(fields=["organisation", "wave", "unit"], name="unit_once_in_wave"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}"


class KeyUser(TenantModel):
    """Somebody in a wave who masters the measure and guides the next wave, once trained."""

    wave = TenantKey(RolloutWave, on_delete=models.CASCADE, related_name="key_users")
    name = models.CharField(_("name"), max_length=200)
    trained_on = models.DateField(_("trained on"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            *tenant_constraints("wave"),
            models.UniqueConstraint(fields=["organisation", "wave", "name"], name="key_user_once"),
        ]

    def __str__(self) -> str:
        return self.name
