"""Writing to the audit log."""

from typing import Any, Protocol

from werkdruk.core.models import AuditEntry


class Actor(Protocol):
    """Who does something: a member of the organisation (has a `user` with a `name`)."""

    user: Any


def record(action: str, *, actor: Actor | None, subject: str = "", **details: Any) -> AuditEntry:
    """Write one entry in the same transaction as what it tells. `actor` None means the system itself."""
    user = actor.user if actor else None
    return AuditEntry.objects.create(
        actor=user,
        actor_name=user.name if user else "",
        action=action,
        subject=subject[:300],
        details=details,
    )
