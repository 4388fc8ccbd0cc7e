"""Reads over waves and their questions."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from surveys.models import Invitation, Item, QuestionnaireItem, SurveySettings, Wave, WaveItem
from werkdruk.organisations.models import Employee


@dataclass(frozen=True, slots=True)
class Sending:
    """How far a wave's invitations are: numbers only, never who."""

    total: int
    sent: int
    refused: int

    @property
    def handled(self) -> int:
        """Invitations sent or refused: the two apart would tell whether one dead address was drawn."""
        return self.sent + self.refused

    @property
    def waiting(self) -> int:
        """Invitations that still have to go out."""
        return self.total - self.sent - self.refused


def wave_items(wave_id: UUID) -> list[Item]:
    """The questions of a wave in their order (one query)."""
    rows = WaveItem.objects.filter(wave_id=wave_id).select_related("item").order_by("position")
    return [row.item for row in rows]


def next_items() -> list[Item]:
    """The questions of the next wave in their order: core, variable statements, open questions (three queries)."""
    uses = QuestionnaireItem.objects.select_related("item")
    variable, own_words = uses.current(), uses.current_open()
    return [*Item.objects.core().order_by("code"), *(use.item for use in (*variable, *own_words))]


def sending_progress(wave: Wave) -> Sending:
    """How many invitations of `wave` went out, were refused and wait (one query)."""
    counts = Invitation.objects.filter(wave=wave).aggregate(
        total=Count("id"),
        sent=Count("id", filter=Q(sent_at__isnull=False)),
        refused=Count("id", filter=Q(refused=True)),
    )
    return Sending(**counts)


def expected_invitees(settings: SurveySettings) -> int:
    """About how many people a planned wave will invite: a wave's part of the present staff.

    On purpose not the number that the draw will have: whoever saw that change, having put one colleague on "do
    not invite" for a moment, would know whether that colleague is in this wave and still gets invitations.
    """
    staff = Employee.objects.current().count()
    return max(staff // settings.places, min(staff, 1))
