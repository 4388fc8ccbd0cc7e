"""What is written in a review: what was said, notes of one's own, and positions that differ."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from surveys.actions import review_notes as actions
from surveys.actions import reviewing
from surveys.forms.review_writing import DissentForm, OwnNoteChangeForm, OwnNoteForm
from surveys.forms.reviews import ReviewNotesForm
from surveys.models import Review, ReviewNote
from surveys.views.reviews import fetch_review, form_page, review_page, to_review
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


def fetch_note(review: UUID, note: UUID) -> ReviewNote:
    """A note of this review, whoever wrote it."""
    return get_object_or_404(ReviewNote.objects.select_related("review__wave"), id=note, review=review)


@needs("surveys.review_decide", fetch=fetch_review)
@require_POST
def review_notes(request: MemberRequest, review: Review) -> HttpResponse:
    """Write down what was said; whoever saved in between is not overwritten unseen."""
    form = ReviewNotesForm(request.POST)
    if not form.is_valid():
        return review_page(request, review, notes_form=form, status=400)

    def save() -> Review:
        return reviewing.save_notes(
            actor=request.member,
            review=review,
            notes=form.cleaned_data["notes"],
            version=form.cleaned_data["version"],
        )

    if attempt(form, save) is None:
        return review_page(request, fetch_review(review.id), notes_form=form, status=409)
    messages.success(request, _("The notes are saved."))
    return to_review(request, review)


@needs("surveys.review_decide", fetch=fetch_review)
@require_POST
def review_note_add(request: MemberRequest, review: Review) -> HttpResponse:
    """Write a note of one's own; the second button shares it at once."""
    form = OwnNoteForm(request.POST)
    if form.is_valid():
        share = form.cleaned_data["share"]

        def write() -> ReviewNote:
            return actions.write_note(
                actor=request.member,
                review=review,
                text=form.cleaned_data["text"],
                share=share,
                form_key=form.cleaned_data["form_key"],
            )

        if attempt(form, write):
            messages.success(
                request,
                _("Your note is shared.") if share else _("Your note is kept. Only you see it."),
            )
            return to_review(request, review)
    return review_page(request, review, own_form=form, status=400)


@needs("surveys.review_own_note", fetch=fetch_note)
@require_http_methods(["GET", "HEAD", "POST"])
def review_note_change(request: MemberRequest, note: ReviewNote) -> HttpResponse:
    """Change a note of one's own."""
    form = OwnNoteChangeForm(sent(request), initial={"text": note.text, "version": note.version})
    if form.is_valid():

        def change() -> ReviewNote:
            return actions.change_note(
                actor=request.member,
                note=note,
                text=form.cleaned_data["text"],
                version=form.cleaned_data["version"],
            )

        if attempt(form, change):
            messages.success(request, _("Your note is saved."))
            return to_review(request, note.review)
    return form_page(
        request,
        note.review,
        form,
        title=_("Change your note"),
        lead=_("Everybody in this review sees it.")
        if note.shared_at
        else _("Only you see it, until you share it."),
        button=_("Save"),
        keep=f"note-{note.id}",
    )


@needs("surveys.review_own_note", fetch=fetch_note)
@require_POST
def review_note_share(request: MemberRequest, note: ReviewNote) -> HttpResponse:
    """Show a note of one's own to everybody in the review."""
    actions.share_note(actor=request.member, note=note)
    messages.success(request, _("Your note is shared."))
    return to_review(request, note.review)


@needs("surveys.review_own_note", fetch=fetch_note)
@require_http_methods(["GET", "HEAD", "POST"])
def review_note_delete(request: MemberRequest, note: ReviewNote) -> HttpResponse:
    """Ask, then delete a note of one's own that is not shared."""
    if request.method == "POST":
        actions.delete_note(actor=request.member, note=note)
        messages.success(request, _("Your note is deleted."))
        return to_review(request, note.review)
    return render(
        request,
        "surveys/review_confirm.html",
        {
            "review": note.review,
            "title": _("Delete this note?"),
            "text": _("Nobody else has seen it. It cannot be brought back."),
            "action": _("Delete the note"),
        },
    )


@needs("surveys.review_decide", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_dissent(request: MemberRequest, review: Review) -> HttpResponse:
    """Record a position that differs; everybody sees it at once."""
    form = DissentForm(sent(request))
    if form.is_valid():

        def write() -> ReviewNote:
            return actions.record_dissent(
                actor=request.member,
                review=review,
                text=form.cleaned_data["text"],
                form_key=form.cleaned_data["form_key"],
            )

        if attempt(form, write):
            messages.success(request, _("The position is recorded."))
            return to_review(request, review)
    return form_page(
        request,
        review,
        form,
        title=_("Record a different position"),
        lead=_("For when you do not agree, and want that to be written down."),
        button=_("Record this position"),
    )
