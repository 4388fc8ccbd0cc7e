"""Signing a review, taking one's signature back, and what comes after: addenda and minutes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.actions import minutes as minutes_actions
from surveys.actions import signing
from surveys.forms.review_writing import AddendumForm, SignForm
from surveys.models import Review, ReviewAddendum, ReviewMinutes
from surveys.queries.minutes import page_language
from surveys.views.reviews import fetch_review, form_page, review_page, to_review
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.parties import nobody_speaks_for_staff
from werkdruk.organisations.requests import MemberRequest


def fetch_minutes(review: UUID, number: int) -> ReviewMinutes:
    """One version of the minutes, in the language of the page."""
    return get_object_or_404(
        ReviewMinutes.objects.select_related("review__wave"),
        review=review,
        number=number,
        language=page_language(),
    )


@needs("surveys.review_sign", fetch=fetch_review)
@require_POST
def review_sign(request: MemberRequest, review: Review) -> HttpResponse:
    """Sign for one's side what was on the page."""
    form = SignForm(request.POST, alone=nobody_speaks_for_staff(request.member))
    if not form.is_valid():
        return review_page(request, review, sign_form=form, status=400)
    signed = signing.sign_review(
        actor=request.member,
        review=review,
        mark=form.cleaned_data["mark"],
        alone_because=form.cleaned_data.get("alone_because", ""),
    )
    if signed.is_signed:
        messages.success(request, _("The review is signed. The minutes are being made."))
    else:
        messages.success(request, _("You have signed. The signature of the other side is missing."))
    return to_review(request, review)


@needs("surveys.review_sign", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_unsign(request: MemberRequest, review: Review) -> HttpResponse:
    """Ask, then take one's own signature back."""
    if request.method == "POST":
        signing.take_back_signature(actor=request.member, review=review)
        messages.success(request, _("Your signature is taken back."))
        return to_review(request, review)
    return render(
        request,
        "surveys/review_confirm.html",
        {
            "review": review,
            "title": _("Take your signature back?"),
            "text": _("The other side has not signed yet. You can sign again later."),
            "action": _("Take it back"),
        },
    )


@needs("surveys.review_decide", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_addendum(request: MemberRequest, review: Review) -> HttpResponse:
    """Add something to a signed review."""
    form = AddendumForm(sent(request))
    if form.is_valid():

        def add() -> ReviewAddendum:
            return signing.add_addendum(
                actor=request.member,
                review=review,
                text=form.cleaned_data["text"],
                form_key=form.cleaned_data["form_key"],
            )

        if attempt(form, add):
            messages.success(request, _("The addendum stands below the review. The minutes are made anew."))
            return to_review(request, review)
    return form_page(
        request,
        review,
        form,
        title=_("Add an addendum"),
        lead=_("For what has to be put right. Works council, executive and HR get a mail."),
        button=_("Add this"),
        nothing="" if review.is_signed else _("This review is not signed yet: change what it says instead."),
    )


@needs("surveys.reviews", fetch=fetch_review)
@require_POST
def review_minutes_make(request: MemberRequest, review: Review) -> HttpResponse:
    """Let a worker make the minutes where they are missing."""
    if review.is_signed:
        minutes_actions.ask_minutes(actor=request.member, review=review)
        messages.success(request, _("The minutes are being made. Look again in a moment."))
    return to_review(request, review)


@needs("surveys.reviews", fetch=fetch_minutes)
@require_safe
def review_minutes(request: MemberRequest, found: ReviewMinutes) -> HttpResponse:
    """One version of the minutes, the same bytes for everybody."""
    kind = pgettext("file name", "minutes")
    name = f"{kind}-{found.review.wave.month:%Y-%m}-{found.number}.pdf"
    return HttpResponse(
        bytes(found.content),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
