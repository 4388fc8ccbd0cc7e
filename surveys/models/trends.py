"""What stands beside the organisation's figures: charts, reports, acknowledged changes and reference values."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.figures import Publication
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel


class Charts(TenantModel):
    """The charts of one publication in one language, drawn once: {name: SVG}."""

    publication = TenantKey(Publication, on_delete=models.CASCADE, related_name="charts")
    language = models.CharField(max_length=5)
    drawings = models.JSONField()

    class Meta:
        constraints = [
            *tenant_constraints("publication"),
            models.UniqueConstraint(
                fields=["organisation", "publication", "language"], name="charts_drawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.language}"


class Report(TenantModel):
    """The report of one publication in one language as PDF: made once, the same bytes for everybody."""

    publication = TenantKey(Publication, on_delete=models.CASCADE, related_name="reports")
    language = models.CharField(max_length=5)
    content = models.BinaryField()
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            *tenant_constraints("publication"),
            models.UniqueConstraint(
                fields=["organisation", "publication", "language"], name="report_made_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.language}"


class ChangeAcknowledged(TenantModel):
    """Somebody who decides says: this change is real, compare with the time after it from now on."""

    publication = TenantKey(Publication, on_delete=models.PROTECT, related_name="acknowledged")
    figure = models.CharField(max_length=10, choices=[("index", "index"), ("too_high", "too_high")])
    reason = models.CharField(_("what changed"), max_length=300)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    acknowledged_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["acknowledged_at"]
        constraints = [
            *tenant_constraints("publication"),
            models.UniqueConstraint(
                fields=["organisation", "publication", "figure"], name="change_acknowledged_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.figure}"


class ReferenceKind(models.TextChoices):
    TOO_HIGH = "too_high", _("workload too high")
    ABSENCE = "absence", _("sickness absence")


class ReferenceValue(TenantModel):
    """A figure of others to lay beside our own: of whom, of when, and from which source."""

    kind = models.CharField(_("figure"), max_length=10, choices=ReferenceKind)
    about = models.CharField(_("of whom"), max_length=120)
    period = models.CharField(_("of when"), max_length=60)
    value = models.DecimalField(
        _("percentage"),
        max_digits=4,
        decimal_places=1,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    source = models.CharField(_("source"), max_length=200)
    licence = models.CharField(_("licence"), max_length=60, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "about", "period"]
        constraints = [
            *tenant_constraints(),
            models.CheckConstraint(
                condition=models.Q(value__gte=0) & models.Q(value__lte=100), name="reference_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.period}"
