"""Measures, the actions under them, and what people remark on both."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Membership, Unit


class MeasureKind(models.TextChoices):
    SOURCE = "source", _("takes away a cause")
    ENERGY = "energy", _("gives energy")


class MeasureLevel(models.TextChoices):
    """Who changes: the organisation, a team together, or each person apart."""

    ORGANISATION = "organisation", _("organisation")
    TEAM = "team", _("team")
    INDIVIDUAL = "individual", _("individual")


class MeasureState(models.TextChoices):
    IDEA = "idea", _("idea")
    PLANNED = "planned", _("planned")
    UNDER_WAY = "under_way", _("under way")
    STUCK = "stuck", _("stuck")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class ActionState(models.TextChoices):
    OPEN = "open", _("open")
    BUSY = "busy", _("busy")
    STUCK = "stuck", _("stuck")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class MeasureQuerySet(TenantQuerySet):
    def live(self) -> "MeasureQuerySet":
        """Measures that still ask for something: neither done nor dropped."""
        return self.exclude(state__in=[MeasureState.DONE, MeasureState.DROPPED])

    def kept(self) -> "MeasureQuerySet":
        """Everything but what was dropped."""
        return self.exclude(state=MeasureState.DROPPED)

    def overdue(self, today: date) -> "MeasureQuerySet":
        """Live measures whose date has passed."""
        return self.live().filter(due_on__lt=today)

    def of_organisation(self) -> "MeasureQuerySet":
        """Measures of the whole organisation, of no unit in particular."""
        return self.filter(unit__isnull=True)

    def of_units(self, unit_ids: set) -> "MeasureQuerySet":
        """Measures of these units."""
        return self.filter(unit_id__in=unit_ids)

    def in_plan_order(self) -> "MeasureQuerySet":
        """What is stuck first, then by date; undated last among the live, done and dropped at the end."""
        order = models.Case(
            models.When(state=MeasureState.STUCK, then=0),
            models.When(state=MeasureState.DONE, then=2),
            models.When(state=MeasureState.DROPPED, then=3),
            default=1,
        )
        return self.order_by(order, F("due_on").asc(nulls_last=True), "created_at", "id")


class Measure(TenantModel):
    """What is changed to bring workload down, for a unit or (without one) for the whole organisation."""

    title = models.CharField(_("measure"), max_length=200)
    intended_result = models.TextField(_("intended result"), blank=True)
    conditions = models.TextField(_("under which conditions"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MeasureKind, default=MeasureKind.SOURCE)
    level = models.CharField(_("level"), max_length=15, choices=MeasureLevel, default=MeasureLevel.TEAM)
    unit = TenantKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("unit")
    )
    owner = TenantKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("owner"),
    )
    owner_name = models.CharField(_("owner's name"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeasureState, default=MeasureState.PLANNED)
    state_before = models.CharField(max_length=10, choices=MeasureState, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    due_on = models.DateField(_("ready by"), null=True, blank=True)
    in_statutory_plan = models.BooleanField(_("part of the statutory action plan"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    objects = TenantManager.from_queryset(MeasureQuerySet)()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            *tenant_constraints("unit", "owner"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="measure_once_by_form"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="measure_starts_before_due",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "unit", "state"], name="measure_by_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def who(self) -> str:
        """The owner's name: the member's own where there is one; empty when nobody owns it."""
        return self.owner.user.name if self.owner else self.owner_name

    @property
    def live(self) -> bool:
        """Whether it still asks for something."""
        return self.state not in (MeasureState.DONE, MeasureState.DROPPED)

    def overdue(self, today: date) -> bool:
        """Whether its date has passed while it is still live."""
        return self.live and self.due_on is not None and self.due_on < today


class ActionQuerySet(TenantQuerySet):
    def live(self) -> "ActionQuerySet":
        """Actions that still ask for something: neither done nor dropped."""
        return self.exclude(state__in=[ActionState.DONE, ActionState.DROPPED])

    def of_member(self, member: Membership) -> "ActionQuerySet":
        """Actions that `member` does."""
        return self.filter(who=member)

    def overdue(self, today: date) -> "ActionQuerySet":
        """Live actions whose date has passed."""
        return self.live().filter(due_on__lt=today)

    def due_by(self, day: date) -> "ActionQuerySet":
        """Live actions with a date up to and including `day`."""
        return self.live().filter(due_on__lte=day)

    def by_date(self) -> "ActionQuerySet":
        """By date, undated last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "created_at", "id")


class Action(TenantModel):
    """Who does what by when: under a measure, or agreed by itself (in the monthly review, say)."""

    what = models.CharField(_("what"), max_length=300)
    who = TenantKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    who_name = models.CharField(_("name of who does it"), max_length=200, blank=True)
    due_on = models.DateField(_("ready by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActionState, default=ActionState.OPEN)
    measure = TenantKey(
        Measure,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("measure"),
    )
    unit = TenantKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    intended_effect = models.TextField(_("intended effect"), blank=True)
    note = models.TextField(_("note"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    objects = TenantManager.from_queryset(ActionQuerySet)()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            *tenant_constraints("who", "measure", "unit"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="action_once_by_form"),
        ]
        indexes = [models.Index(fields=["organisation", "who", "state"], name="action_by_person")]

    def __str__(self) -> str:
        return self.what

    @property
    def doer(self) -> str:
        """The name of who does it: the member's own where there is one; empty when nobody does."""
        return self.who.user.name if self.who else self.who_name

    @property
    def live(self) -> bool:
        """Whether it still asks for something."""
        return self.state not in (ActionState.DONE, ActionState.DROPPED)

    def overdue(self, today: date) -> bool:
        """Whether its date has passed while it is still live."""
        return self.live and self.due_on is not None and self.due_on < today


class Comment(TenantModel):
    """A remark on a measure or on an action; with `state`, the remark that came with a change of state."""

    measure = TenantKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    action = TenantKey(Action, on_delete=models.CASCADE, null=True, blank=True, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_name = models.CharField(_("who"), max_length=200, blank=True)
    text = models.TextField(_("remark"), blank=True)
    state = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            *tenant_constraints("measure", "action"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="comment_once_by_form"),
            models.CheckConstraint(
                condition=Q(measure__isnull=False, action__isnull=True)
                | Q(measure__isnull=True, action__isnull=False),
                name="comment_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def state_label(self) -> str:
        """The state that came with this remark, in words; empty for a plain remark."""
        choices = MeasureState if self.measure_id else ActionState
        return str(choices(self.state).label) if self.state else ""
