"""The monthly review: all of them, one with everything that belongs to it, and what changed on it meanwhile."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from surveys.actions.questionnaires import MOST_VARIABLE
from surveys.forms.review_writing import OwnNoteForm, SignForm
from surveys.forms.reviews import ReviewNotesForm
from surveys.models import DecisionKind, Review, ReviewNote
from surveys.queries import minutes, publications, review_content, trends
from surveys.queries import reviews as queries
from surveys.queries.notes import note_card, with_clocks
from surveys.queries.open_answers import release_of
from surveys.registry import project_starter
from surveys.words import exports
from surveys.words.parties import side_words
from werkdruk.core.access import needs
from werkdruk.core.permissions import allowed
from werkdruk.organisations.models import Party
from werkdruk.organisations.parties import nobody_speaks_for_staff, signs_for
from werkdruk.organisations.requests import MemberRequest

REVIEWS_ON_A_PAGE = 24


def fetch_review(review: UUID) -> Review:
    """One review with its wave."""
    return get_object_or_404(Review.objects.select_related("wave"), id=review)


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
    """One review: what was promised, what came out, what is said and decided, and who signed."""
    return review_page(request, review)


@needs("surveys.reviews", fetch=fetch_review)
@require_safe
def review_changes(request: MemberRequest, review: Review) -> HttpResponse:
    """Whether the page changed since it was opened: nothing (204), or a notice that says who did something."""
    seen = request.GET.get("seen", "")
    if not seen.isdecimal() or review.changes <= int(seen[:9]):
        return HttpResponse(status=204)
    entry = queries.last_change(review)
    mine = entry is not None and entry.actor_id == request.user.pk
    return render(
        request,
        "surveys/review/changed.html",
        {"review": review, "who": "" if entry is None or mine else entry.actor_name},
    )


def review_page(
    request: MemberRequest,
    review: Review,
    *,
    notes_form: ReviewNotesForm | None = None,
    own_form: OwnNoteForm | None = None,
    sign_form: SignForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a review; a form that was sent and refused stands in it with what was typed."""
    decisions = queries.decisions_of(review)
    shared = review_content.shared_notes(review)
    if review.is_signed:
        for one in decisions:
            one.review = review
            review_content.as_signed(one)
    previous, promised = queries.promises_before(review)
    # What the next wave asks belongs to a review that can still change it.
    statements = [] if review.is_signed else queries.statements(decisions)
    publication = publications.wave_publication(review.wave)
    sheet = publications.sheet_of(publication, review.wave)
    trend, _acknowledged = trends.trend_of(publication)
    member = request.member
    may_write = allowed("surveys.review_decide", member) and not review.is_signed
    mark = review_content.mark_of(review_content.content_of(review, decisions, shared))
    context = {
        "review": review,
        "sheet": sheet,
        "tables": exports.wave_tables(sheet),
        "unchanged": review_content.figures_unchanged(review),
        "trend": trend,
        "previous": previous,
        "promised": promised,
        "recorded": review_content.recorded_promises(review),
        "decisions": [
            (
                one,
                project_starter().address(request.organisation.slug, one.project) if one.project else "",
            )
            for one in decisions
        ],
        "has_project": any(one.kind == DecisionKind.PROJECT for one in decisions),
        "statements": [(one, sheet.of_item.get(one.item.id)) for one in statements],
        "full": len(statements) >= MOST_VARIABLE,
        "next_month": queries.next_month(),
        "shared": shared,
        "own": list(ReviewNote.objects.filter(review=review, author_id=request.user.pk, shared_at=None)),
        "notes_form": notes_form
        or ReviewNotesForm(initial={"notes": review.notes, "version": review.version}),
        "own_form": own_form or OwnNoteForm(),
        "release": release_of(review.wave.month),
        "note_card": note_card(review, timezone.localdate()),
        "may_decide": may_write,
        "may_start_project": may_write and allowed("surveys.review_project", member),
        "may_add": review.is_signed and allowed("surveys.review_decide", member),
        "today": timezone.localdate(),
        **_signing(request, review, mark, sign_form),
    }
    return render(request, "surveys/review.html", context, status=status)


def _signing(request: MemberRequest, review: Review, mark: str, sign_form: SignForm | None) -> dict[str, Any]:
    """Who signed, whose signature is missing, and the form for whoever may sign now."""
    organisation, member = request.organisation, request.member
    signatures = {one.party: one for one in review.signatures.all()}
    alone = nobody_speaks_for_staff(member)
    sides = [Party.EMPLOYER] if alone else list(Party)
    party = None if review.is_signed else signs_for(member)
    mine = signatures.get(party) if party else None
    holds = mine is not None and mine.mark == mark
    return {
        "mark": mark,
        "sides": [
            {
                "name": side_words(side, organisation),
                "signature": signatures.get(side),
                "holds": review.is_signed or (side in signatures and signatures[side].mark == mark),
            }
            for side in sides
        ],
        "my_side": side_words(party, organisation) if party else "",
        "sign_form": (sign_form or SignForm(alone=alone, initial={"mark": mark}))
        if party and not holds
        else None,
        "may_take_back": not review.is_signed
        and any(one.by_id == member.user_id for one in signatures.values()),
        "lapsed": None
        if review.is_signed
        else queries.lapsed_signature(review, {one.by_name for one in signatures.values()}),
        "addenda": list(review.addenda.all()) if review.is_signed else [],
        "minutes": minutes.minutes_of(review) if review.is_signed else [],
    }


def form_page(
    request: MemberRequest,
    review: Review,
    form: Any,
    *,
    title: str,
    lead: str,
    button: str,
    nothing: str = "",
    keep: str = "",
) -> HttpResponse:
    """A page with one form of a review; `nothing` says why there is nothing to choose instead.

    The browser keeps under the name `keep` what is typed and not sent yet.
    """
    return render(
        request,
        "surveys/review_form.html",
        {
            "review": review,
            "form": form,
            "title": title,
            "lead": lead,
            "button": button,
            "nothing": nothing,
            "keep": keep or form.__class__.__name__.lower(),
        },
        status=400 if form.is_bound else 200,
    )


def to_review(request: MemberRequest, review: Review) -> HttpResponse:
    """Back to the page of the review; 204 for a script that keeps what was typed until it knows that it is stored."""
    if request.headers.get("X-Kept"):
        return HttpResponse(status=204)
    return redirect("surveys:review", organisation=request.organisation.slug, review=review.id)
