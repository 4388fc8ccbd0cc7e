"""The standing offer: what is always there for people and teams, and the days of trainings."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet


class OfferKind(models.TextChoices):
    TALK = "talk", _("talk with a coach or confidant")
    PHYSICIAN = "physician", _("company doctor")
    COURSE = "course", _("course or training")
    TEAM = "team", _("coaching and guidance of a team")
    INFORMATION = "information", _("information session")
    OTHER = "other", _("something else")


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("for everyone")
    TEAMS = "teams", _("for teams")
    LEADS = "leads", _("for managers, HR and safety staff")


class OfferQuerySet(TenantQuerySet):
    def current(self) -> "OfferQuerySet":
        """What is on offer now, by audience and name."""
        return self.filter(ended_at__isnull=True).order_by("audience", "title", "id")


class Offer(TenantModel):
    """Something that is always there: what it is, for whom, how to get it. Nobody who asks is written down."""

    title = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=15, choices=OfferKind)
    audience = models.CharField(_("for whom"), max_length=10, choices=Audience, default=Audience.EVERYONE)
    text = models.TextField(_("what it is"))
    how = models.TextField(_("how to get it"))
    link = models.URLField(_("web page"), max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    objects = TenantManager.from_queryset(OfferQuerySet)()

    class Meta:
        ordering = ["audience", "title", "id"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="offer_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.title


class OfferDate(TenantModel):
    """A day on which something of the offer takes place."""

    offer = TenantKey(Offer, on_delete=models.CASCADE, related_name="dates")
    on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)

    class Meta:
        ordering = ["on", "starts_at", "id"]
        constraints = [
            *tenant_constraints("offer"),
            models.UniqueConstraint(
                fields=["organisation", "offer", "on", "starts_at"],
                name="offer_date_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="offer_date_forwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
