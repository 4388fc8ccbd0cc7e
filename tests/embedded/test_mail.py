"""The mail sink is a real SMTP server: what is sent arrives, complete and in order."""

import smtplib
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from werkdruk.embedded.mail import SIZE_LIMIT, MailSink, messages

ROOT = Path(__file__).resolve().parents[2]


def _message(subject: str = "Wat vind jij?", text: str = "Dag Eva\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Werkdruk <noreply@demo.example>"
    message["To"] = "Eva <eva@demo.example>"
    message["Subject"] = subject
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>", subtype="html")
    return message


def _send(port: int, *batch: EmailMessage, to: str = "eva@demo.example") -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="tests") as client:
        for message in batch:
            client.send_message(message, from_addr="bounce@demo.example", to_addrs=[to, "bcc@demo.example"])


def test_a_message_arrives_with_text_html_and_envelope(tmp_path: Path) -> None:
    with MailSink(tmp_path / "mail") as sink:
        _send(sink.port, _message("Eén vraag voor jou", "Dag Eva, je bent gelóót"))
        (found,) = sink.messages()
    assert found["Subject"] == "Eén vraag voor jou"
    assert found.get_body(("plain",)).get_content() == "Dag Eva, je bent gelóót\n"
    assert found.get_body(("html",)).get_content() == "<p>Dag Eva, je bent gelóót</p>\n"
    assert found.get_all("Delivered-To") == ["eva@demo.example", "bcc@demo.example"]
    assert found["Return-Path"] == "<bounce@demo.example>"


def test_messages_come_in_order_of_arrival(tmp_path: Path) -> None:
    with MailSink(tmp_path) as sink:
        _send(sink.port, *[_message(f"nr {number}") for number in range(25)])
        _send(sink.port, _message("nr 25"))
        assert [message["Subject"] for message in sink.messages()] == [f"nr {n}" for n in range(26)]


def test_lines_that_begin_with_a_dot_stay_as_they_were(tmp_path: Path) -> None:
    raw = b".first\r\n..second\r\n\r\n.\tthird\r\nlast.\r\n"
    with MailSink(tmp_path) as sink:
        with smtplib.SMTP("127.0.0.1", sink.port, local_hostname="tests") as client:
            client.sendmail("a@demo.example", ["eva@demo.example"], raw)
        (path,) = tmp_path.glob("*.eml")
    assert path.read_bytes() == b"Return-Path: <a@demo.example>\r\nDelivered-To: eva@demo.example\r\n" + raw


def test_a_large_message_arrives_whole_and_one_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    large = b"Subject: x\r\n\r\n" + b"0123456789abcdef\r\n" * 100_000
    with MailSink(tmp_path) as sink, smtplib.SMTP("127.0.0.1", sink.port, local_hostname="tests") as client:
        client.sendmail("a@demo.example", ["eva@demo.example"], large)
        client.ehlo_or_helo_if_needed()
        client.esmtp_features.pop("size")  # else the client's own announcement is refused already
        with pytest.raises(smtplib.SMTPDataError, match="552"):
            client.sendmail("a@demo.example", ["eva@demo.example"], large + b"x\r\n" * (SIZE_LIMIT // 3))
        client.sendmail("a@demo.example", ["eva@demo.example"], b"Subject: after\r\n\r\n")
        first, second = sorted(tmp_path.glob("*.eml"))
    assert first.read_bytes().endswith(large)
    assert second.read_bytes().endswith(b"Subject: after\r\n\r\n")


def test_refused_addresses_get_550_and_the_others_their_mail(tmp_path: Path) -> None:
    with MailSink(tmp_path, refuse=r"@gone\.example$") as sink:
        with (
            smtplib.SMTP("127.0.0.1", sink.port, local_hostname="tests") as client,
            pytest.raises(smtplib.SMTPRecipientsRefused, match="550"),
        ):
            client.sendmail("a@demo.example", ["eva@gone.example"], b"Subject: x\r\n\r\n")
        _send(sink.port, _message())
        assert [message["To"] for message in sink.messages()] == ["Eva <eva@demo.example>"]


def test_delay_makes_the_sender_wait_and_leaves_no_half_message(tmp_path: Path) -> None:
    with MailSink(tmp_path, delay=0.3) as sink:
        begun = time.monotonic()
        _send(sink.port, _message())
        assert time.monotonic() - begun >= 0.3
    assert [path.suffix for path in tmp_path.iterdir()] == [".eml"]


def test_a_sender_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    with MailSink(tmp_path) as sink:
        client = smtplib.SMTP("127.0.0.1", sink.port, local_hostname="tests")
        client.ehlo()
        client.mail("a@demo.example")
        client.rcpt("eva@demo.example")
        client.docmd("DATA")
        client.send(b"Subject: half\r\n")
        client.close()
        _send(sink.port, _message("whole"))
        assert [message["Subject"] for message in sink.messages()] == ["whole"]
    assert len(list(tmp_path.iterdir())) == 1


def test_the_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    with MailSink(tmp_path / "new") as sink:
        assert sink.folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.processes
def test_as_a_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "werkdruk.embedded.mail", "--port", "0", "--folder", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        port = int(process.stdout.readline().split("127.0.0.1:")[1].split()[0])
        _send(port, _message(), _message("nog een"))
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert [message["Subject"] for message in messages(tmp_path)] == ["Wat vind jij?", "nog een"]
