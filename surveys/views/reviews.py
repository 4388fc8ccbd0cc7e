"""The monthly review: what came out, what was promised, what is decided now."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from measures.queries import people
from surveys.actions import reviewing
from surveys.actions.questionnaires import MOST_VARIABLE
from surveys.forms.reviews import ReviewActionForm, ReviewAddForm, ReviewDropForm, ReviewNotesForm
from surveys.models import Decision, DecisionKind, Review
from surveys.queries import publications
from surveys.queries import reviews as queries
from surveys.queries.notes import note_card, with_clocks
from surveys.queries.open_answers import release_of
from werkdruk.core.access import needs
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest

REVIEWS_ON_A_PAGE = 24


def fetch_review(review: UUID) -> Review:
    """One review with its wave."""
    return get_object_or_404(Review.objects.select_related("wave"), id=review)


def fetch_decision(review: UUID, decision: UUID) -> tuple[Review, Decision | None]:
    """A review and one of its decisions; None when that was taken back already."""
    found = Decision.objects.select_related("action", "item").filter(id=decision, review=review).first()
    return fetch_review(review), found


@needs("surveys.reviews")
@require_safe
def reviews(request: MemberRequest) -> HttpResponse:
    """Every review, newest first."""
    page = Paginator(queries.reviews_for_list(), REVIEWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = with_clocks(page, timezone.localdate())
    return render(request, "surveys/reviews.html", {"page_obj": page, "rows": rows})


@needs("surveys.reviews", fetch=fetch_review)
@require_safe
def review(request: MemberRequest, review: Review) -> HttpResponse:
    """One review: what came out, what was promised, what is decided."""
    return _review_page(request, review, _notes_form(review))


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
            return _to_review(request, review)
    return _form_page(
        request,
        review,
        form,
        title=_("Agree on an action"),
        lead=_("It appears with all actions, and the next review starts with how it stands."),
        button=_("Agree on this action"),
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
            return _to_review(request, review)
    return _form_page(
        request,
        review,
        form,
        title=_("Drop a statement"),
        lead=_("From the next wave on it is not asked any more. The core statements always stay."),
        button=_("Drop this statement"),
        nothing="" if form.statements else _("There is no variable statement that can be dropped."),
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
            return _to_review(request, review)
    return _form_page(
        request,
        review,
        form,
        title=_("Add a statement"),
        lead=_("From the next wave on it is asked, for three waves at least."),
        button=_("Add this statement"),
        nothing=(
            _(
                "The next wave asks %(most)s variable statements already, and more would take too long. Drop one first."
            )
            % {"most": MOST_VARIABLE}
            if full and not form.is_bound
            else ""
        ),
    )


@needs("surveys.review_decide", fetch=fetch_review)
@require_POST
def review_notes(request: MemberRequest, review: Review) -> HttpResponse:
    """Write down what was said; whoever saved in between is not overwritten unseen."""
    form = ReviewNotesForm(request.POST)
    if not form.is_valid():
        return _review_page(request, review, form, status=400)
    try:
        reviewing.save_notes(
            actor=request.member,
            review=review,
            notes=form.cleaned_data["notes"],
            version=form.cleaned_data["version"],
        )
    except ChangedMeanwhile as changed:
        form.meet(changed)
        return _review_page(request, changed.current, form, status=409)
    messages.success(request, _("The notes are saved."))
    return _to_review(request, review)


@needs("surveys.review_decide", fetch=fetch_decision)
@require_http_methods(["GET", "HEAD", "POST"])
def review_undo(request: MemberRequest, found: tuple[Review, Decision | None]) -> HttpResponse:
    """Ask, then take a decision back as long as that is possible."""
    review, decision = found
    if decision is None:
        messages.info(request, _("This decision was taken back already."))
        return _to_review(request, review)
    if request.method == "POST":
        try:
            with transaction.atomic():
                reviewing.undo_decision(actor=request.member, review=review, decision=decision)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("The decision is taken back."))
        return _to_review(request, review)
    words = {
        DecisionKind.ACTION: _("The action “%(what)s” is dropped. Who was to do it sees that."),
        DecisionKind.QUESTION_OUT: _("The next wave asks “%(what)s” again."),
        DecisionKind.QUESTION_IN: _("The next wave does not ask “%(what)s”."),
    }
    text = words[DecisionKind(decision.kind)] % {"what": decision.action or decision.item}
    return render(request, "surveys/review_undo.html", {"review": review, "text": text})


def _review_page(
    request: MemberRequest, review: Review, notes_form: ReviewNotesForm, status: int = 200
) -> HttpResponse:
    decisions = queries.decisions_of(review)
    previous, promised = queries.promises_before(review)
    statements = queries.statements(decisions)
    sheet = publications.wave_sheet(review.wave)
    context = {
        "review": review,
        "sheet": sheet,
        "previous": previous,
        "promised": promised,
        "decisions": decisions,
        "statements": [(one, sheet.of_item.get(one.item.id)) for one in statements],
        "full": len(statements) >= MOST_VARIABLE,
        "next_month": queries.next_month(),
        "notes_form": notes_form,
        "release": release_of(review.wave.month),
        "note_card": note_card(review, timezone.localdate()),
        "may_decide": allowed("surveys.review_decide", request.member),
        "today": timezone.localdate(),
    }
    return render(request, "surveys/review.html", context, status=status)


def _notes_form(review: Review) -> ReviewNotesForm:
    return ReviewNotesForm(initial={"notes": review.notes, "version": review.version})


def _form_page(
    request: MemberRequest,
    review: Review,
    form: Any,
    *,
    title: str,
    lead: str,
    button: str,
    nothing: str = "",
) -> HttpResponse:
    """A page with one form of a review; `nothing` says why there is nothing to choose instead."""
    return render(
        request,
        "surveys/review_form.html",
        {"review": review, "form": form, "title": title, "lead": lead, "button": button, "nothing": nothing},
        status=400 if form.is_bound else 200,
    )


def _to_review(request: MemberRequest, review: Review) -> HttpResponse:
    return redirect("surveys:review", organisation=request.organisation.slug, review=review.id)
