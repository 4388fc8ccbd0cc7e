"""Guessing what columns mean."""

import pytest

from werkdruk.organisations.domain.staff_columns import guess, plain


@pytest.mark.parametrize(
    ("heading", "written"),
    [("E-mail adres", "emailadres"), ("  Personeels nr. ", "personeelsnr"), ("Réf. N°", "refn"), ("", "")],
)
def test_plain_heading(heading: str, written: str) -> None:
    assert plain(heading) == written


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        (
            ["Pers.nr", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mailadres werk", "Afdeling", "In dienst"],
            {"staff_number": 0, "first_name": 1, "infix": 2, "last_name": 3, "email": 4, "department": 5}
            | {"joined_on": 6},
        ),
        (
            ["Employee ID", "Full name", "Work email", "Region", "Location", "Team", "Hire date", "Do not invite"],
            {
                "staff_number": 0,
                "name": 1,
                "email": 2,
                "region": 3,
                "location": 4,
                "team": 5,
                "joined_on": 6,
                "do_not_invite": 7,
            },
        ),
        (["Naam", "Naam", "Salaris"], {"name": 0}),
        (["Naam", "Voornaam", "Achternaam"], {"first_name": 1, "last_name": 2}),
        (["Naam", "Achternaam"], {"name": 0}),
        (["", "?"], {}),
    ],
)  # fmt: skip
def test_guess(headings: list[str], columns: dict[str, int]) -> None:
    assert guess(headings) == columns
