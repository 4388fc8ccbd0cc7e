"""Reads over the trend that stands with each publication of the organisation, and what lies beside it."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from surveys.models import ChangeAcknowledged, Charts, Publication, ReferenceValue, Report
from surveys.words.trends import Trend

REPORT_JOB = "surveys.report"


def trend_of(publication: Publication) -> tuple[Trend, list[ChangeAcknowledged]]:
    """The trend as it was published, and the changes acknowledged in it until now (one query)."""
    rows = publication.trend
    found: list[ChangeAcknowledged] = []
    known: dict[str, set[date]] = defaultdict(set)
    if rows:
        found = list(
            ChangeAcknowledged.objects.filter(
                publication__wave__month__gte=rows[0]["last"], publication__wave__month__lte=rows[-1]["last"]
            ).select_related("publication__wave", "acknowledged_by")
        )
    for one in found:
        wave = one.publication.wave
        if wave is not None:
            known[one.figure].add(wave.month)
    return Trend(rows, known), found


def charts_of(publication: Publication) -> dict[str, Any]:
    """The drawings in the language of the page: {"index", "too_high", "balance", "items": {code: …}}; {} without."""
    found = {one.language: one for one in Charts.objects.filter(publication=publication)}
    chosen = found.get((get_language() or "nl")[:2]) or next(iter(found.values()), None)
    if chosen is None:
        return {}
    return {
        # Drawn by our own templates, which escape what they are given.
        name: SafeString(drawing)
        if isinstance(drawing, str)
        else {code: SafeString(strip) for code, strip in drawing.items()}
        for name, drawing in chosen.drawings.items()
    }


def references_for_figures() -> dict[str, list[ReferenceValue]]:
    """Reference values by the figure that they lie beside."""
    found: dict[str, list[ReferenceValue]] = defaultdict(list)
    for one in ReferenceValue.objects.all():
        found[one.kind].append(one)
    return dict(found)


def report_of(publication: Publication) -> Report | None:
    """The report in the language of the page, without its bytes."""
    language = (get_language() or "nl")[:2]
    return Report.objects.filter(publication=publication, language=language).defer("content").first()
