"""How promises were kept."""

from datetime import date, timedelta

import pytest

from surveys.domain.promises import FEW, Outcome, Promise, kept

TODAY = date(2026, 11, 28)


def promise(
    due: int | None = 0, done: int | None = None, *, dropped: bool = False, made: int = -30
) -> Promise:
    """Days from today: made, due, done."""

    def day(days: int | None) -> date | None:
        return None if days is None else TODAY + timedelta(days=days)

    made_on = day(made)
    assert made_on is not None
    return Promise(made_on, day(due), day(done), dropped)


@pytest.mark.parametrize(
    ("one", "outcome"),
    [
        (promise(due=-5, done=-6), Outcome.ON_TIME),
        (promise(due=-5, done=-5), Outcome.ON_TIME),
        (promise(due=-5, done=-4), Outcome.LATE),
        (promise(due=None, done=-4), Outcome.ON_TIME),
        (promise(due=-1), Outcome.OVERDUE),
        (promise(due=0), Outcome.RUNNING),
        (promise(due=None), Outcome.RUNNING),
        (promise(due=-5, dropped=True), Outcome.DROPPED),
        (promise(due=5, dropped=True), Outcome.DROPPED),
    ],
)
def test_outcome(one: Promise, outcome: Outcome) -> None:
    assert one.outcome(TODAY) == outcome


def test_share_is_of_what_is_known() -> None:
    found = kept(
        [
            *[promise(due=-5, done=-6)] * 3,
            promise(due=-5, done=-1),
            promise(due=-5),
            promise(due=3, dropped=True),
            *[promise(due=5)] * 10,
        ],
        TODAY,
    )
    assert (found.on_time, found.late, found.overdue, found.dropped, found.running) == (3, 1, 1, 1, 10)
    assert (found.promised, found.come, found.share, found.fives) == (16, 6, 50, 50)


def test_few_are_no_percentage_and_no_median() -> None:
    few = kept([promise(due=-5, done=-6)] * (FEW - 1), TODAY)
    assert (few.share, few.median_days, few.fives) == (None, None, 100)
    enough = kept([promise(due=-5, done=done) for done in (-26, -20, -10, -9, -8)], TODAY)
    assert (enough.share, enough.median_days) == (100, 20)
    nothing = kept([], TODAY)
    assert (nothing.promised, nothing.share, nothing.fives, nothing.median_days) == (0, None, 0, None)
