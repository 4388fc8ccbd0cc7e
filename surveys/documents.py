"""Paper as tagged PDF: letters for those without an e-mail address, and a poster of the page for all staff."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import qrcode
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from surveys.domain.paper import grouped, make_code
from surveys.emails import MINUTES
from surveys.links import code_secret, make_token, staff_page_url, survey_url
from surveys.models import Wave
from surveys.queries.letters import PaperPerson
from surveys.queries.mailings import mail_settings
from surveys.words.mail_texts import sender_name
from werkdruk.core.pdf import to_pdf
from werkdruk.organisations.models import Organisation


def letters_pdf(
    organisation: Organisation, wave: Wave, people: Sequence[PaperPerson], *, first: int = 1
) -> bytes:
    """A list of `people` to hand the letters out by, and a letter for each."""
    return to_pdf(letters_html(organisation, wave, people, first=first)).content


def letters_html(
    organisation: Organisation, wave: Wave, people: Sequence[PaperPerson], *, first: int = 1
) -> str:
    """The same as HTML, in the language of the mails."""
    language = mail_settings().languages.split("+")[0]
    short = settings.BASE_URL + reverse("answer:code", args=[organisation.slug])
    with translation.override(language):
        context: dict[str, Any] = {
            "organisation": organisation,
            "wave": wave,
            "language": language,
            "sender": sender_name(organisation),
            "contact": mail_settings().contact,
            "minutes": MINUTES,
            "short": urlsplit(short).netloc + urlsplit(short).path,
            "anonymity": settings.BASE_URL + reverse("answer:anonymity", args=[organisation.slug]),
            "letters": [
                _letter(organisation, person, number) for number, person in enumerate(people, start=first)
            ],
        }
        return render_to_string("surveys/pdf/letters.html", context)


def _letter(organisation: Organisation, person: PaperPerson, number: int) -> dict[str, Any]:
    """What is one person's own: the link as a QR code, and the code to type."""
    url = survey_url(organisation.slug, make_token(organisation.id, person.invitation_id))
    squares, path = qr_path(url)
    code = make_code(code_secret(organisation.id, person.invitation_id))
    return {"person": person, "number": number, "code": grouped(code), "path": path, "squares": squares}


def qr_path(text: str) -> tuple[int, str]:
    """`text` as a QR code: how many squares wide, and the dark ones as the path of an SVG."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, filled in enumerate(row) if filled]
    return len(rows), "".join(dark)


def poster_pdf(organisation: Organisation, token: str, language: str) -> bytes:
    """A poster for the wall, in `language`: the address of the page for all staff as a QR code and to type."""
    return to_pdf(poster_html(organisation, token, language)).content


def poster_html(organisation: Organisation, token: str, language: str) -> str:
    """The same as HTML."""
    url = staff_page_url(organisation.slug, token)
    squares, path = qr_path(url)
    with translation.override(language):
        return render_to_string(
            "surveys/pdf/poster.html",
            {
                "organisation": organisation,
                "language": language,
                "squares": squares,
                "path": path,
                "typed": urlsplit(url).netloc + urlsplit(url).path,
            },
        )
