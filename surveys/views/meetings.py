"""The meeting of a review: planning and moving it, calling it off, and its file for a calendar."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions import meetings
from surveys.calendar_files import appointment_of, calendar_file
from surveys.forms.review_writing import MeetingForm
from surveys.models import Review
from surveys.views.reviews import fetch_review, form_page, to_review
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.organisations.requests import MemberRequest


@needs("surveys.review_decide", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_meeting(request: MemberRequest, review: Review) -> HttpResponse:
    """Plan the meeting, or move it."""
    form = MeetingForm(sent(request), review=review)
    if form.is_valid():

        def plan() -> Review:
            return meetings.plan_meeting(actor=request.member, review=review, **form.fields_of_meeting())

        if attempt(form, plan):
            messages.success(
                request, _("The meeting is planned. Everybody gets a mail with a calendar file.")
            )
            return to_review(request, review)
    return form_page(
        request,
        review,
        form,
        title=_("Plan the meeting") if review.meeting_at is None else _("Change the meeting"),
        lead=_(
            "Works council, executive and HR get a mail with a file for their calendar. By %(day)s all staff hear what "
            "comes of it: meet before that."
        )
        % {"day": date_format(review.note_due, "j F")},
        button=_("Plan the meeting") if review.meeting_at is None else _("Change the meeting"),
        nothing=_("Both sides have signed this review. What it says stays as it is.")
        if review.is_signed
        else "",
    )


@needs("surveys.review_decide", fetch=fetch_review)
@require_http_methods(["GET", "HEAD", "POST"])
def review_meeting_cancel(request: MemberRequest, review: Review) -> HttpResponse:
    """Ask, then call the meeting off."""
    if request.method == "POST":
        meetings.cancel_meeting(actor=request.member, review=review)
        messages.success(request, _("The meeting is called off. Everybody gets a mail."))
        return to_review(request, review)
    if review.meeting_at is None:
        return to_review(request, review)
    when = date_format(localtime(review.meeting_at), "l j F, H:i")
    return render(
        request,
        "surveys/review_confirm.html",
        {
            "review": review,
            "title": _("Call this meeting off?"),
            "text": _("Works council, executive and HR hear that it does not go on: %(when)s.")
            % {"when": when},
            "action": _("Call it off"),
        },
    )


@needs("surveys.reviews", fetch=fetch_review)
@require_safe
def review_meeting_file(request: MemberRequest, review: Review) -> HttpResponse:
    """The file that puts the meeting into a calendar."""
    appointment = appointment_of(review)
    if appointment is None:
        raise Http404
    content = calendar_file(request.organisation, review, appointment)
    kind = pgettext("file name", "monthly-review")
    name = f"{kind}-{review.wave.month:%Y-%m}.ics"
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
