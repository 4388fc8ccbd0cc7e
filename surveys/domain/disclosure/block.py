"""One published block of one set of people: every figure of it, coded or suppressed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import InitVar, dataclass
from types import MappingProxyType
from typing import Any

from surveys.domain.disclosure.coding import (
    check_k,
    coded_distribution,
    coded_mean,
    coded_reliability,
    coded_share,
    respondents_band,
    response_band,
)
from surveys.domain.disclosure.figures import (
    _TOKEN,
    Reason,
    SafeCount,
    SafeDistribution,
    SafeFigure,
    SafeIndex,
    SafeReliability,
    SafeResponse,
    SafeShare,
    Suppressed,
    from_json,
    suppressed,
    to_json,
)
from surveys.domain.scoring import TOO_HIGH, TOO_LOW, Direction, Item
from surveys.domain.tally import ItemTally, ScoreTally, Tally

INDEX = "index"
THEME = "theme:"


@dataclass(frozen=True, slots=True)
class PublishedItem:
    """One item. ``mean`` and ``favourable`` are None for items without a score."""

    mean: SafeIndex | Suppressed | None
    favourable: SafeShare | Suppressed | None
    distribution: SafeDistribution | Suppressed


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedBlock:
    """Everything that may be known of one set in one block. Made by :func:`publish_block` only."""

    token: InitVar[object]
    respondents: SafeCount | Suppressed
    response: SafeResponse | Suppressed
    index: SafeIndex | Suppressed
    themes: Mapping[str, SafeIndex | Suppressed]
    items: Mapping[str, PublishedItem]
    too_high: SafeShare | Suppressed
    too_low: SafeShare | Suppressed
    reliability: SafeReliability | Suppressed

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("published blocks are made by the disclosure code only")

    @property
    def is_suppressed(self) -> bool:
        """Whether nothing at all may be shown."""
        return isinstance(self.respondents, Suppressed)

    def to_json(self) -> dict[str, Any]:
        """To be stored; whole numbers and text only."""
        return {
            **{name: to_json(getattr(self, name)) for name in _SINGLE},
            "themes": {name: to_json(figure) for name, figure in self.themes.items()},
            "items": {
                code: {
                    part: None if (figure := getattr(item, part)) is None else to_json(figure)
                    for part in _ITEM_PARTS
                }
                for code, item in self.items.items()
            },
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "PublishedBlock":
        """Inverse of :meth:`to_json`. Raises ValueError for anything that it cannot have written."""
        if set(content) != {*_SINGLE, "themes", "items"}:
            raise ValueError("a stored block has exactly its own fields")
        single = {name: _read(content[name], kind) for name, kind in _SINGLE.items()}
        themes = {name: _read(figure, SafeIndex) for name, figure in content["themes"].items()}
        items = {}
        for code, parts in content["items"].items():
            if set(parts) != set(_ITEM_PARTS):
                raise ValueError("a stored item has exactly its own fields")
            mean, favourable = (
                None if parts[part] is None else _read(parts[part], _ITEM_PARTS[part])
                for part in ("mean", "favourable")
            )
            items[code] = PublishedItem(mean, favourable, _read(parts["distribution"], SafeDistribution))
        block = cls(token=_TOKEN, **single, themes=MappingProxyType(themes), items=MappingProxyType(items))
        if block.is_suppressed and any(
            isinstance(figure, SafeFigure) and not isinstance(figure, Suppressed)
            for figure in _figures(block)
        ):
            raise ValueError("a block of too few people has no figures")
        return block


_SINGLE: dict[str, type[SafeFigure]] = {
    "respondents": SafeCount,
    "response": SafeResponse,
    "index": SafeIndex,
    "too_high": SafeShare,
    "too_low": SafeShare,
    "reliability": SafeReliability,
}
_ITEM_PARTS: dict[str, type[SafeFigure]] = {
    "mean": SafeIndex,
    "favourable": SafeShare,
    "distribution": SafeDistribution,
}


def publish_block(
    tally: Tally,
    invited: int,
    k: int,
    items: Iterable[Item],
    *,
    staff: int | None = None,
    withheld: Collection[str] = (),
) -> PublishedBlock:
    """Code everything that may be shown of a set of people, and suppress the rest.

    ``invited``: people asked; ``staff``: N for the intervals. ``items`` gives order, directions and themes.
    ``withheld``: item codes, ``"index"`` and ``"theme:<name>"`` that ``withheld_figures`` holds back in this
    set. With fewer than k respondents nothing is shown; a figure with fewer than k answers is not shown. How
    many people answered a single question is never shown.
    """
    check_k(k)
    counted = [item for item in items if item.is_counted]
    themes = list(dict.fromkeys(item.theme for item in counted if item.is_scored and item.theme))
    balance = next((item for item in counted if item.direction == Direction.BIPOLAR), None)
    if tally.n < k:
        return _nothing(counted, themes)

    def score(name: str, found: ScoreTally, *, fine: bool = False) -> SafeIndex | Suppressed:
        if name in withheld and found.n >= k:
            return suppressed(Reason.PROTECTS_OTHERS)
        return coded_mean(found.n, found.total, found.squares, k=k, staff=staff, fine=fine)

    def share(item: Item | None, answers: Collection[int]) -> SafeShare | Suppressed:
        if item is None:
            return suppressed(Reason.NOT_ASKED)
        found = tally.items.get(item.code, ItemTally())
        if item.code in withheld and found.n >= k:
            return suppressed(Reason.PROTECTS_OTHERS)
        return coded_share(sum(found.counts[answer - 1] for answer in answers), found.n, k=k, staff=staff)

    def one(item: Item) -> PublishedItem:
        found = tally.items.get(item.code, ItemTally())
        hidden = suppressed(Reason.PROTECTS_OTHERS) if item.code in withheld and found.n >= k else None
        mean: SafeIndex | Suppressed | None = None
        favourable: SafeShare | Suppressed | None = None
        if item.is_scored:
            good = (4, 5) if item.direction == Direction.POSITIVE else (1, 2)
            mean = hidden or coded_mean(found.n, found.total, found.squares, k=k, staff=staff)
            favourable = share(item, good)
        return PublishedItem(mean, favourable, hidden or coded_distribution(found.counts, k=k))

    products = tally.products
    return PublishedBlock(
        token=_TOKEN,
        respondents=respondents_band(tally.n, k),
        response=response_band(tally.n, invited, k),
        index=score(INDEX, tally.index, fine=True),
        themes=MappingProxyType(
            {theme: score(THEME + theme, tally.themes.get(theme, ScoreTally())) for theme in themes}
        ),
        items=MappingProxyType({item.code: one(item) for item in counted}),
        too_high=share(balance, TOO_HIGH),
        too_low=share(balance, TOO_LOW),
        reliability=coded_reliability(products.n if products else 0, tally.cronbach_alpha()),
    )


def _nothing(items: Iterable[Item], themes: Iterable[str]) -> PublishedBlock:
    few = suppressed(Reason.TOO_FEW)
    return PublishedBlock(
        token=_TOKEN,
        **dict.fromkeys(_SINGLE, few),
        themes=MappingProxyType(dict.fromkeys(themes, few)),
        items=MappingProxyType(
            {
                item.code: PublishedItem(
                    few if item.is_scored else None, few if item.is_scored else None, few
                )
                for item in items
            }
        ),
    )


def _read(content: Mapping[str, Any], kind: type[SafeFigure]) -> Any:
    figure = from_json(content)
    if not isinstance(figure, (kind, Suppressed)):
        raise ValueError("a stored figure of another kind")
    return figure


def _figures(block: PublishedBlock) -> Iterable[SafeFigure | None]:
    yield from (getattr(block, name) for name in _SINGLE)
    yield from block.themes.values()
    for item in block.items.values():
        yield from (item.mean, item.favourable, item.distribution)
