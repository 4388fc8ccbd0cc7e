"""The address by which phones join a session."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from projects.models import Session, SessionKind


def phone_url(slug: str, session: Session) -> str:
    """The whole address for the phones of `session`; empty for a conversation without phones."""
    if session.kind == SessionKind.ENERGY:
        return settings.BASE_URL + reverse("board:phone", args=[slug, session.token])
    if session.kind == SessionKind.WEIGHING:
        return f"{settings.BASE_URL}/w/{slug}/{session.token}/"
    return ""


def typed(url: str) -> str:
    """An address as somebody types it."""
    parts = urlsplit(url)
    return parts.netloc + parts.path
