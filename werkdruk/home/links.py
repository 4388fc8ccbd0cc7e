"""Links in mail to members: they say who, and that this server made them; opening one changes nothing.

The link is the authority: it works without signing in. It holds ids and a proof under the server's secret, nothing is
stored. docs/decisions/0018-digest-and-one-click.md
"""

import base64
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse

VALID = timedelta(days=14)
_PROOF = 16  # bytes
_DAY = 4


@dataclass(frozen=True, slots=True)
class ActionLink:
    """What the link of an action says: whose it is, which action, and the last day on which it works."""

    member_id: UUID
    action_id: UUID
    until: date


def make_stop_token(organisation_id: UUID, member_id: UUID) -> str:
    """The token with which a member asks for no more weekly mail; it does not expire."""
    return _letters(_signed(b"no-digest", organisation_id, member_id.bytes))


def read_stop_token(organisation_id: UUID, token: str) -> UUID | None:
    """Whose token it is; None for one that this server did not make for this organisation."""
    data = _read(b"no-digest", organisation_id, token, 16)
    return None if data is None else UUID(bytes=data)


def make_action_token(organisation_id: UUID, member_id: UUID, action_id: UUID, today: date) -> str:
    """The token with which a member says how one action stands, from `today` on for fourteen days."""
    until = (today + VALID).toordinal().to_bytes(_DAY)
    return _letters(_signed(b"action", organisation_id, member_id.bytes + action_id.bytes + until))


def read_action_token(organisation_id: UUID, token: str) -> ActionLink | None:
    """What the token says, also when it has expired; None for one that is not ours."""
    data = _read(b"action", organisation_id, token, 32 + _DAY)
    if data is None:
        return None
    return ActionLink(
        UUID(bytes=data[:16]), UUID(bytes=data[16:32]), date.fromordinal(int.from_bytes(data[32:]))
    )


def stop_url(organisation_id: UUID, slug: str, member_id: UUID) -> str:
    """The whole address for no more weekly mail."""
    return settings.BASE_URL + reverse(
        "digest_stop", args=[slug, make_stop_token(organisation_id, member_id)]
    )


def action_url(slug: str, token: str, state: str) -> str:
    """The whole address to say that an action is `state`."""
    return settings.BASE_URL + reverse("action_by_mail", args=[slug, token, state])


def _proof(purpose: bytes, organisation_id: UUID, data: bytes) -> bytes:
    message = b"member-mail\0" + purpose + b"\0" + organisation_id.bytes + data
    return hmac.digest(settings.LINK_SECRET.encode(), message, "sha256")[:_PROOF]


def _signed(purpose: bytes, organisation_id: UUID, data: bytes) -> bytes:
    return data + _proof(purpose, organisation_id, data)


def _letters(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _read(purpose: bytes, organisation_id: UUID, token: str, length: int) -> bytes | None:
    """The data of a token of `purpose`; None where it is not, letter by letter, what we made."""
    if not token.isascii() or len(token) > 100:
        return None
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    data, proof = raw[:length], raw[length:]
    if not hmac.compare_digest(_proof(purpose, organisation_id, data), proof) or _letters(raw) != token:
        return None
    return data
