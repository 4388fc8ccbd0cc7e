"""Handing many mails to the mail server over one connection."""

import email.policy
import smtplib
from collections.abc import Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self

from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.smtp import EmailBackend
from django.utils.encoding import punycode


class ReadyMail(EmailMultiAlternatives):
    """A message to one person, laid out already: `raw` is what goes over the line."""

    raw: bytes = b""
    html: str = ""

    def message(self, *, policy: Any = email.policy.default) -> Any:
        """The finished message, for backends that do not take bytes."""
        return message_from_bytes(self.raw, policy=policy)


def address_for_mail(address: str) -> str:
    """`address` as it can stand in a header and an envelope; ValueError when no mail can have it."""
    local, _, domain = address.rpartition("@")
    domain = domain if domain.isascii() else punycode(domain)
    if not local or not domain or not local.isascii() or any(not " " < letter < "\x7f" for letter in local):
        raise ValueError("This is not an e-mail address.")
    if any(mark in local + domain for mark in '<>(),;:\\"[]@') or " " in domain:
        raise ValueError("This is not an e-mail address.")
    return f"{local}@{domain}"


def header_lines(headers: Mapping[str, str]) -> bytes:
    """Headers of plain ASCII as lines; whoever calls this has made every value itself."""
    text = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    if text.count("\n") != len(headers):
        raise ValueError("A header has more than one line.")
    return text.encode("ascii")


def now_in_mail() -> str:
    """The time as a Date header has it."""
    return format_datetime(datetime.now(UTC))


class Post:
    """The connection to the mail server, kept open for many mails; `sender` is the envelope's."""

    def __init__(self, sender: str) -> None:
        self.sender = sender
        self._mailer: Any = mailers["default"]

    def __enter__(self) -> Self:
        self._mailer.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._mailer.close()
        except (smtplib.SMTPException, OSError):
            return  # the server went away first

    def send(self, mail: ReadyMail) -> None:
        """Hand over one mail; raises what smtplib raises."""
        if self._line is not None:
            self._line.sendmail(self.sender, mail.to, mail.raw)
        else:
            self._mailer.send_messages([mail])

    def ask(self, address: str) -> None:
        """Ask whether the server takes mail for `address`, and send none; raises as `send` does."""
        if self._line is None:
            return
        self._line.ehlo_or_helo_if_needed()
        code, words = self._line.mail(self.sender)
        if code == 250:
            code, words = self._line.rcpt(address)
        self._line.rset()
        if code not in (250, 251):
            raise smtplib.SMTPRecipientsRefused({address: (code, words)})

    @property
    def _line(self) -> smtplib.SMTP | None:
        if not isinstance(self._mailer, EmailBackend):
            return None
        line: smtplib.SMTP | None = self._mailer.connection
        if line is None:
            raise smtplib.SMTPServerDisconnected("The connection is closed.")
        return line
