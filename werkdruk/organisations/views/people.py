"""Pages of members: the list, inviting, roles, ending."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.actions import people
from werkdruk.organisations.forms.people import InviteForm, MemberForm
from werkdruk.organisations.models import CouncilRequest, MemberInvitation, Membership
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest
from werkdruk.organisations.views import fetch
from werkdruk.organisations.views.tabs import tabs


@needs("organisations.people")
def people_list(request: MemberRequest) -> HttpResponse:
    """Everyone who can sign in here, and the invitations that wait."""
    waiting = CouncilRequest.objects.waiting().filter(membership=OuterRef("id"))
    members = (
        Membership.objects.active()
        .select_related("user")
        .prefetch_related("led_units__unit")
        .annotate(asked_for_council=Exists(waiting))
    )
    return render(
        request,
        "organisations/people_list.html",
        {
            "members": sorted(members, key=lambda member: member.user.name.casefold()),
            "invitations": list(MemberInvitation.objects.waiting()),
            **tabs(request, "people_list"),
        },
    )


@needs("organisations.people")
def member_invite(request: MemberRequest) -> HttpResponse:
    """Inviting somebody by e-mail."""
    form = InviteForm(sent(request), tree=unit_tree())
    if form.is_valid():
        made = attempt(form, lambda: people.invite_member(actor=request.member, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": made.email})
            return _to_list(request)
    return render(request, "organisations/member_invite.html", {"form": form, **tabs(request, "people_list")})


@needs("organisations.people", fetch=fetch.member)
def member_change(request: MemberRequest, member: Membership) -> HttpResponse:
    """The roles of a member."""
    form = MemberForm(sent(request), tree=unit_tree(), member=member)
    if form.is_valid():
        changed = attempt(
            form, lambda: people.change_roles(actor=request.member, member=member, **form.cleaned_data)
        )
        if changed is not None:
            messages.success(request, _("The roles of %(name)s are saved.") % {"name": changed.user})
            return _to_list(request)
    return render(
        request,
        "organisations/member_change.html",
        {"form": form, "person": member, **tabs(request, "people_list")},
    )


@needs("organisations.people", fetch=fetch.member)
def member_end(request: MemberRequest, member: Membership) -> HttpResponse:
    """Ending a membership, after a question."""
    if request.method == "POST":
        people.end_membership(actor=request.member, member=member)
        messages.success(request, _("%(name)s cannot come in here any more.") % {"name": member.user})
        return _to_list(request)
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("End a membership"),
            "question": _("End the membership of %(name)s?") % {"name": member.user},
            "text": _("From now on %(name)s cannot open this organisation. What was recorded stays.")
            % {"name": member.user},
            "action": _("End this membership"),
            "danger": True,
            "cancel_url": reverse("organisations:people_list", args=[request.organisation.slug]),
            **tabs(request, "people_list"),
        },
    )


@needs("organisations.people", fetch=fetch.invitation)
def invitation_resend(request: MemberRequest, invitation: MemberInvitation) -> HttpResponse:
    """Sending the same link once more."""
    if request.method != "POST":
        return _to_list(request)
    people.resend_invitation(actor=request.member, invitation=invitation)
    messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": invitation.email})
    return _to_list(request)


@needs("organisations.people", fetch=fetch.invitation)
def invitation_withdraw(request: MemberRequest, invitation: MemberInvitation) -> HttpResponse:
    """Making a link stop working, after a question."""
    if request.method == "POST":
        people.withdraw_invitation(actor=request.member, invitation=invitation)
        messages.success(
            request, _("The invitation to %(email)s does not work any more.") % {"email": invitation.email}
        )
        return _to_list(request)
    return render(
        request,
        "organisations/confirm.html",
        {
            "heading": _("Withdraw an invitation"),
            "question": _("Withdraw the invitation to %(email)s?") % {"email": invitation.email},
            "text": _("The link in the e-mail stops working."),
            "action": _("Withdraw this invitation"),
            "danger": True,
            "cancel_url": reverse("organisations:people_list", args=[request.organisation.slug]),
            **tabs(request, "people_list"),
        },
    )


def _to_list(request: MemberRequest) -> HttpResponse:
    return redirect("organisations:people_list", organisation=request.organisation.slug)
