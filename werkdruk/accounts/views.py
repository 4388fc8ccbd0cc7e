"""A person's own account: name, language, and the way to sign-in settings."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from werkdruk.accounts.actions import change_account, choose_language
from werkdruk.accounts.forms import AccountForm, LanguageForm
from werkdruk.accounts.registry import mail_rows
from werkdruk.accounts.requests import PersonRequest
from werkdruk.core.access import open_to_all, signed_in
from werkdruk.core.forms import sent


@signed_in
def account_settings(request: PersonRequest) -> HttpResponse:
    """Name, language and links to password, two-step sign-in, passkeys and sessions."""
    form = AccountForm(sent(request), user=request.user)
    if form.is_valid():
        change_account(user=request.user, **form.cleaned_data)
        response = redirect("account_settings")
        with translation.override(request.user.language):
            messages.success(request, _("Your account is saved."))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, request.user.language, samesite="Lax")
        return response
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    two_step = Authenticator.Type.TOTP in kinds
    passkey = Authenticator.Type.WEBAUTHN in kinds
    return render(
        request,
        "accounts/account_settings.html",
        {
            "form": form,
            "mails": [row for rows in mail_rows for row in rows(request.user)],
            "ways": [
                {
                    "kind": "act",
                    "title": _("Password"),
                    "text": _("At least ten characters."),
                    "url": reverse("account_change_password"),
                    "action": _("Change the password"),
                },
                {
                    "kind": "act",
                    "title": _("E-mail address"),
                    "text": _("The address with which you sign in."),
                    "url": reverse("account_email"),
                    "action": _("Change the address"),
                },
                {
                    "kind": "good" if two_step else "give",
                    "title": _("Signing in in two steps"),
                    "text": _("On: you also type a code from your phone.")
                    if two_step
                    else _("Off. With it, a stolen password is not enough."),
                    "url": reverse("mfa_index"),
                    "action": _("Manage") if two_step else _("Switch on"),
                },
                {
                    "kind": "good" if passkey else "act",
                    "title": _("Passkeys"),
                    "text": _("Sign in with your fingerprint, face or a key instead of a password."),
                    "url": reverse("mfa_list_webauthn") if passkey else reverse("mfa_index"),
                    "action": _("Manage"),
                },
                {
                    "kind": "act",
                    "title": _("Where you are signed in"),
                    "text": _("End a session on another computer or phone."),
                    "url": reverse("usersessions_list"),
                    "action": _("Show sessions"),
                },
            ],
        },
    )


@open_to_all("everyone reads in their own language, signed in or not")
@require_POST
def language_choose(request: HttpRequest) -> HttpResponse:
    """Set the language of this browser, and of the person where somebody is signed in."""
    form = LanguageForm(request.POST)
    if request.user.is_authenticated and form.is_valid():
        choose_language(user=request.user, language=form.cleaned_data["language"])
    return set_language(request)
