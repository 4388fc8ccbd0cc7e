"""Open answers on their way: sealed, then read by both sides, then released; each stage in a table of its own."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Min
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from surveys.models.items import Item
from surveys.models.settings import MOST_MONTHS_KEPT, SurveySettings
from surveys.models.waves import Wave
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Unit

RELEASE_WITHIN = timedelta(days=14)


class ReleaseState(models.TextChoices):
    """gathering → sealed → opening → reading → released → deleted; or none kept, or the key lost."""

    GATHERING = "gathering", _("the block is running")
    NONE_KEPT = "none_kept", _("none kept")
    SEALED = "sealed", _("sealed")
    OPENING = "opening", _("being opened")
    KEY_LOST = "key_lost", _("key lost")
    READING = "reading", _("names are being taken out")
    RELEASED = "released", _("released")
    DELETED = "deleted", _("deleted")


# While one of these lasts the key is needed; in every other state its file has to be gone.
KEY_NEEDED = (
    ReleaseState.GATHERING,
    ReleaseState.SEALED,
    ReleaseState.OPENING,
    ReleaseState.KEY_LOST,
)


class Side(models.TextChoices):
    """Who holds one of the two keys; the values are those of the roles."""

    HR = "hr", _("HR")
    WORKS_COUNCIL = "works_council", _("works council")


class Withheld(models.TextChoices):
    """Why a whole answer is not shown."""

    PERSON = "person", _("It points at a person, whatever is taken out")
    HEALTH = "health", _("It is about somebody's health")


class AnswerReleaseQuerySet(TenantQuerySet):
    def kept(self) -> "AnswerReleaseQuerySet":
        """Answers that were not deleted yet."""
        return self.exclude(state=ReleaseState.DELETED)

    def of_month(self, month: date) -> "AnswerReleaseQuerySet":
        """The one whose block `month` lies in."""
        return self.filter(first_month__lte=month, last_month__gte=month)


class AnswerRelease(TenantModel):
    """The open answers of one published block, and how far they are; two sides hold a key each."""

    first_month = models.DateField()
    last_month = models.DateField()
    state = models.CharField(max_length=10, choices=ReleaseState, default=ReleaseState.GATHERING)
    # From here the agreed months run: when the last answers were kept.
    since = models.DateTimeField(default=timezone.now)
    # Goes up with every change of a text: a key is for the texts as somebody saw them.
    version = models.PositiveIntegerField(default=1)
    hr_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hr_at = models.DateTimeField(null=True, blank=True)
    works_council_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    works_council_at = models.DateTimeField(null=True, blank=True)
    # Why HR released alone, where nobody represents the staff.
    alone_because = models.CharField(max_length=300, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(AnswerReleaseQuerySet)()

    class Meta:
        ordering = ["-first_month"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "first_month"], name="release_once"),
            models.CheckConstraint(
                condition=models.Q(released_at__isnull=True)
                | models.Q(hr_at__isnull=False, works_council_at__isnull=False)
                | (models.Q(hr_at__isnull=False) & ~models.Q(alone_because="")),
                name="released_by_two_keys",
            ),
            models.CheckConstraint(
                condition=~models.Q(hr_by=models.F("works_council_by")), name="two_keys_two_persons"
            ),
        ]

    def __str__(self) -> str:
        if self.first_month == self.last_month:
            return f"{self.first_month:%Y-%m}"
        return f"{self.first_month:%Y-%m}–{self.last_month:%Y-%m}"

    @property
    def key_name(self) -> str:
        """The name of the key that opens these answers; the same when a closing runs again."""
        return f"answers-{self.first_month:%Y-%m}"

    @property
    def due(self) -> date:
        """By when both sides should be done. Nothing happens by itself on that day."""
        return timezone.localdate(self.since + RELEASE_WITHIN)

    @cached_property
    def kept_months(self) -> int:
        """How many months it is kept: as agreed now, and never longer than when its waves were drawn (two queries)."""
        waves = Wave.objects.filter(month__gte=self.first_month, month__lte=self.last_month)
        promised = waves.aggregate(least=Min("agreement__answers_kept_months"))["least"]
        now = SurveySettings.objects.values_list("answers_kept_months", flat=True).first()
        return min(promised or MOST_MONTHS_KEPT, now or MOST_MONTHS_KEPT)

    @property
    def deleted_after(self) -> datetime:
        """The moment after which everything of it is deleted: twelve months are 365 days."""
        return self.since + timedelta(days=365 * self.kept_months // 12)

    @property
    def deleted_on(self) -> date:
        """The day on which everything of it is deleted."""
        return timezone.localdate(self.deleted_after)

    def turned_by(self, side: str) -> bool:
        """Whether this side has turned its key."""
        return getattr(self, f"{side}_at") is not None


class OpenAnswer(TenantModel):
    """An answer in own words, sealed and padded: no wave, no order, no unit outside the seal."""

    release = TenantKey(AnswerRelease, on_delete=models.CASCADE, related_name="sealed_answers")
    item = TenantKey(Item, on_delete=models.PROTECT, related_name="+")
    box = models.BinaryField()

    class Meta:
        constraints = tenant_constraints("release", "item")

    def __str__(self) -> str:
        return f"{self.release_id}"


class DraftAnswer(TenantModel):
    """An opened answer while HR and works council take names out; nobody else sees it. Gone at the release.

    The id is the only order, and it is random.
    """

    release = TenantKey(AnswerRelease, on_delete=models.CASCADE, related_name="drafts")
    item = TenantKey(Item, on_delete=models.PROTECT, related_name="+")
    unit = TenantKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    original = models.TextField()
    text = models.TextField()
    withheld = models.CharField(max_length=10, choices=Withheld, blank=True)
    changed_by = models.CharField(max_length=20, choices=Side, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item__code", "id"]
        constraints = tenant_constraints("release", "item", "unit")

    def __str__(self) -> str:
        return f"{self.id}"

    @property
    def is_changed(self) -> bool:
        """Whether words were taken out, or the whole is withheld."""
        return bool(self.withheld) or self.text != self.original


class ReleasedAnswer(TenantModel):
    """An answer as everyone who sees figures may read it; without a text it is one that was withheld."""

    release = TenantKey(AnswerRelease, on_delete=models.CASCADE, related_name="answers")
    item = TenantKey(Item, on_delete=models.PROTECT, related_name="+")
    unit = TenantKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    withheld = models.CharField(max_length=10, choices=Withheld, blank=True)

    class Meta:
        ordering = ["item__code", "id"]
        constraints = [
            *tenant_constraints("release", "item", "unit"),
            models.CheckConstraint(
                condition=models.Q(withheld="") | models.Q(text="", unit__isnull=True),
                name="withheld_has_no_text",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id}"
