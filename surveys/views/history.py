"""The history of the reviews: what was said and decided, which promises were kept, what was asked when."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from surveys.domain.promises import FEW
from surveys.forms.history import HistoryForm, YearForm
from surveys.queries import asked, history, promises
from surveys.words import exports
from surveys.words.history import OUTCOMES
from werkdruk.core.access import needs
from werkdruk.organisations.requests import MemberRequest

REVIEWS_ON_A_PAGE = 12
MONTHS_ON_A_PAGE = 24


@needs("surveys.history")
@require_safe
def history_search(request: MemberRequest) -> HttpResponse:
    """Search in everything that both sides can read of the reviews."""
    form = HistoryForm(request.GET, years=history.review_years(), every=_("All years"))
    words = history.words_of(form.given("q") or "")
    found = history.search_reviews(words, year=form.given("year"), state=form.given("state") or "")
    page = Paginator(found, REVIEWS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "surveys/history.html",
        {
            "form": form,
            "page_obj": page,
            "found": history.with_hits(page, words),
            "words": words,
            "filtered": any(form.given(name) for name in form.fields),
        },
    )


@needs("surveys.history")
@require_safe
def history_promises(request: MemberRequest) -> HttpResponse:
    """Which promises were kept, over all reviews and review by review; how long staff waited for the note."""
    today = timezone.localdate()
    lines = promises.promise_lines(today)
    times = promises.note_times(today)
    months = promises.kept_by_review(lines, today)
    return render(
        request,
        "surveys/history_promises.html",
        {
            "kept": promises.kept_in_all(lines, today),
            "page_obj": Paginator(months, MONTHS_ON_A_PAGE).get_page(request.GET.get("page")),
            "times": times[:MONTHS_ON_A_PAGE],
            "median_note_days": promises.median_note_days(times),
            "few": FEW,
        },
    )


@needs("surveys.history")
@require_safe
def history_promises_csv(request: MemberRequest) -> HttpResponse:
    """Every promise with what became of it, as a file."""
    rows = [
        (
            f"{line.decision.review.wave.month:%Y-%m}",
            line.action.what,
            line.action.doer,
            line.promise.promised_on.isoformat(),
            line.promise.due_on.isoformat() if line.promise.due_on else "",
            line.promise.done_on.isoformat() if line.promise.done_on else "",
            "" if line.promise.days is None else str(line.promise.days),
            str(OUTCOMES[line.outcome]),
        )
        for line in promises.promise_lines(timezone.localdate())
    ]
    head = (
        _("Review"),
        _("Action"),
        _("Who"),
        _("Agreed on"),
        _("Would be ready on"),
        _("Became ready on"),
        _("Days"),
        _("What became of it"),
    )
    response = HttpResponse(
        exports.as_csv([exports.Table(_("Promises"), head, rows)]), content_type="text/csv; charset=utf-8"
    )
    name = _("promises")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@needs("surveys.history")
@require_safe
def history_questions(request: MemberRequest) -> HttpResponse:
    """Which waves asked which variable statement, and when and why each came and went."""
    form = YearForm(request.GET, years=asked.wave_years(), every=_("The newest twelve waves"))
    return render(
        request,
        "surveys/history_questions.html",
        {"form": form, "asked": asked.asked_over_time(form.given("year"))},
    )
