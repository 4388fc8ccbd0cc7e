"""Step 2: sessions, the board with cards that carry no name, and the causes that come out."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from measures.models import Action
from projects.models.project import Project
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantModel
from werkdruk.organisations.models import Membership, Unit


class SessionKind(models.TextChoices):
    ENERGY = "energy", _("energy session")
    PASSION = "passion", _("conversation on passion and professionalism")
    WEIGHING = "weighing", _("weighing measures together")


class Focus(models.TextChoices):
    WORKLOAD = "workload", _("workload")
    ENJOYMENT = "enjoyment", _("enjoyment")
    BOTH = "both", _("workload and enjoyment")


class SessionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    CANCELLED = "cancelled", _("cancelled")


class Phase(models.TextChoices):
    """The parts of a session on the board, in order."""

    JOIN = "join", _("come in")
    WRITE = "write", _("write in silence")
    CLUSTER = "cluster", _("put together")
    CHOOSE = "choose", _("choose")
    WHY = "why", _("ask why")
    AGREE = "agree", _("agree at once")


class Session(TenantModel):
    """A meeting with staff: planned, prepared, run with a board, and worked out."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="sessions")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    kind = models.CharField(_("kind"), max_length=10, choices=SessionKind, default=SessionKind.ENERGY)
    focus = models.CharField(_("focus"), max_length=10, choices=Focus, default=Focus.BOTH)
    title = models.CharField(_("name"), max_length=150)
    unit = TenantKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=75)
    place = models.CharField(_("place"), max_length=200, blank=True)
    invitation = models.TextField(_("text of the invitation"), blank=True)
    guide = TenantKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    guide_name = models.CharField(_("who guides it"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=SessionState, default=SessionState.PLANNED)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.JOIN)
    token = models.CharField(max_length=40, blank=True)
    dots_each = models.PositiveSmallIntegerField(_("dots for each person"), default=3)
    changes = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(_("how many people came"), null=True, blank=True)
    outcome = models.TextField(_("what came out"), blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            *tenant_constraints("project", "unit", "guide"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="session_once_by_form"),
            models.UniqueConstraint(
                fields=["organisation", "token"], condition=~Q(token=""), name="session_token_once"
            ),
            models.CheckConstraint(condition=Q(dots_each__range=(1, 10)), name="session_has_some_dots"),
        ]

    def __str__(self) -> str:
        return self.title


class SessionPart(TenantModel):
    """A part of the script of a session, with its minutes."""

    session = TenantKey(Session, on_delete=models.CASCADE, related_name="parts")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(_("part"), max_length=150)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    text = models.TextField(_("what you do and say"), blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            *tenant_constraints("session"),
            models.UniqueConstraint(fields=["organisation", "session", "order"], name="part_once_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Seat(TenantModel):
    """One phone at a session, known by a digest of its secret; removed when the session ends."""

    session = TenantKey(Session, on_delete=models.CASCADE, related_name="seats")
    secret_hash = models.CharField(max_length=64)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            *tenant_constraints("session"),
            models.UniqueConstraint(fields=["organisation", "session", "secret_hash"], name="seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}"


class Side(models.TextChoices):
    DRAINER = "drainer", _("drains energy")
    GIVER = "giver", _("gives energy")


class Cluster(TenantModel):
    """Cards that belong together, under one name."""

    session = TenantKey(Session, on_delete=models.CASCADE, related_name="clusters")
    side = models.CharField(max_length=10, choices=Side)
    title = models.CharField(_("name"), max_length=150)
    order = models.PositiveSmallIntegerField(default=0)
    chosen = models.BooleanField(default=False)
    # Counted when the session ends: then the phones and their dots go.
    dots_given = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["side", "order", "id"]
        constraints = tenant_constraints("session")

    def __str__(self) -> str:
        return self.title


class Card(TenantModel):
    """One card on the board; `key` is made by the phone, so that sending it twice adds it once.

    The seat is there while the session runs, so that people can change their own cards; it goes when it ends.
    """

    session = TenantKey(Session, on_delete=models.CASCADE, related_name="cards")
    side = models.CharField(max_length=10, choices=Side)
    text = models.CharField(_("card"), max_length=200)
    seat = TenantKey(Seat, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    cluster = TenantKey(Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="cards")
    key = models.UUIDField()
    number = models.PositiveIntegerField()
    hidden = models.BooleanField(default=False)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            *tenant_constraints("session", "seat", "cluster"),
            models.UniqueConstraint(fields=["organisation", "session", "key"], name="card_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Dot(TenantModel):
    """A dot that one phone gave to a cluster."""

    seat = TenantKey(Seat, on_delete=models.CASCADE, related_name="dots")
    cluster = TenantKey(Cluster, on_delete=models.CASCADE, related_name="dots")

    class Meta:
        constraints = [
            *tenant_constraints("seat", "cluster"),
            models.UniqueConstraint(fields=["organisation", "seat", "cluster"], name="dot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}"


class Influence(models.TextChoices):
    """Who can do something about it."""

    SELF = "self", _("each person")
    TEAM = "team", _("the team")
    ORGANISATION = "organisation", _("the organisation")


class Cause(TenantModel):
    """Something that drains or gives energy, with where it comes from and who can do something about it."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="causes")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    session = TenantKey(Session, on_delete=models.SET_NULL, null=True, blank=True, related_name="causes")
    cluster = TenantKey(Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    side = models.CharField(_("kind"), max_length=10, choices=Side)
    title = models.CharField(_("what it is about"), max_length=200)
    effect = models.TextField(_("what it leads to"), blank=True)
    pattern = models.TextField(_("the circle or habit that keeps it going"), blank=True)
    why_not_yet = models.TextField(_("why we could not solve this ourselves yet"), blank=True)
    influence = models.CharField(
        _("who can do something about it"), max_length=15, choices=Influence, blank=True
    )
    dots = models.PositiveSmallIntegerField(_("dots"), default=0)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(null=True, blank=True, default=None)

    class Meta:
        ordering = ["side", "-dots", "created_at", "id"]
        constraints = [
            *tenant_constraints("project", "session", "cluster"),
            models.UniqueConstraint(fields=["organisation", "form_key"], name="cause_once_by_form"),
        ]

    def __str__(self) -> str:
        return self.title


class Why(TenantModel):
    """One answer to “why?”, the first to the fifth."""

    cause = TenantKey(Cause, on_delete=models.CASCADE, related_name="whys")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("because"), max_length=300)

    class Meta:
        ordering = ["number"]
        constraints = [
            *tenant_constraints("cause"),
            models.UniqueConstraint(fields=["organisation", "cause", "number"], name="why_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 5)), name="five_whys"),
        ]

    def __str__(self) -> str:
        return self.text


class MapNode(TenantModel):
    """A thing on the map of causes and effects; places are in percent of the width and height."""

    project = TenantKey(Project, on_delete=models.CASCADE, related_name="map_nodes")
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    cause = TenantKey(Cause, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    side = models.CharField(max_length=10, choices=Side, default=Side.DRAINER)
    text = models.CharField(_("text"), max_length=120)
    x = models.PositiveSmallIntegerField(default=50)
    y = models.PositiveSmallIntegerField(default=50)

    class Meta:
        ordering = ["y", "x", "id"]
        constraints = [
            *tenant_constraints("project", "cause"),
            models.CheckConstraint(condition=Q(x__range=(0, 100), y__range=(0, 100)), name="node_on_the_map"),
        ]

    def __str__(self) -> str:
        return self.text


class MapArrow(TenantModel):
    """“This leads to that” on the map; arrows that come back to where they began are a vicious circle."""

    start = TenantKey(MapNode, on_delete=models.CASCADE, related_name="leads_to")
    end = TenantKey(MapNode, on_delete=models.CASCADE, related_name="comes_from")

    class Meta:
        constraints = [
            *tenant_constraints("start", "end"),
            models.UniqueConstraint(fields=["organisation", "start", "end"], name="arrow_once"),
            models.CheckConstraint(condition=~Q(start=models.F("end")), name="arrow_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.start_id} {self.end_id}"


class QuickFix(TenantModel):
    """What a session agreed on the spot: an action like any other."""

    session = TenantKey(Session, on_delete=models.CASCADE, related_name="quick_fixes")
    action = TenantKey(Action, on_delete=models.CASCADE, related_name="+")
    cause = TenantKey(Cause, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            *tenant_constraints("session", "action", "cause"),
            models.UniqueConstraint(fields=["organisation", "action"], name="quick_fix_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}"
