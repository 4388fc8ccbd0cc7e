"""What is late, and where the bars of the time line lie."""

from datetime import date, timedelta

import pytest

from projects.domain.lifecycle import State
from projects.domain.timeline import Axis, Pace, Span, axis, bar, pace

TODAY = date(2026, 11, 28)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(1, State.NOT_BEGUN), (Pace.NOT_PLANNED, 0)),
        (Span(1, State.NOT_BEGUN, planned_from=TODAY), (Pace.PLANNED, 0)),
        (Span(1, State.NOT_BEGUN, planned_from=ago(3)), (Pace.BEGINS_LATE, 3)),
        (Span(1, State.NOT_BEGUN, planned_until=ago(-3)), (Pace.PLANNED, 0)),
        (Span(1, State.UNDER_WAY, planned_until=TODAY), (Pace.RUNS, 0)),
        (Span(1, State.UNDER_WAY, planned_until=ago(1)), (Pace.RUNS_LATE, 1)),
        (Span(1, State.UNDER_WAY), (Pace.RUNS, 0)),
        (Span(1, State.DONE, planned_until=ago(5), finished=ago(5)), (Pace.ON_TIME, 0)),
        (Span(1, State.DONE, planned_until=ago(5), finished=ago(3)), (Pace.DONE_LATE, 2)),
        (Span(1, State.DONE, finished=ago(3)), (Pace.NOT_PLANNED, 0)),
        (Span(1, State.SKIPPED, planned_until=ago(9)), (Pace.SKIPPED, 0)),
    ],
)
def test_how_a_step_goes_compared_with_its_plan(span: Span, expected: tuple[Pace, int]) -> None:
    assert pace(span, TODAY) == expected


def test_the_axis_reaches_from_the_first_known_day_to_the_last_with_today_on_it() -> None:
    spans = [
        Span(1, State.DONE, begun=ago(40), finished=ago(20)),
        Span(2, State.NOT_BEGUN, ago(-10), ago(-30)),
    ]
    assert axis(spans, TODAY) == Axis(ago(40), ago(-30))
    assert axis([], TODAY) == Axis(TODAY, ago(-7))


def test_a_bar_lies_inside_the_picture_also_with_one_end() -> None:
    line = Axis(TODAY, ago(-100))
    assert bar(line, ago(-10), ago(-50)) == (10.0, 40.0)
    assert bar(line, ago(-100), None) == (98.5, 1.5)
    assert bar(line, ago(5), ago(-200)) == (0.0, 100.0)
    assert bar(line, None, None) is None
