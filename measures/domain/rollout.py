"""Rolling out in waves: when one may begin. People of the wave before guide the next (train the trainer)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST_KEY_USERS = 2


class Hurdle(StrEnum):
    """Why a wave may not begin or end now."""

    NO_UNITS = "no_units"
    FEW_KEY_USERS = "few_key_users"  # in this wave, for the first; in the wave before, for the others
    WAVE_BEFORE_RUNS = "wave_before_runs"
    BEGUN_ALREADY = "begun_already"
    NOT_BEGUN = "not_begun"
    FINISHED_ALREADY = "finished_already"
    NO_LESSONS = "no_lessons"


@dataclass(frozen=True, slots=True)
class WaveState:
    """What counts of one wave: its units, its trained key users, whether it began and ended."""

    units: int
    trained: int
    begun: bool
    finished: bool


def hurdles_to_begin(waves: Sequence[WaveState], number: int) -> list[Hurdle]:
    """What is in the way of beginning wave `number` (from 1) of `waves`, all in order.

    The first wave trains its own key users beforehand; each later one is guided by at least two trained key
    users of the wave before, which has ended with what was learned.
    """
    wave = waves[number - 1]
    if wave.begun:
        return [Hurdle.BEGUN_ALREADY]
    found = [] if wave.units else [Hurdle.NO_UNITS]
    guides = waves[number - 2] if number > 1 else wave
    if number > 1 and not guides.finished:
        found.append(Hurdle.WAVE_BEFORE_RUNS)
    if guides.trained < LEAST_KEY_USERS:
        found.append(Hurdle.FEW_KEY_USERS)
    return found


def hurdles_to_finish(wave: WaveState, lessons: str) -> list[Hurdle]:
    """What is in the way of ending `wave` with `lessons` for the next."""
    if wave.finished:
        return [Hurdle.FINISHED_ALREADY]
    if not wave.begun:
        return [Hurdle.NOT_BEGUN]
    return [] if lessons.strip() else [Hurdle.NO_LESSONS]
