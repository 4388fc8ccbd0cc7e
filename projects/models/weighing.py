"""Step 3: measures that were thought of, what they tackle, and how participants and the manager weigh them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.models import Measure, MeasureKind, MeasureLevel
from projects.models.project import Project
from projects.models.sessions import Cause, Seat, Session
from projects.models.signals import Signal
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel
from werkdruk.organisations.models import Unit


class ProposalState(models.TextChoices):
    IDEA = "idea", _("idea")
    CHOSEN = "chosen", _("in the plan")
    LATER = "later", _("not now")


class ProposalOrigin(models.TextChoices):
    STAFF = "staff", _("thought of by staff")
    SESSION = "session", _("from a session")
    CATALOGUE = "catalogue", _("from the starter catalogue")
    ELSEWHERE = "elsewhere", _("worked elsewhere in the organisation")


_SCORE = Q(impact__range=(1, 5), effort__range=(1, 5))


class Proposal(TenantModel):
    """A measure that was thought of: what it tackles and, weighed by the manager, its impact and effort (1–5).

    The participants' marks are `staff_impact` and `staff_effort`: the group's own, or the mean of so many
    `staff_phones` in halves. While phones weigh, their marks are rows of `Weighing`. The manager's marks come after.
    """

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="proposals")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    title = models.CharField(_("measure"), max_length=200)
    intended_result = models.TextField(_("intended result"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=MeasureKind, default=MeasureKind.SOURCE)
    level = models.CharField(_("level"), max_length=15, choices=MeasureLevel, default=MeasureLevel.TEAM)
    unit = TenantKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    origin = models.CharField(max_length=10, choices=ProposalOrigin, default=ProposalOrigin.STAFF)
    staff_impact = models.DecimalField(_("impact"), max_digits=2, decimal_places=1, null=True, blank=True)
    staff_effort = models.DecimalField(_("effort"), max_digits=2, decimal_places=1, null=True, blank=True)
    staff_phones = models.PositiveSmallIntegerField(_("phones"), null=True, blank=True)
    staff_weighed_at = models.DateTimeField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(_("impact"), null=True, blank=True)
    effort = models.PositiveSmallIntegerField(_("effort"), null=True, blank=True)
    weighed_by_name = models.CharField(max_length=200, blank=True)
    weighed_at = models.DateTimeField(null=True, blank=True)
    dots = models.PositiveSmallIntegerField(_("dots"), default=0)
    state = models.CharField(max_length=10, choices=ProposalState, default=ProposalState.IDEA)
    why_not_now = models.TextField(_("why not now"), blank=True)
    measure = TenantKey(Measure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            *tenant_constraints("project", "unit", "measure"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="proposal_once_by_form"),
            models.CheckConstraint(
                condition=Q(impact__isnull=True, effort__isnull=True) | _SCORE,
                name="manager_marks_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(staff_impact__isnull=True, staff_effort__isnull=True)
                | Q(staff_impact__range=(1, 5), staff_effort__range=(1, 5)),
                name="staff_marks_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(impact__isnull=True) | Q(staff_weighed_at__isnull=False),
                name="participants_weigh_first",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Tackles(TenantModel):
    """What a proposal, or a measure in a plan, tackles: a cause or a signal of the project."""

    proposal = TenantKey(Proposal, on_delete=models.CASCADE, null=True, blank=True, related_name="tackles")
    measure = TenantKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    project = TenantKey(Project, on_delete=models.CASCADE, related_name="+")
    cause = TenantKey(Cause, on_delete=models.CASCADE, null=True, blank=True, related_name="tackled_by")
    signal = TenantKey(Signal, on_delete=models.CASCADE, null=True, blank=True, related_name="tackled_by")

    class Meta:
        constraints = [
            *tenant_constraints("proposal", "measure", "project", "cause", "signal"),
            models.CheckConstraint(
                condition=Q(cause__isnull=False, signal__isnull=True)
                | Q(cause__isnull=True, signal__isnull=False),
                name="tackles_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(proposal__isnull=False) | Q(measure__isnull=False), name="something_tackles_it"
            ),
            models.UniqueConstraint(
                fields=["organisation", "proposal", "measure", "cause", "signal"],
                name="tackles_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id or self.measure_id}"


class Weighing(TenantModel):
    """The marks of one phone for one proposal while a session runs; gone with the phone when it ends."""

    proposal = TenantKey(Proposal, on_delete=models.CASCADE, related_name="weighings")
    session = TenantKey(Session, on_delete=models.CASCADE, related_name="weighings")
    seat = TenantKey(Seat, on_delete=models.CASCADE, related_name="+")
    impact = models.PositiveSmallIntegerField(_("impact"))
    effort = models.PositiveSmallIntegerField(_("effort"))
    dot = models.BooleanField(_("dot"), default=False)

    class Meta:
        constraints = [
            *tenant_constraints("proposal", "session", "seat"),
            models.UniqueConstraint(fields=["organisation", "proposal", "seat"], name="weighing_once"),
            models.CheckConstraint(condition=_SCORE, name="phone_marks_one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.impact} {self.effort}"
