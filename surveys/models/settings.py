"""How an organisation surveys: rhythm, smallest group, how long a wave is open."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.domain.rotation import PLACES
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantModel

SMALLEST_K = 5
SMALLEST_OPEN_K = 10
MOST_WAVES_PER_BLOCK = 3


class Rhythm(models.TextChoices):
    MONTHLY = "monthly", _("every month a twelfth of the staff")
    QUARTERLY = "quarterly", _("every quarter a quarter of the staff")
    HALF_YEARLY = "half_yearly", _("every half year half of the staff")


class SurveySettings(TenantModel):
    """One row an organisation. Only audit-logged actions change it; k can never be under five."""

    rhythm = models.CharField(_("rhythm"), max_length=20, choices=Rhythm, default=Rhythm.MONTHLY)
    k = models.PositiveSmallIntegerField(
        _("smallest number of answers in a figure"),
        default=SMALLEST_K,
        validators=[MinValueValidator(SMALLEST_K), MaxValueValidator(50)],
    )
    open_k = models.PositiveSmallIntegerField(
        _("smallest number of answers before open answers are released"),
        default=SMALLEST_OPEN_K,
        validators=[MinValueValidator(SMALLEST_OPEN_K), MaxValueValidator(100)],
    )
    open_days = models.PositiveSmallIntegerField(
        _("days that a wave is open"), default=14, validators=[MinValueValidator(5), MaxValueValidator(30)]
    )
    # A small organisation publishes two or three waves together; fixed for a block when it begins.
    waves_per_block = models.PositiveSmallIntegerField(
        _("waves that are published together"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WAVES_PER_BLOCK)],
    )
    started_on = models.DateField(null=True, blank=True)
    # Which release of our question bank this organisation has; another one is taken in at the next visit.
    bank_release = models.CharField(max_length=64, blank=True, editable=False)
    # The rhythm of the last draw: where another is chosen since, the next draw deals places anew.
    drawn_rhythm = models.CharField(max_length=20, choices=Rhythm, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation"], name="one_settings_each"),
            models.CheckConstraint(
                condition=models.Q(waves_per_block__gte=1, waves_per_block__lte=MOST_WAVES_PER_BLOCK),
                name="one_to_three_waves_a_block",
            ),
            models.CheckConstraint(condition=models.Q(k__gte=SMALLEST_K), name="k_at_least_five"),
            models.CheckConstraint(
                condition=models.Q(open_k__gte=SMALLEST_OPEN_K), name="open_k_at_least_ten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} k={self.k}"

    @property
    def places(self) -> int:
        """How many waves make a year: 12, 4 or 2."""
        return PLACES[self.rhythm]

    @property
    def months_apart(self) -> int:
        """How many months from one wave to the next: 1, 3 or 6."""
        return 12 // self.places
