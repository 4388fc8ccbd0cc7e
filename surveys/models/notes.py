"""The note to all staff, "this we heard, this we do", and the page of the staff that it stands on."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.reviews import Review
from werkdruk.core.constraints import Frozen, tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Party


class FeedbackNoteQuerySet(TenantQuerySet):
    def published(self) -> "FeedbackNoteQuerySet":
        """Notes that the staff can read, newest first."""
        return self.filter(published_at__isnull=False).order_by("-published_at")


class FeedbackNote(TenantModel):
    """What all staff hear of one review. Both sides approve the same version; the second approval publishes it.

    Empty English means that the Dutch text is shown. A published note never changes.
    """

    review = TenantKey(Review, on_delete=models.PROTECT, related_name="feedback")
    heard_nl = models.TextField(_("this we heard"), blank=True)
    doing_nl = models.TextField(_("this we do"), blank=True)
    not_doing_nl = models.TextField(_("this we do not do, and why"), blank=True)
    heard_en = models.TextField(_("this we heard (English)"), blank=True)
    doing_en = models.TextField(_("this we do (English)"), blank=True)
    not_doing_en = models.TextField(_("this we do not do, and why (English)"), blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = TenantManager.from_queryset(FeedbackNoteQuerySet)()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            *tenant_constraints("review"),
            models.UniqueConstraint(fields=["organisation", "review"], name="one_note_a_review"),
            Frozen(
                fields=[
                    "review",
                    "heard_nl",
                    "doing_nl",
                    "not_doing_nl",
                    "heard_en",
                    "doing_en",
                    "not_doing_en",
                    "version",
                    "published_at",
                ],
                once="published_at",
                name="published_note_stays",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review}"

    def text(self, part: str, language: str) -> str:
        """`part` ("heard", "doing" or "not_doing") in `language`; Dutch where there is no English."""
        english: str = getattr(self, f"{part}_en") if language.startswith("en") else ""
        return english or str(getattr(self, f"{part}_nl"))

    @property
    def days_taken(self) -> int | None:
        """Whole days from the figures to the note; None while it is not published."""
        return None if self.published_at is None else (self.published_at - self.review.opened_at).days


class NoteApproval(TenantModel):
    """One side's key on a version of a note; it falls away when the text changes."""

    note = TenantKey(FeedbackNote, on_delete=models.CASCADE, related_name="approvals")
    party = models.CharField(max_length=20, choices=Party)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField()
    alone_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            *tenant_constraints("note"),
            models.UniqueConstraint(fields=["organisation", "note", "party"], name="one_approval_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.party}"


def page_token() -> str:
    """A new unguessable address: 128 random bits."""
    return secrets.token_urlsafe(16)


class StaffPage(TenantModel):
    """The page that all staff can open without signing in: its address, and what stands on it beside the notes."""

    token = models.CharField(max_length=40)
    renewed_at = models.DateTimeField(default=timezone.now)
    intro = models.TextField(_("a few words above the page"), max_length=1000, blank=True)
    contact = models.TextField(_("whom staff can ask"), max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation"], name="one_staff_page_each"),
            models.UniqueConstraint(fields=["organisation", "token"], name="staff_page_address_once"),
        ]

    def __str__(self) -> str:
        return "staff page"
