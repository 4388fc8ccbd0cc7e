"""The messages of a wave."""

from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation

from surveys.links import make_token, survey_url
from surveys.models import Invitation, Wave
from werkdruk.core.mail import message
from werkdruk.organisations.models import Organisation


def invitation_mail(organisation: Organisation, wave: Wave, invitation: Invitation) -> EmailMultiAlternatives:
    """The invitation with the person's own link, the same link whenever it is made."""
    token = make_token(organisation.id, invitation.id)
    url = survey_url(organisation.slug, token)
    stop = url.removesuffix("/") + "/stop/"
    with translation.override("nl"):
        return message(
            "surveys/invitation",
            {
                "organisation": organisation,
                "wave": wave,
                "url": url,
                "stop_url": stop,
                "anonymity_path": reverse("answer:anonymity", args=[organisation.slug]),
            },
            to=invitation.employee.email,
            headers={"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
