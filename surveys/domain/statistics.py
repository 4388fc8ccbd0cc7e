"""Intervals, and the question whether something has really changed.

Figures run from 0 to 100 points, shares too. N is the number of staff in the window, n the number of
respondents. Sources: Student's t and Wilson's score interval as in any textbook; finite-population correction
after Cochran, Sampling Techniques (1977), chapters 2 and 3; EWMA after Lucas & Saccucci (1990), Technometrics
32, 1-12, with the error of the estimated baseline added.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from statistics import NormalDist

Number = int | float | Fraction

EWMA_LAMBDA = 0.3
EWMA_LIMIT = 3.0
BASELINE_BLOCKS = 12


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds on the same scale as the figure they belong to."""

    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half the distance between the bounds."""
        return (self.high - self.low) / 2


def normal_quantile(probability: float) -> float:
    """z with P(Z ≤ z) = probability."""
    return NormalDist().inv_cdf(probability)


def t_distribution(t: float, freedom: float) -> float:
    """P(T ≤ t) for Student's t, through the regularised incomplete beta function."""
    tail = _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2
    return 1 - tail if t >= 0 else tail


@lru_cache(maxsize=4096)
def t_quantile(probability: float, freedom: float) -> float:
    """t with P(T ≤ t) = probability, to within 1e-9 of its size; probability strictly between 0 and 1."""
    if not 0 < probability < 1 or freedom < 1:
        raise ValueError("a quantile needs 0 < probability < 1 and at least one degree of freedom")
    if probability == 0.5:
        return 0.0
    if probability < 0.5:
        return -t_quantile(1 - probability, freedom)
    low, high = 0.0, 2.0
    while t_distribution(high, freedom) < probability:
        low, high = high, 2 * high
    for _ in range(200):
        middle = (low + high) / 2
        if high - low <= 1e-12 * high:
            break
        if t_distribution(middle, freedom) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta function I_x(a, b), by its continued fraction (modified Lentz)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x > (a + 1) / (a + b + 2):
        return 1 - front * _beta_fraction(b, a, 1 - x) / b
    return front * _beta_fraction(a, b, x) / a


def _beta_fraction(a: float, b: float, x: float) -> float:
    tiny = 1e-300
    c, d = 1.0, 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    result = d
    for m in range(1, 10_000):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + numerator / c
            c = c if abs(c) > tiny else tiny
            step = c * d
            result *= step
        if abs(step - 1) < 1e-15:
            break
    return result


def standard_deviation(n: int, total: Number, squares: Number) -> float:
    """Sample standard deviation (n - 1) from sums; n at least 2."""
    if n < 2:
        raise ValueError("a standard deviation needs two values")
    return math.sqrt(max(0.0, float((squares - Fraction(total) ** 2 / n) / (n - 1))))


def mean_interval(
    n: int,
    total: Number,
    squares: Number,
    staff: int | None = None,
    *,
    confidence: float = 0.95,
    fpc: bool = True,
) -> Interval | None:
    """Interval of a mean from sums: x̄ ± t(n-1) · s/√n · √((N-n)/(N-1)), cut off at 0 and 100.

    ``staff`` is N; without it, or with ``fpc=False`` (testing for change), the last factor is left out. None
    with fewer than two values.
    """
    if n < 2:
        return None
    return interval_around(
        float(total) / n, standard_deviation(n, total, squares), n, staff, confidence=confidence, fpc=fpc
    )


def interval_around(
    mean: float,
    deviation: float,
    n: int,
    staff: int | None = None,
    *,
    confidence: float = 0.95,
    fpc: bool = True,
) -> Interval:
    """As :func:`mean_interval`, from mean and standard deviation (points); n at least 2."""
    error = deviation / math.sqrt(n)
    if fpc and staff is not None:
        error *= math.sqrt(_unasked(n, staff))
    half = t_quantile((1 + confidence) / 2, n - 1) * error
    return Interval(max(0.0, mean - half), min(100.0, mean + half))


def wilson(
    successes: Number,
    n: int,
    staff: int | None = None,
    *,
    confidence: float = 0.95,
    fpc: bool = True,
) -> Interval:
    """Wilson's score interval of a share, in points (0 … 100).

    With ``staff`` (N) and ``fpc`` the sample counts as n_eff = n(N-1)/(N-n). ``successes`` need not be whole,
    so that an interval can be made from a rounded share.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError("a share has at least one answer, and no more successes than answers")
    share = float(successes) / n
    size = float(n)
    if fpc and staff is not None:
        left = _unasked(n, staff)
        if left == 0:
            return Interval(100 * share, 100 * share)
        size = n / left
    z = normal_quantile((1 + confidence) / 2)
    centre = (share + z * z / (2 * size)) / (1 + z * z / size)
    half = z * math.sqrt(share * (1 - share) / size + z * z / (4 * size * size)) / (1 + z * z / size)
    # At the ends the formula gives exactly 0 and 100, but for rounding errors.
    low = 0.0 if share == 0 else max(0.0, 100 * (centre - half))
    high = 100.0 if share == 1 else min(100.0, 100 * (centre + half))
    return Interval(low, high)


def half_width_share(n: int, staff: int, *, share: float = 0.5, confidence: float = 0.95) -> float:
    """Half the width of the interval of a share, in points, with finite-population factor."""
    return wilson(share * n, n, staff, confidence=confidence).half_width


def response_bounds(share: float, response: float) -> Interval:
    """What the share can be among all staff, when nothing is known of who did not answer.

    ``share`` and ``response`` run from 0 to 1; the bounds r·p and r·p + (1 - r) are in points.
    """
    if not (0 <= share <= 1 and 0 <= response <= 1):
        raise ValueError("share and response run from 0 to 1")
    return Interval(100 * response * share, 100 * (response * share + 1 - response))


def _unasked(n: int, staff: int) -> float:
    """(N-n)/(N-1): 1 when one was asked of many, 0 when everyone answered."""
    if staff < n:
        raise ValueError("more respondents than staff")
    return (staff - n) / (staff - 1) if staff > 1 else 0.0


@dataclass(frozen=True, slots=True)
class BlockPoint:
    """One block in a series: mean (points), respondents, standard deviation between respondents (points)."""

    mean: float
    n: int
    deviation: float


@dataclass(frozen=True, slots=True)
class EwmaPoint:
    """One step of the chart: smoothed value and the limits between which it may wander by chance."""

    smoothed: float
    low: float
    high: float

    @property
    def is_alarm(self) -> bool:
        """Whether this step is outside its limits."""
        return not self.low <= self.smoothed <= self.high


@dataclass(frozen=True, slots=True)
class EwmaChart:
    """``level``: the baseline mean (points). ``steps``: one for each block after the baseline."""

    level: float
    steps: tuple[EwmaPoint, ...]

    @property
    def alarm(self) -> int | None:
        """Position of the first step outside its limits, or None."""
        return next((number for number, step in enumerate(self.steps) if step.is_alarm), None)


def ewma_alarm(
    baseline: Sequence[BlockPoint],
    series: Sequence[BlockPoint],
    *,
    smoothing: float = EWMA_LAMBDA,
    limit: float = EWMA_LIMIT,
    baseline_blocks: int = BASELINE_BLOCKS,
) -> EwmaChart | None:
    """EWMA chart of the blocks after a baseline; None while the baseline has fewer blocks than it should.

    z_t = λ·x_t + (1-λ)·z_(t-1), z_0 the mean of the baseline blocks. Its error has two parts: that of the
    blocks since, Σ λ²(1-λ)^(2i)·e²_(t-i), and that of the baseline itself, (1 - (1-λ)^t)²·Σe²/m². A block's
    error e is s/√n with one standard deviation s pooled over all blocks, without finite-population factor.
    """
    if len(baseline) < baseline_blocks:
        return None
    points = [*baseline, *series]
    freedom = sum(point.n - 1 for point in points)
    pooled = sum((point.n - 1) * point.deviation**2 for point in points) / freedom if freedom > 0 else 0.0
    level = sum(point.mean for point in baseline) / len(baseline)
    level_variance = sum(pooled / point.n for point in baseline) / len(baseline) ** 2
    smoothed, variance = level, 0.0
    steps = []
    for number, point in enumerate(series, start=1):
        smoothed = smoothing * point.mean + (1 - smoothing) * smoothed
        variance = smoothing**2 * pooled / point.n + (1 - smoothing) ** 2 * variance
        reach = limit * math.sqrt(variance + (1 - (1 - smoothing) ** number) ** 2 * level_variance)
        steps.append(EwmaPoint(smoothed, level - reach, level + reach))
    return EwmaChart(level, tuple(steps))
