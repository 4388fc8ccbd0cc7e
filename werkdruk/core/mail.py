"""Making a message in text and HTML from one pair of templates."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


def message(
    template: str,
    context: dict[str, Any],
    *,
    to: str,
    sender: str = "",
    headers: dict[str, str] | None = None,
) -> EmailMultiAlternatives:
    """A message from ``email/<template>.subject.txt``, ``.txt`` and ``.html``; says that a machine sent it."""
    context = {"base_url": settings.BASE_URL, **context}
    subject = " ".join(render_to_string(f"email/{template}.subject.txt", context).split())
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"email/{template}.txt", context),
        from_email=sender or settings.DEFAULT_FROM_EMAIL,
        to=[to],
        headers={"Auto-Submitted": "auto-generated", **(headers or {})},
    )
    mail.attach_alternative(render_to_string(f"email/{template}.html", context), "text/html")
    return mail
