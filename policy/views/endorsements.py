"""Requests to endorse: all of them, one with its steps, and each step."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policy import queries
from policy.actions import endorsements as actions
from policy.domain.files import MOST_FILES
from policy.followers import follower_of
from policy.forms.endorsements import (
    CARRY_OUT,
    AboutForm,
    AnswerForm,
    ConsultForm,
    DecideForm,
    DocumentForm,
    EndorsementFilterForm,
    EndorsementForm,
    WithdrawForm,
)
from policy.models import (
    EndorsementDocument,
    EndorsementKind,
    EndorsementRequest,
    EndorsementState,
    EndorsementStep,
    PolicyVersion,
)
from policy.models.endorsements import ANSWERS
from policy.permissions import may_edit
from policy.words import KINDS, council_name, party_name, step_words
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.models import Party
from werkdruk.organisations.parties import party_of
from werkdruk.organisations.requests import MemberRequest

ON_A_PAGE = 25


def fetch_endorsement(endorsement: UUID) -> EndorsementRequest:
    """One request with the version it is about."""
    return get_object_or_404(EndorsementRequest.objects.select_related("policy_version"), id=endorsement)


@needs("policy.endorsements")
@require_safe
def endorsements(request: MemberRequest) -> HttpResponse:
    """Every request that this side may see, those that run first."""
    form = EndorsementFilterForm(request.GET)
    words, state = form.given("q"), form.given("state")
    writes = may_edit(request.member, None)
    found = queries.endorsements(drafts=writes, words=words, state=state)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [(one, KINDS[one.state]) for one in page.object_list],
        "form": EndorsementFilterForm(initial={"q": words, "state": state}),
        "filtered": bool(words or state),
        "may_write": writes,
        "council": council_name(request.organisation),
    }
    return render(request, "policy/endorsements.html", context)


@needs("policy.endorsement_write")
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_make(request: MemberRequest) -> HttpResponse:
    """Write a request; with ``?version=`` about that version of the policy."""
    about = AboutForm(request.GET)
    version = get_object_or_404(PolicyVersion, number=about.number) if about.number else None
    first = {}
    if version is not None:
        first = {
            "title": _("Workload policy, version %(number)d") % {"number": version.number},
            "intended": _("To adopt version %(number)d of the workload policy.") % {"number": version.number},
            "reasons": version.note,
        }
    form = EndorsementForm(sent(request), today=timezone.localdate(), initial=first)
    if form.is_valid():
        made = attempt(
            form,
            lambda: actions.make_request(
                actor=request.member,
                kind=EndorsementKind.POLICY if version else EndorsementKind.OTHER,
                policy_version=version,
                form_key=form.cleaned_data["form_key"],
                **form.texts(),
            ),
        )
        if made is not None:
            messages.success(request, _("The request is saved as a draft. Read it again, then send it."))
            return to_request(request, made)
    context = {"form": form, "version": version, "council": council_name(request.organisation)}
    return render(request, "policy/endorsement_write.html", context, status=422 if form.errors else 200)


@needs("policy.endorsement_write", fetch=fetch_endorsement)
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_change(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """Change a draft; whoever saved it in between is not overwritten unseen."""
    if request.method != "POST" and endorsement.state != EndorsementState.DRAFT:
        return to_request(request, endorsement)
    form = EndorsementForm(sent(request), today=timezone.localdate(), endorsement=endorsement)
    if form.is_valid():
        changed = attempt(
            form,
            lambda: actions.change_request(
                actor=request.member,
                endorsement=endorsement,
                version=form.cleaned_data["version"] or 0,
                **form.texts(),
            ),
        )
        if changed is not None:
            messages.success(request, _("The draft is saved."))
            return to_request(request, endorsement)
    context = {"form": form, "endorsement": endorsement, "council": council_name(request.organisation)}
    return render(request, "policy/endorsement_write.html", context, status=422 if form.errors else 200)


@needs("policy.endorsements", fetch=fetch_endorsement)
@require_safe
def endorsement(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """One request: its text, its documents, each step in writing, and what this reader can do now."""
    return request_page(request, endorsement)


@needs("policy.endorsement_write", fetch=fetch_endorsement)
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_ask(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """Ask, then send the intended decision: its text is fixed from then on."""
    if request.method == "POST":
        actions.ask(actor=request.member, endorsement=endorsement)
        messages.success(request, _("The request is sent. The other side gets a mail."))
        return to_request(request, endorsement)
    context = {
        "endorsement": endorsement,
        "title": _("Send this request?"),
        "text": _(
            "After this nobody can change its text. The %(council)s gets a mail and answers in writing."
        )
        % {"council": council_name(request.organisation)},
        "action": _("Send the request"),
    }
    return render(request, "policy/endorsement_confirm.html", context)


@needs("policy.endorsements", fetch=fetch_endorsement)
@require_POST
def endorsement_consult(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """Write down what was said in a talk."""
    form = ConsultForm(request.POST, today=timezone.localdate())
    if (
        form.is_valid()
        and attempt(
            form,
            lambda: actions.consult(
                actor=request.member,
                endorsement=endorsement,
                held_on=form.cleaned_data["held_on"],
                text=form.cleaned_data["said"],
            ),
        )
        is not None
    ):
        messages.success(request, _("What was said is written down."))
        return to_request(request, endorsement)
    return request_page(request, endorsement, consult=form)


@needs("policy.endorsement_answer", fetch=fetch_endorsement)
@require_POST
def endorsement_answer(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """Endorse, with or without conditions, or not."""
    form = AnswerForm(request.POST, alone=_alone(request))
    if (
        form.is_valid()
        and attempt(
            form,
            lambda: actions.answer(
                actor=request.member,
                endorsement=endorsement,
                outcome=form.cleaned_data["outcome"],
                text=form.cleaned_data["text"],
                alone_because=form.cleaned_data.get("alone_because", ""),
            ),
        )
        is not None
    ):
        messages.success(request, _("Your answer is written down and sent."))
        return to_request(request, endorsement)
    return request_page(request, endorsement, answer=form)


@needs("policy.endorsement_write", fetch=fetch_endorsement)
@require_POST
def endorsement_decide(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """Carry it out, or not, with reasons."""
    form = DecideForm(request.POST, endorsement=endorsement, may_carry_out=True)
    if (
        form.is_valid()
        and attempt(
            form,
            lambda: actions.decide(
                actor=request.member,
                endorsement=endorsement,
                carries_out=form.cleaned_data["decision"] == CARRY_OUT,
                text=form.cleaned_data["text"],
            ),
        )
        is not None
    ):
        messages.success(request, _("The decision is written down and sent."))
        return to_request(request, endorsement)
    return request_page(request, endorsement, decide=form)


@needs("policy.endorsement_write", fetch=fetch_endorsement)
@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_withdraw(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    """Ask, then take a request back."""
    draft = endorsement.state == EndorsementState.DRAFT
    form = WithdrawForm(sent(request), draft=draft)
    if (
        form.is_valid()
        and attempt(
            form,
            lambda: actions.withdraw(
                actor=request.member, endorsement=endorsement, text=form.cleaned_data.get("text", "")
            ),
        )
        is not None
    ):
        messages.success(request, _("The request is taken back."))
        return to_request(request, endorsement)
    context = {
        "endorsement": endorsement,
        "title": _("Take this request back?"),
        "text": _("It stays readable with its steps, and nothing can happen to it any more."),
        "action": _("Take the request back"),
        "form": form,
        "danger": True,
    }
    status = 422 if form.errors else 200
    return render(request, "policy/endorsement_confirm.html", context, status=status)


def request_page(
    request: MemberRequest, endorsement: EndorsementRequest, **given: forms.Form
) -> HttpResponse:
    """The page of one request; `given` are forms that did not go through."""
    endorsement = fetch_endorsement(endorsement.id)
    today = timezone.localdate()
    waits = endorsement.state in actions.WAITING
    writes = may_edit(request.member, None)
    follower = follower_of(endorsement)
    may_carry_out = _may_carry_out(endorsement)
    party = party_of(request.member)
    files = list(EndorsementDocument.objects.filter(request=endorsement).listed())
    steps = list(EndorsementStep.objects.filter(request=endorsement).select_related("by"))
    draft = endorsement.state == EndorsementState.DRAFT
    context: dict[str, Any] = {
        "endorsement": endorsement,
        "kind": KINDS[endorsement.state],
        "council": council_name(request.organisation),
        "annex": follower.annex(endorsement, request.organisation) if follower else None,
        "files": [(one, draft and one.party == party) for one in files],
        "steps": [(one, step_words(one), party_name(one.party, request.organisation)) for one in steps],
        "may_write": writes,
        "may_withdraw": writes and (draft or waits),
        "consult_form": ConsultForm(today=today) if waits else None,
        "answer_form": AnswerForm(alone=_alone(request))
        if waits and allowed("policy.endorsement_answer", request.member, endorsement)
        else None,
        "decide_form": DecideForm(endorsement=endorsement, may_carry_out=may_carry_out)
        if writes and endorsement.state in ANSWERS
        else None,
        "may_carry_out": may_carry_out,
        "document_form": DocumentForm() if not endorsement.is_over and len(files) < MOST_FILES else None,
        "late": waits and endorsement.answer_by is not None and endorsement.answer_by < today,
        "alone": _alone(request),
    }
    refusals = [error for form in given.values() for error in form.non_field_errors()]
    for name, form in given.items():
        # A form that has no place on the page any more still says why it did not go through.
        if context[f"{name}_form"] is not None:
            context[f"{name}_form"] = form
            refusals = []
    context["refusals"] = refusals
    return render(request, "policy/endorsement.html", context, status=422 if given else 200)


def _may_carry_out(endorsement: EndorsementRequest) -> bool:
    """Whether the decision can be to carry it out."""
    if endorsement.state not in (EndorsementState.ENDORSED, EndorsementState.CONDITIONS):
        return False
    follower = follower_of(endorsement)
    if follower is None:
        return True
    try:
        follower.check_decision(endorsement, carries_out=True)
    except Refused:
        return False
    return True


def _alone(request: MemberRequest) -> bool:
    """Whether this reader answers for the employer's own request: nobody speaks for the staff."""
    return party_of(request.member) == Party.EMPLOYER and actions.may_answer(request.member)


def to_request(request: MemberRequest, endorsement: EndorsementRequest) -> HttpResponse:
    return redirect("policy:endorsement", request.organisation.slug, endorsement.id)
