"""The agreement on the survey: what holds, what held before, and proposing another version."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policy.words import KINDS, council_name
from surveys.actions.agreements import propose_agreement
from surveys.actions.setup import ensure_settings
from surveys.domain.themes import BANK_THEMES
from surveys.forms.agreements import AgreementForm
from surveys.models import Agreement
from surveys.queries.advice import simple_advice
from surveys.queries.agreements import agreement_in_force, proposal_running
from surveys.queries.items import themes
from surveys.words.agreements import Difference, agreement_facts, differences
from surveys.words.designs import design_words
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


@needs("surveys.agreement")
@require_safe
def agreement(request: MemberRequest) -> HttpResponse:
    """What is agreed, in plain words; the proposal that runs; every version with what it changed."""
    settings = ensure_settings()
    present, running = agreement_in_force(), proposal_running()
    versions = list(Agreement.objects.select_related("request").order_by("number"))
    rows: list[tuple[Agreement, str, list[Difference]]] = []
    before: Agreement | None = None
    for one in versions:
        rows.append((one, _kind(one), differences(before, one) if before else []))
        before = one if one.agreed_at else before
    context = {
        "present": present,
        "facts": agreement_facts(present) if present else [],
        "running": running,
        "running_kind": _kind(running) if running else "",
        "running_changes": differences(present, running) if running and present else [],
        "later": present is not None and settings.agreement_id != present.id,
        "versions": rows[::-1],
        "may_propose": running is None and allowed("surveys.agreement_propose", request.member),
        "council": council_name(request.organisation),
    }
    return render(request, "surveys/agreement.html", context)


@needs("surveys.agreement_propose")
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_propose(request: MemberRequest) -> HttpResponse:
    """Propose a version, prefilled with the present one; sending it asks the other side to endorse it."""
    settings = ensure_settings()
    present = agreement_in_force()
    form = AgreementForm(
        sent(request),
        present=present or settings,
        themes=[*BANK_THEMES, *themes()],
        today=timezone.localdate(),
    )
    if form.is_valid():
        made = attempt(form, lambda: propose_agreement(actor=request.member, **form.proposal()))
        if made is not None and made.request is not None:
            messages.success(request, _("The proposal is sent. Nothing changes until it is endorsed."))
            return redirect("policy:endorsement", request.organisation.slug, made.request.id)
    staff, advice = simple_advice(settings)
    context = {
        "form": form,
        "present": present,
        "running": proposal_running(),
        "staff": staff,
        "advice": advice,
        "designs": [(design_words(one), one) for one in advice.designs],
        "council": council_name(request.organisation),
    }
    return render(request, "surveys/agreement_propose.html", context, status=422 if form.errors else 200)


@needs("surveys.agreement")
@require_safe
def survey_settings(request: MemberRequest) -> HttpResponse:
    """The old address of the settings, for who kept it."""
    return redirect("surveys:agreement", request.organisation.slug)


def _kind(agreement: Agreement) -> str:
    """How the state of its request is coloured."""
    return KINDS[agreement.request.state] if agreement.request else "plain"
