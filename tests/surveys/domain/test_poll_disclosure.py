"""The gate of a poll: every poll of up to nine sheets, and what comes back from storage."""

from itertools import combinations_with_replacement, product

import pytest

from surveys.domain.disclosure import PublishedPoll, SafeShare, Suppressed, publish_poll
from surveys.domain.disclosure.coding import coded_share

COUNTS = [(yes, partly, no) for yes, partly, no in product(range(10), repeat=3) if yes + partly + no <= 9]


@pytest.mark.parametrize("sheets", range(5))
def test_fewer_than_k_give_one_outcome_whatever_they_said(sheets: int) -> None:
    outcomes = {
        str(publish_poll([counts], sheets, 40, 5).to_json()) for counts in COUNTS if sum(counts) <= sheets
    }
    assert len(outcomes) == 1
    assert publish_poll([(0, 0, 0)], sheets, 40, 5).is_suppressed


def test_every_small_poll_is_coded_as_the_survey_codes_and_comes_back_as_it_was() -> None:
    for counts in COUNTS:
        sheets = max(5, sum(counts))
        poll = publish_poll([counts], sheets, 40, 5)
        assert poll.statements[0].yes == coded_share(counts[0], sum(counts), k=5, staff=40)
        assert PublishedPoll.from_json(poll.to_json()) == poll
        assert isinstance(poll.statements[0].spread, Suppressed)
        if sum(counts) < 5:
            assert isinstance(poll.statements[0].yes, Suppressed)


def test_all_and_nearly_all_look_the_same() -> None:
    """Among few people "everybody" is never said: the last one's answer does not follow from the others'."""
    for one, other in combinations_with_replacement(
        [(5, 0, 0), (6, 0, 0), (7, 0, 0), (9, 0, 0), (8, 0, 1)], 2
    ):
        first, second = (publish_poll([counts], sum(counts), 40, 5) for counts in (one, other))
        assert first.statements[0].yes == second.statements[0].yes


def test_the_spread_is_shown_from_fifteen_answers_on() -> None:
    shown = publish_poll([(8, 4, 3), (8, 4, 2)], 15, 40, 5).statements
    assert [isinstance(one.spread, Suppressed) for one in shown] == [False, True]
    spread = shown[0].spread
    assert not isinstance(spread, Suppressed)
    assert [share.value for share in spread.shares] == [20, 10, 25, 10, 55]
    assert isinstance(shown[0].yes, SafeShare)


def test_one_person_who_left_a_statement_out_shows_nowhere() -> None:
    """Of 24 sheets 23 or 24 answered: only the coded share may differ, and no number of answers is shown."""
    content = publish_poll([(12, 6, 5)], 24, 40, 5).to_json()
    assert set(content["statements"][0]) == {"yes", "spread"}
    assert "23" not in str(content)


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"statements": [{"yes": {"kind": "share", "value": 60}}]},
        {"respondents": {"kind": "suppressed", "reason": "too_few"}},
    ],
)
def test_what_the_gate_cannot_have_written_is_refused(change: dict) -> None:
    content = publish_poll([(8, 4, 8)], 20, 40, 5).to_json()
    with pytest.raises((ValueError, KeyError, TypeError)):
        PublishedPoll.from_json({**content, **change})


def test_nobody_else_can_make_one() -> None:
    with pytest.raises(TypeError):
        PublishedPoll(token=object(), respondents=None, response=None, statements=())  # type: ignore[arg-type]


def test_more_answers_than_sheets_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="more answers"):
        publish_poll([(9, 0, 0)], 8, 40, 5)
