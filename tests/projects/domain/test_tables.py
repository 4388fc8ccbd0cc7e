"""Tables as files, names of files, and names of people in a text."""

import pytest

from projects.domain.names import named
from projects.domain.tables import Table, as_csv, safe_cell, safe_name, unique


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_looks_like_a_formula_is_text(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"
    assert safe_cell(f"1{start}1") == f"1{start}1"


def test_a_table_opens_in_a_dutch_spreadsheet() -> None:
    table = Table("t", ("Wat", "Wie"), [("één; twee", "=cmd()"), ('"ja"', "")])
    assert as_csv(table) == '\ufeffWat;Wie\r\n"één; twee";\'=cmd()\r\n"""ja""";\r\n'.encode()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\x", "c-x"),
        ("Één plan", "n-plan"),
        ("…", "x"),
        ("a" * 200, "a" * 80),
    ],
)
def test_a_name_of_a_file_leads_nowhere(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_names_of_files_are_unique() -> None:
    assert unique(["a", "b", "a", "a"]) == ["a", "b", "a-2", "a-3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dank aan Eva Bakker.", "Eva Bakker"),
        ("dank aan EVA\n bakker!", "Eva Bakker"),
        ("Eva bakt bij de bakker.", ""),
        ("Het wordt Zomer", ""),
        ("Eva Bakkers koek", ""),
    ],
)
def test_whole_names_only(text: str, found: str) -> None:
    assert named(text, ["Zomer", "Eva Bakker"]) == found
