"""A project through its seven steps by four people, round after round; and a small one in one go."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from projects.domain.kickoff import CODES
from tests.browser.journey.hands import fill, press, says
from tests.browser.words import nl

GOAL = "Niemand schrijft nog iets twee keer op."
CAUSE = "Twee systemen voor één kind"
MEASURE = "Eén overdracht per dag"
LEARNED = "Begin met de invalkracht, dan pas met het rooster."


def in_days(days: int) -> str:
    """A day from now, as a date field takes it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def send(page: Page) -> None:
    """Press the button of the page's form."""
    page.locator("main form .form-actions button").first.click()


def refused(page: Page, address: str, where: str, **data: str) -> None:
    """What somebody sends who goes around the page is refused: nothing changes, the page says why."""
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    page.request.post(
        f"{address}{where}", form={"csrfmiddlewaretoken": token, **data}, headers={"Referer": page.url}
    )


def states(page: Page, address: str) -> list[str]:
    """How the seven stones of the path look."""
    page.goto(address)
    stones = page.locator("main ol.path").first.locator("li").all()
    return [stone.get_attribute("class") or "" for stone in stones]


def start(page: Page, organisation: str, units: list[str], facilitator: str) -> str:
    """A large project with a leader, a facilitator, a budget and time; returns its address."""
    page.goto(f"/o/{organisation}/projects/new/")
    fill(page, name="Minder dubbel werk", goal=GOAL, approach="large", starts_on=in_days(0))
    for unit in units:
        page.locator(f'main [name=units][value="{unit}"]').check()
    page.locator(f'main [name=facilitators][value="{facilitator}"]').check()
    fill(page, budget="2500", time_available="Twee uur per week")
    send(page)
    says(page, GOAL)
    return page.url


def kick_off(anna: Page, bea: Page, olaf: Page, address: str) -> None:
    """No plan before the kick-off: refused first, then every point; both sides say where they stand."""
    anna.goto(f"{address}steps/3/")
    says(anna, nl("This step cannot begin yet."))
    refused(anna, address, "steps/3/begin/")
    refused(anna, address, "plan/goals/new/", outcome="Te vroeg", owner_name="Anna", due_on=in_days(30))
    assert states(anna, address)[2] == "todo"
    anna.goto(f"{address}plan/")
    expect(anna.get_by_text("Te vroeg")).to_have_count(0)
    for page, party in ((bea, "management"), (olaf, "staff_council")):
        page.goto(f"{address}positions/{party}/")
        fill(page, position="behind")
        send(page)
    _settle(anna, address)


def _settle(page: Page, address: str) -> None:
    """Make point 3 the agreement it asks for, and tick off every point."""
    page.goto(f"{address}kickoff/3/")
    fill(page, who_name="Anna Visser", ready_on=in_days(20), note="In het teamoverleg")
    send(page)
    for code in CODES:
        page.goto(f"{address}kickoff/")
        row = page.locator(f'[id="item-{code}"]')
        row.get_by_role("button", name=f"{nl('Tick off')} {code}").click()
        expect(row.locator(".tag")).to_have_text(nl("done"), ignore_case=True)


def first_steps(anna: Page, fatima: Page, address: str) -> None:
    """A signal, a cause, and how staff took part; without that a step asks why not."""
    anna.goto(f"{address}signals/new/")
    fill(anna, source="conversation", text="Overdracht kost elke dag een half uur", seen_on=in_days(-3))
    send(anna)
    anna.goto(f"{address}steps/1/")
    press(anna, nl("This step is done"))  # nobody took part, and no word on why: refused
    says(anna, nl("Nobody of the staff took part in this step yet. Why not?"))
    _involve(anna, address, 1, "Het hele team", "Besproken in het teamoverleg")
    _finish(anna, address, 1)

    _begin(fatima, address, 2)
    fatima.goto(f"{address}causes/new/")
    fill(fatima, title=CAUSE, side="drainer", why_1="Nooit één gekozen", influence="organisation")
    send(fatima)
    _involve(fatima, address, 2, "Elf van de twaalf", "Een energiesessie")
    _finish(fatima, address, 2)


def devise(anna: Page, bea: Page, fatima: Page, tim: Page, address: str) -> None:
    """Tim puts a measure forward that tackles the cause; participants weigh first, then the executive; it is chosen."""
    _begin(anna, address, 3)
    tim.goto(f"{address}proposals/new/")
    fill(tim, title=MEASURE, intended_result="Niemand zoekt nog naar informatie")
    tim.get_by_label(CAUSE).check()
    send(tim)
    anna.goto(f"{address}proposals/")
    anna.get_by_role("link", name=MEASURE).first.click()
    proposal = anna.url
    bea.goto(f"{proposal}decide/")
    says(bea, nl("The participants weigh first. The manager's marks come after theirs."))
    fatima.goto(f"{proposal}weigh/")
    fill(fatima, impact="5", effort="2")
    send(fatima)
    bea.goto(f"{proposal}decide/")
    fill(bea, impact="4", effort="2")
    send(bea)
    anna.goto(f"{proposal}choose/")
    fill(anna, intended_result="Niemand zoekt nog naar informatie", due_on=in_days(60))
    send(anna)
    _begin_refused(anna, address)
    _goal(anna, address)
    _finish(anna, address, 3, involve="Het team dacht mee")


def _begin_refused(page: Page, address: str) -> None:
    """Carrying out without a goal in the plan is refused."""
    page.goto(f"{address}steps/4/")
    says(page, nl("This step cannot begin yet."))
    refused(page, address, "steps/4/begin/")
    assert states(page, address)[3] == "todo"


def _goal(page: Page, address: str) -> None:
    page.goto(f"{address}plan/goals/new/")
    fill(page, outcome="Iedereen heeft elke dag een echte pauze", indicator="Gemiste pauzes per week")
    fill(page, baseline="11 per week", owner_name="Tim de Boer", due_on=in_days(90))
    send(page)


def carry_out_and_miss(anna: Page, tim: Page, address: str) -> None:
    """Carrying out; the project cannot close, step 5 not finish, no round begin before the evaluation says it all."""
    _begin(anna, address, 4)
    _finish(anna, address, 4, involve="Het team voerde het in")
    anna.goto(f"{address}close/")
    says(anna, nl("This project cannot be closed yet."))
    anna.goto(f"{address}rounds/new/")
    says(anna, nl("The next round cannot begin yet."))
    _begin(anna, address, 5)
    refused(anna, address, "close/")
    anna.goto(f"{address}steps/5/")
    says(anna, nl("This step cannot be finished yet."))
    refused(anna, address, "steps/5/finish/", not_involved="Geen tijd", result="Klaar")
    assert states(anna, address)[4] == "now"

    tim.goto(f"{address}evaluation/")
    tim.locator("#measures").get_by_role("link").first.click()
    fill(
        tim, kept="partly", noticed="Minder zoeken", continuation="adapt", lesson="Spreek een vaste plek af."
    )
    send(tim)
    _verdict(anna, address, reached="no")
    _finish(anna, address, 5, involve="Een peiling en het teamoverleg")


def _verdict(page: Page, address: str, *, reached: str) -> None:
    page.goto(f"{address}evaluation/verdict/")
    fill(page, reached=reached, verdict="Nog zeven gemiste pauzes per week.", learned=LEARNED)
    fill(page, reporter_name="Anna Visser", report_on=in_days(7))
    send(page)


def second_round(anna: Page, olaf: Page, address: str) -> None:
    """A next round begins with what was learned; the kick-off gates it again, and the first round stays readable."""
    anna.goto(f"{address}evaluation/")
    anna.locator("#next").get_by_role("link", name=nl("Begin the next round")).click()
    expect(anna.locator("[name=learned]")).to_have_value(LEARNED)
    fill(anna, goal="Hooguit drie gemiste pauzes per week.")
    send(anna)
    assert states(anna, address) == ["now", "todo", "todo", "todo", "todo", "todo", "todo"]
    anna.goto(f"{address}steps/3/")
    says(anna, nl("This step cannot begin yet."))
    refused(anna, address, "steps/3/begin/")
    olaf.goto(f"{address}rounds/1/")
    says(olaf, "Nog zeven gemiste pauzes per week.")
    says(olaf, MEASURE)

    _settle(anna, address)
    _finish(anna, address, 1, involve="Het team las de lessen")
    _skip(anna, address, 2)
    _begin(anna, address, 3)
    anna.goto(f"{address}plan/measures/choose/")
    anna.locator("[name=measure]").first.check()
    send(anna)
    _goal(anna, address)
    _finish(anna, address, 3, involve="Het team koos mee")
    _begin(anna, address, 4)
    _finish(anna, address, 4, involve="Het team")
    _begin(anna, address, 5)
    anna.goto(f"{address}evaluation/")
    anna.locator("#measures").get_by_role("link").first.click()
    fill(anna, kept="yes", continuation="continue")
    send(anna)
    _verdict(anna, address, reached="yes")
    _finish(anna, address, 5, involve="Het team keek terug")


def policy_and_close(anna: Page, bea: Page, address: str) -> None:
    """Steps 6 and 7, and only then the end; the executive can still read it."""
    for number in (6, 7):
        _begin(anna, address, number)
        _finish(anna, address, number, involve="De OR las mee")
    assert states(anna, address) == ["done", "skipped", "done", "done", "done", "done", "done"]
    anna.goto(f"{address}close/")
    send(anna)
    refused(anna, address, "steps/1/reopen/")
    assert states(bea, address)[0] == "done"
    bea.goto(f"{address}evaluation/")
    says(bea, nl("reached"))


def small_in_one_go(page: Page, organisation: str, unit: str) -> str:
    """One page for the whole way to carrying out: refused as long as a point is open, with everything kept."""
    page.goto(f"/o/{organisation}/projects/new/small/")
    fill(page, name="Rust aan tafel", unit=unit, leads="Tim de Boer", involved="Acht van de tien")
    fill(page, how="Een uur in het teamoverleg", signal="De lunch is te kort", cause="Iedereen eet tegelijk")
    fill(page, goal="Iedereen eet een half uur", look_back_on=in_days(40), communication="Op het bord")
    fill(page, measure_1="Twee tafels na elkaar", who_1="Tim de Boer", due_1=in_days(14))
    send(page)
    expect(page.locator("[name=name]")).to_have_value(
        "Rust aan tafel"
    )  # refused: the kick-off is not settled
    points = page.locator("main input[type=checkbox][name^=done_]")
    for box in points.all():
        box.check()
    send(page)
    says(page, "Iedereen eet een half uur")
    return page.url


def small_ends(page: Page, address: str) -> None:
    """It cannot close without looking back; one page for that, and it is done."""
    page.goto(f"{address}close/")
    says(page, nl("This project cannot be closed yet."))
    _finish(page, address, 4)
    _begin(page, address, 5)
    page.goto(f"{address}evaluation/short/")
    for name, value in (("reached", "yes"), ("continuation", "continue"), ("kept", "yes")):
        page.locator(f'main [name$="{name}"][value="{value}"]').first.check()
    page.locator('main [name="verdict"]').fill("Ieder eet rustig.")
    page.locator('main [name="reporter_name"]').fill("Tim de Boer")
    page.locator('main [name="report_on"]').fill(in_days(5))
    send(page)
    _finish(page, address, 5)
    page.goto(f"{address}close/")
    send(page)
    page.goto(address)
    expect(page.get_by_role("link", name=nl("Close the project"))).to_have_count(0)


def _begin(page: Page, address: str, number: int) -> None:
    page.goto(f"{address}steps/{number}/")
    press(page, nl("Begin this step"))
    says(page, nl("under way"))


def _skip(page: Page, address: str, number: int) -> None:
    page.goto(f"{address}steps/{number}/")
    page.locator("#skip summary").click()
    fill(page, reason="De oorzaken zijn bekend.")
    page.locator("#skip").get_by_role("button").click()


def _involve(page: Page, address: str, number: int, who: str, how: str) -> None:
    page.goto(f"{address}steps/{number}/involved/new/")
    fill(page, who=who, how=how)
    send(page)
    says(page, how)


def _finish(page: Page, address: str, number: int, *, involve: str = "") -> None:
    """Call a step done, with a line about staff where none stands yet."""
    if involve:
        _involve(page, address, number, "Het team", involve)
    page.goto(f"{address}steps/{number}/")
    values: dict[str, Any] = {"result": "Opgeschreven wat eruit kwam."}
    if page.locator("main [name=not_involved]").count():
        values["not_involved"] = "Dat is al samen gedaan."
    fill(page, **values)
    press(page, nl("This step is done"))
    says(page, nl("Step “%(step)s” is done.", step="").split("“")[0].strip())
