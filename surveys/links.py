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


def survey_url(slug: str, token: str) -> str:
    """The whole address in the mail."""
    return settings.BASE_URL + reverse("answer:survey", args=[slug, token])


def _mac(purpose: bytes, data: bytes) -> bytes:
    return hmac.digest(settings.LINK_SECRET.encode(), purpose + b"\0" + data, "sha256")


def _tag(organisation_id: UUID, secret: bytes) -> str:
    return _letters(_mac(b"tag", organisation_id.bytes + secret)[:_TAG_BYTES])


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
