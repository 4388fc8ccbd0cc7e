"""Published figures as a file: CSV and XLSX from the same safe figures as the page, and the report as PDF."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys.actions import reports
from surveys.models import Block, Report, Wave
from surveys.queries import publications, trends
from surveys.views.figures import fetch_published_wave, fetch_year
from surveys.words import exports
from surveys.words.trends import Trend
from werkdruk.core.access import needs
from werkdruk.organisations.requests import MemberRequest

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def fetch_wave_export(wave: UUID, form: str) -> tuple[Wave, str]:
    """A wave with figures, and which kind of file."""
    if form not in TYPES:
        raise Http404
    return fetch_published_wave(wave), form


def fetch_year_export(block: UUID, form: str) -> tuple[Block, str]:
    """A finished rotation, and which kind of file."""
    if form not in TYPES:
        raise Http404
    return fetch_year(block), form


@needs("surveys.figures", fetch=fetch_wave_export)
@require_safe
def wave_export(request: MemberRequest, asked: tuple[Wave, str]) -> HttpResponse:
    """The figures of one block."""
    wave, form = asked
    publication = publications.wave_publication(wave)
    sheet = publications.sheet_of(publication, wave)
    trend, _acknowledged = trends.trend_of(publication)
    about = _("%(organisation)s, figures of %(month)s") % {
        "organisation": request.organisation.name,
        "month": date_format(wave.month, "F Y"),
    }
    tables = [
        exports.explanation(_("Figures of the survey"), about),
        *exports.wave_tables(sheet),
        _trend_table(trend),
    ]
    name = _("outcomes")
    return _file(tables, form, f"{name}-{wave.month:%Y-%m}")


@needs("surveys.figures", fetch=fetch_year_export)
@require_safe
def year_export(request: MemberRequest, asked: tuple[Block, str]) -> HttpResponse:
    """The units of one rotation."""
    block, form = asked
    units = publications.unit_overview(chosen=block, everything=True)
    if units is None:
        raise Http404
    about = _("%(organisation)s, units from %(first)s to %(last)s") % {
        "organisation": request.organisation.name,
        "first": date_format(block.first_month, "F Y"),
        "last": date_format(block.last_month, "F Y"),
    }
    few = _("not shown: too few answers, or it would give a small group away")
    rows = [
        (
            row.name,
            row.place,
            *(
                shown.reason or f"{shown.value} {shown.interval}".strip()
                for shown in (row.respondents, row.index, *(one.shown for one in row.themes))
                if shown is not None
            ),
        )
        if row.publication
        else (row.name, row.place, few, *[""] * (1 + len(units.themes)))
        for row in units.rows
    ]
    head = (_("Unit"), _("Part of"), _("Answers"), _("Index"), *units.themes)
    tables = [
        exports.explanation(_("Figures of units"), about),
        exports.Table(_("Units"), head, rows),
    ]
    return _file(tables, form, f"{_('units')}-{block.first_month:%Y-%m}")


@needs("surveys.figures", fetch=fetch_published_wave)
@require_POST
def report_make(request: MemberRequest, wave: Wave) -> HttpResponse:
    """Let a worker make the report."""
    reports.ask_report(actor=request.member, publication=publications.wave_publication(wave))
    messages.success(request, _("The report is being made. Look again in a moment."))
    return redirect("surveys:wave_figures", request.organisation.slug, wave.id)


@needs("surveys.figures", fetch=fetch_published_wave)
@require_safe
def report_file(request: MemberRequest, wave: Wave) -> HttpResponse:
    """The report as it was made, the same bytes for everybody."""
    found = get_object_or_404(Report, publication__wave=wave, language=(get_language() or "nl")[:2])
    return _download(bytes(found.content), "application/pdf", f"{_('report')}-{wave.month:%Y-%m}.pdf")


def _trend_table(trend: Trend) -> exports.Table:
    return exports.Table(
        _("Trend"),
        (
            _("Period"),
            _("Answers"),
            _("Index"),
            _("Very likely"),
            _("Index, smoothed"),
            _("Workload too high"),
            _("Very likely"),
            _("Workload too high, smoothed"),
        ),
        [
            (
                row.period,
                row.respondents.reason or row.respondents.value,
                row.index.reason or row.index.value,
                row.index.interval,
                str(row.index_step),
                row.too_high.reason or row.too_high.value,
                row.too_high.interval,
                str(row.too_high_step),
            )
            for row in trend.newest_first
        ],
    )


def _file(tables: Sequence[exports.Table], form: str, name: str) -> HttpResponse:
    content = exports.as_csv(tables) if form == "csv" else exports.as_xlsx(tables)
    return _download(content, TYPES[form], f"{name}.{form}")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
