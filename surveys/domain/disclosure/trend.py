"""The organisation's figures over its blocks, and whether the newest of them is more than chance.

Everything here is computed from figures as they were published, never from exact sums: who can read the pages can
compute the same, so it tells nothing new. ``docs/algorithms/change.md`` explains the alarm and its rates.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass, replace
from typing import Any, Self

from surveys.domain.disclosure.block import PublishedBlock
from surveys.domain.disclosure.coding import SMALLEST_DEVIATION, coded_deviation
from surveys.domain.disclosure.figures import (
    _TOKEN,
    STEP,
    Reason,
    SafeCount,
    SafeFigure,
    SafeIndex,
    SafeShare,
    SafeStep,
    Suppressed,
    from_json,
    suppressed,
    to_json,
)
from surveys.domain.statistics import BlockPoint, EwmaPoint, ewma_alarm
from surveys.domain.tally import ScoreTally

BASELINE_MONTHS = 12
# Simulated down to two blocks a year (python -m bench alarms); a single one has nothing to compare within a year.
FEWEST_BLOCKS = 2
FIGURES = ("index", "too_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One published block of the organisation in its trend.

    ``deviation``: the standard deviation behind the interval of the index, as coded (points). ``just_right`` is
    there where the spread of the answers is shown. ``index_step`` and ``too_high_step``: the answer to "has
    something really changed?".
    """

    token: InitVar[object]
    respondents: SafeCount | Suppressed
    index: SafeIndex | Suppressed
    too_high: SafeShare | Suppressed
    too_low: SafeShare | Suppressed
    just_right: SafeShare | Suppressed
    deviation: int
    index_step: SafeStep | Suppressed
    too_high_step: SafeStep | Suppressed

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("points of a trend are made by the disclosure code only")
        if type(self.deviation) is not int or self.deviation % STEP or self.deviation < SMALLEST_DEVIATION:
            raise ValueError("a deviation is coded in steps of five, from ten on")

    def with_steps(
        self, index_step: SafeStep | Suppressed, too_high_step: SafeStep | Suppressed
    ) -> "TrendPoint":
        """The same point with its answers."""
        return replace(self, token=_TOKEN, index_step=index_step, too_high_step=too_high_step)

    def step(self, figure: str) -> SafeStep | Suppressed:
        """The answer for ``figure``: "index" or "too_high"."""
        return self.index_step if figure == "index" else self.too_high_step

    def input(self, figure: str) -> BlockPoint | None:
        """What the alarm on ``figure`` is given: the figure as published. None where nothing was."""
        shown = self.index if figure == "index" else self.too_high
        if isinstance(shown, Suppressed) or isinstance(self.respondents, Suppressed):
            return None
        # Below twenty the middle of the band; from twenty on the ends are equal.
        n = (self.respondents.low + self.respondents.high) // 2
        if figure == "index":
            # The middle of the step that the deviation was rounded up from.
            spread = self.deviation - STEP / 2 if self.deviation > SMALLEST_DEVIATION else self.deviation
        else:
            spread = math.sqrt(shown.value * (100 - shown.value) * n / (n - 1))
        return BlockPoint(shown.value, n, spread)

    def to_json(self) -> dict[str, Any]:
        """To be stored; whole numbers and text only."""
        return {**{name: to_json(getattr(self, name)) for name in _PARTS}, "deviation": self.deviation}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Self:
        """Inverse of :meth:`to_json`. Raises ValueError for anything that it cannot have written."""
        if set(content) != {*_PARTS, "deviation"}:
            raise ValueError("a stored point has exactly its own fields")
        figures: dict[str, Any] = {}
        for name, kind in _PARTS.items():
            figures[name] = from_json(content[name])
            if not isinstance(figures[name], (kind, Suppressed)):
                raise ValueError("a stored figure of another kind")
        return cls(token=_TOKEN, **figures, deviation=content["deviation"])


_PARTS: dict[str, type[SafeFigure]] = {
    "respondents": SafeCount,
    "index": SafeIndex,
    "too_high": SafeShare,
    "too_low": SafeShare,
    "just_right": SafeShare,
    "index_step": SafeStep,
    "too_high_step": SafeStep,
}


def trend_point(block: PublishedBlock, index: ScoreTally, balance: str) -> TrendPoint:
    """The point of ``block`` in the trend, without answers yet.

    ``index``: the counts behind its index, for the coded deviation only. ``balance``: code of the statement on too
    little and too much work.
    """
    nothing = suppressed(Reason.NO_BASELINE)
    item = block.items.get(balance)
    spread = item.distribution if item else suppressed(Reason.NOT_ASKED)
    has_interval = isinstance(block.index, SafeIndex) and block.index.low is not None
    return TrendPoint(
        token=_TOKEN,
        respondents=block.respondents,
        index=block.index,
        too_high=block.too_high,
        too_low=block.too_low,
        just_right=spread if isinstance(spread, Suppressed) else spread.shares[2],
        deviation=coded_deviation(index.n, index.total, index.squares)
        if has_interval
        else SMALLEST_DEVIATION,
        index_step=nothing,
        too_high_step=nothing,
    )


def baseline_blocks(months: int) -> int | None:
    """How many blocks of ``months`` months are the baseline; None where no alarm is offered."""
    blocks = BASELINE_MONTHS // months
    return blocks if blocks >= FEWEST_BLOCKS else None


def change_step(points: Sequence[TrendPoint], figure: str, baseline: int | None) -> SafeStep | Suppressed:
    """Whether the newest of ``points`` is more than chance.

    ``points``: every block since the series began (or began anew), oldest first; blocks without the figure are
    passed over. ``baseline``: how many of them are the baseline; None where no alarm is offered.
    """
    if baseline is None:
        return suppressed(Reason.NOT_OFFERED)
    if not points or points[-1].input(figure) is None:
        return suppressed(Reason.TOO_FEW)
    given = [found for point in points if (found := point.input(figure)) is not None]
    chart = ewma_alarm(given[:baseline], given[baseline:], baseline_blocks=baseline)
    if chart is None or not chart.steps:
        return suppressed(Reason.NO_BASELINE)
    return _coded_step(chart.steps[-1])


def _coded_step(step: EwmaPoint) -> SafeStep:
    """In whole points; outside its limits as rounded when it is outside as computed, and only then."""
    if not step.is_alarm:
        smoothed = math.floor(step.smoothed + 0.5)
        low, high = math.floor(step.low), math.ceil(step.high)
    else:
        smoothed = math.floor(step.smoothed) if step.smoothed < step.low else math.ceil(step.smoothed)
        low, high = math.ceil(step.low), math.floor(step.high)
        low, high = min(low, high), max(low, high)
    return SafeStep(token=_TOKEN, smoothed=smoothed, low=min(max(0, low), 100), high=max(0, min(high, 100)))
