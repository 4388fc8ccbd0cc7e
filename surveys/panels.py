"""What the start page shows of the surveys: the wave that runs, and what came out of the last one."""

from datetime import date
from typing import Any

from surveys.models import Review, Wave, WaveState
from surveys.permissions import leads_see_units, promised_to_leads
from surveys.queries.publications import visible_unit_publications, wave_sheet
from werkdruk.core.agenda import Panel
from werkdruk.core.permissions import allowed
from werkdruk.organisations.queries import led_unit_ids

MOST_SHOWN = 6


def running_wave(member: Any, today: date) -> Panel | None:
    """The open or planned wave, for those who see figures."""
    if not allowed("surveys.overview", member):
        return None
    wave = Wave.objects.filter(state__in=[WaveState.OPEN, WaveState.PLANNED]).order_by("month").first()
    if wave is None:
        return None
    days = (wave.closes_on - today).days if wave.is_open else (wave.opens_on - today).days
    return Panel(20, "surveys/_panel_wave.html", {"wave": wave, "days": days})


def own_unit_figures(member: Any, today: date) -> Panel | None:
    """The yearly figures of the units that a team lead leads, newest first."""
    led = led_unit_ids(member)
    if not led or not leads_see_units():
        return None
    found = list(
        visible_unit_publications().filter(unit_id__in=led).select_related("unit", "block")[:MOST_SHOWN]
    )
    found = [one for one in found if promised_to_leads(one)]
    return Panel(16, "surveys/_panel_own_units.html", {"publications": found}) if found else None


def latest_review(member: Any, today: date) -> Panel | None:
    """The figures that wait to be talked about, with what was decided."""
    if not allowed("surveys.reviews", member):
        return None
    review = Review.objects.filter(wave__state=WaveState.CLOSED).select_related("wave").first()
    if review is None:
        return None
    sheet = wave_sheet(review.wave)
    decisions = review.decisions.count()
    return Panel(10, "surveys/_panel_review.html", {"review": review, "sheet": sheet, "decisions": decisions})
