"""An employee's link: a token made from a random invitation id under the server's secret.

Only the token's hash is stored, and the token can be made again, so that a mail can be sent twice with the same
link. Its last eight letters say, without any stored row, that this server made it for this organisation: so a
link of a closed round can be told from a mistyped one.
"""

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.urls import reverse

_SECRET_BYTES = 18  # 24 letters
_TAG_BYTES = 6  # 8 letters
TOKEN_LENGTH = 32
STAFF_TOKEN_LENGTH = 38  # 28 bytes
MAIL_ID_LENGTH = 73  # "w-" and 44 bytes


def make_token(organisation_id: UUID, invitation_id: UUID) -> str:
    """The token of an invitation: 32 letters, digits, ``-`` and ``_``."""
    secret = _mac(b"link", organisation_id.bytes + invitation_id.bytes)[:_SECRET_BYTES]
    return _letters(secret) + _tag(organisation_id, secret)


def is_ours(organisation_id: UUID, token: str) -> bool:
    """Whether this server made `token` for this organisation, whatever became of its invitation."""
    if len(token) != TOKEN_LENGTH or not token.isascii():
        return False
    try:
        secret = base64.b64decode(token[:24], altchars=b"-_", validate=True)
    except ValueError:
        return False
    return hmac.compare_digest(_tag(organisation_id, secret), token[24:])


def token_hash(token: str) -> bytes:
    """What is stored of a token: its SHA-256, 32 bytes."""
    return hashlib.sha256(token.encode()).digest()


def code_secret(organisation_id: UUID, invitation_id: UUID) -> bytes:
    """What the code on paper of an invitation is made of; the same each time."""
    return _mac(b"paper", organisation_id.bytes + invitation_id.bytes)[:16]


def code_hash(organisation_id: UUID, code: str) -> bytes:
    """What is stored of a code on paper: under the secret, because a code is short enough to be guessed from a
    plain hash by whoever holds a copy of the database."""
    return _mac(b"code", organisation_id.bytes + code.encode())


def make_staff_token(organisation_id: UUID, employee_id: UUID) -> str:
    """The token with which somebody on the staff asks for no more mail: it says who, and that we made it."""
    return _letters(employee_id.bytes + _staff_mac(organisation_id, employee_id)).rstrip("=")


def read_staff_token(organisation_id: UUID, token: str) -> UUID | None:
    """Whose token it is; None for one that this server did not make for this organisation."""
    if len(token) != STAFF_TOKEN_LENGTH or not token.isascii():
        return None
    try:
        data = base64.b64decode(token + "==", altchars=b"-_", validate=True)
    except ValueError:
        return None
    employee_id = UUID(bytes=data[:16])
    return employee_id if hmac.compare_digest(_staff_mac(organisation_id, employee_id), data[16:]) else None


def no_more_url(slug: str, token: str) -> str:
    """The whole address for no more mail, in a mail to all staff."""
    return settings.BASE_URL + reverse("answer:no_more", args=[slug, token])


def staff_page_url(slug: str, token: str) -> str:
    """The whole address of the page for all staff."""
    return settings.BASE_URL + reverse("answer:staff_page", args=[slug, token])


def staff_note_url(slug: str, token: str, note_id: UUID) -> str:
    """The whole address of one note on that page."""
    return settings.BASE_URL + reverse("answer:staff_note", args=[slug, token, note_id])


def mail_id(organisation_id: UUID, mailing_id: UUID, employee_id: UUID) -> str:
    """The first half of a mail's Message-ID: the same whenever the mail is made, and only we can make it."""
    proof = _mac(b"mail", organisation_id.bytes + mailing_id.bytes + employee_id.bytes)[:12]
    data = organisation_id.bytes + mailing_id.bytes + proof
    return "w-" + base64.b32encode(data).decode().rstrip("=").lower()


def read_mail_id(text: str) -> tuple[UUID, UUID] | None:
    """Organisation and mailing of the first half of a Message-ID of ours; `mail_id` proves it per person."""
    if len(text) != MAIL_ID_LENGTH or not text.startswith("w-"):
        return None
    try:
        data = base64.b32decode(text[2:].upper() + "=" * (-len(text[2:]) % 8))
    except ValueError:
        return None
    return UUID(bytes=data[:16]), UUID(bytes=data[16:32])


def survey_url(slug: str, token: str) -> str:
    """The whole address in the mail."""
    return settings.BASE_URL + reverse("answer:survey", args=[slug, token])


def _mac(purpose: bytes, data: bytes) -> bytes:
    return hmac.digest(settings.LINK_SECRET.encode(), purpose + b"\0" + data, "sha256")


def _tag(organisation_id: UUID, secret: bytes) -> str:
    return _letters(_mac(b"tag", organisation_id.bytes + secret)[:_TAG_BYTES])


def _staff_mac(organisation_id: UUID, employee_id: UUID) -> bytes:
    return _mac(b"staff", organisation_id.bytes + employee_id.bytes)[:12]


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
