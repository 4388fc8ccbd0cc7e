"""The points of the kick-off."""

from datetime import date

import pytest

from projects.domain import kickoff


def test_the_checklist_has_the_ten_points_of_the_method() -> None:
    assert kickoff.CODES == ("1a", "1b", "1c", "1d", "1e", "1f", "1g", "2", "3", "4")


def test_a_point_is_open_until_it_is_done_or_waived() -> None:
    states = dict.fromkeys(kickoff.CODES, "done") | {"1c": "waived", "2": "open"}
    del states["4"]
    assert kickoff.still_open(states) == ("2", "4")


@pytest.mark.parametrize(
    ("code", "who", "ready_on", "note", "missing"),
    [
        ("3", "Anna", date(2026, 12, 1), "In het teamoverleg", ()),
        ("3", " ", None, "", ("who", "ready_on", "note")),
        ("3", "Anna", None, "Nieuwsbrief", ("ready_on",)),
        ("1a", "", None, "", ()),
    ],
)
def test_only_the_agreement_asks_for_its_three_parts(code, who, ready_on, note, missing) -> None:
    assert kickoff.missing_for_done(code, who=who, ready_on=ready_on, note=note) == missing
