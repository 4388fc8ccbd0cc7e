"""Blocks fixed in advance, what is counted and still sealed, and what has been published."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Unit


class BlockLevel(models.TextChoices):
    YEAR = "year", _("one rotation, for every unit below the organisation")


class Block(TenantModel):
    """Consecutive waves whose answers are published together; its months are fixed before the first of them."""

    level = models.CharField(max_length=20, choices=BlockLevel, default=BlockLevel.YEAR)
    first_month = models.DateField()
    last_month = models.DateField()
    # The tree as it was when the block began: [[unit id, parent id or null, name], …]; never changed afterwards.
    tree = models.JSONField(default=list)
    # Which key file opens the accumulators now; another one after each closing.
    key_name = models.CharField(max_length=80, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-first_month"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "level", "first_month"], name="block_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_month:%Y-%m}–{self.last_month:%Y-%m}"


class WaveBlock(TenantModel):
    """Consecutive waves that are published together for the whole organisation: one, or two or three where it is
    small. Its months are fixed before the first of them and lie in one rotation."""

    first_month = models.DateField()
    last_month = models.DateField()
    # While it runs: what its closed waves counted, sealed, and the key file that opens it; anew at each closing.
    box = models.BinaryField(null=True, blank=True)
    key_name = models.CharField(max_length=80, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-first_month"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "first_month"], name="wave_block_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_month:%Y-%m}–{self.last_month:%Y-%m}"


class UnitAccumulator(TenantModel):
    """What is counted for one unit in a running block: sealed, and sealed anew at each closing."""

    block = TenantKey(Block, on_delete=models.CASCADE, related_name="accumulators")
    unit = TenantKey(Unit, on_delete=models.PROTECT, related_name="+")
    box = models.BinaryField()

    class Meta:
        constraints = [
            *tenant_constraints("block", "unit"),
            models.UniqueConstraint(fields=["organisation", "block", "unit"], name="accumulator_once"),
        ]

    def __str__(self) -> str:
        return f"{self.block_id} {self.unit_id}"


class PublicationQuerySet(TenantQuerySet):
    def whole(self) -> "PublicationQuerySet":
        """Figures of the whole organisation."""
        return self.filter(unit__isnull=True)


class Publication(TenantModel):
    """One set of figures as it was published, frozen: only what the disclosure code let through."""

    wave = TenantKey(
        "surveys.Wave", on_delete=models.PROTECT, null=True, blank=True, related_name="publications"
    )
    block = TenantKey(Block, on_delete=models.PROTECT, null=True, blank=True, related_name="publications")
    unit = TenantKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    figures = models.JSONField()
    # Of the organisation: this block in the trend, and the last blocks with it, as they were published.
    point = models.JSONField(null=True, blank=True)
    trend = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(default=timezone.now)

    objects = TenantManager.from_queryset(PublicationQuerySet)()

    class Meta:
        ordering = ["-published_at"]
        constraints = [
            *tenant_constraints("wave", "block", "unit"),
            models.CheckConstraint(
                condition=models.Q(wave__isnull=False, block__isnull=True, unit__isnull=True)
                | models.Q(wave__isnull=True, block__isnull=False, unit__isnull=False),
                name="of_a_wave_or_a_unit",
            ),
            models.UniqueConstraint(
                fields=["organisation", "wave"],
                condition=models.Q(wave__isnull=False),
                name="wave_published_once",
            ),
            models.UniqueConstraint(
                fields=["organisation", "block", "unit"],
                condition=models.Q(block__isnull=False),
                name="unit_published_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.published_at:%Y-%m-%d}"
