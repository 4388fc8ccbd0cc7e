"""What a survey of this size, response and rhythm can show, said before anything starts.

Uses the roster's size and an assumed response only, never real answers.
"""

import math
from dataclasses import dataclass

from surveys.domain.rotation import PLACES
from surveys.domain.statistics import half_width_share


@dataclass(frozen=True, slots=True)
class RhythmAdvice:
    """One rhythm. Counts are per wave, for the organisation as a whole.

    ``invitees``: people drawn in the smallest wave. ``expected``: answers expected of them. ``chance``:
    probability (0 … 1) that at least k answer. ``half_width`` and ``year_half_width``: half the 95 % interval
    of a share of 50 %, in points, of one wave and of a whole year; None when nobody is expected to answer.
    """

    rhythm: str
    invitees: int
    expected: int
    chance: float
    can_publish: bool
    half_width: float | None
    year_half_width: float | None


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice on the chosen rhythm, and on each other one.

    ``workable``: rhythms that can publish, most frequent first. ``smallest_unit``: staff a unit needs to
    expect a figure of its own once a year.
    """

    chosen: RhythmAdvice
    rhythms: tuple[RhythmAdvice, ...]
    workable: tuple[str, ...]
    smallest_unit: int


def advise(staff: int, response: float, rhythm: str, k: int) -> Advice:
    """Advice for ``staff`` people of whom a share ``response`` (0 … 1) answers. ``rhythm``: a key of PLACES.

    A rhythm can publish when the answers expected of its smallest wave are at least k. Sizes by one twelfth
    (quarter, half) of the staff, as the first dealing gives them.
    """
    if staff < 0 or not 0 <= response <= 1 or k < 1:
        raise ValueError("advice needs staff, a response between 0 and 1, and a positive k")
    if rhythm not in PLACES:
        raise ValueError(f"{rhythm!r} is no rhythm")
    rhythms = tuple(_advise_one(name, staff, response, k) for name in PLACES)
    return Advice(
        chosen=next(one for one in rhythms if one.rhythm == rhythm),
        rhythms=rhythms,
        workable=tuple(one.rhythm for one in rhythms if one.can_publish),
        smallest_unit=math.ceil(k / response - 1e-9) if response else 0,
    )


def _advise_one(rhythm: str, staff: int, response: float, k: int) -> RhythmAdvice:
    invitees = staff // PLACES[rhythm]
    expected = math.floor(invitees * response + 1e-9)
    year = math.floor(staff * response + 1e-9)
    return RhythmAdvice(
        rhythm=rhythm,
        invitees=invitees,
        expected=expected,
        chance=chance_of_at_least(k, invitees, response),
        can_publish=expected >= k,
        half_width=half_width_share(expected, staff) if expected else None,
        year_half_width=half_width_share(year, staff) if year else None,
    )


def chance_of_at_least(k: int, invitees: int, response: float) -> float:
    """Probability that at least ``k`` of ``invitees`` answer, each with probability ``response`` by itself."""
    below = sum(
        math.comb(invitees, number) * response**number * (1 - response) ** (invitees - number)
        for number in range(min(k, invitees + 1))
    )
    return max(0.0, 1 - below)
