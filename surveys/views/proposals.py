"""Proposals about questions: all of them, one with its answer, and taking one back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.actions.proposals import accept_proposal, decline_proposal, withdraw_proposal
from surveys.forms.items import ACCEPT, ProposalAnswerForm
from surveys.models import ItemKind, Proposal, ProposalKind, ProposalState
from surveys.permissions import side_of
from surveys.queries import items as queries
from surveys.views.items import proposals_with_words
from surveys.words.items import direction_words, proposal_title
from surveys.words.themes import theme_label
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest

PROPOSALS_ON_A_PAGE = 25


def fetch_proposal(proposal: UUID) -> Proposal:
    """One proposal with its item."""
    return get_object_or_404(Proposal.objects.select_related("item"), id=proposal)


@needs("surveys.items")
@require_safe
def proposals(request: MemberRequest) -> HttpResponse:
    """Every proposal, those that wait for an answer first."""
    page = Paginator(queries.proposals_for_list(), PROPOSALS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": proposals_with_words(request, page.object_list),
        "may_propose": allowed("surveys.propose", request.member),
    }
    return render(request, "surveys/proposals.html", context)


@needs("surveys.items", fetch=fetch_proposal)
@require_safe
def proposal(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """One proposal: what, why, by whom; the other side answers here."""
    return _proposal_page(request, proposal, ProposalAnswerForm(alone=_alone(request, proposal)))


@needs("surveys.proposal_answer", fetch=fetch_proposal)
@require_POST
def proposal_answer(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """Accept or decline."""
    form = ProposalAnswerForm(request.POST, alone=_alone(request, proposal))
    if form.is_valid():
        accepts = form.cleaned_data["decision"] == ACCEPT
        act = accept_proposal if accepts else decline_proposal
        answered = attempt(
            form, lambda: act(actor=request.member, proposal=proposal, answer=form.cleaned_data["answer"])
        )
        if answered is not None:
            messages.success(request, _done(answered) if accepts else _("The proposal is declined."))
            return redirect("surveys:proposal", organisation=request.organisation.slug, proposal=proposal.id)
        proposal.refresh_from_db()
    return _proposal_page(request, proposal, form, status=422)


@needs("surveys.proposal_withdraw", fetch=fetch_proposal)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_withdraw(request: MemberRequest, proposal: Proposal) -> HttpResponse:
    """Ask, then take a proposal of one's own side back."""
    if request.method != "POST":
        context = {"proposal": proposal, "title": proposal_title(proposal)}
        return render(request, "surveys/proposal_withdraw.html", context)
    withdraw_proposal(actor=request.member, proposal=proposal)
    messages.success(request, _("The proposal is taken back."))
    return redirect("surveys:proposal", organisation=request.organisation.slug, proposal=proposal.id)


def _proposal_page(
    request: MemberRequest, proposal: Proposal, form: ProposalAnswerForm, status: int = 200
) -> HttpResponse:
    waits = proposal.state == ProposalState.PROPOSED
    facts = [
        (_("Proposed by"), proposal.proposed_by_name or proposal.get_side_display()),
        (_("Theme"), theme_label(proposal.theme)),
        (_("Kind"), dict(ItemKind.choices)[ItemKind(proposal.item_kind)]),
        (_("Direction"), direction_words(proposal.direction)),
    ]
    context = {
        "proposal": proposal,
        "title": proposal_title(proposal),
        "facts": facts,
        "form": form,
        "rewords": proposal.kind == ProposalKind.WORDING,
        "is_new": proposal.kind == ProposalKind.NEW,
        "may_answer": waits and allowed("surveys.proposal_answer", request.member, proposal),
        "may_withdraw": waits and allowed("surveys.proposal_withdraw", request.member, proposal),
    }
    return render(request, "surveys/proposal.html", context, status=status)


def _alone(request: MemberRequest, proposal: Proposal) -> bool:
    """Whether who answers is on the side that proposed: nobody speaks for the staff."""
    return side_of(request.member) == proposal.side


def _done(proposal: Proposal) -> str:
    """What accepting did."""
    return {
        ProposalKind.NEW: _("The question stands in the bank. It can be asked from the next wave on."),
        ProposalKind.WORDING: _("The new wording holds from the next wave on. Its trend starts anew."),
        ProposalKind.ASK: _("The next wave asks this question."),
        ProposalKind.RETIRE: _("The question is retired."),
    }[ProposalKind(proposal.kind)]
