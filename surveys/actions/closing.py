"""Closing a wave: open → counted → closed, safe to run again after a crash at any point.

Counted: one transaction stores what may be known and deletes ballots, invitations and roster. Closed: the keys
are gone. Figures appear when the wave is closed. docs/algorithms/closing.md tells why in this order.
"""

from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.accumulating import INDEX_ITEMS, add_to_units, publish_units
from surveys.actions.drawing import wave_key_name
from surveys.actions.open_answers import answers_key_name, keep_open_answers
from surveys.actions.publishing import publish_wave
from surveys.actions.sending import forget_mailings
from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.rotation import add_months
from surveys.domain.seal import decode_ballot, open_sealed
from surveys.domain.tally import Tally
from surveys.keys import KeyLost, destroy_all_but, destroy_key, read_key
from surveys.models import (
    Ballot,
    Block,
    Invitation,
    OpenAnswer,
    Review,
    Roster,
    SurveySettings,
    Wave,
    WaveState,
)
from surveys.queries.waves import wave_items
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id, tenant_scope
from werkdruk.organisations.models import Membership

log = structlog.get_logger()

# Sums of products are kept only for sets that are large enough not to give a sheet back.
PRODUCTS_FROM = 50


def ask_to_close(*, actor: Membership | None, wave: Wave) -> None:
    """Let the worker close `wave` now: only the worker has the key."""
    wave = Wave.objects.select_for_update().get(id=wave.id)
    if wave.state != WaveState.OPEN:
        raise Refused(_("This wave is not open."))
    wave.closes_on = timezone.localdate() - timedelta(days=1)
    wave.save(update_fields=["closes_on"])
    audit.record("surveys.wave_closing_asked", actor=actor, subject=f"{wave.month:%Y-%m}")


def close_wave(organisation_id: UUID, wave_id: UUID) -> None:
    """Count the wave, destroy its ballots and key, and show its figures to both sides at once."""
    count_wave(organisation_id, wave_id)
    destroy_wave_keys(organisation_id, wave_id)
    mark_closed(organisation_id, wave_id)


def count_wave(organisation_id: UUID, wave_id: UUID) -> None:
    """open → counted, in one transaction; nothing happens when it was counted before."""
    with tenant_scope(organisation_id):
        # Not a lock on the key: a ballot that is being stored refers to the wave, and we wait for it below.
        wave = Wave.objects.select_for_update(no_key=True).get(id=wave_id)
        if wave.state != WaveState.OPEN:
            return
        forget_mailings(wave)  # before the invitations are locked: who sends a mail locks in this order too
        # Whoever is sending an answer holds an invitation's row; this waits for them and keeps others out.
        units = list(
            Invitation.objects.select_for_update().filter(wave=wave).values_list("unit_id", flat=True)
        )
        private = read_key(organisation_id, wave_key_name(wave.id))
        items = wave_items(wave.id)
        settings = SurveySettings.objects.get()
        sheets = _open_ballots(wave, private)
        tally = Tally.of(
            sheets,
            [item.counted for item in items],
            index_items=INDEX_ITEMS,
            products=len(sheets) >= PRODUCTS_FROM,
        )
        publish_wave(wave, tally, settings, items)
        keep_open_answers(organisation_id, wave, sheets, items, settings.open_k)
        block = Block.objects.select_for_update().get(id=wave.year_block_id)
        add_to_units(organisation_id, block, wave, sheets, units, items)
        Ballot.objects.filter(wave=wave).delete()
        Invitation.objects.filter(wave=wave).delete()
        Roster.objects.filter(wave=wave).delete()
        wave.state, wave.response_low = WaveState.COUNTED, None
        wave.save()
        if _is_complete(block, settings):
            publish_units(organisation_id, block, settings.k)


def destroy_wave_keys(organisation_id: UUID, wave_id: UUID) -> None:
    """Destroy the key of a counted wave, and the keys that its block used before."""
    with tenant_scope(organisation_id):
        wave = Wave.objects.select_related("year_block").get(id=wave_id)
        if wave.state not in (WaveState.COUNTED, WaveState.CLOSED):
            return
        # The lock keeps a closing that has made its new key, and not committed yet, apart from this sweep.
        block = Block.objects.select_for_update().get(id=wave.year_block_id)
        destroy_all_but(organisation_id, f"block-{block.id}-", [block.key_name])
        if not OpenAnswer.objects.filter(wave=wave).exists():
            destroy_key(organisation_id, answers_key_name(wave.id))
    destroy_key(organisation_id, wave_key_name(wave_id))


def mark_closed(organisation_id: UUID, wave_id: UUID) -> None:
    """counted → closed: from now on the figures can be seen, and the monthly review is open."""
    with tenant_scope(organisation_id):
        wave = Wave.objects.select_for_update().get(id=wave_id)
        if wave.state != WaveState.COUNTED:
            return
        wave.state, wave.closed_at = WaveState.CLOSED, timezone.now()
        wave.save()
        Review.objects.get_or_create(wave=wave)
        audit.record("surveys.wave_closed", actor=None, subject=f"{wave.month:%Y-%m}", invited=wave.invited)


def refresh_response(wave: Wave) -> None:
    """Once a day, for the whole organisation only: the response so far, as a band of ten."""
    now = timezone.now()
    if wave.response_at is not None and now - wave.response_at < timedelta(hours=23):
        return
    answered = Invitation.objects.filter(wave=wave, answered=True).count()
    Wave.objects.filter(id=wave.id).update(response_low=answered // 10 * 10, response_at=now)


def finish_rotations() -> None:
    """Publish or destroy what is still sealed of rotations that ended without their last wave (daily upkeep, in a
    tenant's scope), and destroy the keys of every finished one."""
    organisation_id = current_organisation_id()
    settings = SurveySettings.objects.first()
    for block in Block.objects.select_for_update().order_by("first_month"):
        if block.published_at is None:
            counting = Wave.objects.filter(year_block=block, state=WaveState.COUNTED).exists()
            if settings is None or counting or not _is_complete(block, settings):
                continue
            try:
                publish_units(organisation_id, block, settings.k)
            except KeyLost as lost:
                log.error("a rotation cannot be finished", block=str(block), reason=str(lost))
                continue
        transaction.on_commit(partial(destroy_all_but, organisation_id, f"block-{block.id}-", []))


def _is_complete(block: Block, settings: SurveySettings) -> bool:
    """Whether no answer can be added to `block` any more: its last wave was counted, or its last month has passed,
    and no wave of it is planned or open. An earlier wave may be open longer than a later one."""
    waves = Wave.objects.filter(month__gte=block.first_month, month__lte=block.last_month)
    if waves.filter(state__in=[WaveState.PLANNED, WaveState.OPEN]).exists():
        return False
    latest = waves.first()  # the newest month comes first
    asked_to_the_end = (
        latest is not None and add_months(latest.month, settings.months_apart) > block.last_month
    )
    return asked_to_the_end or timezone.localdate().replace(day=1) > block.last_month


def _open_ballots(wave: Wave, private: bytes) -> list[AnswerSheet]:
    boxes = Ballot.objects.filter(wave=wave).order_by().values_list("box", flat=True)
    return [decode_ballot(open_sealed(private, bytes(box))) for box in boxes.iterator(chunk_size=500)]
