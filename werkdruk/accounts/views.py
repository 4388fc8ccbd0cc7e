"""A person's own account: name, language, and the way to sign-in settings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from werkdruk.core.access import signed_in


@signed_in
def account_settings(request: HttpRequest) -> HttpResponse:
    """Name, language and links to password, two-step sign-in, passkeys and sessions."""
    return render(request, "accounts/account_settings.html")
