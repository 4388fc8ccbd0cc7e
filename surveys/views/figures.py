"""Published figures: of the whole organisation per wave, and of a unit per year."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from surveys.domain.disclosure import PublishedBlock
from surveys.models import Publication, Wave
from werkdruk.core.access import needs


def fetch_closed_wave(wave: UUID) -> Wave:
    """A wave whose figures are there."""
    return get_object_or_404(Wave.objects.closed(), id=wave)


def fetch_unit_publication(publication: UUID) -> Publication:
    """The yearly figures of a unit."""
    return get_object_or_404(Publication.objects.filter(unit__isnull=False), id=publication)


@needs("surveys.figures", fetch=fetch_closed_wave)
def wave_figures(request: HttpRequest, wave: Wave) -> HttpResponse:
    """What came out of one wave, for the whole organisation."""
    figures = PublishedBlock.from_json(get_object_or_404(Publication, wave=wave).figures)
    return render(request, "surveys/wave_figures.html", {"wave": wave, "figures": figures})


@needs("surveys.unit_figures", fetch=fetch_unit_publication)
def unit_figures(request: HttpRequest, publication: Publication) -> HttpResponse:
    """What came out of one rotation, for one unit."""
    figures = PublishedBlock.from_json(publication.figures)
    return render(request, "surveys/unit_figures.html", {"publication": publication, "figures": figures})
