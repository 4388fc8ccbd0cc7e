"""A request to the works council to endorse an intended decision, and every step of it in writing."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.models.policies import PolicyVersion
from werkdruk.core.constraints import Frozen, tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Party


class EndorsementKind(models.TextChoices):
    AGREEMENT = "agreement", _("agreement on the survey")
    POLICY = "policy", _("workload policy")
    OTHER = "other", _("something else")


class EndorsementState(models.TextChoices):
    """draft → asked → consulted → endorsed, with conditions or refused → decided or dropped; or withdrawn.

    Consulting may be left out. The last three are final. A request that was refused can only be dropped.
    """

    DRAFT = "draft", _("draft")
    ASKED = "asked", _("intended decision sent")
    CONSULTED = "consulted", _("talked about")
    ENDORSED = "endorsed", _("endorsed")
    CONDITIONS = "conditions", _("endorsed with conditions")
    REFUSED = "refused", _("not endorsed")
    DECIDED = "decided", _("decided")
    DROPPED = "dropped", _("not carried out")
    WITHDRAWN = "withdrawn", _("withdrawn")


ANSWERS = (EndorsementState.ENDORSED, EndorsementState.CONDITIONS, EndorsementState.REFUSED)
OVER = (EndorsementState.DECIDED, EndorsementState.DROPPED, EndorsementState.WITHDRAWN)


class EndorsementRequestQuerySet(TenantQuerySet):
    def running(self) -> "EndorsementRequestQuerySet":
        """Requests that have not ended."""
        return self.exclude(state__in=OVER)


class EndorsementRequest(TenantModel):
    """An intended decision that the works council is asked to endorse (WOR art. 27). Its text is fixed once asked."""

    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(max_length=20, choices=EndorsementKind, default=EndorsementKind.OTHER)
    state = models.CharField(max_length=20, choices=EndorsementState, default=EndorsementState.DRAFT)
    title = models.CharField(_("subject"), max_length=200)
    intended = models.TextField(_("intended decision"))
    reasons = models.TextField(_("reasons"))
    consequences = models.TextField(_("what it means for the staff"), blank=True)
    answer_by = models.DateField(_("answer wanted by"), null=True, blank=True)
    policy_version = TenantKey(
        PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by_name = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True)

    objects = TenantManager.from_queryset(EndorsementRequestQuerySet)()

    class Meta:
        ordering = ["-number"]
        constraints = [
            *tenant_constraints("policy_version"),
            models.UniqueConstraint(fields=["organisation", "number"], name="endorsement_number_once"),
            models.UniqueConstraint(
                fields=["organisation", "form_key"],
                condition=models.Q(form_key__isnull=False),
                name="endorsement_made_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "withdrawn"]) | models.Q(asked_at__isnull=False),
                name="endorsement_asked_first",
            ),
            Frozen(
                fields=[
                    "number",
                    "kind",
                    "title",
                    "intended",
                    "reasons",
                    "consequences",
                    "answer_by",
                    "policy_version",
                    "asked_at",
                ],
                once="asked_at",
                name="endorsement_text_fixed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def in_log(self) -> str:
        """How the log names it: what was never sent is known by its number only."""
        return self.title if self.asked_at else str(self.number)

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen to it any more."""
        return self.state in OVER


class EndorsementStep(TenantModel):
    """One step of a request in writing: who, for which side, when and why. Never changed."""

    request = TenantKey(EndorsementRequest, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20, choices=EndorsementState)
    party = models.CharField(max_length=20, choices=Party)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    # The day of the talk itself, which may be before it is written down.
    held_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)
    # Where nobody speaks for the staff HR answers too, and writes here why and how staff were heard.
    alone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            *tenant_constraints("request"),
            models.UniqueConstraint(fields=["organisation", "request", "number"], name="step_in_order"),
            Frozen(
                fields=[
                    "request",
                    "number",
                    "state",
                    "party",
                    "by_name",
                    "at",
                    "held_on",
                    "text",
                    "alone_because",
                ],
                name="endorsement_step_fixed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class EndorsementDocumentQuerySet(TenantQuerySet):
    def listed(self) -> "EndorsementDocumentQuerySet":
        """In the order of adding, without the files themselves."""
        return self.defer("content").order_by("added_at", "id")


class EndorsementDocument(TenantModel):
    """A file that belongs to a request. Never changed; one of a draft can be taken away."""

    request = TenantKey(EndorsementRequest, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by_name = models.CharField(max_length=200, blank=True)
    party = models.CharField(max_length=20, choices=Party)

    objects = TenantManager.from_queryset(EndorsementDocumentQuerySet)()

    class Meta:
        ordering = ["added_at"]
        constraints = [
            *tenant_constraints("request"),
            models.UniqueConstraint(fields=["organisation", "request", "digest"], name="document_once"),
            Frozen(
                fields=["request", "name", "kind", "size", "digest", "content", "added_at", "added_by_name"],
                name="endorsement_document_fixed",
            ),
        ]

    def __str__(self) -> str:
        return self.name
