"""What is counted for units while their yearly block runs: sealed, sealed anew at each closing, published or
destroyed at the block's end."""

import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Hashable
from typing import Any
from uuid import UUID

from django.utils import timezone

from surveys.actions.certifying import certify_units
from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.disclosure import PublishedBlock, publish_block, publishable_units, withheld_figures
from surveys.domain.disclosure.graph import Cells, Tree
from surveys.domain.seal import open_sealed, seal
from surveys.domain.tally import Tally
from surveys.keys import make_key, read_key
from surveys.models import Block, Item, Publication, UnitAccumulator, Wave
from surveys.queries.published_sets import layers_shown
from werkdruk.core import audit
from werkdruk.organisations.queries import unit_tree

# Every accumulator of a block has one size, so that a box does not tell how many people are in it.
BOX_STEP = 32 * 1024
INDEX_ITEMS = tuple(f"K{number:02}" for number in range(1, 10))

Content = dict[str, Any]
"""{"tally": Tally as a dict, "waves": {wave id: {"n", "invited", "layers": {figure name: respondents}}}}"""


def add_to_units(
    organisation_id: UUID,
    block: Block,
    wave: Wave,
    sheets: list[AnswerSheet],
    invited_units: list[UUID],
    items: list[Item],
) -> None:
    """Add one wave's sheets to the sealed accumulator of each unit, under a new key. `block` is locked."""
    contents = _open(organisation_id, block)
    by_unit: dict[UUID, list[AnswerSheet]] = defaultdict(list)
    for sheet in sheets:
        by_unit[sheet.unit].append(sheet)  # type: ignore[index]
    invited = Counter(invited_units)
    _add_new_units(block, set(invited))
    counted = [item.counted for item in items]
    for unit_id, _parent, _name in block.tree:
        unit = UUID(unit_id)
        content = contents.setdefault(unit, {"tally": Tally().to_dict(), "waves": {}})
        tally = Tally.of(by_unit.get(unit, []), counted, index_items=INDEX_ITEMS)
        content["tally"] = (Tally.from_dict(content["tally"]) + tally).without_products().to_dict()
        content["waves"][str(wave.id)] = {
            "n": tally.n,
            "invited": invited.get(unit, 0),
            "layers": {
                "index": tally.index.n,
                **{f"theme:{theme}": score.n for theme, score in tally.themes.items()},
                **{code: item.n for code, item in tally.items.items()},
            },
        }
    _seal(organisation_id, block, contents)


def publish_units(organisation_id: UUID, block: Block, k: int) -> None:
    """At a block's end: publish what the disclosure rule lets through and destroy the rest. `block` is locked."""
    if block.published_at is not None:
        return
    contents = _open(organisation_id, block)
    tree: Tree = {UUID(unit): UUID(parent) if parent else None for unit, parent, _ in block.tree}
    shown_waves = _published_waves(block)
    cells: Cells = {
        (unit, wave): cell["n"]
        for unit, content in contents.items()
        for wave, cell in content["waves"].items()
    }
    units = publishable_units(cells, tree, k, published_blocks=set(shown_waves))
    layers: dict[str, dict[tuple[Hashable, Hashable], int]] = defaultdict(dict)
    for unit, content in contents.items():
        for wave, cell in content["waves"].items():
            for name, number in cell["layers"].items():
                layers[name][unit, wave] = number
    withheld = withheld_figures(
        layers,
        tree,
        k,
        units=units,
        published_blocks={name: _waves_showing(name, shown_waves) for name in layers},
    )
    items = _block_items(block)
    for shown in units:
        below = [one for one in contents if shown in _upwards(one, tree)]
        tally = sum((Tally.from_dict(contents[one]["tally"]) for one in below), Tally())
        invited = sum(cell["invited"] for one in below for cell in contents[one]["waves"].values())
        figures = publish_block(tally, invited, k, items, withheld=withheld[shown])
        Publication.objects.create(block=block, unit_id=UUID(str(shown)), figures=figures.to_json())
    certify_units(block, k, contents)
    UnitAccumulator.objects.filter(block=block).delete()
    block.key_name, block.published_at = "", timezone.now()
    block.save()
    audit.record(
        "surveys.units_published", actor=None, subject=str(block), published=len(units), units=len(block.tree)
    )


def _open(organisation_id: UUID, block: Block) -> dict[UUID, Content]:
    """Everything accumulated so far, by unit; empty at a block's first closing."""
    if not block.key_name:
        return {}
    private = read_key(organisation_id, block.key_name)
    rows = UnitAccumulator.objects.filter(block=block).values_list("unit_id", "box")
    return {unit: json.loads(open_sealed(private, bytes(box))) for unit, box in rows}


def _seal(organisation_id: UUID, block: Block, contents: dict[UUID, Content]) -> None:
    block.key_name = f"block-{block.id}-{secrets.token_hex(8)}"
    public = make_key(organisation_id, block.key_name)
    texts = {unit: json.dumps(content, separators=(",", ":")).encode() for unit, content in contents.items()}
    largest = max((len(text) for text in texts.values()), default=0) + 4
    size = -(-largest // BOX_STEP) * BOX_STEP
    UnitAccumulator.objects.filter(block=block).delete()
    UnitAccumulator.objects.bulk_create(
        (
            UnitAccumulator(block=block, unit_id=unit, box=seal(public, text, size))
            for unit, text in texts.items()
        ),
        batch_size=200,
    )
    block.save()


def _add_new_units(block: Block, units: set[UUID]) -> None:
    """Units that came after the block began join its tree under their parents; nothing in it ever moves."""
    known = {unit for unit, _, _ in block.tree}
    tree = unit_tree()
    for unit_id in units:
        for step in tree.path(unit_id):
            if str(step) not in known and step in tree.units:
                unit = tree.units[step]
                block.tree.append([str(step), str(unit.parent_id) if unit.parent_id else None, unit.name])
                known.add(str(step))


def _published_waves(block: Block) -> dict[str, PublishedBlock]:
    """The waves of the block whose figures for the whole organisation were published, by id."""
    found = {}
    for publication in Publication.objects.whole().filter(wave__year_block=block):
        figures = PublishedBlock.from_json(publication.figures)
        if not figures.is_suppressed:
            found[str(publication.wave_id)] = figures
    return found


def _waves_showing(name: str, waves: dict[str, PublishedBlock]) -> set[str]:
    """Ids of the waves whose publication shows the figure `name`; one that too few answered is hidden there."""
    return {wave for wave, figures in waves.items() if name in layers_shown(figures)}


def _block_items(block: Block) -> list[Any]:
    items = Item.objects.filter(id__in=block.waves.values("wave_items__item")).order_by("code", "version")
    return [item.counted for item in items]


def _upwards(unit: Hashable, tree: Tree) -> set[Hashable]:
    found: set[Hashable] = set()
    current: Hashable | None = unit
    while current is not None:
        found.add(current)
        current = tree.get(current)
    return found
