"""Accepting an invitation: a new person makes an account, somebody who has one signs in first."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from werkdruk.accounts.models import User
from werkdruk.core.access import open_to_all
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.actions.people import accept_invitation, account_of, join_as_new_person
from werkdruk.organisations.forms.people import JoinForm
from werkdruk.organisations.links import token_hash
from werkdruk.organisations.models import MemberInvitation
from werkdruk.organisations.requests import TenantRequest

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@open_to_all("somebody who was invited has no account yet; the token is the key")
@never_cache
def join(request: TenantRequest, organisation: str, token: str) -> HttpResponse:
    """What an invitation is for and accepting it. Opening the link changes nothing."""
    invitation = MemberInvitation.objects.filter(token_hash=token_hash(token)).first()
    if invitation is None:
        return render(request, "organisations/join_unknown.html", status=404)
    if invitation.accepted_at is not None:
        return render(request, "organisations/join_used.html", {"invitation": invitation}, status=410)
    if invitation.withdrawn_at is not None:
        return render(request, "organisations/join_withdrawn.html", {"invitation": invitation}, status=410)
    if invitation.expired:
        return render(request, "organisations/join_expired.html", {"invitation": invitation}, status=410)
    holder = account_of(invitation.email)
    if holder is None:
        return _as_new_person(request, invitation)
    if request.user.is_authenticated and request.user.id == holder.id:
        return _as_myself(request, invitation, holder)
    return render(
        request,
        "organisations/join_sign_in.html",
        {
            "invitation": invitation,
            "host": request.organisation,
            "login_url": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        },
    )


def _as_new_person(request: TenantRequest, invitation: MemberInvitation) -> HttpResponse:
    form = JoinForm(sent(request), invitation=invitation)
    if form.is_valid():
        name, password = form.cleaned_data["name"], form.cleaned_data["password"]
        member = attempt(
            form, lambda: join_as_new_person(invitation=invitation, name=name, password=password)
        )
        if member is not None:
            login(request, member.user, backend=_BACKEND)
            messages.success(request, _("Your account is ready. Welcome."))
            return redirect("start", organisation=request.organisation.slug)
    return render(
        request,
        "organisations/join_new.html",
        {"form": form, "invitation": invitation, "host": request.organisation},
    )


def _as_myself(request: TenantRequest, invitation: MemberInvitation, user: User) -> HttpResponse:
    if request.method == "POST":
        accept_invitation(invitation=invitation, user=user)
        messages.success(request, _("You are in."))
        return redirect("start", organisation=request.organisation.slug)
    return render(
        request, "organisations/join_accept.html", {"invitation": invitation, "host": request.organisation}
    )
