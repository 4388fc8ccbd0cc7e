"""The link of a poll and the mark of a form: made under the server's secret, found by a hash."""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings
from django.urls import reverse

_SECRET_BYTES = 18  # 24 letters
_TAG_BYTES = 6  # 8 letters
MARK_LENGTH = 32


def make_token(organisation_id: UUID, poll_id: UUID) -> str:
    """The token in a poll's link, the same each time: 24 letters, digits, ``-`` and ``_``."""
    return _letters(_mac(b"poll", organisation_id.bytes + poll_id.bytes)[:_SECRET_BYTES])


def token_hash(token: str) -> bytes:
    """What is stored of a token: its SHA-256, 32 bytes."""
    return hashlib.sha256(token.encode()).digest()


def new_mark(poll_id: UUID) -> str:
    """A new mark for one loading of the form: nothing is stored of it before the form is sent."""
    chance = secrets.token_bytes(_SECRET_BYTES)
    return _letters(chance) + _tag(poll_id, chance)


def is_mark_of(poll_id: UUID, mark: str) -> bool:
    """Whether this server made `mark` for the form of this poll."""
    if len(mark) != MARK_LENGTH or not mark.isascii():
        return False
    try:
        chance = base64.b64decode(mark[:24], altchars=b"-_", validate=True)
    except ValueError:
        return False
    return hmac.compare_digest(_tag(poll_id, chance), mark[24:])


def mark_hash(mark: str) -> bytes:
    """What is stored of a mark while the poll is open: its SHA-256."""
    return hashlib.sha256(mark.encode()).digest()


def poll_url(slug: str, token: str) -> str:
    """The whole address of a poll."""
    return settings.BASE_URL + reverse("poll:poll", args=[slug, token])


def _mac(purpose: bytes, data: bytes) -> bytes:
    return hmac.digest(settings.LINK_SECRET.encode(), purpose + b"\0" + data, "sha256")


def _tag(poll_id: UUID, chance: bytes) -> str:
    return _letters(_mac(b"poll form", poll_id.bytes + chance)[:_TAG_BYTES])


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode()
