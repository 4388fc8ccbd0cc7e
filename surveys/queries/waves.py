"""Reads over waves and their questions."""

from uuid import UUID

from surveys.models import Item, QuestionnaireItem, SurveySettings, WaveItem
from werkdruk.organisations.models import Employee


def wave_items(wave_id: UUID) -> list[Item]:
    """The questions of a wave in their order (one query)."""
    rows = WaveItem.objects.filter(wave_id=wave_id).select_related("item").order_by("position")
    return [row.item for row in rows]


def next_items() -> list[Item]:
    """The questions of the next wave in their order: core, variable statements, open questions (three queries)."""
    uses = QuestionnaireItem.objects.select_related("item")
    variable, own_words = uses.current(), uses.current_open()
    return [*Item.objects.core().order_by("code"), *(use.item for use in (*variable, *own_words))]


def expected_invitees(settings: SurveySettings) -> int:
    """About how many people a planned wave will invite: a wave's part of the present staff.

    On purpose not the number that the draw will have: whoever saw that change, having put one colleague on "do
    not invite" for a moment, would know whether that colleague is in this wave and still gets invitations.
    """
    staff = Employee.objects.current().count()
    return max(staff // settings.places, min(staff, 1))
