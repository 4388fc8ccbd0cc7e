"""Reads over waves and their questions."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from surveys.domain.rotation import is_due
from surveys.models import Invitation, Item, SurveySettings, Wave, WaveItem
from surveys.roster import roster


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a wave's invitations are: numbers only, never who."""

    total: int
    sent: int
    refused: int

    @property
    def waiting(self) -> int:
        """Invitations that still have to go out."""
        return self.total - self.sent - self.refused


def wave_items(wave_id: UUID) -> list[Item]:
    """The questions of a wave in their order (one query)."""
    rows = WaveItem.objects.filter(wave_id=wave_id).select_related("item").order_by("position")
    return [row.item for row in rows]


def sending_progress(wave: Wave) -> Sending:
    """How many invitations of `wave` went out, were refused and wait (one query)."""
    counts = Invitation.objects.filter(wave=wave).aggregate(
        total=Count("id"),
        sent=Count("id", filter=Q(sent_at__isnull=False)),
        refused=Count("id", filter=Q(refused=True)),
    )
    return Sending(**counts)


def expected_invitees(wave: Wave, settings: SurveySettings) -> int:
    """How many people a planned wave would invite if it were drawn today."""
    today = max(wave.opens_on, timezone.localdate())
    return sum(is_due(row, wave.place, today) for row in roster(settings.places))
