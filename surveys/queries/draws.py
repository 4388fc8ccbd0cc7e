"""Whether stored draws are what roster and seed say."""

import random
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from surveys.domain.rotation import draw, month_index, parse_roster, roster_digest, seed_mark
from surveys.models import Invitation, Roster, RotationPlace, Wave, WaveState
from werkdruk.core.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Checked:
    """One wave: whether its draw was repeated, and what differs (nothing when all is well)."""

    wave: Wave
    repeated: bool
    faults: list[str]


def checked_draws() -> Iterator[Checked]:
    """Every drawn wave of the active organisation, oldest first."""
    for wave in Wave.objects.exclude(state=WaveState.PLANNED).order_by("month"):
        stored = Roster.objects.filter(wave=wave).first()
        faults = list(_numbers(wave))
        if stored is not None:
            faults += _repeat(wave, bytes(stored.data))
        elif wave.state == WaveState.OPEN:
            faults.append("the wave is open and its roster is missing")
        yield Checked(wave, stored is not None, faults)


def _numbers(wave: Wave) -> Iterator[str]:
    """What can be checked for ever: digest, seed and sizes."""
    if not re.fullmatch(r"[0-9a-f]{64}", wave.roster_digest):
        yield "the digest is not a SHA-256"
    if not wave.seed:
        yield "there is no seed"
    if wave.invited > wave.roster_size:
        yield f"{wave.invited} invited of a roster of {wave.roster_size}"
    # The log is kept for two years.
    told = AuditEntry.objects.filter(action="surveys.wave_drawn", subject=f"{wave.month:%Y-%m}").first()
    if told is not None:
        now = {
            "invited": wave.invited,
            "roster": wave.roster_size,
            "digest": wave.roster_digest,
            "seed": seed_mark(wave.seed),
        }
        for name, value in now.items():
            if told.details.get(name, value) != value:
                yield f"the log has another {name}"


def _repeat(wave: Wave, packed: bytes) -> Iterator[str]:
    """What repeating the draw tells: in the roster's order and in another."""
    try:
        data = zlib.decompress(packed)
        roster = parse_roster(data)
    except (ValueError, zlib.error):
        yield "the roster cannot be read"
        return
    if roster_digest(data) != wave.roster_digest:
        yield "the roster has another digest than the draw"
    if len(roster) != wave.roster_size:
        yield f"the roster has {len(roster)} people, the draw had {wave.roster_size}"
    today = timezone.localdate(wave.opened_at) if wave.opened_at else wave.opens_on
    drawn = draw(roster, wave.place, today, seed=wave.seed)
    again = draw(random.Random(0).sample(roster, len(roster)), wave.place, today, seed=wave.seed)
    if drawn != again:
        yield "the draw depends on the order of the roster"
    # People forgotten since the draw took their invitation with them.
    places = {
        row.employee_id: row
        for row in RotationPlace.objects.select_related("employee").filter(employee__in=drawn.invited)
    }
    invited = set(Invitation.objects.filter(wave=wave).values_list("employee_id", flat=True))
    if len(drawn.invited) != wave.invited:
        yield f"the draw invites {len(drawn.invited)} people, {wave.invited} are stored"
    missing = (set(drawn.invited) & set(places)) - invited
    if missing:
        yield f"drawn and without an invitation: {_ids(missing)}"
    if invited - set(drawn.invited):
        yield f"invited and not drawn: {_ids(invited - set(drawn.invited))}"
    month = month_index(today)
    other = {one for one in invited if one in places and places[one].last_invited != month}
    if other:
        yield f"the place tells another month of invitation: {_ids(other)}"


def _ids(people: set) -> str:
    return ", ".join(sorted(str(one) for one in people))
