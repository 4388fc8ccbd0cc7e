"""Reads over what was published: waves of the whole organisation, and units over a rotation."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from surveys.domain.disclosure import PublishedBlock, Reason, suppressed
from surveys.domain.scoring import Direction
from surveys.models import Block, Item, ItemKind, Publication, Wave, WaveState
from surveys.queries.waves import block_items, wave_items
from surveys.words.figures import Named, Sheet, Shown
from surveys.words.themes import theme_label

SCORED = (Direction.POSITIVE, Direction.NEGATIVE)
NOT_ASKED = suppressed(Reason.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit in the heat map; `publication` is None where it has no figures.

    `place` names the units above it, `below` counts the units directly under it.
    """

    name: str
    place: str
    publication: UUID | None
    index: Shown | None
    themes: list[Named]
    unit: UUID | None = None
    below: int = 0
    respondents: Shown | None = None


@dataclass(frozen=True, slots=True)
class UnitOverview:
    """The units of the last finished rotation (`block`; None before the first), and what comes next.

    `expected` is the month in which the next figures of units are made, None when no rotation runs.
    """

    block: Block | None
    expected: date | None
    themes: list[str]
    rows: list[UnitRow]
    # Id and name of the units above the shown ones, from the top down; empty at the top.
    trail: list[tuple[UUID, str]]

    @property
    def published(self) -> int:
        """How many units have figures."""
        return len(self.rows) - len(self.hidden)

    @property
    def hidden(self) -> list[UnitRow]:
        """Units without figures."""
        return [row for row in self.rows if row.publication is None]


@dataclass(frozen=True, slots=True)
class UnitYear:
    """The figures of one unit over one rotation, in the table of years."""

    publication: Publication
    index: Shown
    respondents: Shown


def wave_publication(wave: Wave) -> Publication:
    """What was published with a closed wave (one query). Raises DoesNotExist for a wave that is not the last of its
    block."""
    return Publication.objects.get(wave=wave)


def figures_digest(wave: Wave) -> str:
    """SHA-256 over what was published with `wave`, as it is stored: figures, point and trend (one query)."""
    stored = [[one.figures, one.point, one.trend] for one in Publication.objects.filter(wave=wave)]
    text = json.dumps(stored, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def wave_sheet(wave: Wave) -> Sheet:
    """The figures of a closed wave, with the wording of its questions (three queries)."""
    return sheet_of(wave_publication(wave), wave)


def sheet_of(publication: Publication, wave: Wave, strips: Mapping[str, str] | None = None) -> Sheet:
    """The figures of `publication` with the wording of the questions of the block that `wave` completes (two
    queries)."""
    items = block_items(wave.block_id) if wave.block_id else wave_items(wave.id)
    return Sheet(PublishedBlock.from_json(publication.figures), items, strips)


def next_wave(after: Wave) -> Wave | None:
    """The first wave after `after` that has no figures yet."""
    return (
        Wave.objects.filter(month__gt=after.month).exclude(state=WaveState.CLOSED).order_by("month").first()
    )


def closed_neighbours(wave: Wave) -> tuple[Wave | None, Wave | None]:
    """The closed waves before and after `wave`."""
    closed = Wave.objects.with_figures()
    return (
        closed.filter(month__lt=wave.month).order_by("-month").first(),
        closed.filter(month__gt=wave.month).order_by("month").first(),
    )


def visible_unit_publications() -> QuerySet[Publication]:
    """Figures of units that may be seen: the wave that completed their rotation is closed."""
    return Publication.objects.filter(unit__isnull=False).exclude(
        block__in=Block.objects.filter(waves__state=WaveState.COUNTED)
    )


def unit_sheet(publication: Publication) -> Sheet:
    """The figures of a unit, with every wording that its rotation asked (one query)."""
    return Sheet(PublishedBlock.from_json(publication.figures), _block_items(block_of(publication)))


def unit_years(publication: Publication) -> list[UnitYear]:
    """The figures of the same unit over all rotations, newest first (one query)."""
    found = (
        visible_unit_publications()
        .filter(unit=publication.unit)
        .select_related("block")
        .order_by("-block__first_month")
    )
    years = []
    for one in found:
        block = PublishedBlock.from_json(one.figures)
        years.append(UnitYear(one, Shown(block.index), Shown(block.respondents)))
    return years


def visible_blocks() -> QuerySet[Block]:
    """Finished rotations whose figures may be seen, newest first."""
    return Block.objects.filter(published_at__isnull=False).exclude(waves__state=WaveState.COUNTED)


def unit_overview(
    within: UUID | None = None, chosen: Block | None = None, *, everything: bool = False
) -> UnitOverview | None:
    """The units directly under `within` (None: the top ones) of the last finished rotation (or of the `chosen`
    one), with their figures or without; None before the first wave.

    `everything`: all units, whatever their level. Before the first rotation is complete the units of the running one
    are listed, all without figures.
    """
    blocks = list(Block.objects.all())
    running = next((block for block in blocks if block.published_at is None), None)
    unfinished = set(Wave.objects.filter(state=WaveState.COUNTED).values_list("year_block_id", flat=True))
    finished = next((block for block in blocks if block.published_at and block.id not in unfinished), None)
    finished = chosen or finished
    shown = finished or running
    if shown is None:
        return None
    publications = (
        {one.unit_id: one for one in visible_unit_publications().filter(block=finished)} if finished else {}
    )
    figures = {unit: PublishedBlock.from_json(one.figures) for unit, one in publications.items()}
    themes = _themes_of(figures.values()) if figures else []
    parents = {UUID(unit): UUID(parent) if parent else None for unit, parent, _ in shown.tree}
    names = {UUID(unit): name for unit, _, name in shown.tree}
    below = Counter(parents.values())
    trail: list[tuple[UUID, str]] = []
    above = within if within in parents else None
    level = above
    while above is not None:
        trail.insert(0, (above, names[above]))
        above = parents[above]
    return UnitOverview(
        block=finished,
        expected=running.last_month if running else None,
        themes=[theme_label(theme) for theme in themes],
        rows=[
            _unit_row(
                (unit_id, name, place),
                publications.get(unit_id),
                figures.get(unit_id),
                themes,
                below[unit_id],
            )
            for unit_id, name, place in _depth_first(shown.tree)
            if everything or parents[unit_id] == level
        ],
        trail=trail,
    )


def _themes_of(blocks: Iterable[PublishedBlock]) -> list[str]:
    """The themes of these figures: those of the core statements in their order, then the others by name."""
    there = {theme for block in blocks for theme in block.themes}
    core = Item.objects.filter(kind=ItemKind.CORE, direction__in=SCORED).order_by("code")
    ordered = list(dict.fromkeys(core.values_list("theme", flat=True)))
    return [one for one in ordered if one in there] + sorted(there - set(ordered))


def _unit_row(
    unit: tuple[UUID, str, str],
    publication: Publication | None,
    block: PublishedBlock | None,
    themes: list[str],
    below: int,
) -> UnitRow:
    unit_id, name, place = unit
    if publication is None or block is None:
        return UnitRow(name, place, None, None, [], unit_id, below)
    return UnitRow(
        name,
        place,
        publication.id,
        Shown(block.index),
        [Named(theme_label(one), Shown(block.themes.get(one, NOT_ASKED))) for one in themes],
        unit_id,
        below,
        Shown(block.respondents),
    )


def _depth_first(tree: list[list[Any]]) -> list[tuple[UUID, str, str]]:
    """Id, name and place (the names above it) of each unit of a block's tree: parents first, then by name."""
    children: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
    for unit_id, parent, name in tree:
        children[parent].append((name, unit_id))
    rows = []
    waiting = [(name, unit_id, "") for name, unit_id in sorted(children[None], reverse=True)]
    while waiting:
        name, unit_id, place = waiting.pop()
        rows.append((UUID(unit_id), name, place))
        below = f"{place} · {name}" if place else name
        waiting += [(child, child_id, below) for child, child_id in sorted(children[unit_id], reverse=True)]
    return rows


def unit_place(publication: Publication) -> tuple[str, str]:
    """The name of the unit when its rotation ran, and the names of the units above it."""
    return next(
        (
            (name, place)
            for unit_id, name, place in _depth_first(block_of(publication).tree)
            if unit_id == publication.unit_id
        ),
        (str(publication.unit), ""),
    )


def block_of(publication: Publication) -> Block:
    """The rotation of a unit's figures. Raises ValueError for figures of a wave."""
    if publication.block is None:
        raise ValueError("figures of a wave belong to no rotation")
    return publication.block


def _block_items(block: Block) -> list[Item]:
    """The questions of a rotation in their order; each wording that was asked by itself (one query)."""
    asked = Item.objects.filter(id__in=block.waves.values("wave_items__item")).order_by("code", "version")
    return list(asked)
