import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.statistics import (
    BlockPoint,
    Interval,
    ewma_alarm,
    half_width_share,
    mean_interval,
    response_bounds,
    t_distribution,
    t_quantile,
    wilson,
)


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [
        # 1 and 2 degrees of freedom have closed forms; the others are from published tables.
        (1, math.tan(math.pi * 0.475)),
        (2, 0.95 * math.sqrt(2 / (1 - 0.95**2))),
        (4, 2.7764451052),
        (5, 2.5705818356),
        (10, 2.2281388520),
        (30, 2.0422724563),
        (100, 1.9839715185),
        (1e7, 1.9599642),
    ],
)
def test_t_quantile_against_tables(freedom, quantile):
    assert t_quantile(0.975, freedom) == pytest.approx(quantile, abs=1e-6)
    assert t_quantile(0.025, freedom) == pytest.approx(-quantile, abs=1e-6)


@given(st.floats(0.001, 0.999), st.integers(1, 400))
def test_t_quantile_undoes_its_distribution(probability, freedom):
    assert t_distribution(t_quantile(probability, freedom), freedom) == pytest.approx(probability, abs=1e-9)


def test_mean_interval_by_hand():
    values = [25, 50, 50, 75, 100]
    sums = (5, sum(values), sum(value**2 for value in values))
    half = 2.7764451052 * statistics.stdev(values) / math.sqrt(5)

    plain = mean_interval(*sums, staff=20, fpc=False)
    corrected = mean_interval(*sums, staff=20)

    assert (plain.low, plain.high) == pytest.approx((60 - half, 60 + half))
    assert corrected.half_width == pytest.approx(half * math.sqrt(15 / 19))
    assert mean_interval(*sums, staff=5) == Interval(60, 60)
    assert mean_interval(1, 50, 2500) is None


def test_intervals_stay_on_the_scale():
    assert mean_interval(3, 275, 25_625).high == 100
    assert wilson(0, 5).low == 0
    assert wilson(5, 5).high == 100


def test_wilson_against_a_published_value():
    # Newcombe (1998), Statistics in Medicine 17, 857-872: 81 of 263 gives 0.2553 to 0.3662.
    assert wilson(81, 263) == Interval(pytest.approx(25.53, abs=0.005), pytest.approx(36.62, abs=0.005))


def test_more_answers_than_staff_are_refused():
    with pytest.raises(ValueError, match="more respondents"):
        wilson(3, 12, 11)


@pytest.mark.parametrize(
    ("staff", "month", "quarter", "year"),
    [(120, 31, 20, 7), (240, 24, 14, 5), (480, 18, 10, 4), (1200, 12, 7, 2)],
)
def test_half_widths_at_a_response_of_60_percent(staff, month, quarter, year):
    asked = {12: month, 4: quarter, 1: year}
    widths = {part: round(half_width_share(round(0.6 * staff / part), staff)) for part in asked}
    assert widths == asked


def test_response_bounds():
    assert response_bounds(0.5, 0.6) == Interval(pytest.approx(30), pytest.approx(70))
    assert response_bounds(0.4, 1) == Interval(pytest.approx(40), pytest.approx(40))


def simulate(rng, months, answers, *, level=65.0):
    for _ in range(months):
        values = [rng.gauss(level, 18) for _ in range(answers)]
        yield BlockPoint(statistics.fmean(values), answers, statistics.stdev(values))


def alarm_rate(answers, *, months, drop, runs=1500):
    rng = random.Random(20260101)
    found = 0
    for _ in range(runs):
        baseline = list(simulate(rng, 12, answers))
        chart = ewma_alarm(baseline, list(simulate(rng, months, answers, level=65 - drop)))
        found += chart.alarm is not None
    return found / runs


def test_no_alarm_before_there_is_a_baseline():
    rng = random.Random(1)
    assert ewma_alarm(list(simulate(rng, 11, 12)), list(simulate(rng, 3, 12))) is None


def test_alarm_limits_by_hand():
    baseline = [BlockPoint(60, 4, 10)] * 12
    chart = ewma_alarm(baseline, [BlockPoint(70, 4, 10), BlockPoint(20, 4, 10)])

    error = 5.0
    first = 3 * error * math.sqrt(0.09 + 0.09 / 12)
    second = 3 * error * math.sqrt(0.09 + 0.09 * 0.49 + 0.51**2 / 12)
    assert [step.smoothed for step in chart.steps] == pytest.approx([63, 50.1])
    assert [step.high - 60 for step in chart.steps] == pytest.approx([first, second])
    assert [60 - step.low for step in chart.steps] == pytest.approx([first, second])
    assert chart.alarm == 1


def test_false_alarms_and_real_drops():
    # Two charts together give 4 to 5 % false alarms a year, so one gives about half of that.
    assert 0.01 <= alarm_rate(12, months=12, drop=0) <= 0.035
    assert 0.5 <= alarm_rate(12, months=6, drop=8) <= 0.7
    assert 0.88 <= alarm_rate(24, months=6, drop=8) <= 0.97
