"""The kinds of mail that members get: each app says here how its own are written."""

from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMultiAlternatives

from werkdruk.organisations.models import Membership

# Gives None where there is nothing to say any more (it was done meanwhile, say): then no mail goes.
Writer = Callable[[Membership, dict[str, Any]], EmailMultiAlternatives | None]

_writers: dict[str, Writer] = {}


def register(kind: str, write: Writer) -> None:
    """Let `write(member, payload)` make the mails of `kind`, in the member's scope and language, when they go."""
    _writers[kind] = write


def written(kind: str, member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """The mail of `kind` for `member` as it is now."""
    return _writers[kind](member, payload)
