"""Proposals to change the question bank: one side proposes, the other side answers."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.domain.scoring import Direction
from surveys.models.items import Item, ItemKind
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet


class ProposalKind(models.TextChoices):
    NEW = "new", _("new question")
    WORDING = "wording", _("new wording")
    ASK = "ask", _("ask from the next wave on")
    RETIRE = "retire", _("retire")


class ProposalState(models.TextChoices):
    """proposed → accepted, declined or withdrawn; the last three are final."""

    PROPOSED = "proposed", _("waits for an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ProposalSide(models.TextChoices):
    """Who proposes; the other side answers, and to a new wording of our bank either side."""

    WORKS_COUNCIL = "works_council", _("works council")
    EMPLOYER = "employer", _("HR and executive")
    PUBLISHER = "publisher", _("the makers of Werkdruk")


class ProposalQuerySet(TenantQuerySet):
    def waiting(self) -> "ProposalQuerySet":
        """Proposals that nobody has answered yet."""
        return self.filter(state=ProposalState.PROPOSED)


class Proposal(TenantModel):
    """One change that one side proposes and the other accepts or declines, with a reason."""

    kind = models.CharField(max_length=10, choices=ProposalKind)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.PROPOSED)
    side = models.CharField(max_length=15, choices=ProposalSide)
    # What it is about: the version that was live then; for a new question what came of it, once accepted.
    item = TenantKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")
    # The content of a new question or wording; copied from the item for the other kinds.
    item_kind = models.CharField(max_length=10, choices=ItemKind)
    theme = models.CharField(max_length=50)
    direction = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Direction])
    text_nl = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)
    use = models.CharField(max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_by_name = models.CharField(max_length=200, blank=True)
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)
    form_key = models.UUIDField(null=True, blank=True)

    objects = TenantManager.from_queryset(ProposalQuerySet)()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            *tenant_constraints("item"),
            models.UniqueConstraint(
                fields=["organisation", "item", "kind"],
                condition=models.Q(state="proposed"),
                name="proposal_once_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["organisation", "form_key"],
                condition=models.Q(form_key__isnull=False),
                name="proposal_sent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="new") | models.Q(item__isnull=False), name="proposal_about_an_item"
            ),
        ]

    def __str__(self) -> str:
        return self.text_nl

    def text_in(self, language: str) -> str:
        """The proposed wording in `language` ("nl" or "en")."""
        return self.text_en if language.startswith("en") else self.text_nl
