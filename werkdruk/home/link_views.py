"""Pages behind links in mail to members: no weekly mail any more, and how an action stands.

They work without signing in, and opening one changes nothing: mail scanners open links.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from measures.actions import set_action_state
from measures.models import Action, ActionState
from werkdruk.core.access import open_to_all
from werkdruk.core.forms import attempt, sent
from werkdruk.home.forms import ActionByMailForm, StopForm
from werkdruk.home.links import ActionLink, read_action_token, read_stop_token
from werkdruk.organisations.actions.digests import stop_digest
from werkdruk.organisations.models import Membership
from werkdruk.organisations.requests import TenantRequest

BY_MAIL = (ActionState.DONE, ActionState.BUSY, ActionState.STUCK)


def mailed_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page in the member's language that nothing stores, indexes or passes on, and that leaves no cookie.

    No CSRF token: there is no session that a forged request could ride on, the link itself is the authority.
    """

    @csrf_exempt
    @open_to_all("the link in a member's mail is the key")
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: TenantRequest, organisation: str, **arguments: Any) -> HttpResponse:
        response = view(request, **arguments)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return page


@mailed_page
def digest_stop(request: TenantRequest, token: str) -> HttpResponse:
    """No weekly mail any more: a button, or a mail program's one click."""
    member_id = read_stop_token(request.organisation.id, token)
    member = _member(member_id) if member_id else None
    if member is None:
        return _unknown(request)
    with translation.override(member.user.language):
        if member.ended_at is not None:
            return _page(request, "link_gone", status=410)
        form = StopForm(sent(request))
        if form.is_valid():
            member = stop_digest(actor=member)
        return _page(request, "digest_stop", member=member, token=token)


@mailed_page
def action_by_mail(request: TenantRequest, token: str, state: str) -> HttpResponse:
    """Say how an own action stands: the page names it and asks; sending it back does it."""
    link = read_action_token(request.organisation.id, token)
    if state not in BY_MAIL:
        raise Http404
    member = _member(link.member_id) if link else None
    if link is None or member is None:
        return _unknown(request)
    with translation.override(member.user.language):
        return _action_page(request, member, link, ActionState(state))


def _action_page(
    request: TenantRequest, member: Membership, link: ActionLink, wanted: ActionState
) -> HttpResponse:
    action = Action.objects.filter(id=link.action_id).first()
    if member.ended_at is not None or action is None:
        return _page(request, "link_gone", status=410)
    if action.who_id != member.id:
        return _page(request, "action_by_mail_not", action=action, why="other", status=410)
    if action.state == wanted:
        return _page(request, "action_by_mail_done", action=action)
    if not action.live:
        return _page(request, "action_by_mail_not", action=action, why="over", status=410)
    if link.until < timezone.localdate():
        return _page(request, "action_by_mail_not", action=action, why="expired", status=410)
    form = ActionByMailForm(sent(request), stuck=wanted == ActionState.STUCK)
    if form.is_valid():
        note = form.cleaned_data.get("note", "")
        moved = attempt(form, lambda: set_action_state(actor=member, action=action, state=wanted, note=note))
        if moved is not None:
            return redirect(request.path)
    questions = {
        ActionState.DONE: (_("Is this done?"), _("Yes, this is done")),
        ActionState.BUSY: (_("Are you still busy with this?"), _("Yes, I am busy with it")),
        ActionState.STUCK: (_("Is this stuck?"), _("Yes, it is stuck")),
    }
    question, button = questions[wanted]
    return _page(
        request,
        "action_by_mail",
        action=action,
        form=form,
        question=question,
        button=button,
        today=timezone.localdate(),
        status=400 if form.errors.keys() & {"note", "__all__"} else 200,
    )


def _member(member_id: Any) -> Membership | None:
    """A member of this organisation, also one who left."""
    return Membership.objects.select_related("user").filter(id=member_id).first()


def _unknown(request: TenantRequest) -> HttpResponse:
    return _page(request, "link_unknown", status=404)


def _page(request: TenantRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    response = render(
        request, f"home/{name}.html", {"organisation": request.organisation, **context}, status=status
    )
    response["Content-Language"] = translation.get_language() or "nl"
    return response
