"""Step 1: signals of a project, what staff notice early, and the figures that HR brings in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models.project import Project
from surveys.models import Wave
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import ImportState, Unit

LEAST_PEOPLE = 20


class FigureKind(models.TextChoices):
    """The monthly figures that HR brings in; formulas stand in `projects.domain.hr_figures`."""

    ABSENCE = "absence", _("sickness absence (%)")
    FREQUENCY = "frequency", _("absence frequency (times a year)")
    DURATION = "duration", _("mean duration of absence (days)")
    TURNOVER = "turnover", _("turnover over twelve months (%)")
    TURNOVER_OWN = "turnover_own", _("turnover by own choice (%)")
    TURNOVER_FIRST = "turnover_first", _("turnover within the first year (%)")
    OVERTIME = "overtime", _("hours above contract (%)")


# A file that was never applied is forgotten after this long; one that was applied keeps nothing of its file.
FIGURE_FILE_KEPT = timedelta(days=7)


class FigureImport(TenantModel):
    """One file with figures: how it is read, how many rows it brought, and what undoing it would put back.

    `content` is the table as organisations' domain.staff_file packs it, until the file is applied; `mapping` how it
    is read (columns, kind, shares); `undo` the figures that it changed, as they were (see actions/figure_files.py).
    """

    file_name = models.CharField(_("file"), max_length=200)
    content = models.BinaryField(null=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    undo = models.JSONField(null=True)
    left_out = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="figure_import_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def packed(self) -> bytes:
        """The packed table; empty once it is forgotten."""
        return bytes(self.content or b"")


class HrFigure(TenantModel):
    """One figure of one period, of a unit or (without one) of the whole organisation; never of under 20 people.

    `value` has the unit of its kind; `numerator` and `denominator` are the sums it was computed from, if given.
    """

    kind = models.CharField(_("figure"), max_length=20, choices=FigureKind)
    unit = TenantKey(Unit, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("up to and including"))
    people = models.PositiveIntegerField(_("number of people"))
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(_("figure"), max_digits=9, decimal_places=3)
    source = TenantKey(FigureImport, on_delete=models.CASCADE, null=True, blank=True, related_name="brought")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "starts_on", "id"]
        constraints = [
            *tenant_constraints("unit", "source"),
            models.UniqueConstraint(
                fields=["organisation", "kind", "unit", "starts_on"],
                name="figure_once_a_period",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="figure_period_forwards"),
            models.CheckConstraint(condition=Q(people__gte=LEAST_PEOPLE), name="figure_of_enough_people"),
            models.CheckConstraint(condition=Q(value__gte=0), name="figure_not_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"


class ReferenceValue(TenantModel):
    """A figure of elsewhere to compare with: for which figure and sector, over which period, from which source."""

    kind = models.CharField(_("figure"), max_length=20, choices=FigureKind)
    sector = models.CharField(_("sector"), max_length=100)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("up to and including"))
    value = models.DecimalField(_("figure"), max_digits=9, decimal_places=3)
    source = models.CharField(_("source"), max_length=200)
    shown = models.BooleanField(_("show in the charts"), default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["kind", "sector", "starts_on", "id"]
        constraints = [
            *tenant_constraints(),
            models.UniqueConstraint(
                fields=["organisation", "kind", "sector", "starts_on"], name="reference_once"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="reference_forwards"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sector}"


class SignalSource(models.TextChoices):
    SURVEY = "survey", _("survey")
    FIGURES = "hr_figures", _("figures of HR")
    EXIT = "exit", _("exit interviews")
    RISK_ASSESSMENT = "risk_assessment", _("risk assessment (RI&E)")
    PHYSICIAN = "physician", _("occupational physician")
    CONVERSATION = "conversation", _("conversations")
    TRAINING = "training", _("information and training")
    STAFF = "staff", _("early signal of staff")
    OTHER = "other", _("something else")


class Signal(TenantModel):
    """A sign that workload is too high or in balance somewhere, in a project's first step."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="signals")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    source = models.CharField(_("where it comes from"), max_length=20, choices=SignalSource)
    text = models.TextField(_("what stands out"))
    seen_on = models.DateField(_("when"))
    unit = TenantKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    people = models.PositiveIntegerField(_("over how many people"), null=True, blank=True)
    wave = TenantKey(Wave, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    figure_kind = models.CharField(max_length=20, choices=FigureKind, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["seen_on", "created_at", "id"]
        constraints = [
            *tenant_constraints("project", "unit", "wave"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="signal_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class EarlySignalQuerySet(TenantQuerySet):
    def waiting(self) -> "EarlySignalQuerySet":
        """Signals that nobody has dealt with yet, oldest first."""
        return self.filter(handled_at__isnull=True).order_by("sent_on", "id")


class EarlySignal(TenantModel):
    """What somebody wrote on the page for all staff: no name, no address, a day and not a time."""

    text = models.TextField(_("what you notice"))
    unit = TenantKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_on = models.DateField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by_name = models.CharField(max_length=200, blank=True)
    answer = models.TextField(_("what we do with it"), blank=True)
    signal = TenantKey(Signal, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(null=True, blank=True, default=None)

    objects = TenantManager.from_queryset(EarlySignalQuerySet)()

    class Meta:
        ordering = ["-sent_on", "id"]
        constraints = [
            *tenant_constraints("unit", "signal"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="early_signal_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.text[:80]
