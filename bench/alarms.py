"""The two alarms on simulated organisations, through the functions that publish and judge a block. Prints JSON.

python -m bench.alarms: for each size and rhythm the share of years with a false alarm of either, and how long a drop of
eight points goes unnoticed.

People differ by 18 points (standard deviation of their index), keep their place in the year and answer it alike but for
item noise; six in ten answer, each year others. Nine statements of five answers make the index; the tenth follows it.
"""

import json
import random
import statistics
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from surveys.domain.disclosure import TrendPoint, baseline_blocks, change_step, publish_block, trend_point
from surveys.domain.disclosure.trend import FIGURES
from surveys.domain.scoring import Direction, Item
from surveys.domain.tally import SCALE, ItemTally, ScoreTally, Tally

RESPONSE = 0.6
LEVEL, BETWEEN = 62.0, 18.5
ITEM_NOISE = 22.0
STATEMENTS = 9
DROP = 8.0
BALANCE = Item(code="K10", direction=Direction.BIPOLAR, theme="werkdrukbalans")


@dataclass(frozen=True, slots=True)
class Design:
    """An organisation: its staff, months between waves, waves in a block."""

    staff: int
    months_apart: int = 1
    waves: int = 1

    @property
    def months(self) -> int:
        """How many months a block covers."""
        return self.months_apart * self.waves


@dataclass(frozen=True, slots=True)
class Found:
    """Shares from 0 to 1; months, None when fewer than half noticed."""

    false_alarms: float
    noticed_in_half_a_year: float
    noticed_in_a_year: float
    median_months: float | None


def blocks(design: Design, rng: random.Random, *, drop_from: int, drop: float) -> Iterator[TrendPoint]:
    """Published blocks of an organisation, one after another; from block ``drop_from`` on all are ``drop`` lower."""
    levels = [rng.gauss(LEVEL, BETWEEN) for _ in range(design.staff)]
    places = 12 // design.months_apart
    wave = number = 0
    while True:
        answering: list[float] = []
        invited = 0
        for _ in range(design.waves):
            asked = levels[wave % places :: places]
            invited += len(asked)
            answering += [level for level in asked if rng.random() < RESPONSE]
            wave += 1
        yield _block(answering, invited, design.staff, rng, drop if number >= drop_from else 0.0)
        number += 1


def _block(levels: list[float], invited: int, staff: int, rng: random.Random, lower: float) -> TrendPoint:
    total = squares = 0
    counts = [0, 0, 0, 0, 0]
    for level in levels:
        points = sum(
            min(4, max(0, round((level - lower + rng.gauss(0, ITEM_NOISE)) / 25))) for _ in range(STATEMENTS)
        )
        score = points * 25 * SCALE // STATEMENTS
        total += score
        squares += score * score
        # Too high for whoever is low on the index, by and large: about three in ten.
        feeling = level - lower + rng.gauss(0, ITEM_NOISE)
        counts[4 if feeling < 30 else 3 if feeling < 47 else 2 if feeling < 95 else 1] += 1
    n = len(levels)
    five = (counts[0], counts[1], counts[2], counts[3], counts[4])
    index = ScoreTally(n, total, squares)
    tally = Tally(n, {BALANCE.code: ItemTally(n=n, counts=five)}, index)
    return trend_point(publish_block(tally, invited, 5, [BALANCE], staff=staff), index, BALANCE.code)


def first_alarm(
    design: Design, rng: random.Random, *, months: int, drop: float, baseline: int | None = None
) -> int | None:
    """After how many months of watching either alarm sounds; None when neither does in ``months``."""
    size = baseline or baseline_blocks(design.months)
    if size is None:
        return None
    points: list[TrendPoint] = []
    for number, point in enumerate(blocks(design, rng, drop_from=size, drop=drop), start=1):
        points.append(point)
        for figure in FIGURES:
            step = change_step(points, figure, size)
            if getattr(step, "is_alarm", False):
                return (number - size) * design.months
        if (number - size) * design.months >= months:
            return None
    return None


def measure(design: Design, runs: int, seed: int, baseline: int | None = None) -> Found:
    """False alarms in the first year of watching, and how a drop is noticed."""
    rng = random.Random(seed)
    false = [first_alarm(design, rng, months=12, drop=0, baseline=baseline) for _ in range(runs)]
    real = [first_alarm(design, rng, months=24, drop=DROP, baseline=baseline) for _ in range(runs)]
    noticed = sorted(month for month in real if month is not None)
    return Found(
        false_alarms=sum(month is not None for month in false) / runs,
        noticed_in_half_a_year=sum(month <= 6 for month in noticed) / runs,
        noticed_in_a_year=sum(month <= 12 for month in noticed) / runs,
        median_months=statistics.median_low([month if month is not None else 99 for month in real])
        if 2 * len(noticed) > runs
        else None,
    )


DESIGNS = (
    (Design(120), 300),
    (Design(300), 300),
    (Design(1200), 200),
    (Design(120, waves=2), 200),
    (Design(120, waves=3), 200),
    (Design(120, months_apart=3), 200),
    (Design(300, months_apart=3), 200),
    (Design(300, months_apart=6), 200),
)


def main() -> None:
    """Every design with a seed of its own."""
    json.dump(
        [
            {**asdict(design), **asdict(measure(design, runs, seed)), "runs": runs}
            for seed, (design, runs) in enumerate(DESIGNS)
        ],
        sys.stdout,
    )


if __name__ == "__main__":
    main()
