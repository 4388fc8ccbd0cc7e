"""The mails of a wave: laid out once for a mailing, then filled in for each person."""

import binascii
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.domain.mail_text import LAST_NOTE, about_last_note, fill, paragraphs, pieces
from surveys.domain.mailing import TO_ALL_STAFF, MailKind
from surveys.links import no_more_url, survey_url
from surveys.words.mail_texts import sender_name
from werkdruk.core.post import ReadyMail, address_for_mail, header_lines, now_in_mail
from werkdruk.organisations.models import Organisation

MINUTES = 5


@dataclass(frozen=True, slots=True)
class Written:
    """Subject and text of one language, with placeholders."""

    language: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class NoteInMail:
    """A published note as mails tell of it: its address, and by language its headings with their text."""

    url: str
    sections: Mapping[str, Sequence[tuple[str, str]]]

    def text(self, language: str) -> str:
        """All of it, for a mail without HTML."""
        return "\n\n".join(f"{heading}\n{text}" for heading, text in self.sections.get(language, ()))


@dataclass(frozen=True, slots=True)
class Letter:
    """A mailing, laid out; only the token, the address and the Message-ID are a person's own."""

    subject: str
    text: str
    html: str
    head: bytes
    boundary: str
    stop: str
    sender: str
    # Stands where a person's own token comes: drawn anew for each letter, so that nothing typed can hold it.
    own: str

    def to(self, address: str, *, token: str, mail_id: str) -> ReadyMail:
        """The mail of one person. Raises ValueError for an address that no mail can have."""
        address = address_for_mail(address)
        stop = self.stop.replace(self.own, token)
        text, html = self.text.replace(self.own, token), self.html.replace(self.own, token)
        own = {
            "To": address,
            "Date": now_in_mail(),
            "Message-ID": f"<{mail_id}@{_host()}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        mail = ReadyMail(
            subject=self.subject,
            body=text,
            from_email=self.sender,
            to=[address],
            headers={**_AUTOMATIC, **own},
        )
        mail.attach_alternative(html, "text/html")
        mail.html = html
        mail.raw = b"".join(
            (
                self.head,
                header_lines(own),
                b'Content-Type: multipart/alternative; boundary="',
                self.boundary.encode(),
                b'"\r\n\r\n',
                self._part("plain", text),
                self._part("html", html),
                f"--{self.boundary}--\r\n".encode(),
            )
        )
        return mail

    def _part(self, kind: str, text: str) -> bytes:
        head = (
            f"--{self.boundary}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
            "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        lines = text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
        return head.encode() + binascii.b2a_qp(lines, istext=True) + b"\r\n"


_AUTOMATIC = {"Auto-Submitted": "auto-generated", "Precedence": "bulk"}


def lay_out(
    organisation: Organisation,
    kind: MailKind,
    texts: Sequence[Written],
    *,
    opens_on: date,
    closes_on: date,
    contact: str = "",
    note: NoteInMail | None = None,
) -> Letter:
    """Lay out a mailing in the languages of `texts`, one below the other; `note` is what it tells of."""
    own = f"own-{secrets.token_hex(16)}"
    if kind in TO_ALL_STAFF:
        stop = no_more_url(organisation.slug, "x").replace("/x/", f"/{own}/")
        link = note.url if note is not None and kind == MailKind.NOTE else stop
    else:
        link = survey_url(organisation.slug, "x").replace("/x/", f"/{own}/")
        stop = link + "stop/"
    blocks = []
    for written in texts:
        with translation.override(written.language):
            values = placeholder_values(organisation, opens_on=opens_on, closes_on=closes_on, contact=contact)
            body = about_last_note(kind, written.body.replace("\r\n", "\n"), exists=note is not None)
            plain = {
                "link": link,
                "note": note.text(written.language) if note is not None else "",
                "last_note": f"{_last_note()} {note.url}" if note is not None else "",
            }
            sections = note.sections.get(written.language, ()) if note is not None else ()
            blocks.append(
                {
                    "language": written.language,
                    "title": fill(written.subject, values),
                    "paragraphs": _paragraphs(body, values, sections),
                    "last_note": _last_note(),
                    "text": fill(body, {**values, **plain}).strip(),
                }
            )
    context = {
        "organisation": organisation,
        "blocks": blocks,
        "link": link,
        "note_url": note.url if note is not None else "",
        "is_note": kind == MailKind.NOTE,
        "stop_url": stop,
        "to_all": kind in TO_ALL_STAFF,
        "anonymity_url": settings.BASE_URL + reverse("answer:anonymity", args=[organisation.slug]),
    }
    subject = " / ".join(str(block["title"]) for block in blocks)
    with translation.override(texts[0].language):
        sender = f"{sender_name(organisation)} <{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}>"
        text = render_to_string("email/surveys/mailing.txt", context)
        html = render_to_string("email/surveys/mailing.html", {**context, "subject": subject})
        head = _head(subject, sender_name(organisation), contact)
    return Letter(
        subject=subject,
        text=text,
        html=html,
        head=head,
        boundary=f"=_{secrets.token_hex(12)}",
        stop=stop,
        sender=sender,
        own=own,
    )


def placeholder_values(
    organisation: Organisation, *, opens_on: date, closes_on: date, contact: str
) -> Mapping[str, str]:
    """What the placeholders stand for, in the active language; the link is a person's own."""
    return {
        "organisation": organisation.name,
        "opens_on": date_format(opens_on, "j F"),
        "closes_on": date_format(closes_on, "j F"),
        "minutes": str(MINUTES),
        "contact": contact or _("HR"),
    }


def envelope_sender() -> str:
    """The address to which mail servers send back what they cannot deliver."""
    return settings.BOUNCE_ADDRESS or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _paragraphs(
    body: str, values: Mapping[str, str], note: Sequence[tuple[str, str]]
) -> list[dict[str, object]]:
    """For HTML: a paragraph that is the link alone becomes a button, one that is the note alone the whole note."""
    found: list[dict[str, object]] = []
    for lines in paragraphs(body):
        if lines == ["{link}"]:
            found.append({"button": True})
        elif lines == ["{note}"]:
            found += [
                {"heading": heading, "lines": [[{"text": line.strip()}] for line in text.split("\n")]}
                for heading, text in note
            ]
        else:
            found.append({"lines": [[_piece(one, values) for one in pieces(line)] for line in lines]})
    return found


def _piece(piece: str, values: Mapping[str, str]) -> dict[str, object]:
    if piece == "{link}":
        return {"link": True}
    if piece == LAST_NOTE:
        return {"last_note": True}
    return {"text": fill(piece, values)}


def _last_note() -> str:
    """What stands before the address of the last note."""
    return _("What we did with the last answers:")


def _head(subject: str, name: str, contact: str) -> bytes:
    """The headers that are the same for everybody, encoded by the library."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    local, _at, domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    message["From"] = Address(name, local, domain)
    if contact:
        message["Reply-To"] = address_for_mail(contact)
    for header, value in _AUTOMATIC.items():
        message[header] = value
    message["MIME-Version"] = "1.0"
    return message.as_bytes().split(b"\r\n\r\n")[0] + b"\r\n"


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
