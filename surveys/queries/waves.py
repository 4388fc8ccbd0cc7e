"""Reads over waves and their questions."""

from uuid import UUID

from django.db.models import Sum

from surveys.models import Item, QuestionnaireItem, SurveySettings, Wave, WaveItem
from surveys.queries.agreements import outside_agreement, themes_to_ask
from werkdruk.organisations.models import Employee


def wave_items(wave_id: UUID) -> list[Item]:
    """The questions of a wave in their order (one query)."""
    rows = WaveItem.objects.filter(wave_id=wave_id).select_related("item").order_by("position")
    return [row.item for row in rows]


def block_items(block_id: UUID) -> list[Item]:
    """The questions of all waves that are published together, each once, in their order (two queries)."""
    rows = Wave.objects.filter(block=block_id).order_by("month", "wave_items__position")
    ids = [one for one in dict.fromkeys(rows.values_list("wave_items__item", flat=True)) if one]
    items = Item.objects.in_bulk(ids)
    return [items[one] for one in ids]


def invited_in_block(wave: Wave) -> int:
    """How many people were invited in all waves that are published with `wave` (one query)."""
    if wave.block_id is None:
        return wave.invited
    return Wave.objects.filter(block=wave.block_id).aggregate(all=Sum("invited"))["all"] or 0


def next_items() -> list[Item]:
    """The questions of the next wave in their order: core, variable statements, open questions.

    Statements of a theme that the agreement does not allow are left out (four or five queries).
    """
    uses = QuestionnaireItem.objects.select_related("item")
    themes = themes_to_ask()
    variable = [use.item for use in uses.current() if not outside_agreement(use.item, themes)]
    return [*Item.objects.core().order_by("code"), *variable, *(use.item for use in uses.current_open())]


def expected_invitees(settings: SurveySettings) -> int:
    """About how many people a planned wave will invite: a wave's part of the present staff.

    On purpose not the number that the draw will have: whoever saw that change, having put one colleague on "do
    not invite" for a moment, would know whether that colleague is in this wave and still gets invitations.
    """
    staff = Employee.objects.current().count()
    return max(staff // settings.places, min(staff, 1))
