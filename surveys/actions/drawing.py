"""The draw: who is invited in a wave, made once, and the same when a crashed task makes it again."""

import zlib
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from surveys.actions import guard
from surveys.actions.dealing import follow_rhythm
from surveys.actions.rhythm import take_up_agreement
from surveys.actions.setup import TWELFTHS, place_everyone
from surveys.actions.wave_blocks import wave_block
from surveys.domain.rotation import (
    add_months,
    draw,
    month_index,
    place_of_month,
    roster_bytes,
    roster_digest,
    seed_mark,
)
from surveys.keys import make_key
from surveys.links import make_token, token_hash
from surveys.models import (
    Block,
    BlockLevel,
    Invitation,
    Roster,
    RotationPlace,
    SurveySettings,
    Wave,
    WaveItem,
    WaveState,
)
from surveys.queries.agreements import why_it_waits
from surveys.queries.roster import roster
from surveys.queries.waves import next_items
from werkdruk.core import audit
from werkdruk.core.tenancy import current_organisation_id, tenant_scope
from werkdruk.organisations.models import Employee
from werkdruk.organisations.queries import unit_tree


def draw_wave(organisation_id: UUID, wave_id: UUID) -> bool:
    """Draw a planned wave and open it; False when it was drawn before, or waits for the agreement or the works council.

    Runs in the worker, which makes the key.

    One transaction: a crash leaves the wave planned, and running again draws the same people from the stored
    seed. The key file of a crashed try is used again.
    """
    with tenant_scope(organisation_id):
        wave = Wave.objects.select_for_update().get(id=wave_id)
        if wave.state != WaveState.PLANNED:
            return False
        place_everyone()
        if guard.held():
            return False
        take_up_agreement()
        settings = SurveySettings.objects.select_for_update().get()
        if why_it_waits(wave, settings):
            return False
        wave.agreement = settings.agreement
        follow_rhythm(settings, wave.month)
        wave.place = place_of_month(month_index(wave.month), settings.places)
        wave.closes_on = wave.opens_on + timedelta(days=settings.open_days)
        today = timezone.localdate()
        units = dict(Employee.objects.current().values_list("id", "unit_id"))
        people = roster(settings.places)
        drawn = draw(people, wave.place, today, seed=wave.seed)
        data = roster_bytes(people)
        wave.public_key = make_key(organisation_id, wave_key_name(wave.id))
        wave.roster_digest, wave.roster_size = roster_digest(data), len(people)
        Roster.objects.create(wave=wave, data=zlib.compress(data, 6))
        wave.invited = len(drawn.invited)
        wave.year_block = year_block(wave.month)
        wave.block = wave_block(wave.year_block, wave.month, settings)
        _fix_questions(wave)
        _invite(wave, drawn.invited, units)
        RotationPlace.objects.filter(employee_id__in=drawn.invited).update(last_invited=month_index(today))
        guard.mark_staff()
        wave.state, wave.opened_at = WaveState.OPEN, timezone.now()
        wave.save()
        audit.record(
            "surveys.wave_drawn",
            actor=None,
            subject=f"{wave.month:%Y-%m}",
            invited=wave.invited,
            roster=wave.roster_size,
            digest=wave.roster_digest,
            seed=seed_mark(wave.seed),
        )
    return True


def wave_key_name(wave_id: UUID) -> str:
    """The name of the key that opens a wave's ballots."""
    return f"wave-{wave_id}"


def year_block(month: date) -> Block:
    """The block of twelve months that `month` falls in; its months and its tree are fixed when it is made."""
    found = Block.objects.filter(level=BlockLevel.YEAR, first_month__lte=month, last_month__gte=month).first()
    if found:
        return found
    latest = Block.objects.filter(level=BlockLevel.YEAR).first()
    start = month
    if latest is not None:
        # Blocks follow each other without a gap, also when months were passed over.
        start = add_months(latest.last_month, 1)
        while add_months(start, 11) < month:
            start = add_months(start, TWELFTHS)
    tree = unit_tree()
    rows = [
        [str(unit.id), str(unit.parent_id) if unit.parent_id else None, unit.name]
        for unit, _ in tree.depth_first()
    ]
    return Block.objects.create(first_month=start, last_month=add_months(start, 11), tree=rows)


def _fix_questions(wave: Wave) -> None:
    """Copy the questionnaire as it is now: core, variable statements, open questions."""
    WaveItem.objects.bulk_create(
        WaveItem(wave=wave, item=item, position=position)
        for position, item in enumerate(next_items(), start=1)
    )


def _invite(wave: Wave, people: tuple, units: dict[UUID, UUID]) -> None:
    organisation_id = current_organisation_id()
    rows = []
    for person_id in people:
        row = Invitation(wave=wave, employee_id=person_id, unit_id=units[person_id])
        row.token_hash = token_hash(make_token(organisation_id, row.id))
        rows.append(row)
    Invitation.objects.bulk_create(rows, batch_size=5000)
