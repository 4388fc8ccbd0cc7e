"""Confirming who comes into the works council."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from werkdruk.core.access import needs
from werkdruk.organisations.actions.council import confirm_council, decline_council, may_confirm
from werkdruk.organisations.models import CouncilRequest
from werkdruk.organisations.requests import MemberRequest
from werkdruk.organisations.views import fetch
from werkdruk.organisations.views.tabs import tabs


@needs("organisations.council")
def council_list(request: MemberRequest) -> HttpResponse:
    """Whom HR wants in the works council."""
    return render(
        request,
        "organisations/council_list.html",
        {
            "waiting": list(CouncilRequest.objects.waiting().select_related("membership__user")),
            "may_confirm": may_confirm(request.member),
            **tabs(request, "council_list"),
        },
    )


@needs("organisations.council", fetch=fetch.council_request)
def council_confirm(request: MemberRequest, asked: CouncilRequest) -> HttpResponse:
    """Letting somebody in, after a question."""
    name = str(asked.membership.user)
    if request.method == "POST":
        confirm_council(actor=request.member, asked=asked)
        messages.success(request, _("%(name)s is in the works council now.") % {"name": name})
        return redirect("organisations:council_list", organisation=request.organisation.slug)
    return _ask(
        request,
        _("Is %(name)s in the works council?") % {"name": name},
        _("Then this person agrees for the staff, and reads the log. Confirm only whom you know."),
        _("Yes, confirm"),
        danger=False,
    )


@needs("organisations.council", fetch=fetch.council_request)
def council_decline(request: MemberRequest, asked: CouncilRequest) -> HttpResponse:
    """Keeping somebody out, after a question."""
    name = str(asked.membership.user)
    if request.method == "POST":
        decline_council(actor=request.member, asked=asked)
        messages.success(request, _("%(name)s does not come into the works council.") % {"name": name})
        return redirect("organisations:council_list", organisation=request.organisation.slug)
    return _ask(
        request,
        _("Keep %(name)s out of the works council?") % {"name": name},
        _("HR can ask again. The log tells that you declined."),
        _("Decline"),
        danger=True,
    )


def _ask(request: MemberRequest, question: str, text: str, action: str, *, danger: bool) -> HttpResponse:
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("Works council"),
            "question": question,
            "text": text,
            "action": action,
            "danger": danger,
            "cancel_url": reverse("organisations:council_list", args=[request.organisation.slug]),
            **tabs(request, "council_list"),
        },
    )
