"""Reads over waves and their questions."""

from uuid import UUID

from surveys.models import Item, WaveItem


def wave_items(wave_id: UUID) -> list[Item]:
    """The questions of a wave in their order (one query)."""
    return [
        row.item
        for row in WaveItem.objects.filter(wave_id=wave_id).select_related("item").order_by("position")
    ]
