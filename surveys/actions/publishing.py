"""Publishing what the whole organisation answered: only what the disclosure code lets through is stored.

Everything that a page will show is made here, once, in the worker: figures, the trend with its answer to "has something
really changed?", and the charts in each language. Pages only read.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings as django_settings
from django.utils import translation
from django.utils.translation import gettext as _

from surveys.actions.certifying import certify_whole
from surveys.domain.disclosure import (
    PublishedBlock,
    TrendPoint,
    baseline_blocks,
    change_step,
    publish_block,
    trend_point,
)
from surveys.domain.disclosure.trend import FIGURES
from surveys.domain.rotation import add_months
from surveys.domain.scoring import Direction
from surveys.domain.tally import Tally
from surveys.models import ChangeAcknowledged, Charts, Item, Publication, SurveySettings, Wave
from surveys.words.charts import draw_all
from surveys.words.figures import Sheet
from surveys.words.trends import TrendRow, open_alarm
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership

# Blocks in the trend of a page: two years of months, and the same month a year before the first.
BLOCKS_KEPT = 25
LONGEST_REASON = 300


def publish_wave(
    wave: Wave, tally: Tally, settings: SurveySettings, items: list[Item], waves: Sequence[Wave] = ()
) -> PublishedBlock:
    """Store the figures of a block as everyone may see them once `wave`, its last, is closed.

    `waves`: all waves of the block in their order; `wave` alone by default. Inside the counting transaction.
    """
    together = list(waves) or [wave]
    figures = publish_block(
        tally,
        sum(one.invited for one in together),
        settings.k,
        [item.counted for item in items],
        staff=wave.roster_size,
    )
    row = _next_row(together, figures, tally, settings, items)
    before = Publication.objects.whole().filter(wave__month__lt=wave.month).order_by("-wave__month").first()
    publication = Publication.objects.create(
        wave=wave,
        figures=figures.to_json(),
        point=row,
        trend=[*(before.trend if before else []), row][-BLOCKS_KEPT:],
    )
    certify_whole(publication, settings.k)
    draw_charts(publication, items)
    return figures


def draw_charts(publication: Publication, items: list[Item]) -> None:
    """Draw the charts of `publication` in every language; they are never drawn again."""
    for language, _name in django_settings.LANGUAGES:
        with translation.override(language):
            sheet = Sheet(PublishedBlock.from_json(publication.figures), items)
            rows = [TrendRow(row) for row in publication.trend]
            Charts.objects.create(publication=publication, language=language, drawings=draw_all(sheet, rows))


def acknowledge_change(
    *, actor: Membership | None, publication: Publication, figure: str, reason: str
) -> None:
    """Say that the alarm on `figure` is a real change: the blocks after it are the new baseline.

    `publication` is any one that shows the alarm. What was published stays as it is; the next block begins anew.
    """
    Publication.objects.select_for_update().get(id=publication.id)
    rows = [TrendRow(row) for row in publication.trend]
    alarm = open_alarm(rows, figure, acknowledged_blocks(figure))
    if alarm is None:
        raise Refused(_("There is no change to acknowledge any more: somebody did so already."))
    at = Publication.objects.get(wave_id=alarm.wave_id)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Write down in your own words what changed."))
    ChangeAcknowledged.objects.create(
        publication=at,
        figure=figure,
        reason=reason[:LONGEST_REASON],
        acknowledged_by=actor.user if actor else None,
    )
    audit.record(
        "surveys.change_acknowledged",
        actor=actor,
        subject=f"{alarm.last:%Y-%m}",
        figure=figure,
        reason=reason[:LONGEST_REASON],
    )


def acknowledged_blocks(figure: str) -> set[date]:
    """The last months of the blocks whose alarm on `figure` was acknowledged."""
    return set(
        ChangeAcknowledged.objects.filter(figure=figure).values_list("publication__wave__month", flat=True)
    )


def _next_row(
    waves: list[Wave], figures: PublishedBlock, tally: Tally, settings: SurveySettings, items: list[Item]
) -> dict[str, Any]:
    """The newest block in the trend, judged against the blocks since each series began."""
    months = settings.months_apart * len(waves)
    balance = next((item for item in items if item.direction == Direction.BIPOLAR), None)
    wordings = {
        "index": " ".join(
            f"{item.code}.{item.version}" for item in items if item.kind == "core" and item is not balance
        ),
        "too_high": f"{balance.code}.{balance.version}" if balance else "",
    }
    point = trend_point(figures, tally.index, balance.code if balance else "")
    # Small rows only: never the figures of ten years.
    earlier = list(
        Publication.objects.whole()
        .filter(wave__month__lt=waves[-1].month, point__isnull=False)
        .order_by("wave__month")
        .values_list("point", flat=True)
    )
    begins: dict[str, str] = {}
    steps = {}
    for figure in FIGURES:
        begins[figure] = _why_anew(earlier, figure, months, wordings[figure])
        series = [] if begins[figure] else _since_beginning(earlier, figure)
        points = [*(TrendPoint.from_json(row["point"]) for row in series), point]
        steps[figure] = change_step(points, figure, baseline_blocks(months))
    return {
        "wave": str(waves[-1].id),
        "first": waves[0].month.isoformat(),
        "last": waves[-1].month.isoformat(),
        "until": add_months(waves[-1].month, settings.months_apart - 1).isoformat(),
        "months": months,
        "wordings": wordings,
        "begins": begins,
        "point": point.with_steps(steps["index"], steps["too_high"]).to_json(),
    }


def _why_anew(earlier: list[dict[str, Any]], figure: str, months: int, wording: str) -> str:
    """Why the series of `figure` begins anew with the next block; empty when it goes on."""
    if not earlier:
        return "first"
    last = earlier[-1]
    if last["wordings"][figure] != wording:
        return "wording"
    if last["months"] != months:
        return "rhythm"
    known = acknowledged_blocks(figure)
    after = _since_beginning(earlier, figure)
    return "acknowledged" if any(date.fromisoformat(row["last"]) in known for row in after) else ""


def _since_beginning(earlier: list[dict[str, Any]], figure: str) -> list[dict[str, Any]]:
    start = max((place for place, row in enumerate(earlier) if row["begins"][figure]), default=0)
    return earlier[start:]
