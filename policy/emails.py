"""The mail about a request: who did what, and what is asked of the reader."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from policy.models import EndorsementState, EndorsementStep
from policy.words import step_words
from werkdruk.core.mail import message
from werkdruk.core.permissions import allowed
from werkdruk.organisations.member_mails import register
from werkdruk.organisations.models import Membership

ENDORSEMENT_MAIL = "policy.endorsement"


def write_endorsement(member: Membership, payload: dict[str, Any]) -> EmailMultiAlternatives | None:
    """The mail about one step; None when the request was answered or taken back before the mail went."""
    step = (
        EndorsementStep.objects.select_related("request")
        .filter(request=UUID(payload["endorsement"]), number=payload["step"])
        .first()
    )
    if step is None or not allowed("policy.endorsements", member, step.request):
        return None
    endorsement = step.request
    asks = step.state == EndorsementState.ASKED
    if asks and endorsement.state not in (EndorsementState.ASKED, EndorsementState.CONSULTED):
        return None
    path = reverse("policy:endorsement", args=[member.organisation.slug, endorsement.id])
    return message(
        "policy/endorsement",
        {
            "organisation": member.organisation,
            "endorsement": endorsement,
            "step": step,
            "sentence": step_words(step),
            "asks": asks,
            "link": f"{settings.BASE_URL}{path}",
        },
        to=member.user.email,
    )


def register_all() -> None:
    """Tell the outbox how this app's mails are written."""
    register(ENDORSEMENT_MAIL, write_endorsement)
