"""What a survey of this size, response and rhythm can show, said before anything starts.

Uses the roster and an assumed response only, never real answers. A *design* is a rhythm and the number of waves
that are published together for the whole organisation. Chances come from formulas where there is one, else from
trying it out: answers are drawn by lot many times and go through the very rules that publish real ones.
"""

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from surveys.domain.disclosure.coding import EXACT_FROM, SMALLEST_K
from surveys.domain.disclosure.figures import STEP
from surveys.domain.disclosure.graph import Block, Tree, Unit, publishable_units
from surveys.domain.rotation import PLACES
from surveys.domain.statistics import BASELINE_BLOCKS, BlockPoint, ewma_alarm, half_width_share

WAVES_PER_BLOCK = (1, 2, 3)
# The share of the invited that is assumed to answer, whatever really happened.
ASSUMED_RESPONSE = 0.6
# A design can publish when nearly every block will have enough answers.
SURE_ENOUGH = 0.8
# The drop of the index that should be noticed, in points, and the spread between people that is assumed.
REAL_DROP = 8
SPREAD = 18
NOTICED_WITHIN_MONTHS = 6
_TRIES_UNITS = 20
_TRIES_ALARM = 400
_LIKELY, _UNLIKELY = 0.8, 0.2


@dataclass(frozen=True, slots=True)
class DesignAdvice:
    """One design. Counts are for the organisation as a whole.

    ``invitees``: people drawn in the smallest wave. ``answers``: answers expected in one wave, ``expected`` in
    the smallest block. ``chance``: probability (0 … 1) that at least k answer in such a block. ``yearly``:
    publications a year; ``first_after``: months from the first wave to the one that closes the first block.
    ``half_width`` and ``year_half_width``: half the 95 % interval of a share of 50 %, in points, of one block and
    of a whole year; None when nobody is expected to answer. ``noticed``: chance that a real drop of the index of
    ``REAL_DROP`` points raises the alarm within ``NOTICED_WITHIN_MONTHS``; None where there is no alarm.
    """

    rhythm: str
    waves_per_block: int
    invitees: int
    answers: int
    expected: int
    chance: float
    yearly: int
    first_after: int
    half_width: float | None
    year_half_width: float | None
    noticed: float | None

    @property
    def can_publish(self) -> bool:
        """Whether nearly every block will have enough answers to be shown."""
        return self.chance >= SURE_ENOUGH

    @property
    def noticed_of_ten(self) -> int:
        """`noticed` as so many times in ten; 0 where there is no alarm."""
        return round(10 * (self.noticed or 0))


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice on the chosen design and on all others, most figures a year first.

    ``best``: the design that can publish and shows most figures a year, in the fewest waves; None when none can.
    ``smallest_unit``: staff a unit needs to expect a figure of its own once a year.
    """

    chosen: DesignAdvice
    designs: tuple[DesignAdvice, ...]
    best: DesignAdvice | None
    smallest_unit: int

    @property
    def workable(self) -> tuple[DesignAdvice, ...]:
        """The designs that can publish."""
        return tuple(one for one in self.designs if one.can_publish)


@dataclass(frozen=True, slots=True)
class UnitAdvice:
    """One unit of the tree: its staff with all below it, answers expected in a year, and the chance (0 … 1) of a
    yearly figure after the rule that protects small groups."""

    unit: Unit
    staff: int
    expected: int
    chance: float

    @property
    def outlook(self) -> str:
        """ "likely", "perhaps" or "unlikely"."""
        if self.chance >= _LIKELY:
            return "likely"
        return "perhaps" if self.chance > _UNLIKELY else "unlikely"


def advise(staff: int, response: float, rhythm: str, k: int, waves_per_block: int = 1) -> Advice:
    """Advice for ``staff`` people of whom a share ``response`` (0 … 1) answers. ``rhythm``: a key of PLACES.

    Sizes by one twelfth (quarter, half) of the staff, as the first dealing gives them.
    """
    if staff < 0 or not 0 <= response <= 1 or k < 1:
        raise ValueError("advice needs staff, a response between 0 and 1, and a positive k")
    if rhythm not in PLACES:
        raise ValueError(f"{rhythm!r} is no rhythm")
    if waves_per_block not in WAVES_PER_BLOCK:
        raise ValueError("one, two or three waves are published together")
    designs = [
        _advise_one(name, together, staff, response, k)
        for name in PLACES
        for together in WAVES_PER_BLOCK
        if PLACES[name] % together == 0
    ]
    designs.sort(key=lambda one: (-one.yearly, one.waves_per_block))
    # A design that does not divide the year (three waves of a half-yearly rhythm) is advised on, never offered.
    chosen = next(
        (one for one in designs if (one.rhythm, one.waves_per_block) == (rhythm, waves_per_block)),
        None,
    ) or _advise_one(rhythm, waves_per_block, staff, response, k)
    return Advice(
        chosen=chosen,
        designs=tuple(designs),
        best=next((one for one in designs if one.can_publish), None),
        smallest_unit=math.ceil(k / response - 1e-9) if response else 0,
    )


def _advise_one(rhythm: str, together: int, staff: int, response: float, k: int) -> DesignAdvice:
    places = PLACES[rhythm]
    invitees = staff // places
    expected = math.floor(invitees * together * response + 1e-9)
    year = math.floor(staff * response + 1e-9)
    yearly = places // together
    return DesignAdvice(
        rhythm=rhythm,
        waves_per_block=together,
        invitees=invitees,
        answers=math.floor(invitees * response + 1e-9),
        expected=expected,
        chance=chance_of_at_least(k, invitees * together, response),
        yearly=yearly,
        first_after=(together - 1) * (12 // places),
        half_width=half_width_share(expected, staff) if expected else None,
        year_half_width=half_width_share(year, staff) if year else None,
        noticed=chance_to_notice(expected) if yearly == 12 and expected > 1 else None,
    )


def chance_of_at_least(k: int, invitees: int, response: float) -> float:
    """Probability that at least ``k`` of ``invitees`` answer, each with probability ``response`` by itself."""
    below = sum(
        math.comb(invitees, number) * response**number * (1 - response) ** (invitees - number)
        for number in range(min(k, invitees + 1))
    )
    return max(0.0, 1 - below)


@lru_cache(maxsize=256)
def chance_to_notice(answers: int) -> float:
    """Chance that a drop of REAL_DROP points raises the alarm of the index within six monthly blocks of ``answers``
    people each, after a baseline of a year; tried 400 times on figures as they are published, with the same lots each
    time."""
    rng = random.Random(answers)
    error = SPREAD / math.sqrt(answers)
    # As published: rounded, the spread up, the number of answers down (docs/algorithms/disclosure.md, "Coding").
    step = 1 if answers >= EXACT_FROM else STEP
    spread, size = math.ceil(SPREAD / STEP) * STEP, max(answers // STEP * STEP, SMALLEST_K)

    def block(level: float) -> BlockPoint:
        return BlockPoint(math.floor(rng.gauss(level, error) / step + 0.5) * step, size, spread)

    noticed = 0
    for _ in range(_TRIES_ALARM):
        before = [block(60) for _ in range(BASELINE_BLOCKS)]
        after = [block(60 - REAL_DROP) for _ in range(NOTICED_WITHIN_MONTHS)]
        chart = ewma_alarm(before, after)
        noticed += chart is not None and chart.alarm is not None
    return noticed / _TRIES_ALARM


def expect_units(
    staff: Mapping[Unit, int],
    tree: Tree,
    response: float,
    k: int,
    *,
    blocks: int,
    rng: random.Random,
    tries: int = _TRIES_UNITS,
) -> dict[Unit, UnitAdvice]:
    """For every unit of ``tree`` the chance of a figure over a year of ``blocks`` published blocks.

    ``staff``: people in each unit itself. Places are dealt in turn along the tree; each person answers with
    probability ``response``; then the rule that publishes units decides.
    """
    shown = dict.fromkeys(tree, 0)
    for _ in range(tries):
        cells: dict[tuple[Unit, Block], int] = {}
        turn = rng.randrange(blocks)
        for unit in tree:
            for _person in range(staff.get(unit, 0)):
                turn = (turn + 1) % blocks
                if rng.random() < response:
                    cells[unit, turn] = cells.get((unit, turn), 0) + 1
        enough = [
            block
            for block in range(blocks)
            if sum(number for (_, one), number in cells.items() if one == block) >= k
        ]
        for unit in publishable_units(cells, tree, k, published_blocks=enough):
            shown[unit] += 1
    whole = {unit: staff.get(unit, 0) for unit in tree}
    for unit, number in staff.items():
        above = tree.get(unit)
        while above is not None:
            whole[above] += number
            above = tree[above]
    return {
        unit: UnitAdvice(unit, whole[unit], math.floor(whole[unit] * response + 1e-9), shown[unit] / tries)
        for unit in tree
    }
