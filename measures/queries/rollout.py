"""Reads over the rollout of a measure."""

from uuid import UUID

from measures.domain.rollout import WaveState
from measures.models import KeyUser, Measure, RolloutWave


def waves(measure: Measure) -> list[RolloutWave]:
    """The waves of a measure in order, with their units and key users (three queries)."""
    found = RolloutWave.objects.filter(measure=measure).order_by("number")
    return list(found.prefetch_related("rollout_units__unit", "key_users"))


def wave_state(wave: RolloutWave) -> WaveState:
    """What counts of a wave for the rules."""
    return WaveState(
        units=len(wave.rollout_units.all()),
        trained=sum(person.trained_on is not None for person in wave.key_users.all()),
        begun=wave.begun_at is not None,
        finished=wave.finished_at is not None,
    )


def wave_states(measure: Measure) -> list[WaveState]:
    """What counts of each wave of a measure, in order."""
    return [wave_state(wave) for wave in waves(measure)]


def find_wave(measure: UUID, wave: UUID) -> RolloutWave | None:
    """A wave of a measure, or None."""
    found = RolloutWave.objects.filter(measure_id=measure, id=wave)
    return found.select_related("measure__unit").prefetch_related("rollout_units__unit", "key_users").first()


def find_key_user(measure: UUID, wave: UUID, key_user: UUID) -> KeyUser | None:
    """A key user of a wave, or None."""
    found = KeyUser.objects.filter(wave__measure_id=measure, wave_id=wave, id=key_user)
    return found.select_related("wave__measure__unit").first()
