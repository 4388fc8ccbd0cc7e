"""Closing a wave: open → counted → closed, safe to run again after a crash at any point.

Counted: one transaction stores what may be known and deletes ballots, invitations and roster. Closed: the keys
are gone. Figures appear when the wave is closed. docs/algorithms/closing.md tells why in this order.
"""

from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.accumulating import add_to_units, publish_units
from surveys.actions.counting import count_ballots
from surveys.actions.drawing import wave_key_name
from surveys.actions.open_answers import destroy_answer_keys, keep_open_answers, settle_open_answers
from surveys.actions.review_opening import open_review
from surveys.actions.rhythm import take_up_agreement
from surveys.actions.sending import forget_mailings
from surveys.actions.wave_blocks import count_in_block, finish_block, is_alone, is_complete
from surveys.keys import KeyLost, destroy_all_but, destroy_key, read_key
from surveys.models import (
    Ballot,
    Block,
    Invitation,
    Publication,
    Roster,
    SurveySettings,
    Wave,
    WaveBlock,
    WaveState,
)
from surveys.queries.agreements import as_promised
from surveys.queries.waves import wave_items
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import current_organisation_id, tenant_scope
from werkdruk.organisations.models import Membership

log = structlog.get_logger()


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
        invitations = Invitation.objects.filter(wave=wave)
        invited = Counter(
            invitations.select_for_update().values_list("unit_id", flat=True).iterator(chunk_size=2000)
        )
        private = read_key(organisation_id, wave_key_name(wave.id))
        items = wave_items(wave.id)
        settings = as_promised(SurveySettings.objects.get(), block=wave.block_id)
        count = count_ballots(wave, private, items)
        wave.state, wave.response_low = WaveState.COUNTED, None
        wave.save()
        block = WaveBlock.objects.select_for_update().get(id=wave.block_id)
        months = (block.first_month, block.last_month)
        keep_open_answers(organisation_id, wave, count, items, months, alone=is_alone(block, settings))
        whole = count_in_block(organisation_id, block, wave, count, settings)
        if whole is not None:
            settle_open_answers(organisation_id, months, whole.n, settings.open_k)
        rotation = Block.objects.select_for_update().get(id=wave.year_block_id)
        add_to_units(organisation_id, rotation, wave, count, invited)
        Ballot.objects.filter(wave=wave).delete()
        invitations.delete_at_once()
        Roster.objects.filter(wave=wave).delete()
        if is_complete(rotation.first_month, rotation.last_month, settings):
            publish_units(organisation_id, rotation, as_promised(settings, year_block=rotation).k)


def destroy_wave_keys(organisation_id: UUID, wave_id: UUID) -> None:
    """Destroy the key of a counted wave, and the keys that its block used before."""
    with tenant_scope(organisation_id):
        wave = Wave.objects.select_related("year_block").get(id=wave_id)
        if wave.state not in (WaveState.COUNTED, WaveState.CLOSED):
            return
        # The locks keep a closing that has made its new key, and not committed yet, apart from this sweep.
        block = WaveBlock.objects.select_for_update().get(id=wave.block_id)
        rotation = Block.objects.select_for_update().get(id=wave.year_block_id)
        for one in (block, rotation):
            destroy_all_but(organisation_id, f"block-{one.id}-", [one.key_name])
        destroy_answer_keys(organisation_id, wave)
    destroy_key(organisation_id, wave_key_name(wave_id))


def mark_closed(organisation_id: UUID, wave_id: UUID) -> None:
    """counted → closed: from now on the figures can be seen, and the monthly review is open."""
    with tenant_scope(organisation_id):
        wave = Wave.objects.select_for_update().get(id=wave_id)
        if wave.state != WaveState.COUNTED:
            return
        wave.state, wave.closed_at = WaveState.CLOSED, timezone.now()
        wave.save()
        take_up_agreement()
        has_figures = Publication.objects.filter(wave=wave).exists()
        if has_figures:
            open_review(wave)
        audit.record(
            "surveys.wave_closed",
            actor=None,
            subject=f"{wave.month:%Y-%m}",
            invited=wave.invited,
            shown=has_figures,
        )


def refresh_response(wave: Wave) -> None:
    """Once a day, for the whole organisation only: the response so far, as a band of ten."""
    now = timezone.now()
    if wave.response_at is not None and now - wave.response_at < timedelta(hours=23):
        return
    answered = Invitation.objects.filter(wave=wave, answered=True).count()
    Wave.objects.filter(id=wave.id).update(response_low=answered // 10 * 10, response_at=now)


def finish_rotations() -> None:
    """Publish or destroy what is still sealed of rotations and blocks that ended without their last wave (daily
    upkeep, in a tenant's scope), and destroy the keys of every finished one."""
    organisation_id = current_organisation_id()
    settings = SurveySettings.objects.first()
    for block in WaveBlock.objects.select_for_update().order_by("first_month"):
        if settings is not None and block.published_at is None and not _is_being_counted(block=block):
            try:
                promised = as_promised(settings, block=block)
                finished = finish_block(organisation_id, block, promised)
            except KeyLost as lost:
                log.error("a block cannot be finished", block=str(block), reason=str(lost))
                continue
            if finished is not None:
                wave, whole = finished
                months = (block.first_month, block.last_month)
                settle_open_answers(organisation_id, months, whole.n, promised.open_k)
                open_review(wave)
                audit.record("surveys.block_finished", actor=None, subject=f"{wave.month:%Y-%m}")
        if block.published_at is not None:
            transaction.on_commit(partial(destroy_all_but, organisation_id, f"block-{block.id}-", []))
    for rotation in Block.objects.select_for_update().order_by("first_month"):
        if rotation.published_at is None:
            complete = settings is not None and is_complete(
                rotation.first_month, rotation.last_month, settings
            )
            if settings is None or not complete or _is_being_counted(year_block=rotation):
                continue
            try:
                publish_units(organisation_id, rotation, as_promised(settings, year_block=rotation).k)
            except KeyLost as lost:
                log.error("a rotation cannot be finished", block=str(rotation), reason=str(lost))
                continue
        transaction.on_commit(partial(destroy_all_but, organisation_id, f"block-{rotation.id}-", []))


def _is_being_counted(**block: object) -> bool:
    """Whether a wave of the block is between counted and closed."""
    return Wave.objects.filter(**block, state=WaveState.COUNTED).exists()
