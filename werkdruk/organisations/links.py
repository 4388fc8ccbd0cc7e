"""Tokens of invitations: worked out from the invitation's random id, so that only their hash is stored."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings


def invitation_token(invitation_id: UUID) -> str:
    """The token in the link of an invitation: an HMAC of its id under the server's secret, 43 characters."""
    message = b"member-invitation:" + invitation_id.bytes
    digest = hmac.new(settings.LINK_SECRET.encode(), message, hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
