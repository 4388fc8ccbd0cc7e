"""Mails of a wave: announcement, reminders, closing, own texts, bounces; and what they must not tell."""

import email
import email.policy
import re
import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from surveys.actions.answering import submit_answers
from surveys.actions.bouncing import record_bounces
from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.mailings import send_now, start_due_mailings
from surveys.actions.planning import plan_wave
from surveys.actions.sending import send_invitations, send_mailing, start_mailing
from surveys.actions.setup import place_everyone
from surveys.domain.mailing import MailKind
from surveys.links import make_token
from surveys.models import DeadAddress, Delivery, Invitation, Mailing, MailText, OptOut, Wave
from surveys.queries.mailings import sending_progress
from tests.cast import Zandbak, make_employees
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.core.post import Post
from werkdruk.organisations.models import Employee


@pytest.fixture
def wave(zandbak: Zandbak) -> Wave:
    """A planned wave of an organisation with 121 people, three days from now."""
    with zandbak.scope():
        make_employees(zandbak.team, 120, "boomhut")
        place_everyone()
        return plan_wave(actor=None, opens_on=timezone.localdate() + timedelta(days=3))


def opened(zandbak: Zandbak, wave: Wave) -> Wave:
    """The wave drawn and its invitations sent."""
    with zandbak.scope():
        days = timezone.localdate() - wave.opens_on
        Wave.objects.update(opens_on=wave.opens_on + days, closes_on=wave.closes_on + days)
    assert draw_wave(zandbak.id, wave.id)
    send_invitations(zandbak.id, wave.id)
    with zandbak.scope():
        return Wave.objects.get(id=wave.id)


def start(zandbak: Zandbak, wave: Wave, kind: MailKind, number: int = 1) -> Mailing:
    with zandbak.scope():
        return start_mailing(Wave.objects.get(id=wave.id), kind, number)[0]


def answer_first(zandbak: Zandbak, count: int) -> set[str]:
    """Let the first `count` invited people answer; their addresses."""
    with zandbak.scope():
        rows = list(Invitation.objects.select_related("employee").order_by("id")[:count])
        for row in rows:
            submit_answers(token=make_token(zandbak.id, row.id), answers={"K01": 4}, open_answers={})
    return {row.employee.email for row in rows}


def due(zandbak: Zandbak, days: int = 0, hour: int = 9) -> None:
    """What the calendar does on a day from now, at an hour."""
    now = timezone.localtime().replace(hour=hour) + timedelta(days=days)
    with zandbak.scope():
        start_due_mailings(now)
        ids = list(Mailing.objects.filter(state="sending").values_list("id", flat=True))
    for one in ids:
        send_mailing(zandbak.id, one)


def kinds(zandbak: Zandbak) -> list[tuple[str, int, str]]:
    with zandbak.scope():
        return sorted(Mailing.objects.values_list("kind", "number", "state"))


def test_the_announcement_goes_to_all_staff_once_and_not_at_night(zandbak: Zandbak, wave: Wave) -> None:
    with zandbak.scope():
        OptOut.objects.create(employee=Employee.objects.get(staff_number="boomhut-1"))
        Employee.objects.filter(staff_number="boomhut-2").update(email="")
        Employee.objects.filter(staff_number="boomhut-4").update(email="boomhut-3@zandbak.example")
    due(zandbak, hour=7)
    assert mail.outbox == []
    due(zandbak)
    due(zandbak)
    to = [message.to[0] for message in mail.outbox]
    assert len(to) == len(set(to)) == 118
    assert "boomhut-1@zandbak.example" not in to
    assert kinds(zandbak) == [("announcement", 1, "sent")]
    with zandbak.scope():
        assert not Delivery.objects.exists()


def test_headers_and_parts_of_a_mail(zandbak: Zandbak, wave: Wave) -> None:
    due(zandbak)
    opened(zandbak, wave)
    for message, path in ((mail.outbox[0], "no-more/"), (mail.outbox[-1], "stop/")):
        read = email.message_from_bytes(message.raw, policy=email.policy.default)  # type: ignore[attr-defined]
        assert read["Auto-Submitted"] == "auto-generated"
        assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        stop = read["List-Unsubscribe"].strip("<>")
        assert stop.endswith(path)
        assert str(read["From"]).startswith('"Kinderopvang De Zandbak, ondernemingsraad en HR"')
        text, html = read.get_body(("plain",)), read.get_body(("html",))
        assert text is not None
        assert html is not None
        assert stop in text.get_content()
        assert stop in html.get_content()
        assert text.get_content().split() == str(message.body).split()
        assert not re.search(r"<img|src=|url\(", html.get_content())
        assert Client().post(stop.removeprefix("http://testserver"), {}).status_code == 200
    with zandbak.scope():
        assert OptOut.objects.count() == len({mail.outbox[0].to[0], mail.outbox[-1].to[0]})


def test_a_token_for_no_more_mail_is_worth_nothing_elsewhere(
    zandbak: Zandbak, other: Any, wave: Wave
) -> None:
    due(zandbak)
    path = re.search(r"http://testserver(/s/zandbak/\S+/no-more/)", str(mail.outbox[0].body))
    assert path is not None
    stranger = path.group(1).replace("/zandbak/", "/anders/")
    assert Client().post(stranger).status_code == 404
    letter = path.group(1)[12]
    forged = path.group(1).replace(letter, "A" if letter != "A" else "B", 1)
    assert Client().post(forged).status_code == 404
    with zandbak.scope():
        assert not OptOut.objects.exists()


def test_a_reminder_goes_only_to_who_has_not_answered(zandbak: Zandbak, wave: Wave) -> None:
    wave = opened(zandbak, wave)
    with zandbak.scope():
        invited = set(Invitation.objects.values_list("employee__email", flat=True))
    before = answer_first(zandbak, 3)
    mailing = start(zandbak, wave, MailKind.REMINDER)
    with zandbak.scope():
        # A row for everyone: that it is there tells nothing.
        assert Delivery.objects.filter(mailing=mailing).count() == len(invited)
        stopped = Invitation.objects.exclude(answered=True).order_by("id")[0].employee
        OptOut.objects.create(employee=stopped)
        moved = Invitation.objects.exclude(answered=True).order_by("id")[1].employee
        Employee.objects.filter(id=moved.id).update(email="nieuw@zandbak.example")
    after = answer_first(zandbak, 4) | before
    mail.outbox.clear()
    send_mailing(zandbak.id, mailing.id)
    wanted = invited - after - {stopped.email}
    if moved.email in wanted:
        wanted = (wanted - {moved.email}) | {"nieuw@zandbak.example"}
    assert {message.to[0] for message in mail.outbox} == wanted
    with zandbak.scope():
        assert not Delivery.objects.exists()
    mail.outbox.clear()
    send_mailing(zandbak.id, mailing.id)
    assert mail.outbox == []


def test_reminders_come_on_their_days_and_never_a_third(zandbak: Zandbak, wave: Wave, sign_in: Any) -> None:
    wave = opened(zandbak, wave)
    anna, page = sign_in(zandbak.anna), f"{zandbak.path}surveys/waves/{wave.id}/"
    due(zandbak, 4)
    assert len(kinds(zandbak)) == 1
    due(zandbak, 5)
    assert kinds(zandbak)[-1] == ("reminder", 1, "sent")
    sent = anna.post(f"{page}mailings/reminder-2/send/", follow=True)
    assert [str(one) for one in sent.context["messages"]] == ["De mail wordt nu verstuurd."]
    for key, said in (
        ("reminder-2", "al verstuurd"),
        ("reminder-3", "niet meer dan twee"),
        ("invitation", "vanzelf"),
    ):
        answer = anna.post(f"{page}mailings/{key}/send/", follow=True)
        text = " ".join(str(one) for one in answer.context["messages"])
        assert said in text or "meer dan twee" in text
    due(zandbak, 10)
    due(zandbak, 12)
    assert [one[:2] for one in kinds(zandbak)] == [("invitation", 1), ("reminder", 1), ("reminder", 2)]
    assert anna.get(page).status_code == 200
    assert anna.post(f"{page}mailings/onzin/send/").status_code == 404


def test_what_is_skipped_does_not_go_out_and_nothing_after_closing(
    zandbak: Zandbak, wave: Wave, sign_in: Any
) -> None:
    anna, page = sign_in(zandbak.anna), f"{zandbak.path}surveys/waves/{wave.id}/"
    assert "Overslaan" in anna.get(f"{page}mailings/announcement/skip/").content.decode()
    anna.post(f"{page}mailings/announcement/skip/")
    due(zandbak)
    assert mail.outbox == []
    wave = opened(zandbak, wave)
    start(zandbak, wave, MailKind.REMINDER)
    close_wave(zandbak.id, wave.id)
    with zandbak.scope():
        assert not Delivery.objects.exists()
        assert not Invitation.objects.exists()
    mail.outbox.clear()
    refused = anna.post(f"{page}mailings/reminder-2/send/", follow=True)
    assert "gesloten" in " ".join(str(one) for one in refused.context["messages"])
    due(zandbak)
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 121
    due(zandbak)
    assert len(mail.outbox) == 121
    with zandbak.scope():
        logged = list(
            AuditEntry.objects.filter(action__startswith="surveys.mailing").values_list("details", flat=True)
        )
    assert all(set(one) == {"kind", "number"} for one in logged)


class Refusing:
    """A mail server that refuses some addresses, in its words."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refusals: dict[str, tuple[int, bytes]]) -> None:
        self.asked: list[str] = []
        real = Post.send

        def send(post: Post, message: Any) -> None:
            self._judge(message.to[0], refusals)
            real(post, message)

        monkeypatch.setattr(Post, "send", send)
        monkeypatch.setattr(Post, "ask", lambda post, address: self._judge(address, refusals))

    def _judge(self, address: str, refusals: dict[str, tuple[int, bytes]]) -> None:
        self.asked.append(address)
        for name, (code, words) in refusals.items():
            if address.startswith(f"{name}@"):
                if name.endswith("-30"):
                    raise smtplib.SMTPDataError(code, words)
                raise smtplib.SMTPRecipientsRefused({address: (code, words)})


def test_refusals_are_listed_from_the_announcement_only(
    zandbak: Zandbak, wave: Wave, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Refusing(
        monkeypatch,
        {
            "boomhut-10": (550, b"5.1.1 no such user"),
            "boomhut-11": (550, b"5.1.1 no such user"),
            "boomhut-20": (450, b"4.2.0 later"),
            "boomhut-30": (554, b"5.7.1 spam"),
        },
    )
    with zandbak.scope():
        OptOut.objects.create(employee=Employee.objects.get(staff_number="boomhut-11"))
    due(zandbak)
    # Who wants no mail is asked about and gets none: the list looks the same.
    assert "boomhut-11@zandbak.example" in server.asked
    with zandbak.scope():
        dead = set(DeadAddress.objects.values_list("email", flat=True))
        waiting = set(Delivery.objects.values_list("employee__staff_number", flat=True))
    assert dead == {"boomhut-10@zandbak.example", "boomhut-11@zandbak.example"}
    assert waiting == {"boomhut-20", "boomhut-30"}
    page = sign_in(zandbak.anna).get(f"{zandbak.path}surveys/waves/{wave.id}/").content.decode()
    assert "2 adressen werken niet" in page
    staff = sign_in(zandbak.anna).get(f"{zandbak.path}organisation/staff/?q=boomhut-10").content.decode()
    assert "adres werkt niet" in staff
    assert (
        "werken niet"
        not in sign_in(zandbak.bea).get(f"{zandbak.path}surveys/waves/{wave.id}/").content.decode()
    )


def test_one_refused_invitation_changes_nothing_on_the_page(
    zandbak: Zandbak, wave: Wave, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HR gives one colleague an address that fails, for good or for now, or none; the page says the same."""
    pages = set()
    wave_id = wave.id
    with zandbak.scope():
        days = timezone.localdate() - wave.opens_on
        Wave.objects.update(opens_on=wave.opens_on + days, closes_on=wave.closes_on + days)
    assert draw_wave(zandbak.id, wave_id)
    with zandbak.scope():
        person = Invitation.objects.select_related("employee").order_by("id")[0].employee
    Refusing(monkeypatch, {"weg": (550, b"5.1.1"), "later": (450, b"4.2.0")})
    for address in (person.email, "weg@x.example", "later@x.example", ""):
        with zandbak.scope():
            Mailing.objects.all().delete()
            Invitation.objects.update(refused=False, on_paper=False, code_hash=None)
            Employee.objects.filter(id=person.id).update(email=address)
        send_invitations(zandbak.id, wave_id)
        with zandbak.scope():
            pages.add(sending_progress(Wave.objects.get(id=wave_id), 5))
    assert len(pages) == 1


def bounce(message: Any, address: str, status: str = "5.1.1", action: str = "failed") -> bytes:
    """What a mail server sends back."""
    head = message.raw.split(b"\r\n\r\n")[0]
    return (
        b'From: MAILER-DAEMON@x\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; " + address.encode() + b"\r\nAction: "
        + action.encode() + b"\r\nStatus: " + status.encode()
        + b"\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        + head + b"\r\n\r\n--b--\r\n"
    )  # fmt: skip


def test_bounces_that_come_later(zandbak: Zandbak, other: Any, wave: Wave) -> None:
    due(zandbak)
    first, second = mail.outbox[0], mail.outbox[1]
    assert record_bounces(bounce(first, first.to[0], "4.4.1", "delayed")) == 0
    assert record_bounces(bounce(first, first.to[0], "5.7.1")) == 0
    # Somebody else's Message-ID, an unknown one, and no report at all.
    assert record_bounces(bounce(first, second.to[0])) == 0
    assert record_bounces(bounce(first, "iemand@elders.example")) == 0
    assert record_bounces(b"Subject: hallo\r\n\r\nhallo") == 0
    with zandbak.scope():
        assert not DeadAddress.objects.exists()
    assert record_bounces(bounce(first, first.to[0].upper())) == 1
    assert record_bounces(bounce(first, first.to[0])) == 1
    with zandbak.scope():
        assert DeadAddress.objects.get().email == first.to[0]
    opened(zandbak, wave)
    invitation = mail.outbox[-1]
    assert record_bounces(bounce(invitation, invitation.to[0])) == 1
    with zandbak.scope():
        assert DeadAddress.objects.count() == 1
        assert Invitation.objects.filter(refused=True).count() == 1


def text_page(zandbak: Zandbak, kind: str = "invitation") -> str:
    return f"{zandbak.path}surveys/mails/{kind}/nl/"


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [
        ("Hallo", "Geen link", "body"),
        ("Hallo", "{link} {naam}", "body"),
        ("Hallo {link}", "{link}", "subject"),
        ("Hallo\r\nBcc: x@y.example", "{link}", "subject"),
        ("Hallo", "{link} https://elders.example/x", "body"),
        ("Hallo", "{link} http://testserver@elders.example/x", "body"),
        ("Hallo", "{link} www.elders.example", "body"),
        ("Hallo", "{link} javascript:alert(1)", "body"),
        ("Hallo", "{link} \ue000", "body"),
        ("", "{link}", "subject"),
        ("x" * 121, "{link}", "subject"),
        ("Hallo", "{link}" + "x" * 3000, "body"),
    ],
)
def test_a_text_that_cannot_be_mailed_comes_back(
    zandbak: Zandbak, sign_in: Any, subject: str, body: str, field: str
) -> None:
    answer = sign_in(zandbak.anna).post(text_page(zandbak), {"subject": subject, "body": body})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert answer.context["form"]["body"].value() == body
    with zandbak.scope():
        assert not MailText.objects.exists()


def test_an_own_text_is_what_is_mailed_and_previewed(
    zandbak: Zandbak, wave: Wave, sign_in: Any, other: Any
) -> None:
    anna, olaf = sign_in(zandbak.anna), sign_in(zandbak.olaf)
    typed = {
        "subject": "Van ons, {organisation}",
        "body": "Dag <b>allen</b>,\r\n\r\n{link}\r\n\r\nTot {closes_on}.",
    }
    preview = anna.post(f"{text_page(zandbak)}preview/", typed)
    assert "Dag &lt;b&gt;allen&lt;/b&gt;," in preview.content.decode()
    assert "'unsafe-inline'" in preview["Content-Security-Policy"]
    with zandbak.scope():
        assert not MailText.objects.exists()
    assert anna.post(text_page(zandbak), typed).status_code == 302
    late = olaf.post(text_page(zandbak), {"subject": "Anders", "body": "{link}"})
    assert late.status_code == 422
    assert late.context["form"]["subject"].value() == "Anders"
    opened(zandbak, wave)
    message = mail.outbox[-1]
    assert message.subject == "Van ons, Kinderopvang De Zandbak"
    assert str(message.body).startswith("Dag <b>allen</b>,\n\nhttp://testserver/s/zandbak/")
    assert anna.post(f"{text_page(zandbak)}reset/").status_code == 302
    assert "Vijf minuten" in anna.get(text_page(zandbak)).context["mail"].subject
    with zandbak.scope():
        assert {"surveys.mail_text_changed", "surveys.mail_text_reset"} <= set(
            AuditEntry.objects.values_list("action", flat=True)
        )
    assert sign_in(other.carla).get(text_page(zandbak)).status_code == 404


def test_a_test_mail_goes_to_oneself_and_cannot_answer(
    zandbak: Zandbak, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from celery import current_app  # the broker is at the edge: the task runs here

    current_app.conf.task_always_eager = True
    try:
        with django_capture_on_commit_callbacks(execute=True):
            sign_in(zandbak.anna).post(f"{text_page(zandbak)}test/")
    finally:
        current_app.conf.task_always_eager = False
    (message,) = mail.outbox
    assert message.to == [zandbak.anna.email]
    found = re.findall(r"http://testserver(/s/zandbak/sample/\S*)", str(message.body))
    assert len(found) == 2
    for path in found:
        assert "voorbeeldlink" in Client().get(path).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"first_reminder": "", "second_reminder": "10"},
        {"first_reminder": "10", "second_reminder": "5"},
        {"second_reminder": "20"},
        {"contact": "bea@zandbak.example"},
        {"contact": "geen adres"},
    ],
)
def test_settings_that_cannot_be_come_back(zandbak: Zandbak, sign_in: Any, change: dict[str, str]) -> None:
    good = {
        "announce": "on", "announce_days": "4", "first_reminder": "3", "second_reminder": "9",
        "languages": "nl+en", "contact": "anna@zandbak.example",
    }  # fmt: skip
    anna, page = sign_in(zandbak.anna), f"{zandbak.path}surveys/mails/settings/"
    assert anna.post(page, good | change).status_code == 422
    assert anna.post(page, good).status_code == 302
    assert (
        anna.post(page, good | {"announce_days": "6"}).status_code == 422
    )  # without the version that is there now


def test_a_second_language_stands_below_the_first(zandbak: Zandbak, wave: Wave, sign_in: Any) -> None:
    page = f"{zandbak.path}surveys/mails/settings/"
    sign_in(zandbak.anna).post(
        page, {"announce_days": "4", "languages": "nl+en", "contact": "anna@zandbak.example"}
    )
    opened(zandbak, wave)
    message = mail.outbox[-1]
    assert "Vijf minuten" in message.subject
    assert "Five minutes" in message.subject
    assert b"Reply-To: anna@zandbak.example" in message.raw  # type: ignore[attr-defined]
    assert str(message.body).index("Het is jouw beurt") < str(message.body).index("It is your turn")


def test_the_minute_is_full_and_goes_on_in_the_next(zandbak: Zandbak, wave: Wave, settings: Any) -> None:
    import time_machine  # the minute is the clock's

    settings.MAILS_PER_MINUTE = 100
    with time_machine.travel("2026-11-24 12:00:10+01:00", tick=False):
        mailing = start(zandbak, wave, MailKind.ANNOUNCEMENT)
        with zandbak.scope():
            Delivery.objects.update(next_try_at=timezone.now())
        assert send_mailing(zandbak.id, mailing.id) == 100
        assert send_mailing(zandbak.id, mailing.id) == 0
    with time_machine.travel("2026-11-24 12:01:10+01:00", tick=False):
        assert send_mailing(zandbak.id, mailing.id) == 21


def test_two_reminders_are_the_most_that_the_database_takes(zandbak: Zandbak, wave: Wave) -> None:
    with zandbak.scope(), pytest.raises(IntegrityError), transaction.atomic():
        Mailing.objects.create(wave=wave, kind="reminder", number=3)
    with zandbak.scope(), pytest.raises(Refused):
        send_now(actor=None, wave=wave, kind=MailKind.REMINDER, number=1)
