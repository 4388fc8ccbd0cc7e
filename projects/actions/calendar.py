"""A member's own calendar address: made, renewed, stopped. Only a digest of its secret is kept."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from projects.models import CalendarFeed
from werkdruk.core import audit
from werkdruk.organisations.models import Membership


def digest_of(secret: str) -> str:
    """What is kept of a secret: it is long and random, so a plain digest cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_calendar(*, actor: Membership) -> str:
    """Make the member's address, or a new one that ends the old one; returns the secret, to be shown once."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        membership=actor, defaults={"secret_hash": digest_of(secret), "made_at": timezone.now()}
    )
    audit.record("projects.calendar_made", actor=actor, subject=actor.user.name)
    return secret


@transaction.atomic
def stop_calendar(*, actor: Membership) -> None:
    """End the member's address; without one nothing happens."""
    gone, _rows = CalendarFeed.objects.filter(membership=actor).delete()
    if gone:
        audit.record("projects.calendar_stopped", actor=actor, subject=actor.user.name)
