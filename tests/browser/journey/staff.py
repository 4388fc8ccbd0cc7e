"""Point 1: Anna sets the organisation up and brings in the staff."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.house import shot
from tests.browser.journey.hands import fact, fill, follow, press, says
from tests.browser.words import nl

STAFF = 144
TEAMS = ("BSO De Boomhut", "KDV De Schelp", "KDV De Duin", "BSO Het Café")
HEADINGS = "Personeelsnr;Naam medewerker;E-mail werk;Locatie;Plek;Datum in dienst;Salaris"


def write_file(path: Path) -> None:
    """A file as an HR program writes it: semicolons, Windows-1252, Dutch headings; three lines are wrong."""
    lines = [HEADINGS]
    for number in range(STAFF):
        team = TEAMS[number % len(TEAMS)]
        location = "Locatie Zuid" if number % len(TEAMS) > 1 else "Locatie Noord"
        name = "Eva Bakker" if number == 0 else f"Zoë van den Bérg-{number}"
        lines.append(f"{1000 + number};{name};m{number}@zandbak.example;{location};{team};1-3-2018;2.500")
    lines.append("2001;;leeg@zandbak.example;Locatie Noord;BSO De Boomhut;1-3-2018;2.500")
    lines.append("2002;Piet Zonderpost;geen adres;Locatie Noord;BSO De Boomhut;1-3-2018;2.500")
    lines.append("2003;Mia Nergens;mia@zandbak.example;;;1-3-2018;2.500")
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))


def introduce(page: Page) -> None:
    """The checklist, and its first step: the profile."""
    steps = page.locator("ol.checklist > li")
    assert steps.count() == 6
    says(steps.nth(0), nl("Introduce your organisation"))
    assert "done" not in (steps.nth(0).get_attribute("class") or "")
    shot(page, "start-empty")
    follow(page, nl("Fill in the profile"))
    fill(page, sector="Kinderopvang", representation="works_council", coordinator_title="werkdrukregisseur")
    press(page, nl("Save"))
    page.goto("/o/zandbak/")
    expect(page.locator("ol.checklist > li").nth(0)).to_have_class("done")


def bring_in(page: Page, file: Path) -> None:
    """Upload, match the columns, look at the preview, apply, undo, apply again."""
    page.goto("/o/zandbak/")
    follow(page, nl("Upload a staff list"))
    shot(page, "import")
    page.locator("input[type=file]").set_input_files(file)
    press(page, nl("Upload this file"))

    # Everything is recognised but the column "Plek".
    assert page.locator("[name=location]").input_value() == "3"
    assert page.locator("[name=team]").input_value() == "none"
    page.locator("[name=team]").select_option("4")
    shot(page, "import-columns")
    press(page, nl("Show what would change"))

    assert fact(page, nl("Added")) == str(STAFF)
    assert fact(page, nl("Refused lines")) == "3"
    assert fact(page, nl("New units")) == "6"
    refused = page.locator("details.more").first.locator("tbody tr")
    lines = refused.locator(f'td[data-label="{nl("Line")}"]').all_inner_texts()
    assert [line.strip() for line in lines] == ["146", "147", "148"]
    says(refused.nth(0), nl("There is no name on this line."))
    says(refused.nth(1), nl("“%(detail)s” is not an e-mail address.", detail="geen adres"))
    says(refused.nth(2), nl("There is no team, location or other unit on this line."))
    shot(page, "import-preview")

    apply_it = nl("Apply: %(added)s added, %(changed)s changed", added=STAFF, changed=0)
    press(page, apply_it)
    says(page, nl("This file is applied"))
    assert fact(page, nl("Added")) == str(STAFF)
    shot(page, "import-applied")
    follow(page, nl("Undo this staff file"))
    dialog = page.locator("dialog[open]")
    says(dialog, nl("Undo %(file)s?", file=file.name))
    press(dialog, nl("Undo this staff file"))
    says(page, nl("This file was applied and undone."))
    page.goto("/o/zandbak/organisation/staff/")
    assert page.get_by_text("Eva Bakker").count() == 0

    page.goto("/o/zandbak/organisation/imports/")
    follow(page, file.name)
    press(page, apply_it)
    says(page, nl("This file is applied"))
    page.goto("/o/zandbak/organisation/units/")
    for name in (*TEAMS, "Locatie Noord", "Locatie Zuid"):
        says(page, name)
    shot(page, "units")


def let_tim_lead(page: Page) -> None:
    """Tim leads a team of the file."""
    page.goto("/o/zandbak/organisation/people/")
    shot(page, "people")
    page.locator("tr", has_text="Tim de Boer").get_by_role("link").click()
    page.get_by_label("Locatie Noord › BSO De Boomhut").check()
    press(page, nl("Save"))
    says(page.locator("tr", has_text="Tim de Boer"), "BSO De Boomhut")
