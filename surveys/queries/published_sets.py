"""Which people stand behind each stored set of figures: the waves, and the unit with all below it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from surveys.domain.disclosure import PublishedBlock, PublishedItem, Reason, SafeFigure, Suppressed
from surveys.models import Publication, Wave, WaveState

COUNTED = (WaveState.COUNTED, WaveState.CLOSED)


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """One stored set of figures with the set of people it is about; `unit` is None for the whole organisation."""

    publication: Publication
    waves: tuple[UUID, ...]
    unit: UUID | None

    @property
    def entry(self) -> dict[str, Any]:
        """How a certificate names it."""
        return {
            "publication": str(self.publication.id),
            "unit": str(self.unit) if self.unit else None,
            "waves": sorted(str(wave) for wave in self.waves),
            "digest": digest(self.publication.figures),
        }


def published_sets(publications: Iterable[Publication]) -> list[PublishedSet]:
    """The sets behind `publications` (one query): all counted waves of the yearly block of a unit, or of the block
    that a wave of the whole organisation is published in."""
    found = list(publications)
    years = {one.block_id for one in found if one.unit_id is not None}
    blocks = {one.wave.block_id for one in found if one.wave is not None}
    waves: dict[UUID | None, list[UUID]] = {}
    for wave_id, block_id, year_id in Wave.objects.filter(
        Q(year_block__in=years) | Q(block__in=blocks), state__in=COUNTED
    ).values_list("id", "block_id", "year_block_id"):
        waves.setdefault(block_id, []).append(wave_id)
        waves.setdefault(year_id, []).append(wave_id)
    return [
        PublishedSet(
            one,
            tuple(waves.get(one.wave.block_id if one.wave is not None else one.block_id, ())),
            one.unit_id,
        )
        for one in found
    ]


def publications_of(block_id: UUID) -> list[Publication]:
    """Everything published of one yearly block: the whole organisation's waves in it, and its units."""
    whole = Publication.objects.whole().filter(wave__year_block=block_id)
    return [*whole.select_related("wave"), *Publication.objects.filter(block=block_id, unit__isnull=False)]


def digest(figures: Any) -> str:
    """SHA-256 of stored figures in one canonical form."""
    text = json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def layers_shown(figures: PublishedBlock) -> set[str]:
    """Names of the figures of which anything is shown: "index", "theme:<name>" and codes of questions."""
    shown = {"index"} if _is_shown(figures.index) else set()
    shown |= {f"theme:{name}" for name, theme in figures.themes.items() if _is_shown(theme)}
    return shown | {code for code, item in figures.items.items() if _any_shown(item)}


def _any_shown(item: PublishedItem) -> bool:
    return any(_is_shown(one) for one in (item.mean, item.favourable, item.distribution))


def _is_shown(figure: SafeFigure | None) -> bool:
    """Whether it tells something of those who answered. The balance question has no figure of its own below fifteen
    answers but its two shares are shown: "too few for a spread" counts as shown."""
    hides = (Reason.TOO_FEW, Reason.PROTECTS_OTHERS, Reason.NOT_ASKED)
    return figure is not None and not (isinstance(figure, Suppressed) and figure.reason in hides)
