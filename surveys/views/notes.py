"""The note to all staff: its draft, its text beside what staff will see, its two keys, and how long notes took."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from surveys.actions import notes as actions
from surveys.actions.staff_page import ensure_staff_page
from surveys.forms.notes import NoteApprovalForm, NoteForm
from surveys.links import staff_note_url
from surveys.models import FeedbackNote, Mailing, Review
from surveys.queries import notes as queries
from surveys.queries.links import Host
from surveys.queries.reviews import reviews_for_list
from surveys.tasks import send_one_mailing
from surveys.views.answer import page_of
from surveys.views.reviews import fetch_review
from surveys.words.notes import clock_words
from werkdruk.core.access import needs
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.parties import nobody_speaks_for_staff, signs_for
from werkdruk.organisations.requests import MemberRequest

NOTES_ON_A_PAGE = 24


def fetch_note(review: UUID) -> FeedbackNote | None:
    """The note of a review."""
    return queries.note_of(fetch_review(review))


@needs("surveys.reviews")
@require_safe
def notes(request: MemberRequest) -> HttpResponse:
    """Every review with its note: how long it took, month after month."""
    page = Paginator(reviews_for_list(), NOTES_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = queries.with_clocks(page, timezone.localdate())
    return render(
        request, "surveys/notes.html", {"page_obj": page, "rows": rows, "median": queries.median_days(rows)}
    )


@needs("surveys.reviews", fetch=fetch_review)
@require_safe
def note(request: MemberRequest, review: Review) -> HttpResponse:
    """The note of one review: write it, see what staff will see, approve it."""
    found = queries.note_of(review)
    return _note_page(request, review, found, _form_of(found))


@needs("surveys.note_write", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def note_draft(request: MemberRequest, review: Review) -> HttpResponse:
    """Make the draft; where there is one, ask, then write over it with the decisions as they are now."""
    found = queries.note_of(review)
    if request.method == "POST":
        actions.draft_note(actor=request.member, review=review, anew=found is not None)
        messages.success(request, _("The draft is made from the figures and the decisions."))
        return _to_note(request, review)
    return _question(
        request,
        review,
        title=_("Draft anew from the decisions?") if found else _("Draft the note?"),
        text=(
            _("What was written by hand is lost, and approvals of it fall away.")
            if found
            else _("We make a draft from the figures and your decisions. You can change all of it.")
        ),
        action=_("Draft anew") if found else _("Draft the note"),
        danger=found is not None,
    )


@needs("surveys.note_write", fetch=fetch_note)
@require_POST
def note_change(request: MemberRequest, note: FeedbackNote) -> HttpResponse:
    """Store the text; whoever saved in between is not overwritten unseen."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _note_page(request, note.review, note, form, status=422)
    try:
        actions.change_note(
            actor=request.member, note=note, version=form.cleaned_data["version"], **form.texts
        )
    except ChangedMeanwhile as changed:
        form.meet(changed)
        return _note_page(request, note.review, changed.current, form, status=409)
    except Refused as refused:
        if note.published_at is not None:
            raise  # there is no form any more
        form.add_error(None, refused.message)
        return _note_page(request, note.review, note, form, status=422)
    messages.success(request, _("The note is saved."))
    return _to_note(request, note.review)


@needs("surveys.note_write", fetch=fetch_note)
@require_http_methods(["GET", "HEAD", "POST"])
def note_preview(request: MemberRequest, note: FeedbackNote) -> HttpResponse:
    """The page as staff will see it: what was typed and sent along, else what is stored."""
    form = NoteForm(sent(request))
    chosen = form.typed if form.is_valid() else note
    if request.htmx:
        return render(request, "surveys/note.html#preview", {"texts": _texts(chosen)})
    language = "en" if request.GET.get("lang") == "en" else "nl"
    with translation.override(language):
        page = page_of(
            "staff_note",
            language,
            Host(request.organisation.id, request.organisation.name, request.organisation.slug),
            preview=True,
            note={"month": note.review.wave.month, "text": queries.shown(chosen, language)},
        )
    return HttpResponse(page)


@needs("surveys.note_approve", fetch=fetch_note)
@require_http_methods(["GET", "HEAD", "POST"])
def note_approve(request: MemberRequest, note: FeedbackNote) -> HttpResponse:
    """Ask, then turn the key of one's own side; the second key publishes the note and mails it to all staff."""
    party = signs_for(request.member)
    assert party is not None  # the rule of this page
    alone = nobody_speaks_for_staff(request.member)
    form = NoteApprovalForm(sent(request), alone=alone, initial={"version": note.version})
    if form.is_valid():
        approved = attempt(
            form,
            lambda: actions.approve_note(
                actor=request.member,
                party=party,
                note=note,
                version=form.cleaned_data["version"],
                alone_because=form.cleaned_data.get("alone_because", ""),
            ),
        )
        if approved is not None:
            if approved.published_at is not None:
                _send_soon(approved)
                messages.success(request, _("The note is published. The mail to all staff goes out now."))
            else:
                messages.success(
                    request,
                    _("You have approved the note. It is published when the other side approves it too."),
                )
            return _to_note(request, note.review)
    last = alone or note.approvals.exclude(party=party).exists()
    return _question(
        request,
        note.review,
        title=_("Approve and publish the note?") if last else _("Approve this note?"),
        text=(
            _(
                "It stands on the page for all staff at once, and all staff get it by mail. After that nothing in it "
                "changes any more."
            )
            if last
            else _("When the other side approves the same text, it is published and mailed to all staff.")
        ),
        action=_("Approve and publish") if last else _("Approve the note"),
        form=form,
        texts=_texts(note),
    )


@needs("surveys.note_approve", fetch=fetch_note)
@require_http_methods(["GET", "HEAD", "POST"])
def note_take_back(request: MemberRequest, note: FeedbackNote) -> HttpResponse:
    """Ask, then turn one's own key back."""
    party = signs_for(request.member)
    assert party is not None  # the rule of this page
    if request.method == "POST":
        try:
            with transaction.atomic():
                actions.take_back_approval(actor=request.member, party=party, note=note)
        except Refused as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Your approval is taken back."))
        return _to_note(request, note.review)
    return _question(
        request,
        note.review,
        title=_("Take your approval back?"),
        text=_("The note cannot be published until you approve it again."),
        action=_("Take it back"),
    )


def _note_page(
    request: MemberRequest, review: Review, note: FeedbackNote | None, form: NoteForm, status: int = 200
) -> HttpResponse:
    clock = queries.clock_of(review, note, timezone.localdate())
    context: dict[str, Any] = {
        "review": review,
        "note": note,
        "clock": clock,
        "clock_row": {"clock": clock, "words": clock_words(clock)},
    }
    if note is not None:
        keys = queries.keys_of(note, request.member)
        ours = next((one for one in keys if one.is_ours), None)
        context |= {
            "form": form,
            "texts": _texts(form.typed if form.is_bound and form.is_valid() else note),
            "keys": keys,
            "ours": ours,
            "mailing": queries.mailing_of(note),
            "may_write": allowed("surveys.note_write", request.member) and note.published_at is None,
            "url": staff_note_url(request.organisation.slug, ensure_staff_page().token, note.id),
        }
    else:
        context["may_write"] = allowed("surveys.note_write", request.member)
    return render(request, "surveys/note.html", context, status=status)


def _texts(note: FeedbackNote) -> list[Any]:
    """The note in both languages, English only where there is some."""
    english = any((note.heard_en, note.doing_en, note.not_doing_en))
    return [queries.shown(note, language) for language in (("nl", "en") if english else ("nl",))]


def _form_of(note: FeedbackNote | None) -> NoteForm:
    form = NoteForm()
    if note is not None:
        form.initial = form.stored(note)
    return form


def _send_soon(note: FeedbackNote) -> None:
    """Hand the mailing to a worker after the commit; the calendar would find it within a minute too."""
    mailing = Mailing.objects.get(wave=note.review.wave_id, kind="note")
    transaction.on_commit(partial(send_one_mailing.delay, str(current_organisation_id()), str(mailing.id)))


def _question(request: MemberRequest, review: Review, *, form: Any = None, **words: Any) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return render(
        request, "surveys/note_question.html", {"review": review, "form": form, **words}, status=status
    )


def _to_note(request: MemberRequest, review: Review) -> HttpResponse:
    return redirect("surveys:note", organisation=request.organisation.slug, review=review.id)
