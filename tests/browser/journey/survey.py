"""Points 3, 4 and 5: a wave from plan to figures; Eva answers on her phone."""

import re
from collections.abc import Sequence
from email.message import EmailMessage
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page, expect

from surveys.models import Ballot, Invitation, Wave, WaveState
from tests.browser.house import PHONE, House, Visitors, shot, wait_for
from tests.browser.journey.hands import fact, follow, menu, press, says
from tests.browser.words import nl, nl_count
from tests.processes import stack
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation

LINK = re.compile(r"https?://[^/\s]+(/s/[^/\s]+/[^/\s]+/)\s")


def plan_and_invite(page: Page, organisation: Organisation, house: House, expected: int = 12) -> list[str]:
    """Plan a wave, confirm, and wait for the worker; returns the paths of the links that were mailed."""
    before = len(invitations(house, organisation))
    menu(page, "Survey")
    page.goto(f"/o/{organisation.slug}/surveys/plan/")
    shot(page, f"wave-plan-{before}")
    press(page, nl("Plan this wave"))
    with tenant_scope(organisation.id):
        wave = Wave.objects.get(state=WaveState.PLANNED)
    invite = nl("Send the invitations")
    shot(page, f"wave-planned-{before}")
    follow(page, invite)
    dialog = page.locator("dialog[open]")
    question = nl_count(
        "Invite about %(count)s employee now?",
        "Invite about %(count)s employees now?",
        expected,
        count=expected,
    )
    says(dialog, question)
    press(dialog, invite)

    def sent() -> bool:
        with tenant_scope(organisation.id):
            return Wave.objects.get(id=wave.id).sent_at is not None

    wait_for(sent, "the worker draws and sends", house)
    page.goto(f"/o/{organisation.slug}/surveys/waves/{wave.id}/")
    shot(page, f"wave-open-{before}")
    mails = invitations(house, organisation)[before:]
    with tenant_scope(organisation.id):
        drawn = [
            row.employee.email for row in Invitation.objects.filter(wave=wave).select_related("employee")
        ]
    assert len(drawn) == expected
    assert sorted(mail["To"] for mail in mails) == sorted(drawn)
    return [_link(mail, house) for mail in mails]


def invitations(house: House, organisation: Organisation) -> list[EmailMessage]:
    """What was mailed to people who were drawn. Announcement and closing have another way to stop."""
    stop = f"/s/{organisation.slug}/"
    return [
        mail
        for mail in house.sink.messages()
        if stop in (mail["List-Unsubscribe"] or "") and "/stop/" in mail["List-Unsubscribe"]
    ]


def _link(mail: EmailMessage, house: House) -> str:
    """The path of the one link, which stands in the text and in the HTML."""
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    found = LINK.search(plain.get_content())
    assert found is not None
    assert f'href="{house.address}{found.group(1)}"' in html.get_content()
    return found.group(1)


def answer_on_a_phone(visitors: Visitors, path: str, organisation: Organisation) -> None:
    """Eva: 390 pixels, no script, no cookie; an empty form, then all fifteen questions, then once more."""
    eva = visitors.someone(size=PHONE, java_script_enabled=False, is_mobile=True, has_touch=True)
    page = eva.new_page()
    page.goto(path)
    assert page.get_by_role("group").count() == 13
    assert page.locator("textarea").count() == 2

    # A form that says nothing spends nothing.
    press(page, nl("Send my answers"))
    says(page, nl("You have not answered anything yet. Nothing was sent, and your link still works."))
    assert _ballots(organisation) == 0

    questions = page.get_by_role("group")
    for number in range(13):
        choices = questions.nth(number).get_by_role("radio")
        assert choices.count() == 6
        choices.nth(number % 5).check()
    page.locator("textarea").nth(0).fill("Meer tijd voor de overdracht")
    page.locator("textarea").nth(1).fill("Het team")
    press(page, nl("Send my answers"))
    says(page, nl("Thank you. Your answers are in."))
    says(page, nl("What happens next"))
    assert urlsplit(page.url).path == "/s/zandbak/thanks/"
    assert _ballots(organisation) == 1

    # The link has been spent.
    page.goto(path)
    says(page, nl("Your answers have arrived. Thank you."))
    assert stack.request(_port(visitors), "POST", path, answers(1))[0] == 409
    # A forged link, and one of another organisation.
    token = path.split("/")[3]
    forged = f"/s/zandbak/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}/"
    for wrong in (forged, f"/s/anders/{token}/"):
        answer = page.goto(wrong)
        assert answer is not None
        assert answer.status == 404
        says(page, nl("This link does not work"))
        assert stack.request(_port(visitors), "POST", wrong, answers(1))[0] == 404
    assert _ballots(organisation) == 1
    assert eva.cookies() == []
    assert eva.storage_state() == {"cookies": [], "origins": []}


def _port(visitors: Visitors) -> int:
    return int(visitors.address.rsplit(":", 1)[1])


def _ballots(organisation: Organisation) -> int:
    with tenant_scope(organisation.id):
        return Ballot.objects.count()


def answers(number: int) -> str:
    """A posted form; the core only."""
    return urlencode({f"K{code:02}": str((number + code) % 5 + 1) for code in range(1, 11)})


def others_answer(visitors: Visitors, paths: Sequence[str], organisation: Organisation) -> None:
    """The others send theirs; a mail scanner has looked at each link first, which changes nothing."""
    before = _ballots(organisation)
    for path in paths:
        assert stack.request(_port(visitors), "GET", path)[0] == 200
        assert _ballots(organisation) == before
    for number, path in enumerate(paths):
        assert stack.request(_port(visitors), "POST", path, answers(number))[0] == 303
    assert _ballots(organisation) == before + len(paths)


def close(page: Page, organisation: Organisation, house: House) -> str:
    """Anna closes the wave; the worker counts. Returns the address of the figures."""
    with tenant_scope(organisation.id):
        wave = Wave.objects.get(state=WaveState.OPEN)
    page.goto(f"/o/{organisation.slug}/surveys/waves/{wave.id}/")
    follow(page, nl("Close the wave now"))
    dialog = page.locator("dialog[open]")
    says(dialog, nl("Close this wave now?"))
    press(dialog, nl("Close the wave"))

    def closed() -> bool:
        with tenant_scope(organisation.id):
            return Wave.objects.get(id=wave.id).state == WaveState.CLOSED

    wait_for(closed, "the worker counts and closes", house)
    with tenant_scope(organisation.id):
        assert (Ballot.objects.count(), Invitation.objects.count()) == (0, 0)
    page.goto(f"/o/{organisation.slug}/surveys/waves/{wave.id}/")
    shot(page, "wave-closed")
    follow(page, nl("See the figures"))
    return urlsplit(page.url).path


def same_figures(pages: Sequence[Page], address: str) -> None:
    """Everybody in `pages` reads the same; the index is there, and the answers are not named by number."""
    seen = []
    for page in pages:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        seen.append(page.locator("main").inner_text())
    assert len(set(seen)) == 1
    shot(pages[0], "figures")
    expect(pages[0].locator("main")).to_contain_text(nl("Index"), ignore_case=True)


__all__ = ["answer_on_a_phone", "close", "fact", "others_answer", "plan_and_invite", "same_figures"]
