"""Seats: the phones at a session, known by a secret that only the phone has."""

import hashlib
import secrets

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from projects.domain.sessions import MOST_SEATS
from projects.models import Seat, Session, SessionState
from werkdruk.core.errors import Refused

SECRET_BYTES = 24


@transaction.atomic
def take_seat(session: Session) -> tuple[Seat, str]:
    """A new seat at a running session, and its secret: it is shown once and only its digest is stored.

    Raises `Refused` when the session is not running, or has as many phones as it takes.
    """
    current = Session.objects.select_for_update(of=("self",)).get(id=session.id)
    if current.state != SessionState.RUNNING:
        raise Refused(_("This session is not going on now."))
    if Seat.objects.filter(session=current).count() >= MOST_SEATS:
        raise Refused(_("There is no room for more phones. Share a phone with somebody."))
    secret = secrets.token_urlsafe(SECRET_BYTES)
    seat = Seat.objects.create(session=current, secret_hash=digest(secret))
    Session.objects.filter(id=current.id).update(changes=F("changes") + 1)
    return seat, secret


def seat_of(session: Session, secret: str) -> Seat | None:
    """The seat with this secret at this session; None for a wrong or an old one."""
    if not secret:
        return None
    return Seat.objects.filter(session=session, secret_hash=digest(secret)).first()


def digest(secret: str) -> str:
    """What is stored of a secret of 192 random bits: no key or salt is needed against guessing."""
    return hashlib.sha256(secret.encode()).hexdigest()
