"""The monthly review: what executive and works council decide on the outcomes of a wave, and the note to all staff."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.models import Action
from surveys.domain.notes import WITHIN
from surveys.models.items import Item
from surveys.models.waves import Wave
from werkdruk.core.constraints import Frozen, tenant_constraints
from werkdruk.core.models import Job, TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Party

NOTE_WITHIN = timedelta(days=WITHIN)


class ReviewQuerySet(TenantQuerySet):
    def running(self) -> "ReviewQuerySet":
        """Reviews that have not been signed by both sides."""
        return self.filter(signed_at=None)


class Review(TenantModel):
    """The conversation on one closed wave. It opens by itself at closing; the second signature freezes it."""

    wave = TenantKey(Wave, on_delete=models.PROTECT, related_name="reviews")
    opened_at = models.DateTimeField(default=timezone.now)
    # SHA-256 of the figures at the first second: minutes and history prove that they show the same.
    digest = models.CharField(max_length=64, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    version = models.PositiveIntegerField(default=1)
    # Goes up with whatever changes on the page: who looks at an older one is told.
    changes = models.PositiveIntegerField(default=0)
    meeting_at = models.DateTimeField(_("when"), null=True, blank=True)
    meeting_minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    meeting_place = models.CharField(_("where"), max_length=200, blank=True)
    meeting_link = models.URLField(_("link for an online meeting"), max_length=500, blank=True)
    # Calendars take the file with the higher number.
    meeting_sequence = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(null=True, blank=True)
    # Everything that the minutes say, as it was at the second signature.
    record = models.JSONField(null=True, blank=True)

    objects = TenantManager.from_queryset(ReviewQuerySet)()

    class Meta:
        ordering = ["-wave__month"]
        constraints = [
            *tenant_constraints("wave"),
            models.UniqueConstraint(fields=["organisation", "wave"], name="one_review_a_wave"),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True) | models.Q(record__isnull=False),
                name="signed_with_a_record",
            ),
            Frozen(fields=["wave", "opened_at", "digest"], name="review_opened_once"),
            Frozen(
                fields=[
                    "notes",
                    "version",
                    "meeting_at",
                    "meeting_minutes",
                    "meeting_place",
                    "meeting_link",
                    "signed_at",
                    "record",
                ],
                once="signed_at",
                name="review_signed_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wave}"

    @property
    def is_signed(self) -> bool:
        """Whether both sides signed: nothing in it changes any more."""
        return self.signed_at is not None

    @property
    def note_due(self) -> date:
        """By when all staff should have had a note: fourteen days after the figures were there."""
        return timezone.localdate(self.opened_at + NOTE_WITHIN)


class DecisionKind(models.TextChoices):
    ACTION = "action", _("action")
    QUESTION_OUT = "question_out", _("question dropped")
    QUESTION_IN = "question_in", _("question added")
    PROJECT = "project", _("project started")


class Decision(TenantModel):
    """One decision of a review: a real action, a question in or out, or a project that starts from this signal."""

    review = TenantKey(Review, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    action = TenantKey(Action, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    item = TenantKey(Item, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Of a project: its name and its id; projects stand above surveys, so no key can point there.
    title = models.CharField(max_length=150, blank=True)
    project = models.UUIDField(null=True, blank=True)
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
                condition=models.Q(
                    kind="action", action__isnull=False, item__isnull=True, project__isnull=True
                )
                | models.Q(
                    kind__in=["question_out", "question_in"],
                    action__isnull=True,
                    item__isnull=False,
                    project__isnull=True,
                )
                | models.Q(kind="project", action__isnull=True, item__isnull=True, project__isnull=False),
                name="decision_has_its_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"


class ReviewNoteKind(models.TextChoices):
    NOTE = "note", _("note")
    DISSENT = "dissent", _("a different position")


class ReviewNoteQuerySet(TenantQuerySet):
    def shared(self) -> "ReviewNoteQuerySet":
        """Those that everybody in the review may read."""
        return self.filter(shared_at__isnull=False)


class ReviewNote(TenantModel):
    """What one person wrote for the conversation: their own until they share it. Or a position that differs."""

    review = TenantKey(Review, on_delete=models.CASCADE, related_name="own_notes")
    kind = models.CharField(max_length=10, choices=ReviewNoteKind, default=ReviewNoteKind.NOTE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(max_length=200, blank=True)
    party = models.CharField(max_length=20, choices=Party)
    text = models.TextField(_("text"))
    written_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True)

    objects = TenantManager.from_queryset(ReviewNoteQuerySet)()

    class Meta:
        ordering = ["written_at"]
        constraints = [
            *tenant_constraints("review"),
            models.UniqueConstraint(
                fields=["organisation", "form_key"],
                condition=models.Q(form_key__isnull=False),
                name="review_note_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="note") | models.Q(shared_at__isnull=False),
                name="dissent_is_shared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}"


class ReviewSignature(TenantModel):
    """One side's signature under a review as it stood: `mark` tells which version of it."""

    review = TenantKey(Review, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=20, choices=Party)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    role_name = models.CharField(max_length=100)
    at = models.DateTimeField(default=timezone.now)
    mark = models.CharField(max_length=64)
    # Where nobody speaks for the staff the employer signs alone, and writes here how staff were heard.
    alone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            *tenant_constraints("review"),
            models.UniqueConstraint(fields=["organisation", "review", "party"], name="one_signature_a_side"),
            Frozen(
                fields=["review", "party", "by_name", "role_name", "at", "mark", "alone_because"],
                name="signature_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}"


class ReviewAddendum(TenantModel):
    """What has to be put right in a signed review: it is added, and nothing above it changes."""

    review = TenantKey(Review, on_delete=models.CASCADE, related_name="addenda")
    number = models.PositiveSmallIntegerField()
    party = models.CharField(max_length=20, choices=Party)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("text"))
    form_key = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            *tenant_constraints("review"),
            models.UniqueConstraint(fields=["organisation", "review", "number"], name="addendum_in_order"),
            models.UniqueConstraint(
                fields=["organisation", "form_key"],
                condition=models.Q(form_key__isnull=False),
                name="addendum_once",
            ),
            Frozen(fields=["review", "number", "party", "by_name", "at", "text"], name="addendum_stays"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ReviewMinutesQuerySet(TenantQuerySet):
    def listed(self) -> "ReviewMinutesQuerySet":
        """Newest first, without the files themselves."""
        return self.defer("content").order_by("-number")


class ReviewMinutes(TenantModel):
    """The minutes of a signed review as PDF; made anew after an addendum, and never changed."""

    review = TenantKey(Review, on_delete=models.CASCADE, related_name="minutes")
    job = TenantKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.PositiveIntegerField()
    language = models.CharField(max_length=5)
    pages = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = TenantManager.from_queryset(ReviewMinutesQuerySet)()

    class Meta:
        constraints = [
            *tenant_constraints("review", "job"),
            models.UniqueConstraint(
                fields=["organisation", "review", "language", "number"], name="minutes_version_once"
            ),
            models.UniqueConstraint(fields=["organisation", "job"], name="minutes_once_per_job"),
            Frozen(fields=["review", "number", "language", "content", "made_at"], name="minutes_stay"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.number}"
