"""Coding of a figure: rounding, bounds, bands, and intervals that give nothing more away than the figure.

Nothing that is shown depends on the exact number of respondents below 20, nor on who left out one question:
intervals are computed from the figure as rounded and from the number of answers rounded down to a multiple of
five.
"""

import math
from fractions import Fraction

from surveys.domain.disclosure.figures import (
    _TOKEN,
    MEAN_BOUND,
    SHARE_BOUND,
    SMALL_SHARE_BOUND,
    STEP,
    Bound,
    Reason,
    SafeCount,
    SafeDistribution,
    SafeIndex,
    SafeReliability,
    SafeResponse,
    SafeShare,
    Suppressed,
    suppressed,
)
from surveys.domain.statistics import Interval, Number, interval_around, standard_deviation, wilson

SMALLEST_K = 5
EXACT_FROM = 20
SMALL_BELOW = 10
DISTRIBUTION_FROM = 15
RELIABILITY_FROM = 50
SMALLEST_DEVIATION = 10


def band_of(n: int, k: int) -> tuple[int, int]:
    """Lowest and highest number in the band of ``n``: k … 9, 10 … 14, 15 … 19, then each number alone."""
    check_k(k)
    if n < k:
        raise ValueError("fewer than k have no band")
    if n >= EXACT_FROM:
        return n, n
    return max(k, n // STEP * STEP), n // STEP * STEP + STEP - 1


def respondents_band(n: int, k: int) -> SafeCount | Suppressed:
    """The number of respondents: suppressed below k, a band below 20, exact from 20 on."""
    check_k(k)
    if n < k:
        return suppressed(Reason.TOO_FEW)
    low, high = band_of(n, k)
    return SafeCount(token=_TOKEN, low=low, high=high)


def response_band(n: int, invited: int, k: int) -> SafeResponse | Suppressed:
    """Response in percent, in steps of five; from a band of respondents a range that covers the band."""
    if n > invited:
        raise ValueError("more respondents than invited")
    check_k(k)
    if n < k:
        return suppressed(Reason.TOO_FEW)
    least, most = band_of(n, k)
    if n >= EXACT_FROM:
        low = high = _to_step(Fraction(100 * n, invited), STEP)
    else:
        low = 100 * least // invited // STEP * STEP
        high = -(-100 * min(most, invited) // (invited * STEP)) * STEP
    if low >= 100 - SHARE_BOUND:
        low, high = 100 - SHARE_BOUND, 100
    elif high <= SHARE_BOUND:
        low, high = 0, SHARE_BOUND
    return SafeResponse(token=_TOKEN, low=low, high=high)


def coded_share(
    count: int, n: int, *, k: int = SMALLEST_K, staff: int | None = None, interval: bool = True
) -> SafeShare | Suppressed:
    """``count`` of ``n`` in steps of five, with bounds at 90 and 10 (among fewer than ten at 80 and 20).

    Rounded first: 88 % is shown as "90 or more". The wider bounds in the smallest band are there because nine
    of ten is everybody among fewer than ten people. ``staff`` (N) narrows the interval from 20 answers on.
    """
    check_k(k)
    if not 0 <= count <= n:
        raise ValueError("a share is of 0 to n people")
    if n < k:
        return suppressed(Reason.TOO_FEW)
    value = _to_step(Fraction(100 * count, n), STEP)
    margin = SMALL_SHARE_BOUND if n < SMALL_BELOW else SHARE_BOUND
    if value >= 100 - margin:
        return SafeShare(token=_TOKEN, value=100 - margin, bound=Bound.AT_LEAST, low=None, high=None)
    if value <= margin:
        return SafeShare(token=_TOKEN, value=margin, bound=Bound.AT_MOST, low=None, high=None)
    low: int | None = None
    high: int | None = None
    if interval:
        answers = _coarse(n, k)
        found = wilson(Fraction(value * answers, 100), answers, staff if n >= EXACT_FROM else None)
        low, high = _outwards(found)
    return SafeShare(token=_TOKEN, value=value, bound=Bound.NONE, low=low, high=high)


def coded_mean(
    n: int,
    total: Number,
    squares: Number,
    *,
    k: int = SMALLEST_K,
    staff: int | None = None,
    fine: bool = False,
) -> SafeIndex | Suppressed:
    """A mean from sums (points, points²), in steps of five, with bounds at 95 and 5.

    ``fine``: whole points, from 20 answers on (only the index is shown so). The standard deviation behind the
    interval is rounded up to a multiple of five and is never below ten, so that a narrow interval cannot tell
    that everyone answered the same.
    """
    check_k(k)
    if n < k:
        return suppressed(Reason.TOO_FEW)
    mean = Fraction(total) / n
    if not 0 <= mean <= 100:
        raise ValueError("a mean lies between 0 and 100 points")
    value = _to_step(mean, 1 if fine and n >= EXACT_FROM else STEP)
    if value >= 100 - MEAN_BOUND:
        return SafeIndex(token=_TOKEN, value=100 - MEAN_BOUND, bound=Bound.AT_LEAST, low=None, high=None)
    if value <= MEAN_BOUND:
        return SafeIndex(token=_TOKEN, value=MEAN_BOUND, bound=Bound.AT_MOST, low=None, high=None)
    found = interval_around(
        value, coded_deviation(n, total, squares), _coarse(n, k), staff if n >= EXACT_FROM else None
    )
    low, high = _outwards(found)
    return SafeIndex(token=_TOKEN, value=value, bound=Bound.NONE, low=low, high=high)


def coded_deviation(n: int, total: Number, squares: Number) -> int:
    """The standard deviation behind an interval (points): rounded up to a multiple of five, never below ten."""
    return max(SMALLEST_DEVIATION, math.ceil(standard_deviation(n, total, squares) / STEP) * STEP)


def coded_distribution(counts: tuple[int, ...], *, k: int = SMALLEST_K) -> SafeDistribution | Suppressed:
    """Shares of raw answers 1 … 5, each coded by itself; from 15 answers on."""
    n = sum(counts)
    if n < k:
        return suppressed(Reason.TOO_FEW)
    if n < DISTRIBUTION_FROM:
        return suppressed(Reason.TOO_FEW_FOR_DISTRIBUTION)
    shares = [coded_share(count, n, k=k, interval=False) for count in counts]
    first, second, third, fourth, fifth = (share for share in shares if isinstance(share, SafeShare))
    return SafeDistribution(token=_TOKEN, shares=(first, second, third, fourth, fifth))


def coded_reliability(complete: int, alpha: float | None) -> SafeReliability | Suppressed:
    """Cronbach's alpha in steps of 0.05; from 50 complete ballots on."""
    if complete < RELIABILITY_FROM or alpha is None:
        return suppressed(Reason.TOO_FEW_FOR_RELIABILITY)
    hundredths = _to_step(Fraction(min(1.0, max(0.0, alpha))) * 100, STEP)
    return SafeReliability(token=_TOKEN, hundredths=hundredths)


def check_k(k: int) -> None:
    """The agreement can raise k, never lower it."""
    if k < SMALLEST_K:
        raise ValueError(f"k is at least {SMALLEST_K}")


def _coarse(n: int, k: int) -> int:
    """Number of answers for an interval: the multiple of five below, so the lowest of the band under 20."""
    return max(k, n // STEP * STEP)


def _to_step(value: Fraction, step: int) -> int:
    """Nearest multiple of ``step``, halves up."""
    return math.floor(value / step + Fraction(1, 2)) * step


def _outwards(interval: Interval) -> tuple[int, int]:
    """Whole points around an interval; the small margin keeps rounding errors from adding a point."""
    return math.floor(interval.low + 1e-9), math.ceil(interval.high - 1e-9)
