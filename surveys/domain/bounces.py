"""Reading what a mail server says about a mail that it could not deliver (RFC 3464)."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message

_ID = re.compile(r"<([^<>\s@]+)@[^<>\s]+>")
# Full, too large, refused by a rule or a filter: not a reason to call an address dead.
_NOT_THE_ADDRESS = ("5.2.2", "5.2.3", "5.3", "5.6", "5.7")
LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounce:
    """One recipient who cannot be reached: whom the mail was for (each way it is told), and which mail it was."""

    recipients: frozenset[str]
    message_ids: frozenset[str]
    status: str

    @property
    def is_dead(self) -> bool:
        """Whether the address itself does not work, for good."""
        return is_dead(self.status)


def is_dead(status: str) -> bool:
    """Whether an enhanced status code (RFC 3463), such as "5.1.1", says that an address does not work."""
    return status.startswith("5.") and not status.startswith(_NOT_THE_ADDRESS)


def read_bounces(content: bytes) -> list[Bounce]:
    """The recipients whom a delivery status notification gives up; empty for any other message."""
    if len(content) > LARGEST:
        return []
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    parts = list(message.walk())
    ids = frozenset(_message_ids(message, parts))
    found = []
    for part in parts:
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for block in part.get_payload():
            if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
                continue
            told = [block.get("Final-Recipient"), block.get("Original-Recipient")]
            recipients = frozenset(_address(str(one)) for one in told if one)
            status = str(block.get("Status", "")).strip().split(" ")[0]
            if recipients:
                found.append(Bounce(recipients, ids, status))
    return found


def _message_ids(message: Message | EmailMessage, parts: list[Message]) -> Iterator[str]:
    """The first half of every Message-ID of the mail that came back."""
    told = [str(message.get(name, "")) for name in ("In-Reply-To", "References", "X-Original-Message-ID")]
    for part in parts:
        if part is not message and part.get("Message-ID"):
            told.append(str(part["Message-ID"]))
        if part.get_content_type() in ("text/rfc822-headers", "message/rfc822-headers"):
            payload = part.get_payload(decode=True) or b""
            original = email.message_from_bytes(payload if isinstance(payload, bytes) else b"")
            told.append(str(original.get("Message-ID", "")))
    for text in told:
        yield from (found.lower() for found in _ID.findall(text))


def _address(told: str) -> str:
    """The address in "rfc822; name@example.org"."""
    _kind, mark, address = told.partition(";")
    return (address if mark else told).strip().strip("<>").lower()
