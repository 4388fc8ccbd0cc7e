"""The monthly review."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from surveys.models import Review
from werkdruk.core.access import needs


def fetch_review(review: UUID) -> Review:
    """One review with its wave."""
    return get_object_or_404(Review.objects.select_related("wave"), id=review)


@needs("surveys.reviews")
def reviews(request: HttpRequest) -> HttpResponse:
    """Every review, newest first."""
    return render(request, "surveys/reviews.html", {"reviews": Review.objects.select_related("wave")})


@needs("surveys.reviews", fetch=fetch_review)
def review(request: HttpRequest, review: Review) -> HttpResponse:
    """One review: what came out, what was promised, what is decided."""
    return render(request, "surveys/review.html", {"review": review})


@needs("surveys.review_decide", fetch=fetch_review)
def review_action(request: HttpRequest, review: Review) -> HttpResponse:
    """Decide on an action."""
    return redirect("surveys:review", organisation=request.organisation.slug, review=review.id)


@needs("surveys.review_decide", fetch=fetch_review)
def review_drop(request: HttpRequest, review: Review) -> HttpResponse:
    """Drop a variable statement from the next wave on."""
    return redirect("surveys:review", organisation=request.organisation.slug, review=review.id)


@needs("surveys.review_decide", fetch=fetch_review)
def review_add(request: HttpRequest, review: Review) -> HttpResponse:
    """Add a variable statement from the next wave on."""
    return redirect("surveys:review", organisation=request.organisation.slug, review=review.id)


@needs("surveys.review_decide", fetch=fetch_review)
def review_notes(request: HttpRequest, review: Review) -> HttpResponse:
    """Write down what was said."""
    return redirect("surveys:review", organisation=request.organisation.slug, review=review.id)
