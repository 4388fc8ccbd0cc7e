"""What is decided in a review: an action, a statement out or in, a project; and taking a decision back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from measures.queries import people
from surveys.actions import review_projects, reviewing
from surveys.actions.questionnaires import MOST_VARIABLE
from surveys.forms.review_writing import ReviewProjectForm
from surveys.forms.reviews import ReviewActionForm, ReviewAddForm, ReviewDropForm
from surveys.models import Decision, DecisionKind, Review
from surveys.queries import reviews as queries
from surveys.views.reviews import fetch_review, form_page, to_review
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.queries import unit_tree
from werkdruk.organisations.requests import MemberRequest


def fetch_decision(review: UUID, decision: UUID) -> tuple[Review, Decision | None]:
    """A review and one of its decisions; None when that was taken back already."""
    found = Decision.objects.select_related("action", "item").filter(id=decision, review=review).first()
    return fetch_review(review), found


@needs("surveys.review_decide", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_action(request: MemberRequest, review: Review) -> HttpResponse:
    """Agree on an action: who does what by when."""
    form = ReviewActionForm(sent(request), people=people(), today=timezone.localdate())
    if form.is_valid():

        def decide() -> Decision:
            return reviewing.decide_action(
                actor=request.member,
                review=review,
                form_key=form.cleaned_data["form_key"],
                **form.fields_of_action(),
            )

        if attempt(form, decide):
            messages.success(request, _("“%(what)s” is agreed.") % {"what": form.cleaned_data["what"]})
            return to_review(request, review)
    return form_page(
        request,
        review,
        form,
        title=_("Agree on an action"),
        lead=_("It appears with all actions, and the next review starts with how it stands."),
        button=_("Agree on this action"),
        nothing=_signed(review),
    )


@needs("surveys.review_decide", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_drop(request: MemberRequest, review: Review) -> HttpResponse:
    """Drop a variable statement from the next wave on."""
    statements = queries.statements(queries.decisions_of(review))
    form = ReviewDropForm(sent(request), statements=statements)
    if form.is_valid():

        def decide() -> Decision:
            return reviewing.decide_drop(
                actor=request.member, review=review, item=form.chosen, reason=form.cleaned_data["reason"]
            )

        if attempt(form, decide):
            messages.success(
                request, _("“%(item)s” is not asked from the next wave on.") % {"item": form.chosen.text}
            )
            return to_review(request, review)
    return form_page(
        request,
        review,
        form,
        title=_("Drop a statement"),
        lead=_("From the next wave on it is not asked any more. The core statements always stay."),
        button=_("Drop this statement"),
        nothing=_signed(review)
        or ("" if form.statements else _("There is no variable statement that can be dropped.")),
    )


@needs("surveys.review_decide", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_add(request: MemberRequest, review: Review) -> HttpResponse:
    """Add a variable statement from the next wave on."""
    decisions = queries.decisions_of(review)
    form = ReviewAddForm(sent(request), bank=queries.bank_to_add(decisions))
    full = len(queries.statements(decisions)) >= MOST_VARIABLE
    if form.is_valid():

        def decide() -> Decision:
            return reviewing.decide_add(
                actor=request.member, review=review, item=form.chosen, reason=form.cleaned_data["reason"]
            )

        if attempt(form, decide):
            messages.success(
                request, _("“%(item)s” is asked from the next wave on.") % {"item": form.chosen.text}
            )
            return to_review(request, review)
    return form_page(
        request,
        review,
        form,
        title=_("Add a statement"),
        lead=_("From the next wave on it is asked, for three waves at least."),
        button=_("Add this statement"),
        nothing=_signed(review)
        or (
            _(
                "The next wave asks %(most)s variable statements already, and more would take too long. Drop one first."
            )
            % {"most": MOST_VARIABLE}
            if full and not form.is_bound
            else ""
        ),
    )


@needs("surveys.review_project", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_project(request: MemberRequest, review: Review) -> HttpResponse:
    """Start a project from the signal of this review."""
    form = ReviewProjectForm(sent(request), tree=unit_tree())
    if form.is_valid():

        def decide() -> Decision:
            return review_projects.decide_project(
                actor=request.member, review=review, **form.fields_of_project()
            )

        if attempt(form, decide):
            messages.success(
                request,
                _("The project “%(name)s” has started, with this signal at step 1.")
                % {"name": form.cleaned_data["name"]},
            )
            return to_review(request, review)
    return form_page(
        request,
        review,
        form,
        title=_("Start a project from this signal"),
        lead=_("It begins at step 1. The signal from this review stands there, and this page links to it."),
        button=_("Start the project"),
        nothing=_signed(review),
    )


@needs("surveys.review_decide", fetch=fetch_decision)
@require_http_methods(["GET", "HEAD", "POST"])
def review_undo(request: MemberRequest, found: tuple[Review, Decision | None]) -> HttpResponse:
    """Ask, then take a decision back as long as that is possible."""
    review, decision = found
    if decision is None:
        messages.info(request, _("This decision was taken back already."))
        return to_review(request, review)
    if decision.kind == DecisionKind.PROJECT and not allowed("surveys.review_project", request.member):
        raise PermissionDenied
    if request.method == "POST":
        try:
            with transaction.atomic():
                reviewing.undo_decision(actor=request.member, review=review, decision=decision)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The decision is taken back."))
        return to_review(request, review)
    words = {
        DecisionKind.ACTION: _("The action “%(what)s” is dropped. Who was to do it sees that."),
        DecisionKind.QUESTION_OUT: _("The next wave asks “%(what)s” again."),
        DecisionKind.QUESTION_IN: _("The next wave does not ask “%(what)s”."),
        DecisionKind.PROJECT: _("The project “%(what)s” is taken away again."),
    }
    what = decision.action or decision.item or decision.title
    text = words[DecisionKind(decision.kind)] % {"what": what}
    return render(request, "surveys/review_undo.html", {"review": review, "text": text})


def _signed(review: Review) -> str:
    """Why nothing is decided any more, once both sides have signed; empty before."""
    return _("Both sides have signed this review. What it says stays as it is.") if review.is_signed else ""
