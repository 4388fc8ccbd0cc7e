"""The kick-off meeting: its checklist, and how management, works council and staff look at the goals."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from measures.models import Action
from projects.domain.kickoff import ItemState
from projects.models.project import Project
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Membership


class KickoffState(models.TextChoices):
    """The states of `projects.domain.kickoff`, with their words."""

    OPEN = ItemState.OPEN.value, _("open")
    DONE = ItemState.DONE.value, _("done")
    WAIVED = ItemState.WAIVED.value, _("not needed")


class KickoffItemQuerySet(TenantQuerySet):
    def still_open(self) -> "KickoffItemQuerySet":
        """Points that are neither done nor waived."""
        return self.filter(state=KickoffState.OPEN)


class KickoffItem(TenantModel):
    """One point of the checklist: who arranges it, when it is ready, whether it is done or not needed.

    For point 3 `who_name` writes the plan, `ready_on` is when it is ready and `note` how we communicate.
    """

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="kickoff_items")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    code = models.CharField(max_length=2)
    who = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    who_name = models.CharField(_("who arranges it"), max_length=200, blank=True)
    ready_on = models.DateField(_("when ready"), null=True, blank=True)
    note = models.TextField(_("what we agreed"), blank=True)
    state = models.CharField(max_length=10, choices=KickoffState, default=KickoffState.OPEN)
    waiver_reason = models.TextField(_("why this is not needed"), blank=True)
    settled_by_name = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = TenantManager.from_queryset(KickoffItemQuerySet)()

    class Meta:
        ordering = ["code"]
        constraints = [
            *tenant_constraints("project", "who"),
            models.UniqueConstraint(
                fields=["organisation", "project", "round", "code"], name="kickoff_item_once_a_round"
            ),
            models.CheckConstraint(
                condition=~Q(state=ItemState.WAIVED.value) | ~Q(waiver_reason=""),
                name="waived_item_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Party(models.TextChoices):
    """Who stands behind the goals, or not."""

    MANAGEMENT = "management", _("management")
    STAFF_COUNCIL = "staff_council", _("works council")
    STAFF = "staff", _("staff")


class Attitude(models.TextChoices):
    UNKNOWN = "unknown", _("still to ask")
    BEHIND = "behind", _("stands behind it")
    DOUBTS = "doubts", _("has doubts")


class Stand(TenantModel):
    """How one party stands towards the goals, in its own words, and who wrote that down."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="stands")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    party = models.CharField(max_length=15, choices=Party)
    position = models.CharField(_("position"), max_length=10, choices=Attitude, default=Attitude.UNKNOWN)
    remark = models.TextField(_("remark"), blank=True)
    set_by_name = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints("project"),
            models.UniqueConstraint(
                fields=["organisation", "project", "round", "party"], name="stand_once_per_party_a_round"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.position}"


class KickoffMeeting(TenantModel):
    """The meeting at which the checklist is gone through: when and where, what is on the agenda, what was said."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="kickoff_meetings")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    held_on = models.DateField(_("day"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    agenda = models.TextField(_("agenda"), blank=True)
    minutes = models.TextField(_("what was said"), blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["held_on", "id"]
        constraints = [
            *tenant_constraints("project"),
            models.UniqueConstraint(fields=["organisation", "project", "round"], name="one_kickoff_a_round"),
        ]

    def __str__(self) -> str:
        return f"{self.held_on}"


class MeetingParticipant(TenantModel):
    """Somebody at the table of the kick-off: a member, or anybody by name; for whom, and whether they came."""

    meeting = TenantKey(KickoffMeeting, on_delete=models.CASCADE, related_name="participants")
    membership = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    speaks_for = models.CharField(_("speaks for"), max_length=15, choices=Party, blank=True)
    came = models.BooleanField(_("was there"), null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            *tenant_constraints("meeting", "membership"),
            models.UniqueConstraint(fields=["organisation", "meeting", "name"], name="participant_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def project(self) -> Project:
        """The project that the meeting is about."""
        return self.meeting.project


class KickoffAction(TenantModel):
    """An action that was agreed at the kick-off, about one point of the checklist or about none."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="kickoff_actions")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    item = TenantKey(KickoffItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    action = TenantKey(Action, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("project", "item", "action"),
            models.UniqueConstraint(fields=["organisation", "action"], name="kickoff_action_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}"
