"""Blocks of the whole organisation: one wave, or two or three that a small organisation publishes together.

While a block of several waves runs, what its closed waves counted is sealed in the block's own row, under a key
that changes at each closing, as for units. At its end it is published, or destroyed where too few answered.
"""

import json
import secrets
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from surveys.actions.counting import WaveCount
from surveys.actions.publishing import publish_wave
from surveys.domain.rotation import add_months, month_index
from surveys.domain.seal import open_sealed, seal
from surveys.domain.tally import Tally
from surveys.keys import make_key, read_key
from surveys.models import Block, SurveySettings, Wave, WaveBlock, WaveState
from surveys.queries.waves import block_items

# Every box has a multiple of this size; what a block of three waves holds fits in one.
BOX_STEP = 32 * 1024


def wave_block(rotation: Block, month: date, settings: SurveySettings) -> WaveBlock:
    """The block of the organisation that `month` falls in; made, with its months fixed, at its first draw.

    Blocks divide the rotation from its first month on and never overlap, also when the rhythm changed meanwhile.
    """
    found = WaveBlock.objects.filter(first_month__lte=month, last_month__gte=month).first()
    if found:
        return found
    span = settings.months_apart * settings.waves_per_block
    before = month_index(month) - month_index(rotation.first_month)
    start = add_months(rotation.first_month, before // span * span)
    last = min(add_months(start, span - 1), rotation.last_month)
    earlier = WaveBlock.objects.filter(last_month__lt=month).first()
    if earlier is not None:
        start = max(start, add_months(earlier.last_month, 1))
    return WaveBlock.objects.create(first_month=start, last_month=last)


def count_in_block(
    organisation_id: UUID,
    block: WaveBlock,
    wave: Wave,
    count: WaveCount,
    settings: SurveySettings,
) -> Tally | None:
    """Add what `wave` counted to its block; when the block is complete, publish it and return all that was counted.

    `block` is locked and `wave` is marked as counted. Otherwise it is sealed under a new key: None.
    """
    content = _open(organisation_id, block)
    tally = Tally.from_dict(content["tally"]) + count.whole if content else count.whole
    if is_complete(block.first_month, block.last_month, settings):
        _publish(block, wave, tally, settings)
        return tally
    block.key_name = f"block-{block.id}-{secrets.token_hex(8)}"
    public = make_key(organisation_id, block.key_name)
    text = json.dumps({"tally": tally.to_dict()}, separators=(",", ":")).encode()
    block.box = seal(public, text, -(-(len(text) + 4) // BOX_STEP) * BOX_STEP)
    block.save()
    return None


def finish_block(
    organisation_id: UUID, block: WaveBlock, settings: SurveySettings
) -> tuple[Wave, Tally] | None:
    """Publish a block whose last wave never came, once its months have passed: the wave that then has the figures,
    its last one, and what was counted.

    None while the block goes on, and when it was published before. `block` is locked.
    """
    if block.published_at is not None or not is_complete(block.first_month, block.last_month, settings):
        return None
    wave = Wave.objects.closed().filter(block=block).first()
    content = _open(organisation_id, block)
    if wave is None or not content:
        return None
    tally = Tally.from_dict(content["tally"])
    _publish(block, wave, tally, settings)
    return wave, tally


def is_alone(block: WaveBlock, settings: SurveySettings) -> bool:
    """Whether the block has room for one wave only."""
    return add_months(block.first_month, settings.months_apart) > block.last_month


def is_complete(first_month: date, last_month: date, settings: SurveySettings) -> bool:
    """Whether no answer can be added any more to a block of these months: its last wave was counted, or its last
    month has passed, and no wave of it is planned or open. An earlier wave may be open longer than a later one."""
    waves = Wave.objects.filter(month__gte=first_month, month__lte=last_month)
    if waves.filter(state__in=[WaveState.PLANNED, WaveState.OPEN]).exists():
        return False
    latest = waves.first()  # the newest month comes first
    asked_to_the_end = latest is not None and add_months(latest.month, settings.months_apart) > last_month
    return asked_to_the_end or timezone.localdate().replace(day=1) > last_month


def _publish(block: WaveBlock, wave: Wave, tally: Tally, settings: SurveySettings) -> None:
    counted = [WaveState.COUNTED, WaveState.CLOSED]
    waves = list(Wave.objects.filter(block=block, state__in=counted).order_by("month"))
    publish_wave(wave, tally, settings, block_items(block.id), waves)
    block.box, block.key_name, block.published_at = None, "", timezone.now()
    block.save()


def _open(organisation_id: UUID, block: WaveBlock) -> dict[str, Any]:
    if block.box is None:
        return {}
    return json.loads(open_sealed(read_key(organisation_id, block.key_name), bytes(block.box)))
