"""What was checked, by other code than the gate, at the moment that figures were published."""

from django.db import models
from django.utils import timezone

from surveys.models.figures import Block
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel


class PublicationCertificate(TenantModel):
    """The outcome of the audit of some published sets, made with the counts that are destroyed afterwards.

    Without `block`: one set of figures of the whole organisation. With `block`: everything published of that
    yearly block together. No count is kept here: `at_least` and `layers` hold the lower end of the band in which
    the smallest number of people lies on whom a combination depends (None: nothing can be combined).
    """

    block = TenantKey(Block, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    k = models.PositiveSmallIntegerField()
    at_least = models.PositiveIntegerField(null=True, blank=True)
    # Name of a figure (index, theme, question) → the same among those who answered it.
    layers = models.JSONField(default=dict)
    # [{"publication": id, "unit": id or null, "waves": [ids], "digest": of the stored figures}, …]
    sets = models.JSONField(default=list)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at"]
        constraints = [
            *tenant_constraints("block"),
            models.UniqueConstraint(
                fields=["organisation", "block"],
                condition=models.Q(block__isnull=False),
                name="block_certified_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} k={self.k}"
