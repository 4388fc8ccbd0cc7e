"""The questions of an organisation: core, bank and its own; and which of them are asked now."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.domain.scoring import Direction
from surveys.domain.scoring import Item as CountedItem
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet


class ItemKind(models.TextChoices):
    CORE = "core", _("core statement")
    BANK = "bank", _("variable statement")
    OPEN = "open", _("open question")


class Scale(models.TextChoices):
    AGREEMENT = "agreement", _("totally disagree to totally agree")
    BALANCE = "balance", _("far too low to far too high")
    OPEN = "open", _("own words")


class ItemQuerySet(TenantQuerySet):
    def live(self) -> "ItemQuerySet":
        """The version of each question that can be asked: not retired, not replaced by a newer wording."""
        return self.filter(retired_at__isnull=True)

    def core(self) -> "ItemQuerySet":
        """The ten statements that every wave asks."""
        return self.live().filter(kind=ItemKind.CORE)

    def bank(self) -> "ItemQuerySet":
        """Statements that can be chosen beside the core: ours and the organisation's own."""
        return self.live().filter(kind=ItemKind.BANK)

    def open(self) -> "ItemQuerySet":
        """The open questions that can be chosen."""
        return self.live().filter(kind=ItemKind.OPEN)


class Item(TenantModel):
    """One version of one question. Another wording is another version, and its trend starts anew.

    At most one version of a code is live; the others were replaced by it, or the question is retired.
    """

    code = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField(default=1)
    # Made by this organisation; codes of its own begin with E, which our bank never uses.
    own = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=ItemKind)
    theme = models.CharField(_("theme"), max_length=50)
    direction = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Direction])
    scale = models.CharField(max_length=10, choices=Scale)
    text_nl = models.CharField(_("text in Dutch"), max_length=200)
    text_en = models.CharField(_("text in English"), max_length=200)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_because = models.CharField(max_length=300, blank=True)
    # Retired, or replaced by a newer version: no longer to be chosen, still what earlier waves asked.
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_because = models.CharField(max_length=300, blank=True)

    objects = TenantManager.from_queryset(ItemQuerySet)()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "code", "version"], name="item_version_once"),
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=models.Q(retired_at__isnull=True),
                name="item_one_live_version",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """The wording in the language of this page."""
        return self.text_in(get_language() or "nl")

    def text_in(self, language: str) -> str:
        """The wording in `language` ("nl" or "en")."""
        return self.text_en if language.startswith("en") else self.text_nl

    @property
    def key(self) -> str:
        """What answers and figures of this version are filed under: "V27", and from version 2 on "V27.2".

        Ballots, tallies, accumulators and publications use it, so answers to two wordings are never added together.
        """
        return self.code if self.version == 1 else f"{self.code}.{self.version}"

    @property
    def counted(self) -> CountedItem:
        """This question as counting sees it."""
        return CountedItem(code=self.key, direction=Direction(self.direction), theme=self.theme)


class QuestionnaireQuerySet(TenantQuerySet):
    def current(self) -> "QuestionnaireQuerySet":
        """The variable statements that the next wave asks."""
        return self.filter(dropped_at__isnull=True, item__kind=ItemKind.BANK)

    def current_open(self) -> "QuestionnaireQuerySet":
        """The open questions that the next wave asks."""
        return self.filter(dropped_at__isnull=True, item__kind=ItemKind.OPEN)


class QuestionnaireItem(TenantModel):
    """A variable statement or open question from when it was added until it was dropped, each with the reason."""

    item = TenantKey(Item, on_delete=models.PROTECT, related_name="uses")
    added_at = models.DateTimeField(default=timezone.now)
    added_because = models.CharField(max_length=300, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=300, blank=True)

    objects = TenantManager.from_queryset(QuestionnaireQuerySet)()

    class Meta:
        ordering = ["added_at", "item__code"]
        constraints = [
            *tenant_constraints("item"),
            models.UniqueConstraint(
                fields=["organisation", "item"],
                condition=models.Q(dropped_at__isnull=True),
                name="item_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.item)
