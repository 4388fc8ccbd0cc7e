"""A wave: who is invited, and the sealed ballots that came in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.figures import Block, WaveBlock
from surveys.models.items import Item
from surveys.models.settings import Agreement
from werkdruk.core.constraints import tenant_constraints
from werkdruk.core.models import TenantKey, TenantManager, TenantModel, TenantQuerySet
from werkdruk.organisations.models import Employee, Unit


class WaveState(models.TextChoices):
    """planned → open → counted → closed; figures are there when it is closed, and the key is gone."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    COUNTED = "counted", _("being counted")
    CLOSED = "closed", _("closed")


class WaveQuerySet(TenantQuerySet):
    def open(self) -> "WaveQuerySet":
        """Waves that can be answered."""
        return self.filter(state=WaveState.OPEN)

    def closed(self) -> "WaveQuerySet":
        """Waves that were counted, and whose key is gone."""
        return self.filter(state=WaveState.CLOSED)

    def with_figures(self) -> "WaveQuerySet":
        """Closed waves that have figures: the last ones of their blocks."""
        return self.closed().filter(publications__isnull=False)


class Wave(TenantModel):
    """One twelfth (quarter, half) of the staff, asked at one moment."""

    month = models.DateField(_("month"), help_text=_("The first day of the month."))
    place = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=WaveState, default=WaveState.PLANNED)
    opens_on = models.DateField(_("opens on"))
    closes_on = models.DateField(_("closes on"))
    # Decides the order of the draw; with the roster's digest the draw can be checked later.
    seed = models.CharField(max_length=64)
    roster_digest = models.CharField(max_length=64, blank=True)
    roster_size = models.PositiveIntegerField(default=0)
    invited = models.PositiveIntegerField(default=0)
    public_key = models.BinaryField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Response so far for the whole organisation: the lower end of a band of ten, refreshed once a day.
    response_low = models.PositiveIntegerField(null=True, blank=True)
    response_at = models.DateTimeField(null=True, blank=True)
    year_block = TenantKey(Block, on_delete=models.PROTECT, null=True, blank=True, related_name="waves")
    # With which other waves it is published for the whole organisation; most often with none.
    block = TenantKey(WaveBlock, on_delete=models.PROTECT, null=True, blank=True, related_name="waves")
    # Under which agreement it was drawn.
    agreement = TenantKey(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="waves")

    objects = TenantManager.from_queryset(WaveQuerySet)()

    class Meta:
        ordering = ["-month"]
        constraints = [
            *tenant_constraints("year_block", "block", "agreement"),
            models.UniqueConstraint(fields=["organisation", "month"], name="one_wave_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def response_high(self) -> int | None:
        """The upper end of the band in which the response so far lies; None before the first count."""
        return None if self.response_low is None else self.response_low + 9

    @property
    def is_open(self) -> bool:
        return self.state == WaveState.OPEN


class Roster(TenantModel):
    """The staff as the draw of an open wave saw it (compressed): with the seed it replays the draw. Gone at closing."""

    wave = TenantKey(Wave, on_delete=models.CASCADE, related_name="rosters")
    data = models.BinaryField()

    class Meta:
        constraints = [
            *tenant_constraints("wave"),
            models.UniqueConstraint(fields=["organisation", "wave"], name="one_roster_a_wave"),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}"


class WaveItem(TenantModel):
    """A question of this wave, in its order; fixed when the wave opens."""

    wave = TenantKey(Wave, on_delete=models.CASCADE, related_name="wave_items")
    item = TenantKey(Item, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            *tenant_constraints("wave", "item"),
            models.UniqueConstraint(fields=["organisation", "wave", "item"], name="wave_asks_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.item_id}"


class Invitation(TenantModel):
    """One person in one open wave. All of them are gone when the wave closes.

    The link's token is not stored: it is made again from the id and the server's secret; its hash finds the row.
    """

    wave = TenantKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    employee = TenantKey(Employee, on_delete=models.CASCADE, related_name="+")
    # Where the person worked when drawn: what the ballot's seal will hold.
    unit = TenantKey(Unit, on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32)
    answered = models.BooleanField(default=False)
    # A mail server refused it for good; counted from k on only.
    refused = models.BooleanField(default=False)
    # Had no e-mail address when the invitations went out: gets a letter, with a code of which the hash is kept.
    on_paper = models.BooleanField(default=False)
    code_hash = models.BinaryField(max_length=32, null=True, blank=True)

    class Meta:
        constraints = [
            *tenant_constraints("wave", "employee", "unit"),
            models.UniqueConstraint(fields=["organisation", "token_hash"], name="link_once"),
            models.UniqueConstraint(fields=["organisation", "wave", "employee"], name="invited_once"),
            models.UniqueConstraint(fields=["organisation", "code_hash"], name="code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.wave_id}"


class Ballot(TenantModel):
    """A sealed answer sheet: a random key and a box of one fixed size. No time, no order, no person, no unit."""

    wave = TenantKey(Wave, on_delete=models.CASCADE, related_name="ballots")
    box = models.BinaryField()

    class Meta:
        constraints = tenant_constraints("wave")

    def __str__(self) -> str:
        return f"{self.wave_id}"
