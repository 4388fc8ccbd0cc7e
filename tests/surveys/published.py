"""Closed waves and units with published figures, made by the disclosure code from invented answer sheets."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from surveys.actions.counting import INDEX_ITEMS
from surveys.actions.publishing import publish_wave
from surveys.actions.setup import ensure_settings
from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.disclosure import PublishedBlock, publish_block
from surveys.domain.rotation import add_months
from surveys.domain.tally import Tally
from surveys.models import (
    Block,
    Item,
    Publication,
    QuestionnaireItem,
    Review,
    SurveySettings,
    Wave,
    WaveBlock,
    WaveItem,
    WaveState,
)
from surveys.queries.publications import figures_digest
from tests.cast import Zandbak

GOOD = {f"K{number:02}": 4 for number in range(1, 10)} | {"K02": 2, "K10": 3}
BUSY = {f"K{number:02}": 2 for number in range(1, 10)} | {"K02": 5, "K10": 5}


def sheets(good: int, busy: int, **more: int) -> list[Mapping[str, int]]:
    """`good` people who are content, and `busy` who have too much work; `more` answers are everyone's."""
    return [*([GOOD | more] * good), *([BUSY | more] * busy)]


def tally_of(answers: Sequence[Mapping[str, int]], items: list[Item]) -> Tally:
    """These answers, counted."""
    counted = [item.counted for item in items]
    filled = [AnswerSheet(unit=UUID(int=1), answers=dict(one), open_answers={}) for one in answers]
    return Tally.of(filled, counted, index_items=INDEX_ITEMS, products=len(filled) >= 50)


def figures_of(answers: Sequence[Mapping[str, int]], items: list[Item], invited: int) -> PublishedBlock:
    """What the disclosure code publishes of these answers."""
    counted = [item.counted for item in items]
    return publish_block(tally_of(answers, items), invited, 5, counted, staff=max(12 * invited, 1))


def close_with(month: date, answers: Sequence[Mapping[str, int]], *, invited: int = 25) -> Wave:
    """A closed wave of `month` with these answers and an open review; inside the scope only."""
    ensure_settings()
    variable = [use.item for use in QuestionnaireItem.objects.current().select_related("item")]
    items = [*Item.objects.core(), *variable, *Item.objects.open()]
    opened = datetime.combine(month, time(9), UTC)
    block = make_block(month)
    wave = Wave.objects.create(
        month=month,
        place=month.month - 1,
        state=WaveState.CLOSED,
        opens_on=month,
        closes_on=month + timedelta(days=14),
        seed="0",
        invited=invited,
        roster_size=12 * invited,
        opened_at=opened,
        closed_at=opened + timedelta(days=15),
        year_block=block,
        block=WaveBlock.objects.create(first_month=month, last_month=month, published_at=opened),
    )
    WaveItem.objects.bulk_create(
        WaveItem(wave=wave, item=item, position=position) for position, item in enumerate(items)
    )
    publish_wave(wave, tally_of(answers, items), SurveySettings.objects.get(), items)
    Review.objects.create(wave=wave, opened_at=wave.closed_at, digest=figures_digest(wave))
    return wave


def make_block(month: date, tree: list[list[str | None]] | None = None) -> Block:
    """The rotation that `month` lies in, from January on."""
    first = month.replace(month=1, day=1)
    found, _made = Block.objects.get_or_create(
        first_month=first, defaults={"last_month": add_months(first, 11), "tree": tree or []}
    )
    return found


def publish_year(zandbak: Zandbak, year: int, answers: Sequence[Mapping[str, int]]) -> Publication:
    """The figures of Tim's team over `year`, with the other team hidden; inside the scope only."""
    ensure_settings()
    block = make_block(date(year, 1, 1))
    location = str(zandbak.location.id)
    block.tree = [
        [location, None, zandbak.location.name],
        [str(zandbak.team.id), location, zandbak.team.name],
        [str(zandbak.other_team.id), location, zandbak.other_team.name],
    ]
    block.published_at = datetime(year, 12, 20, 12, tzinfo=UTC)
    block.save()
    items = list(Item.objects.core())
    return Publication.objects.create(
        block=block, unit=zandbak.team, figures=figures_of(answers, items, len(answers) + 5).to_json()
    )
