"""What a file changes: recognising people, repeats, units, and who is missing."""

from dataclasses import replace
from datetime import date

import pytest

from werkdruk.organisations.domain.staff_diff import Diff, Known, Places, compare
from werkdruk.organisations.domain.staff_rows import Reason, Refusal, StaffRow

TEAM = ("Noord", "Rood")
EVA = Known(1, "Eva Bakker", TEAM, "1001", "eva@x.nl", date(2018, 3, 1))
BEA = Known(2, "Bea Smit", TEAM, "", "team@x.nl")
TIM = Known(3, "Tim Smit", TEAM, "", "team@x.nl")
UNITS = [("Noord",), TEAM]


def row(
    line: int, name: str, number: str = "", email: str | None = None, path: tuple = TEAM, **more: object
) -> StaffRow:
    return StaffRow(line, name, path, number, email, **more)  # type: ignore[arg-type]


def diff(*rows: StaffRow, known: tuple = (EVA, BEA, TIM), refused: tuple = (), units: list = UNITS) -> Diff:
    return compare(rows, refused, known, units)


def outcome(found: Diff) -> dict[str, list]:
    """Who falls where, by id or line."""
    return {
        "added": [one.line for one in found.added],
        "changed": [change.known.id for change in found.changed],
        "unchanged": [known.id for known in found.unchanged],
        "missing": [known.id for known in found.missing],
        "refused": [(refusal.line, refusal.reason) for refusal in found.refused],
    }


SAME = row(2, "Eva Bakker", "1001", "eva@x.nl", joined_on=date(2018, 3, 1))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([SAME], {"unchanged": [1], "missing": [2, 3]}),
        # by number, whatever else changes
        ([replace(SAME, name="Eva Jansen", email="new@x.nl")], {"changed": [1], "missing": [2, 3]}),
        # without a number: by address and name, in a shared mailbox
        ([row(2, "tim smit", email="team@x.nl")], {"changed": [3], "missing": [1, 2]}),
        ([row(2, "Bea Smit", email="team@x.nl"), row(3, "Tim Smit", email="team@x.nl")],
         {"unchanged": [2, 3], "missing": [1]}),
        # an unknown number with a known address and name belongs to who had none
        ([row(2, "Bea Smit", "77", "team@x.nl")], {"changed": [2], "missing": [1, 3]}),
        # renumbered, as a new HR program does
        ([row(2, "Eva Bakker", "A-1", "eva@x.nl")], {"changed": [1], "missing": [2, 3]}),
        # the old number is in the file too: two people
        ([SAME, row(3, "Eva Bakker", "A-1", "eva2@x.nl")], {"unchanged": [1], "added": [3], "missing": [2, 3]}),
        # another name at a known address is another person
        ([row(2, "Noor", email="team@x.nl")], {"added": [2], "missing": [1, 2, 3]}),
        # a file without addresses: by name
        ([row(2, "Bea Smit")], {"unchanged": [2], "missing": [1, 3]}),
    ],
)  # fmt: skip
def test_who_is_who(rows: list[StaffRow], expected: dict[str, list]) -> None:
    empty: dict[str, list] = {"added": [], "changed": [], "unchanged": [], "missing": [], "refused": []}
    assert outcome(diff(*rows)) == {**empty, **expected}


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ([SAME, replace(SAME, line=3, path=("Zuid",))], [(3, Reason.SAME_NUMBER, "2")]),
        ([SAME, replace(SAME, line=3, name="Iemand Anders")],
         [(2, Reason.NUMBER_OF_TWO, "1001"), (3, Reason.NUMBER_OF_TWO, "1001")]),
        ([SAME, row(3, "Eva Bakker", email="eva@x.nl")], [(3, Reason.SAME_EMAIL_AND_NAME, "2")]),
        ([row(2, "Noor", "1", "n@x.nl"), row(3, "noor", "2", "n@x.nl")], [(3, Reason.SAME_EMAIL_AND_NAME, "2")]),
        ([row(2, "Noor"), row(3, "Noor")], [(3, Reason.SAME_EMAIL_AND_NAME, "2")]),
        ([replace(SAME, name="Bea Smit", email="other@x.nl"), row(3, "Eva Bakker", email="eva@x.nl")],
         [(3, Reason.SAME_PERSON, "2")]),
    ],
)  # fmt: skip
def test_repeats_are_refused_with_the_line_that_counts(rows: list[StaffRow], refused: list[tuple]) -> None:
    assert [(one.line, one.reason, one.detail) for one in diff(*rows).refused] == refused


def test_name_that_fits_several_is_refused() -> None:
    twins = (replace(BEA, id=8, email="a@x.nl"), replace(BEA, id=9, email="b@x.nl"))
    found = diff(row(2, "Bea Smit"), known=twins)
    assert outcome(found)["refused"] == [(2, Reason.SEVERAL_MATCH)]
    assert outcome(found)["missing"] == []


def test_somebody_who_comes_back_with_the_same_number_is_the_same() -> None:
    found = diff(SAME, known=(replace(EVA, left=True),))
    assert [(change.known.id, change.returns, dict(change.fields)) for change in found.changed] == [
        (1, True, {})
    ]
    assert found.current == 0


def test_somebody_present_goes_before_somebody_who_left() -> None:
    found = diff(row(2, "Bea Smit", email="team@x.nl"), known=(replace(BEA, id=9, left=True), BEA))
    assert outcome(found)["unchanged"] == [2]


def test_changes_are_told_field_by_field() -> None:
    changed = replace(
        SAME,
        name="Eva Jansen",
        email="",
        path=("Noord", "Blauw"),
        joined_on=None,
        clears_joined_on=True,
        do_not_invite=True,
    )
    assert dict(diff(changed).changed[0].fields) == {
        "name": ("Eva Bakker", "Eva Jansen"),
        "email": ("eva@x.nl", ""),
        "unit": (TEAM, ("Noord", "Blauw")),
        "joined_on": (date(2018, 3, 1), None),
        "do_not_invite": (False, True),
    }


def test_columns_that_the_file_does_not_have_change_nothing() -> None:
    known = replace(EVA, do_not_invite=True)
    assert outcome(diff(row(2, "Eva Bakker", "1001"), known=(known,)))["unchanged"] == [1]


def test_number_is_kept_where_the_file_has_none() -> None:
    found = diff(replace(SAME, staff_number=""))
    assert outcome(found)["unchanged"] == [1]


def test_whoever_stands_on_a_refused_line_is_not_missing() -> None:
    refused = (
        Refusal(2, Reason.BAD_DATE, "", "1001"),
        Refusal(3, Reason.BAD_EMAIL, "bea smit", "", "kapot"),
        Refusal(4, Reason.NO_NAME, "", "", "team@x.nl"),
    )
    assert outcome(diff(refused=refused))["missing"] == []
    assert outcome(diff(refused=refused[:2]))["missing"] == [3]


def test_shared_mailbox_on_refused_lines_protects_nobody_else() -> None:
    refused = tuple(
        Refusal(line, Reason.NO_UNIT, name, "", "team@x.nl") for line, name in [(2, "X"), (3, "Y")]
    )
    assert outcome(diff(refused=refused))["missing"] == [1, 2, 3]


def test_missing_share_counts_the_present_staff() -> None:
    found = diff(SAME, known=(EVA, BEA, TIM, replace(BEA, id=4, left=True)))
    assert found.missing_share == pytest.approx(2 / 3)
    assert diff(known=()).missing_share == 0.0


def test_new_units_come_parents_first_and_once() -> None:
    found = diff(
        row(2, "A", path=("Zuid", "Blauw")),
        row(3, "B", path=("zuid", "BLAUW")),
        row(4, "C", path=("Zuid",)),
        known=(),
    )
    assert found.new_units == [("Zuid",), ("Zuid", "Blauw")]
    assert [one.path for one in found.added] == [("Zuid", "Blauw"), ("Zuid", "Blauw"), ("Zuid",)]


@pytest.mark.parametrize(
    ("path", "found", "new"),
    [
        (("Regio", "Noord", "Rood"), ("Regio", "Noord", "Rood"), []),
        (("noord", "ROOD"), ("Regio", "Noord", "Rood"), []),
        (("Noord", "Blauw"), ("Regio", "Noord", "Blauw"), [("Regio", "Noord", "Blauw")]),
        (("Rood",), ("Rood",), [("Rood",)]),
        (("Noord",), ("Regio", "Noord"), []),
        (("Geel", "Groen"), ("Geel", "Groen"), [("Geel",), ("Geel", "Groen")]),
        (("Paars", "Wit"), ("Paars", "Wit"), [("Paars",), ("Paars", "Wit")]),
    ],
)
def test_place_of_a_unit_that_was_hung_elsewhere_by_hand(path: tuple, found: tuple, new: list) -> None:
    places = Places(
        [("Regio",), ("Regio", "Noord"), ("Regio", "Noord", "Rood"), ("Regio", "Zuid"), ("Regio", "Zuid", "Rood"),
         ("Regio", "Zuid", "Geel")]
    )  # fmt: skip
    assert (places.find(path), places.new_paths()) == (found, new)


def test_person_of_an_archived_unit_moves() -> None:
    found = diff(SAME, known=(replace(EVA, path=()),))
    assert dict(found.changed[0].fields) == {"unit": ((), TEAM)}
