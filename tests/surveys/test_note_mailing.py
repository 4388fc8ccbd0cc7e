"""The note by mail: to all staff once, and named by the next invitation."""

import email
import email.policy
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from surveys.actions.mailings import skip_mailing
from surveys.actions.sending import send_invitations, send_mailing
from surveys.actions.staff_page import renew_staff_page
from surveys.domain.mail_text import about_last_note, problems
from surveys.domain.mailing import MailKind
from surveys.models import Delivery, FeedbackNote, Mailing, MailSettings, MailText, OptOut, StaffPage
from surveys.queries.mailings import letter
from surveys.queries.notes import mailing_of
from surveys.tasks import send_due_mail
from tests.cast import Zandbak, make_employees
from tests.surveys import noted
from tests.surveys.test_wave_journey import links, open_wave
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Employee, Party


def send(zandbak: Zandbak) -> None:
    """What the worker does with every mailing that waits."""
    with zandbak.scope():
        ids = list(Mailing.objects.filter(state="sending").values_list("id", flat=True))
    for one in ids:
        send_mailing(zandbak.id, one)


def note_address(zandbak: Zandbak, note: FeedbackNote) -> str:
    with zandbak.scope():
        return f"http://testserver/s/zandbak/page/{StaffPage.objects.get().token}/{note.id}/"


def mailed(zandbak: Zandbak) -> FeedbackNote:
    """A note that was published, and its mail sent, to Eva only."""
    with zandbak.scope():
        note = noted.published(zandbak)
    send(zandbak)
    return note


def test_all_staff_get_the_note_once_also_who_was_not_drawn(zandbak: Zandbak) -> None:
    with zandbak.scope():
        make_employees(zandbak.team, 30, "boomhut")
        OptOut.objects.create(employee=Employee.objects.get(staff_number="boomhut-1"))
        Employee.objects.filter(staff_number="boomhut-2").update(email="")
        Employee.objects.filter(staff_number="boomhut-4").update(email="boomhut-3@zandbak.example")
        Employee.objects.filter(staff_number="boomhut-5").update(left_at=timezone.now())
        note = noted.published(zandbak)
        progress = mailing_of(note)
        assert progress is not None
        assert (progress.total, progress.left, progress.is_sent) == (28, 28, False)
    for _ in range(3):
        send(zandbak)
    to = [message.to[0] for message in mail.outbox]
    assert len(to) == len(set(to)) == 27
    assert {"eva@zandbak.example", "boomhut-30@zandbak.example"} <= set(to)
    assert {"boomhut-1@zandbak.example", "boomhut-5@zandbak.example"} & set(to) == set()
    with zandbak.scope():
        progress = mailing_of(note)
        assert progress is not None
        assert (progress.done, progress.is_sent) == (28, True)
        assert not Delivery.objects.exists()


def test_the_mail_holds_the_note_its_address_and_one_click_to_stop(zandbak: Zandbak) -> None:
    note = mailed(zandbak)
    (message,) = mail.outbox
    assert message.subject == "Dit hoorden we, dit doen we: werken bij Kinderopvang De Zandbak"
    read = email.message_from_bytes(message.raw, policy=email.policy.default)  # type: ignore[attr-defined]
    stop = read["List-Unsubscribe"].strip("<>")
    assert (stop.endswith("no-more/"), read["List-Unsubscribe-Post"]) == (True, "List-Unsubscribe=One-Click")
    address = note_address(zandbak, note)
    for part in ("plain", "html"):
        body = read.get_body((part,))
        assert body is not None
        text = body.get_content()
        assert text.count("Dit hoorden we") == (
            1 if part == "plain" else 3
        )  # the subject is its title and heading
        assert "Invalpool op vrijdag (moet klaar zijn op 1 maart 2027)" in text
        assert (address in text, stop in text) == (True, True)
        assert "Bea" not in text
        assert "{" not in text
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    assert Client().post(stop.removeprefix("http://testserver")).status_code == 200
    with zandbak.scope():
        assert OptOut.objects.get().employee_id == zandbak.eva.id


def test_the_mail_goes_in_the_languages_of_the_organisation(zandbak: Zandbak) -> None:
    with zandbak.scope():
        MailSettings.objects.create(languages="nl+en")
    mailed(zandbak)
    body = str(mail.outbox[0].body)
    assert body.index("Dit doen we") < body.index("This we do")
    assert "ready by 1 March 2027" in body


def test_what_somebody_wrote_in_a_note_is_never_read_as_a_placeholder(zandbak: Zandbak) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
        FeedbackNote.objects.update(doing_nl="- {organisation} <b>{link}</b>")
        for party in (Party.WORKS_COUNCIL, Party.EMPLOYER):
            noted.turn(zandbak, note, party)
    send(zandbak)
    read = email.message_from_bytes(mail.outbox[0].raw, policy=email.policy.default)  # type: ignore[attr-defined]
    html, plain = (read.get_body((part,)).get_content() for part in ("html", "plain"))
    assert "- {organisation} &lt;b&gt;{link}&lt;/b&gt;" in html
    assert "- {organisation} <b>{link}</b>" in plain


def test_the_calendar_sends_what_a_lost_message_left(zandbak: Zandbak, settings: Any) -> None:
    with zandbak.scope():
        noted.published(zandbak)
    settings.CELERY_TASK_ALWAYS_EAGER = True
    send_due_mail()
    send(zandbak)
    assert [one.to for one in mail.outbox] == [["eva@zandbak.example"]]


def test_the_mail_of_a_note_cannot_be_skipped_or_sent_by_hand(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        wave = noted.drafted(zandbak).review.wave
        with pytest.raises(Refused):
            skip_mailing(actor=None, wave=wave, kind=MailKind.NOTE, number=1)
    anna = sign_in(zandbak.anna)
    for word in ("skip", "send"):
        anna.post(f"{zandbak.path}surveys/waves/{wave.id}/mailings/note/{word}/")
    with zandbak.scope():
        assert not Mailing.objects.filter(kind="note").exists()


def test_the_editor_of_mails_shows_the_note_with_its_placeholders(zandbak: Zandbak, sign_in: Any) -> None:
    anna = sign_in(zandbak.anna)
    page = anna.get(f"{zandbak.path}surveys/mails/note/nl/").content.decode()
    assert ("{note}" in page, "{link}" in page) == (True, True)
    assert "Hier staat wat is afgesproken" in page  # a sample before there is a note
    assert anna.get(f"{zandbak.path}surveys/mails/note/en/preview/").status_code == 200
    found = [one.code for one in problems(MailKind.NOTE, "Nieuws {note}", "Zie {note}", host="a")]
    assert found == ["link_in_subject", "note_alone", "no_link"]


# The next invitation


def invitation(zandbak: Zandbak) -> str:
    """The text of an invitation of a new wave."""
    mail.outbox.clear()
    open_wave(zandbak)
    return str(mail.outbox[0].body)


LINE = "Wat we met de vorige antwoorden deden:"


def test_the_next_invitation_links_to_the_note(zandbak: Zandbak) -> None:
    note = mailed(zandbak)
    body = invitation(zandbak)
    assert f"{LINE} {note_address(zandbak, note)}\n" in body
    html = mail.outbox[0].html  # type: ignore[attr-defined]
    assert html.count(note_address(zandbak, note)) == 2  # where it goes, and to be read
    assert len(links()) == 10


def test_before_there_is_a_note_an_invitation_says_nothing_about_it(zandbak: Zandbak) -> None:
    with zandbak.scope():
        noted.half_approved(zandbak)
    body = invitation(zandbak)
    assert (LINE in body, "{" in body, "\n\n\n" in body) == (False, False, False)


def test_an_own_text_without_a_place_for_it_gets_the_line_below(zandbak: Zandbak) -> None:
    note = mailed(zandbak)
    with zandbak.scope():
        MailText.objects.create(
            kind="invitation", language="nl", subject="Vragen", body="Hoi\n\n{link}\n\nGroet"
        )
    body = invitation(zandbak)
    assert re.search(rf"Groet\n\n{LINE} {note_address(zandbak, note)}\n", body)


@pytest.mark.parametrize(
    ("body", "exists", "expected"),
    [
        ("a\n\n{last_note}", True, "a\n\n{last_note}"),
        ("a\n\n{last_note}\n\nb", False, "a\n\n\nb"),
        ("Zie {last_note}", False, "Zie"),
        ("a", True, "a\n\n{last_note}"),
        ("a", False, "a"),
    ],
)
def test_where_the_line_about_the_last_note_stands(body: str, exists: bool, expected: str) -> None:
    assert about_last_note(MailKind.REMINDER, body, exists=exists) == expected
    assert about_last_note(MailKind.CLOSING, body, exists=exists) == body


def test_mails_after_a_renewal_carry_the_new_address(zandbak: Zandbak) -> None:
    note = mailed(zandbak)
    old = note_address(zandbak, note)
    with zandbak.scope():
        renew_staff_page(actor=zandbak.member(zandbak.anna))
    body = invitation(zandbak)
    assert (old in body, note_address(zandbak, note) in body) == (False, True)


def test_the_note_costs_no_query_a_mail(zandbak: Zandbak, django_assert_num_queries: Any) -> None:
    mailed(zandbak)
    wave = open_wave(zandbak)
    with zandbak.scope():
        with django_assert_num_queries(4):  # settings, text, note, page: once for all mails
            laid_out = letter(
                zandbak.organisation, MailKind.INVITATION, opens_on=wave.opens_on, closes_on=wave.closes_on
            )
        with django_assert_num_queries(0):
            laid_out.to("eva@zandbak.example", token="x" * 32, mail_id="m")
    assert send_invitations(zandbak.id, wave.id) == 0
