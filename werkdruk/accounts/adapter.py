"""How allauth behaves here: nobody signs up by themselves, people come in by invitation."""

from smtplib import SMTPException
from typing import Any
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

log = structlog.get_logger()


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up; the person's language follows the account; mails in the house's own words."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def format_email_subject(self, subject: str) -> str:
        """The product's name before the subject, whatever address it runs at."""
        return f"Werkdruk: {subject}"

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of a forgotten password, at the product's own address whatever the request called it."""
        return _at_base_url(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The link that proves an address, at the product's own address too."""
        return _at_base_url(super().get_email_confirmation_url(request, emailconfirmation))

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Leave the person's language in the browser, so that it stays after signing out."""
        response = super().post_login(request, user, **kwargs)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell a person that something about signing in changed; a mail server that is down stops nothing."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except (OSError, SMTPException):
            log.exception("notification not sent", template=args[0] if args else "")


def _at_base_url(url: str) -> str:
    return settings.BASE_URL + urlsplit(url).path
