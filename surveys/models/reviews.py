"""The monthly review: what executive and works council decide on the outcomes of a wave."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.models import Action
from surveys.models.items import Item
from surveys.models.waves import Wave
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel


class Review(TenantModel):
    """The conversation on one closed wave; it opens by itself at closing."""

    wave = TenantKey(Wave, on_delete=models.PROTECT, related_name="reviews")
    opened_at = models.DateTimeField(default=timezone.now)
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-wave__month"]
        constraints = [
            *tenant_constraints("wave"),
            models.UniqueConstraint(fields=["organisation", "wave"], name="one_review_a_wave"),
        ]

    def __str__(self) -> str:
        return f"{self.wave}"


class DecisionKind(models.TextChoices):
    ACTION = "action", _("action")
    QUESTION_OUT = "question_out", _("question dropped")
    QUESTION_IN = "question_in", _("question added")


class Decision(TenantModel):
    """One decision of a review: a real action, or a question in or out."""

    review = TenantKey(Review, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    action = TenantKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = TenantKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["decided_at"]
        constraints = [
            *tenant_constraints("review", "action", "item"),
            models.CheckConstraint(
                condition=models.Q(kind="action", action__isnull=False, item__isnull=True)
                | models.Q(kind__in=["question_out", "question_in"], action__isnull=True, item__isnull=False),
                name="decision_has_its_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"
