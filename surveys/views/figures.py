"""Published figures: of the whole organisation per wave, and of a unit per year."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from surveys.actions import reports
from surveys.actions.publishing import acknowledge_change
from surveys.domain.disclosure.trend import FIGURES
from surveys.forms.trends import ChangeAcknowledgeForm
from surveys.models import Block, Publication, Review, Wave
from surveys.queries import publications, trends
from surveys.queries.open_answers import release_of
from surveys.queries.waves import invited_in_block
from surveys.words.figures import ranges_overlap
from werkdruk.core.access import needs
from werkdruk.core.forms import attempt, sent
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


def fetch_published_wave(wave: UUID) -> Wave:
    """The last wave of a published block: the figures hang there."""
    return get_object_or_404(Wave.objects.with_figures(), id=wave)


def fetch_alarm(wave: UUID, figure: str) -> tuple[Wave, str]:
    """A wave with figures, and which of the two alarms."""
    if figure not in FIGURES:
        raise Http404
    return fetch_published_wave(wave), figure


def fetch_year(block: UUID) -> Block:
    """A finished rotation whose figures may be seen."""
    return get_object_or_404(publications.visible_blocks(), id=block)


def fetch_unit_publication(publication: UUID) -> Publication:
    """The yearly figures of a unit, once the wave that completed them is closed."""
    found = publications.visible_unit_publications().select_related("unit", "block")
    return get_object_or_404(found, id=publication)


@needs("surveys.figures", fetch=fetch_published_wave)
@require_safe
def wave_figures(request: MemberRequest, wave: Wave) -> HttpResponse:
    """What came out of one block, for the whole organisation; the same page for everyone who may see it."""
    publication = publications.wave_publication(wave)
    trend, acknowledged = trends.trend_of(publication)
    charts = trends.charts_of(publication)
    previous, following = publications.closed_neighbours(wave)
    return render(
        request,
        "surveys/wave_figures.html",
        {
            "wave": wave,
            "period": trend.rows[-1].period if trend.rows else date_format(wave.month, "F Y"),
            "invited": invited_in_block(wave),
            "publication": publication,
            "sheet": publications.sheet_of(publication, wave, charts.get("items")),
            "trend": trend,
            "acknowledged": acknowledged,
            "charts": charts,
            "references": trends.references_for_figures(),
            "report": trends.report_of(publication),
            "report_busy": reports.report_job(publication) is not None,
            "previous": previous,
            "following": following,
            "next_wave": publications.next_wave(wave),
            "review": Review.objects.filter(wave=wave).first(),
            "release": release_of(wave.month),
            "may_acknowledge": allowed("surveys.change_acknowledge", request.member),
        },
    )


@needs("surveys.change_acknowledge", fetch=fetch_alarm)
@require_http_methods(["GET", "HEAD", "POST"])
def change_acknowledge(request: MemberRequest, asked: tuple[Wave, str]) -> HttpResponse:
    """Say that a change is real, and what it was: the blocks after it are the new baseline."""
    wave, figure = asked
    publication = publications.wave_publication(wave)
    trend, _found = trends.trend_of(publication)
    form = ChangeAcknowledgeForm(sent(request))
    if form.is_valid():

        def act() -> bool:
            acknowledge_change(
                actor=request.member,
                publication=publication,
                figure=figure,
                reason=form.cleaned_data["reason"],
            )
            return True

        if attempt(form, act):
            messages.success(
                request, _("Noted. From the next figures on a new year is built up to compare with.")
            )
            return redirect("surveys:wave_figures", request.organisation.slug, wave.id)
    return render(
        request,
        "surveys/change_acknowledge.html",
        {"form": form, "wave": wave, "change": trend.index if figure == "index" else trend.too_high},
        status=400 if form.is_bound else 200,
    )


@needs("surveys.figures", fetch=fetch_year)
@require_safe
def heat_map(request: MemberRequest, block: Block) -> HttpResponse:
    """Units and themes of one rotation, in the order of the organisation; earlier years beside it."""
    within = _unit_asked(request.GET.get("within", ""))
    return render(
        request,
        "surveys/heat_map.html",
        {
            "year": block,
            "units": publications.unit_overview(within, block),
            "years": list(publications.visible_blocks()),
        },
    )


def _unit_asked(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@needs("surveys.unit_figures", fetch=fetch_unit_publication)
@require_safe
def unit_figures(request: MemberRequest, publication: Publication) -> HttpResponse:
    """What came out of one rotation, for one unit."""
    years = publications.unit_years(publication)
    name, place = publications.unit_place(publication)
    return render(
        request,
        "surveys/unit_figures.html",
        {
            "publication": publication,
            "name": name,
            "place": place,
            "sheet": publications.unit_sheet(publication),
            "years": years,
            "no_difference": ranges_overlap([year.index for year in years]),
            "sees_all": allowed("surveys.figures", request.member),
        },
    )
