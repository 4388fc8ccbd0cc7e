"""Published figures: of the whole organisation per wave, and of a unit per year."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from surveys.models import Publication, Review, Wave
from surveys.queries import publications
from surveys.queries.open_answers import release_of
from surveys.words.figures import ranges_overlap
from werkdruk.core.access import needs
from werkdruk.core.permissions import allowed
from werkdruk.organisations.requests import MemberRequest


def fetch_closed_wave(wave: UUID) -> Wave:
    """A wave whose figures are there."""
    return get_object_or_404(Wave.objects.closed(), id=wave)


def fetch_unit_publication(publication: UUID) -> Publication:
    """The yearly figures of a unit, once the wave that completed them is closed."""
    found = publications.visible_unit_publications().select_related("unit", "block")
    return get_object_or_404(found, id=publication)


@needs("surveys.figures", fetch=fetch_closed_wave)
@require_safe
def wave_figures(request: MemberRequest, wave: Wave) -> HttpResponse:
    """What came out of one wave, for the whole organisation; the same page for everyone who may see it."""
    rows = publications.wave_rows(wave)
    previous, following = publications.closed_neighbours(wave)
    return render(
        request,
        "surveys/wave_figures.html",
        {
            "wave": wave,
            "sheet": publications.wave_sheet(wave),
            "rows": rows,
            "no_difference": ranges_overlap([row.index for row in rows]),
            "previous": previous,
            "following": following,
            "next_wave": publications.next_wave(wave),
            "review": Review.objects.filter(wave=wave).first(),
            "release": release_of(wave.month),
        },
    )


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
