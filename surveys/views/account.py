"""The account of publications: every figure ever published with the people it covers, as a page and as CSV."""

import csv
import io

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from surveys.forms.account import AccountForm
from surveys.models import SurveySettings
from surveys.queries.account import Entry, entries, every_figure, publications_to_account, question_texts
from werkdruk.core.access import needs
from werkdruk.organisations.requests import MemberRequest

ROWS = 50


@needs("surveys.account")
@require_safe
def publication_account(request: MemberRequest) -> HttpResponse:
    """What was published when, of whom, and what was held back; the same page for everyone who may see it."""
    words = AccountForm(request.GET).words
    page = Paginator(publications_to_account(words), ROWS).get_page(request.GET.get("page"))
    settings = SurveySettings.objects.first()
    return render(
        request,
        "surveys/publication_account.html",
        {"page_obj": page, "entries": list(entries(page.object_list)), "words": words, "settings": settings},
    )


@needs("surveys.account")
@require_safe
def publication_account_csv(request: MemberRequest) -> HttpResponse:
    """The whole account as a file: one line a figure, also those that were held back."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Published on"),
            _("About"),
            _("Inside"),
            _("Months"),
            _("Number of answers"),
            _("Smallest group then"),
            _("Figure"),
            _("Value"),
            _("Very likely"),
            _("Held back because"),
            _("Address"),
        ]
    )
    texts = question_texts()
    for entry in entries(publications_to_account()):
        about = [
            date_format(timezone.localtime(entry.publication.published_at), "Y-m-d"),
            entry.name or request.organisation.name,
            entry.place,
            entry.period,
            entry.respondents.value or entry.respondents.reason,
            entry.k or "",
        ]
        address = request.build_absolute_uri(_address(request, entry))
        for line in every_figure(entry, texts):
            row = [*about, line.label, line.value, line.interval, line.reason, address]
            writer.writerow([_plain(cell) for cell in row])
    name = f"{request.organisation.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    return HttpResponse(
        # The mark at the start tells Excel that this is UTF-8.
        ("\ufeff" + file.getvalue()).encode(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


def _address(request: MemberRequest, entry: Entry) -> str:
    slug = request.organisation.slug
    if entry.publication.unit_id is None:
        return reverse("surveys:wave_figures", args=[slug, entry.publication.wave_id])
    return reverse("surveys:unit_figures", args=[slug, entry.publication.id])


def _plain(cell: object) -> object:
    """A name that a spreadsheet would take for a formula is written as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
