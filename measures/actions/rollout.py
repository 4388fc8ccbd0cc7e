"""Rolling a measure out in waves."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.domain.rollout import hurdles_to_begin, hurdles_to_finish
from measures.models import KeyUser, Measure, RolloutUnit, RolloutWave
from measures.queries.rollout import wave_state, wave_states
from measures.words.rollout import hurdle_sentences
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership, Unit


@transaction.atomic
def add_wave(
    *,
    actor: Membership | None,
    measure: Measure,
    name: str,
    units: Collection[Unit],
    starts_on: date | None = None,
) -> RolloutWave:
    """Plan a next wave in `units`. Raises `Refused` without a name, or for a unit that is in a wave already."""
    current = _locked(measure)
    _check(current, name, units)
    last = RolloutWave.objects.filter(measure=current).aggregate(last=Max("number"))["last"] or 0
    wave = RolloutWave.objects.create(
        measure=current, number=last + 1, name=name.strip(), starts_on=starts_on
    )
    RolloutUnit.objects.bulk_create(RolloutUnit(wave=wave, unit=unit) for unit in units)
    _record("wave_added", actor, wave)
    return wave


@transaction.atomic
def change_wave(
    *,
    actor: Membership | None,
    wave: RolloutWave,
    version: int,
    name: str,
    units: Collection[Unit],
    starts_on: date | None,
) -> RolloutWave:
    """Change a wave. Raises `ChangedMeanwhile`, and `Refused` as `add_wave` does or once the wave has ended."""
    measure = _locked(wave.measure)
    current = RolloutWave.objects.get(id=wave.id)
    if current.version != version:
        raise ChangedMeanwhile(
            _("Somebody else changed this wave. Look at it again before you save."), current
        )
    if current.finished_at:
        raise Refused(_("This wave has ended. It can be read, not changed."))
    _check(measure, name, units, besides=current)
    current.name, current.starts_on = name.strip(), starts_on
    current.version += 1
    current.save()
    present = set(RolloutUnit.objects.filter(wave=current).values_list("unit_id", flat=True))
    RolloutUnit.objects.bulk_create(
        RolloutUnit(wave=current, unit=unit) for unit in units if unit.id not in present
    )
    RolloutUnit.objects.filter(wave=current).exclude(unit_id__in=[unit.id for unit in units]).delete()
    _record("wave_changed", actor, current)
    return current


@transaction.atomic
def remove_wave(*, actor: Membership | None, wave: RolloutWave) -> None:
    """Take the last wave out of the planning. Raises `Refused` when it has begun, or others come after it."""
    _locked(wave.measure)
    current = RolloutWave.objects.get(id=wave.id)
    if current.begun_at:
        raise Refused(_("This wave has begun. It cannot be removed any more."))
    if RolloutWave.objects.filter(measure=wave.measure_id, number__gt=current.number).exists():
        raise Refused(_("Other waves come after this one. Remove those first."))
    _record("wave_removed", actor, current)
    current.delete()


@transaction.atomic
def add_key_user(
    *, actor: Membership | None, wave: RolloutWave, name: str, trained_on: date | None = None
) -> KeyUser:
    """Name a key user of a wave, or say since when one is trained. Raises `Refused` without a name."""
    _locked(wave.measure)
    if not name.strip():
        raise Refused(_("Write down the name of the key user."))
    person, _new = KeyUser.objects.update_or_create(
        wave=wave, name=name.strip(), defaults={"trained_on": trained_on}
    )
    _record("key_user_named", actor, wave)
    return person


@transaction.atomic
def remove_key_user(*, actor: Membership | None, key_user: KeyUser) -> None:
    """Take a key user off the list of a wave. Raises `Refused` when a wave that was guided has begun."""
    wave = key_user.wave
    _locked(wave.measure)
    if RolloutWave.objects.filter(
        measure=wave.measure_id, number__gt=wave.number, begun_at__isnull=False
    ).exists():
        raise Refused(_("The next wave has begun with these key users. The list stays as it was."))
    KeyUser.objects.filter(id=key_user.id).delete()
    _record("key_user_removed", actor, wave)


@transaction.atomic
def begin_wave(*, actor: Membership | None, wave: RolloutWave) -> RolloutWave:
    """Begin a wave. Raises `Refused` with everything that is in the way."""
    measure = _locked(wave.measure)
    states = wave_states(measure)
    current = RolloutWave.objects.get(id=wave.id)
    found = hurdles_to_begin(states, [one.number for one in _waves(measure)].index(current.number) + 1)
    if found:
        raise Refused(hurdle_sentences(found))
    current.begun_at = timezone.now()
    current.version += 1
    current.save()
    _record("wave_begun", actor, current)
    return current


@transaction.atomic
def finish_wave(*, actor: Membership | None, wave: RolloutWave, lessons: str) -> RolloutWave:
    """End a wave with what the next one can learn. Raises `Refused` before it began, twice, or without lessons."""
    _locked(wave.measure)
    current = RolloutWave.objects.get(id=wave.id)
    found = hurdles_to_finish(wave_state(current), lessons)
    if found:
        raise Refused(hurdle_sentences(found))
    current.finished_at, current.lessons = timezone.now(), lessons.strip()
    current.version += 1
    current.save()
    _record("wave_finished", actor, current)
    return current


def _locked(measure: Measure) -> Measure:
    return Measure.objects.select_for_update().get(id=measure.id)


def _waves(measure: Measure) -> list[RolloutWave]:
    return list(RolloutWave.objects.filter(measure=measure).order_by("number"))


def _check(measure: Measure, name: str, units: Collection[Unit], besides: RolloutWave | None = None) -> None:
    if not name.strip():
        raise Refused(_("Give the wave a name."))
    if not units:
        raise Refused(_("Choose at least one unit for this wave."))
    taken = RolloutUnit.objects.filter(wave__measure=measure, unit__in=list(units))
    if besides is not None:
        taken = taken.exclude(wave=besides)
    first = taken.select_related("unit").first()
    if first is not None:
        raise Refused(_("%(unit)s is in another wave already.") % {"unit": first.unit.name})


def _record(what: str, actor: Membership | None, wave: RolloutWave) -> None:
    audit.record(f"measures.{what}", actor=actor, subject=wave.name, measure=str(wave.measure_id))
