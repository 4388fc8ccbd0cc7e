"""What is counted for units while their yearly block runs: sealed, sealed anew at each closing, published or
destroyed at the block's end."""

import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from itertools import batched
from typing import Any
from uuid import UUID

from django.utils import timezone

from surveys.actions.certifying import certify_units
from surveys.actions.counting import WaveCount
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
BOX_STEP = 8 * 1024

Content = dict[str, Any]
"""{"tally": Tally as a dict, "waves": {wave id: {"n", "invited", "layers": {figure name: respondents}}}}"""


def add_to_units(
    organisation_id: UUID,
    block: Block,
    wave: Wave,
    count: WaveCount,
    invited: Mapping[UUID, int],
) -> None:
    """Add what one wave counted to the sealed accumulator of each unit, under a new key. `block` is locked.

    `invited`: how many people of each unit.
    """
    contents = _open(organisation_id, block)
    _add_new_units(block, set(invited))
    texts: dict[UUID, bytes] = {}  # not as objects: of thousands of units those take far more memory
    for unit_id, _parent, _name in block.tree:
        unit = UUID(unit_id)
        content = contents.pop(unit, None) or {"tally": Tally().to_dict(), "waves": {}}
        tally = count.units.get(unit, Tally())
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
        texts[unit] = json.dumps(content, separators=(",", ":")).encode()
    _seal(organisation_id, block, texts)


def publish_units(organisation_id: UUID, block: Block, k: int) -> None:
    """At a block's end: publish what the disclosure rule lets through and destroy the rest. `block` is locked."""
    if block.published_at is not None:
        return
    contents = _open(organisation_id, block)
    tree: Tree = {UUID(unit): UUID(parent) if parent else None for unit, parent, _ in block.tree}
    items = _block_items(block)
    shown = _published_blocks(block)
    cells, layers = _cells(contents, block)
    units = publishable_units(cells, tree, k, published_blocks=set(shown))
    withheld = withheld_figures(
        layers,
        tree,
        k,
        units=units,
        published_blocks={name: _showing(name, shown) for name in layers},
    )
    for published in units:
        below = [one for one in contents if published in _upwards(one, tree)]
        tally = sum((Tally.from_dict(contents[one]["tally"]) for one in below), Tally())
        invited = sum(cell["invited"] for one in below for cell in contents[one]["waves"].values())
        figures = publish_block(tally, invited, k, items, withheld=withheld[published])
        Publication.objects.create(block=block, unit_id=UUID(str(published)), figures=figures.to_json())
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
    return {unit: json.loads(open_sealed(private, bytes(box))) for unit, box in rows.iterator(chunk_size=200)}


def _seal(organisation_id: UUID, block: Block, texts: dict[UUID, bytes]) -> None:
    block.key_name = f"block-{block.id}-{secrets.token_hex(8)}"
    public = make_key(organisation_id, block.key_name)
    largest = max((len(text) for text in texts.values()), default=0) + 4
    size = -(-largest // BOX_STEP) * BOX_STEP
    UnitAccumulator.objects.filter(block=block).delete()
    for units in batched(texts, 200):  # not all at once: together the boxes may be larger than the memory
        UnitAccumulator.objects.bulk_create(
            UnitAccumulator(block=block, unit_id=unit, box=seal(public, texts[unit], size)) for unit in units
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


def _cells(
    contents: dict[UUID, Content], block: Block
) -> tuple[Cells, dict[str, dict[tuple[Hashable, Hashable], int]]]:
    """Respondents per unit and published block of the organisation; and the same for each figure by its name."""
    block_of = {
        str(wave): published
        for wave, published in Wave.objects.filter(year_block=block).values_list("id", "block")
    }
    cells: dict[tuple[Hashable, Hashable], int] = defaultdict(int)
    layers: dict[str, dict[tuple[Hashable, Hashable], int]] = defaultdict(lambda: defaultdict(int))
    for unit, content in contents.items():
        for wave, cell in content["waves"].items():
            cells[unit, block_of[wave]] += cell["n"]
            for name, number in cell["layers"].items():
                layers[name][unit, block_of[wave]] += number
    return cells, layers


def _published_blocks(block: Block) -> dict[UUID, PublishedBlock]:
    """The blocks of the whole organisation inside this rotation whose figures were published, by id."""
    found = {}
    for publication in Publication.objects.whole().filter(wave__year_block=block).select_related("wave"):
        figures = PublishedBlock.from_json(publication.figures)
        if not figures.is_suppressed:
            found[publication.wave.block_id] = figures
    return found


def _showing(name: str, blocks: dict[UUID, PublishedBlock]) -> Collection[UUID]:
    """Ids of the published blocks that show the figure `name`; one that too few answered is hidden there."""
    return {block for block, figures in blocks.items() if name in layers_shown(figures)}


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
