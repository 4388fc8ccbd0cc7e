"""The messages that this app sends."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from werkdruk.core import mail
from werkdruk.organisations.links import invitation_token
from werkdruk.organisations.models import MemberInvitation, Organisation


def invitation_mail(invitation: MemberInvitation, organisation: Organisation) -> EmailMultiAlternatives:
    """The invitation with its link, in text and HTML."""
    path = reverse("join", args=[organisation.slug, invitation_token(invitation.id)])
    return mail.message(
        "organisations/invitation",
        {
            "organisation": organisation,
            "invitation": invitation,
            "inviter": invitation.invited_by,
            "link": f"{settings.BASE_URL}{path}",
        },
        to=invitation.email,
    )
