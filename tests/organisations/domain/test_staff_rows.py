"""From lines to people: what is understood, and what is refused with which reason."""

from datetime import date

import pytest

from werkdruk.organisations.domain.staff_columns import guess
from werkdruk.organisations.domain.staff_file import read_table
from werkdruk.organisations.domain.staff_rows import (
    Reading,
    Reason,
    Refusal,
    StaffRow,
    parse_date,
    read_rows,
    valid_email,
)

TODAY = date(2026, 11, 22)


def read(text: str) -> Reading:
    table = read_table(text.encode())
    return read_rows(table, guess(table.headings), TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01-03-2018", date(2018, 3, 1)),
        ("1-3-2018", date(2018, 3, 1)),
        ("1/3/2018", date(2018, 3, 1)),
        ("1.3.2018", date(2018, 3, 1)),
        ("2018-03-01", date(2018, 3, 1)),
        ("2018-03-01 00:00:00", date(2018, 3, 1)),
        ("20180301", date(2018, 3, 1)),
        ("43160", date(2018, 3, 1)),
        ("43160.5", date(2018, 3, 1)),
        (" 29-02-2024 ", date(2024, 2, 29)),
        ("01-01-2028", date(2028, 1, 1)),
    ],
)
def test_date_is_understood(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2020",
        "maart 2018",
        "01-03-18",
        "3/2018",
        "00000",
        "01-01-1900",
        "01-01-2031",
        "2018-13-01",
        "-",
    ],
)
def test_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text, TODAY)


@pytest.mark.parametrize("text", ["eva@x.nl", "e.b+c@sub.x-y.example", "o'brien@x.nl", "a@xn--caf-dma.nl"])
def test_email_is_valid(text: str) -> None:
    assert valid_email(text)


@pytest.mark.parametrize(
    "text",
    ["eva", "eva@", "@x.nl", "eva@x", "eva bakker@x.nl", "eva@x..nl", ".eva@x.nl", "a@b@x.nl", "eva@-x.nl",
     "Eva <eva@x.nl>", "eva@x.nl;bea@x.nl", "éva@x.nl", "e" * 65 + "@x.nl", "eva@" + "x." * 130 + "nl"],
)  # fmt: skip
def test_email_is_not_valid(text: str) -> None:
    assert not valid_email(text)


def test_row_with_everything() -> None:
    reading = read(
        "Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mail;Regio;Locatie;Team;In dienst;Niet uitnodigen\n"
        "007;Tim;de;Boer;Tim@X.NL;Noord;Boomhut;Rood;1-3-2018;ja\n"
    )
    assert reading == Reading(
        rows=[
            StaffRow(
                line=2,
                name="Tim de Boer",
                path=("Noord", "Boomhut", "Rood"),
                staff_number="007",
                email="tim@x.nl",
                joined_on=date(2018, 3, 1),
                do_not_invite=True,
            )
        ]
    )


def test_row_with_the_least() -> None:
    assert read("Naam;Team\nEva;Rood\n").rows == [StaffRow(line=2, name="Eva", path=("Rood",))]


def test_empty_cells_of_matched_columns() -> None:
    row = read("Naam;Team;Mail;In dienst;Niet uitnodigen\nEva;Rood;;;\n").rows[0]
    assert (row.email, row.joined_on, row.clears_joined_on, row.do_not_invite) == ("", None, True, False)


def test_person_at_a_location_without_team() -> None:
    assert read("Naam;Locatie;Team\nEva;Noord;\n").rows[0].path == ("Noord",)


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        (";Noord;Rood;;;", Reason.NO_NAME, ""),
        ("Eva;;;;;", Reason.NO_UNIT, ""),
        ("Eva;;Rood;;;", Reason.UNIT_GAP, "Rood"),
        ("Eva;Noord;Rood;geen;;", Reason.BAD_EMAIL, "geen"),
        ("Eva;Noord;Rood;;vorig jaar;", Reason.BAD_DATE, "vorig jaar"),
        ("Eva;Noord;Rood;;;misschien", Reason.BAD_YES_NO, "misschien"),
        ("Eva;Noord;Rood;;;;te veel", Reason.SURPLUS_CELLS, ""),
        ("E" * 201 + ";Noord;Rood;;;", Reason.TOO_LONG, "E" * 40 + "…"),
        ("Eva;Noord;" + "R" * 151 + ";;;", Reason.TOO_LONG, "R" * 40 + "…"),
    ],
)
def test_line_is_refused_with_its_reason(line: str, reason: Reason, detail: str) -> None:
    reading = read(f"Naam;Locatie;Team;E-mail;In dienst;Niet uitnodigen\n{line}\n")
    assert (reading.rows, [(r.line, r.reason, r.detail) for r in reading.refused]) == (
        [],
        [(2, reason, detail)],
    )


def test_refusal_tells_who_it_is_about() -> None:
    reading = read("Personeelsnummer;Naam;Team;E-mail\n12;Eva;;EVA@x.nl\n")
    assert reading.refused == [Refusal(2, Reason.NO_UNIT, "Eva", "12", "eva@x.nl", "")]
