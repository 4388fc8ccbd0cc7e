"""A month with two browsers: Olaf of the works council and Bea, the executive, each at their own desk."""

import io
import re
from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage

from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from surveys.actions.answering import submit_answers
from surveys.actions.drawing import draw_wave
from surveys.actions.planning import plan_wave
from surveys.actions.setup import place_everyone
from surveys.domain.mailing import MailKind
from surveys.links import make_token
from surveys.models import (
    FeedbackNote,
    Invitation,
    Item,
    Mailing,
    MailingState,
    Review,
    ReviewMinutes,
    Wave,
)
from tests.browser.house import PHONE, House, Visitors, shot, wait_for
from tests.browser.journey.hands import fill, follow, press, says
from tests.browser.journey.survey import invitations
from tests.browser.words import nl
from tests.cast import Zandbak, make_employees, make_zandbak
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Employee, Organisation

STAFF = 120
INVITED = 10
ACTION = "Roosters een week eerder laten zien"
OWN = "Op vrijdagmiddag staan groepen er alleen voor."
LOST = "Dat zie ik ook. De invalpool dekt de vrijdag nog niet."
TYPED = "Nog niet klaar met deze zin"
HEARD = "De vrijdagmiddag is zwaar, en je wilt eerder weten wanneer je werkt."
DROPPED, ADDED = "V27", "V33"
# What Chromium says of a request while there is no network: asked for by this test.
_NO_NETWORK = "ERR_INTERNET_DISCONNECTED"


@transaction.atomic
def wave_with_answers(slug: str) -> Zandbak:
    """An organisation whose first wave is open and answered by all it asked; in one go, so nothing is mailed."""
    zandbak = make_zandbak(slug)
    with zandbak.scope():
        make_employees(zandbak.team, STAFF // 2, f"{slug}-a")
        make_employees(zandbak.other_team, STAFF // 2 - 1, f"{slug}-b")
        place_everyone()
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    assert draw_wave(zandbak.id, wave.id)
    with zandbak.scope():
        Mailing.objects.create(wave=wave, kind=MailKind.INVITATION.value, state=MailingState.SENT)
        Wave.objects.filter(id=wave.id).update(sent_at=timezone.now())
        for number, row in enumerate(Invitation.objects.filter(wave=wave).order_by("id")):
            answers: dict[str, int | None] = {f"K{code:02}": (number + code) % 5 + 1 for code in range(1, 11)}
            submit_answers(token=make_token(zandbak.id, row.id), answers=answers, open_answers={})
    return zandbak


def both_are_told(house: House, zandbak: Zandbak) -> str:
    """Works council, executive and HR get the same mail; the address of the review in it."""
    wanted = {zandbak.anna.email, zandbak.olaf.email, zandbak.bea.email}

    def told() -> list[EmailMessage]:
        return [mail for mail in house.sink.messages() if mail["To"] in wanted]

    wait_for(lambda: len(told()) == len(wanted), "the mails about the review", house)
    mails = told()
    assert {mail["To"] for mail in mails} == wanted
    assert len({mail["Subject"] for mail in mails}) == 1
    found = set()
    for mail in mails:
        body = mail.get_body(("plain",))
        assert body is not None
        link = re.search(r"/o/\S+/reviews/[0-9a-f-]{36}/", body.get_content())
        assert link is not None
        found.add(link.group())
        assert "%" not in body.get_content()  # no figure in a mail
    (address,) = found
    return address


def same_first_sight(olaf: Page, bea: Page, address: str) -> None:
    """Both open the review and see the same figures."""
    for page in (olaf, bea):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
    assert olaf.locator("#figures").inner_text() == bea.locator("#figures").inner_text()
    expect(olaf.locator("#figures")).to_contain_text(nl("Index"), ignore_case=True)
    shot(olaf, "month-review-new")


def both_write_and_one_loses_the_network(olaf: Page, bea: Page, visitors: Visitors) -> None:
    """Olaf shares a note. Bea sends hers without a connection: it stays, and goes when she is back."""
    _own_note(olaf).fill(OWN)
    press(olaf, nl("Share this note"))
    says(olaf.locator("#shared-notes"), OWN)

    _own_note(bea).fill(LOST)
    bea.context.set_offline(True)
    press(bea, nl("Share this note"))
    gone = nl("There is no connection. What you type stays here; send it when the connection is back.")
    says(bea.locator("form", has=bea.get_by_role("button", name=nl("Share this note"))), gone)
    assert _own_note(bea).input_value() == LOST
    shot(bea, "month-review-offline")

    # Meanwhile Olaf agrees on something; nothing of it reaches her yet.
    follow(olaf, nl("Agree on an action"))
    fill(olaf, what=ACTION, who="Bea Smit", due_on=(timezone.localdate() + timedelta(days=21)).isoformat())
    press(olaf, nl("Agree on this action"))
    says(olaf, nl("“%(what)s” is agreed.", what=ACTION))

    bea.context.set_offline(False)
    press(bea, nl("Share this note"))
    says(bea.locator("#shared-notes"), LOST)
    says(bea.locator("#decisions"), ACTION)
    assert _own_note(bea).input_value() == ""
    _forgive_no_network(visitors)

    # Olaf, who still looks at the page of before, is told; what he is typing stays.
    _own_note(olaf).fill(TYPED)
    told = olaf.locator("[data-live-notice]")
    says(told, nl("%(who)s changed something.", who="Bea Smit"))
    told.get_by_role("link").click()
    says(olaf.locator("#shared-notes"), LOST)
    assert _own_note(olaf).input_value() == TYPED
    shot(olaf, "month-review-two")
    _own_note(olaf).fill("")


def they_decide(olaf: Page, bea: Page, zandbak: Zandbak) -> None:
    """One question goes, another comes."""
    with zandbak.scope():
        dropped, added = (Item.objects.get(code=code) for code in (DROPPED, ADDED))
    bea.reload()
    follow(bea, nl("Drop a statement"))
    bea.locator(f'[name=item][value="{dropped.id}"]').check()
    fill(bea, reason="Hier weten we genoeg van.")
    press(bea, nl("Drop this statement"))
    says(bea.locator("#decisions"), dropped.text_nl)
    olaf.reload()
    follow(olaf, nl("Add a statement"))
    olaf.locator(f'[name=item][value="{added.id}"]').check()
    fill(olaf, reason="We willen weten of dit helpt.")
    press(olaf, nl("Add this statement"))
    says(olaf.locator("#decisions"), added.text_nl)


def they_sign(olaf: Page, bea: Page, zandbak: Zandbak, house: House) -> None:
    """Bea has an older page: she has to look first. Then both sign, and the minutes are there."""
    _sign(bea)  # without Olaf's last decision
    says(bea, nl("This review changed while you read. Look at what is new, and sign then."))
    olaf.reload()
    _sign(olaf)
    expect(olaf.locator("#signing")).to_contain_text("Olaf Jansen")
    bea.reload()
    _sign(bea)
    says(bea, nl("What this review says stays as it is. What has to be put right is added below it."))
    with zandbak.scope():
        review = Review.objects.select_related("wave").get()
    assert review.is_signed

    def made() -> bool:
        with tenant_scope(zandbak.id):
            return ReviewMinutes.objects.filter(review=review, language="nl").exists()

    wait_for(made, "the minutes are made", house)
    bea.reload()
    expect(bea.get_by_role("link", name=nl("Agree on an action"))).to_have_count(0)
    shot(bea, "month-review-signed")
    with bea.expect_download() as download:
        bea.get_by_role("link", name=nl("Minutes (PDF)")).click()
    content = download.value.path().read_bytes()
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    assert [word for word in (ACTION, OWN, LOST, "Olaf Jansen", "Bea Smit") if word not in text] == []
    assert TYPED not in text


def they_tell_all_staff(olaf: Page, bea: Page, address: str, zandbak: Zandbak, house: House) -> str:
    """The note: drafted, put in own words, approved by both, mailed to everybody. The address in the mail."""
    before = len(house.sink.messages())
    olaf.goto(f"{address}note/")
    press(olaf, nl("Draft the note"))
    says(olaf.locator("#preview"), ACTION)
    fill(olaf, heard_nl=HEARD)
    press(olaf, nl("Save the note"))
    says(olaf.locator("#preview"), HEARD)
    shot(olaf, "month-note")
    for page in (olaf, bea):
        page.goto(f"{address}note/")
        with zandbak.scope():
            assert FeedbackNote.objects.get().published_at is None
        follow(page, nl("Approve the note"))
        page.locator("dialog[open] button.btn").first.click()
        page.wait_for_url(f"**{address}note/")
        says(page, nl("Published") if page is bea else nl("Take your approval back"))
    with zandbak.scope():
        assert FeedbackNote.objects.get().published_at is not None
        staff = set(Employee.objects.current().exclude(email="").values_list("email", flat=True))

    def note_mails() -> list[EmailMessage]:
        mails = [mail for mail in house.sink.messages()[before:] if mail["To"] in staff]
        return [mail for mail in mails if "/page/" in _text(mail)]

    wait_for(lambda: len(note_mails()) >= len(staff), "the note goes to all staff", house)
    assert {mail["To"] for mail in note_mails()} == staff
    assert len(staff) == STAFF
    found = re.search(rf"/s/{zandbak.organisation.slug}/page/[\w-]+/", _text(note_mails()[0]))
    assert found is not None
    return found.group()


def staff_read(visitors: Visitors, path: str) -> None:
    """Somebody who was not drawn, on a phone, without script and without signing in."""
    context = visitors.someone(size=PHONE, java_script_enabled=False)
    page = context.new_page()
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    says(page, HEARD)
    says(page, ACTION)
    shot(page, "month-staff-page")
    assert page.get_by_text(OWN).count() == 0
    assert context.cookies() == []


def the_invitation_tells_it(house: House, organisation: Organisation, path: str) -> None:
    """Everybody who is asked next finds the way to what was done with the last answers."""
    mails = invitations(house, organisation)
    assert len(mails) == INVITED
    assert [mail["To"] for mail in mails if f"{house.address}{path}" not in _text(mail)] == []


def next_wave_asks(visitors: Visitors, links: Sequence[str], zandbak: Zandbak) -> None:
    """The next form has the new statement, not the old one, and the way to the note."""
    with zandbak.scope():
        dropped, added = (Item.objects.get(code=code) for code in (DROPPED, ADDED))
    page = visitors.someone(java_script_enabled=False).new_page()
    page.goto(links[0])
    says(page, added.text_nl)
    assert page.get_by_text(dropped.text_nl).count() == 0
    follow(page, nl("What we did with the last answers"))
    says(page, HEARD)


def _own_note(page: Page) -> Locator:
    return page.locator("#own-note textarea")


def _sign(page: Page) -> None:
    page.locator("#signing form button.btn").first.click()


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def _forgive_no_network(visitors: Visitors) -> None:
    watch = visitors.watch
    watch.failed[:] = [one for one in watch.failed if _NO_NETWORK not in one]
    watch.complaints[:] = [one for one in watch.complaints if _NO_NETWORK not in one]
