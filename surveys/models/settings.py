"""The rules of a survey, as an agreement states them and as an organisation has them now."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.models import EndorsementRequest
from surveys.domain.rotation import PLACES
from surveys.domain.themes import BANK_THEMES
from werkdruk.core.constraints import Frozen, tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet

SMALLEST_K = 5
SMALLEST_OPEN_K = 10
MOST_WAVES_PER_BLOCK = 3
MOST_MONTHS_KEPT = 12
# The names of the rules below: what an agreement fixes and the settings follow.
RULES = (
    "rhythm",
    "waves_per_block",
    "k",
    "open_k",
    "open_days",
    "answers_kept_months",
    "themes",
    "leads_see_units",
)


def all_themes() -> list[str]:
    """The themes of our bank: what may be asked until somebody agrees on less."""
    return list(BANK_THEMES)


class Rhythm(models.TextChoices):
    MONTHLY = "monthly", _("every month a twelfth of the staff")
    QUARTERLY = "quarterly", _("every quarter a quarter of the staff")
    HALF_YEARLY = "half_yearly", _("every half year half of the staff")


class SurveyRules(TenantModel):
    """What works council and employer agree on. k can never be under five."""

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
    answers_kept_months = models.PositiveSmallIntegerField(
        _("months that open answers are kept"),
        default=MOST_MONTHS_KEPT,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MONTHS_KEPT)],
    )
    # Statements of other themes are not asked; those of the core always are.
    themes = ArrayField(
        models.CharField(max_length=50), verbose_name=_("themes that may be asked"), default=all_themes
    )
    leads_see_units = models.BooleanField(_("team leads see the figures of their own units"), default=True)

    class Meta:
        abstract = True

    @property
    def places(self) -> int:
        """How many waves make a year: 12, 4 or 2."""
        return PLACES[self.rhythm]

    @property
    def months_apart(self) -> int:
        """How many months from one wave to the next: 1, 3 or 6."""
        return 12 // self.places


def rules_constraints(prefix: str) -> list[models.BaseConstraint]:
    """What the database holds every row of rules to; `prefix` keeps the names of two tables apart."""
    return [
        models.CheckConstraint(
            condition=models.Q(waves_per_block__gte=1, waves_per_block__lte=MOST_WAVES_PER_BLOCK),
            name=f"{prefix}one_to_three_waves_a_block",
        ),
        models.CheckConstraint(condition=models.Q(k__gte=SMALLEST_K), name=f"{prefix}k_at_least_five"),
        models.CheckConstraint(
            condition=models.Q(open_k__gte=SMALLEST_OPEN_K), name=f"{prefix}open_k_at_least_ten"
        ),
        models.CheckConstraint(
            condition=models.Q(answers_kept_months__gte=1, answers_kept_months__lte=MOST_MONTHS_KEPT),
            name=f"{prefix}kept_a_year_at_most",
        ),
    ]


class AgreementQuerySet(TenantQuerySet):
    def agreed(self) -> "AgreementQuerySet":
        """Those that came into force, newest first: the first of them holds."""
        return self.filter(agreed_at__isnull=False).order_by("-number")


class Agreement(SurveyRules):
    """One version of the agreement (convenant) with the works council. Fixed once it was sent to the other side.

    It holds from `agreed_at` until a later one is agreed; the wave that is open then keeps the one it was drawn under.
    """

    number = models.PositiveIntegerField(_("version"))
    coordinator = models.TextField(_("what the coordinator does"), blank=True)
    remarks = models.TextField(_("what else we agree"), blank=True)
    request = TenantKey(
        EndorsementRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    made_by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TenantManager.from_queryset(AgreementQuerySet)()

    class Meta:
        ordering = ["-number"]
        constraints = [
            *tenant_constraints("request"),
            models.UniqueConstraint(fields=["organisation", "number"], name="agreement_number_once"),
            *rules_constraints("agreed_"),
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True) | models.Q(request__isnull=False),
                name="agreed_on_request",
            ),
            Frozen(
                fields=["number", *RULES, "coordinator", "remarks", "request", "asked_at"],
                once="asked_at",
                name="agreement_fixed",
            ),
            Frozen(fields=["agreed_at"], once="agreed_at", name="agreed_once"),
        ]

    def __str__(self) -> str:
        return str(_("Agreement %(number)d") % {"number": self.number})


class SurveySettings(SurveyRules):
    """How the next wave is held, one row an organisation: the rules of the agreement in force."""

    # The agreement that the rules above are of; none before the first one.
    agreement = TenantKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    started_on = models.DateField(null=True, blank=True)
    # Which release of our question bank this organisation has; another one is taken in at the next visit.
    bank_release = models.CharField(max_length=64, blank=True, editable=False)
    # The rhythm of the last draw: where another is chosen since, the next draw deals places anew.
    drawn_rhythm = models.CharField(max_length=20, choices=Rhythm, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints("agreement"),
            models.UniqueConstraint(fields=["organisation"], name="one_settings_each"),
            *rules_constraints(""),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm} k={self.k}"
