"""P3 over everything ever published: no combination of published figures depends on fewer than k people."""

import json
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.domain.disclosure import PublishedBlock, SafeCount
from surveys.domain.disclosure.coding import SMALLEST_K
from surveys.domain.disclosure.family import months_overlap, tree_faults
from surveys.domain.seal import SealBroken, open_sealed
from surveys.keys import KeyLost, read_key
from surveys.models import Block, Publication, PublicationCertificate, UnitAccumulator, Wave
from surveys.queries.published_sets import PublishedSet, digest, layers_shown, publications_of, published_sets
from surveys.registry import publication_checks
from surveys.words.sets import combination_words, months_words, set_words
from werkdruk.core.tenancy import current_organisation_id


@dataclass
class Audit:
    """What was looked at: offences against P3 in words, and what could not be checked here."""

    offences: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    publications: int = 0
    certificates: int = 0
    recomputed: int = 0
    smallest: int | None = None

    def lowest(self, at_least: int | None) -> None:
        """Remember the smallest number that any combination depends on."""
        if at_least is not None and (self.smallest is None or at_least < self.smallest):
            self.smallest = at_least


def audit_publications() -> Audit:
    """Check everything published of the active organisation. Reads only."""
    audit = Audit()
    found = list(Publication.objects.select_related("wave", "block", "unit").order_by("published_at", "id"))
    sets = {one.publication.id: one for one in published_sets(found)}
    blocks = list(Block.objects.order_by("first_month"))
    certificates = list(PublicationCertificate.objects.select_related("block"))
    audit.publications, audit.certificates = len(sets), len(certificates)
    limits = _check_certificates(audit, certificates)
    for one in sets.values():
        _check_figures(audit, one, limits.get(str(one.publication.id)))
    _check_coverage(audit, sets, certificates)
    _check_family(audit, list(sets.values()), blocks)
    for block in blocks:
        if block.published_at is None:
            _recompute(audit, block, limits)
    for check in publication_checks:
        audit.offences += check()
    return audit


def weakest_of(
    block: Block, sets: Iterable[PublishedSet], contents: Mapping[UUID, Mapping[str, Any]]
) -> dict[str, Any]:
    """The weakest combination of `sets` for each figure, by its name ("" for the respondents), from opened
    accumulators (`contents`)."""
    from surveys.domain.disclosure.audit import weakest_combination  # networkx is slow to load

    tree: dict[Hashable, Hashable | None] = {
        UUID(unit): UUID(parent) if parent else None for unit, parent, _name in block.tree
    }
    shown = {one: PublishedBlock.from_json(one.publication.figures) for one in sets}
    names = {one: {""} | layers_shown(figures) for one, figures in shown.items() if not figures.is_suppressed}
    label = {str(wave): one for one in names if one.unit is None for wave in one.waves}
    outcome: dict[str, Any] = {}
    known: dict[Any, Any] = {}
    for name in sorted(set().union(*names.values())):
        cells: Counter[tuple[Any, Any]] = Counter()
        for unit, content in contents.items():
            for wave, cell in content["waves"].items():
                number = cell["layers"].get(name, 0) if name else cell["n"]
                cells[unit, label.get(wave, wave)] += number
        units = frozenset(one.unit for one in names if one.unit is not None and name in names[one])
        whole = frozenset(one for one in names if one.unit is None and name in names[one])
        # Most questions are answered by everybody: their graph is the same one.
        key = (frozenset(cells.items()), units, whole)
        if key not in known:
            known[key] = weakest_combination(cells, tree, units, whole)
        outcome[name] = known[key]
    return outcome or {"": None}


def _check_certificates(audit: Audit, certificates: list[PublicationCertificate]) -> dict[str, int]:
    """Each certificate says that k was kept. Returns the k in force by id of a publication."""
    limits: dict[str, int] = {}
    for one in certificates:
        about = months_words(one.block) if one.block else date_format(one.made_at, "j F Y")
        if one.k < SMALLEST_K:
            audit.offences.append(
                _("The certificate of %(about)s was made with a smallest group of %(k)s; five is the least.")
                % {"about": about, "k": one.k}
            )
        for name, at_least in [("", one.at_least), *sorted(one.layers.items())]:
            audit.lowest(at_least)
            if at_least is not None and at_least < max(one.k, SMALLEST_K):
                audit.offences.append(
                    _(
                        "The certificate of %(about)s names a combination of fewer than %(k)s people (%(name)s)."
                    )
                    % {"about": about, "k": max(one.k, SMALLEST_K), "name": name or _("all answers")}
                )
        for entry in one.sets:
            limits[entry["publication"]] = max(one.k, limits.get(entry["publication"], 0))
    return limits


def _check_figures(audit: Audit, one: PublishedSet, k: int | None) -> None:
    """The stored figures are such as the gate makes, under the k in force then."""
    try:
        figures = PublishedBlock.from_json(one.publication.figures)
    except (ValueError, KeyError, TypeError, AttributeError):
        audit.offences.append(_("%(set)s: the gate makes no such figures.") % {"set": set_words(one)})
        return
    count = figures.respondents
    if k is not None and isinstance(count, SafeCount) and count.low < min(k, 20):
        audit.offences.append(
            _("%(set)s: figures of fewer than %(k)s people.") % {"set": set_words(one), "k": k}
        )
    if one.unit is not None and figures.is_suppressed:
        audit.offences.append(
            _("%(set)s: a unit with too few answers is not published at all.") % {"set": set_words(one)}
        )


def _check_coverage(
    audit: Audit, sets: dict[UUID, PublishedSet], certificates: list[PublicationCertificate]
) -> None:
    """Certificates cover exactly what is stored: nothing added, changed or taken away since."""
    told: set[str] = set()
    for certificate in certificates:
        for entry in certificate.sets:
            publication = entry["publication"]
            stored = sets.get(UUID(publication))
            if stored is None:
                if publication not in told:
                    audit.offences.append(
                        _("Figures published on %(day)s are not there any more.")
                        % {"day": date_format(certificate.made_at, "j F Y")}
                    )
            elif stored.entry != entry and publication not in told:
                changed = digest(stored.publication.figures) != entry["digest"]
                words = (
                    _("%(set)s: the figures are not those that were published.")
                    if changed
                    else _("%(set)s: not the waves or the unit that it was published of.")
                )
                audit.offences.append(words % {"set": set_words(stored)})
            else:
                continue
            told.add(publication)
    alone = {entry["publication"] for one in certificates if one.block_id is None for entry in one.sets}
    yearly = {
        entry["publication"]: one.block_id
        for one in certificates
        if one.block_id is not None
        for entry in one.sets
    }
    for stored in sets.values():
        name = str(stored.publication.id)
        block = stored.publication.block or getattr(stored.publication.wave, "year_block", None)
        missing = (stored.unit is None and name not in alone) or (
            block is not None
            and (stored.unit is not None or block.published_at is not None)
            and yearly.get(name) != block.id
        )
        if missing:
            audit.offences.append(_("%(set)s: no certificate covers it.") % {"set": set_words(stored)})


def _check_family(audit: Audit, sets: list[PublishedSet], blocks: list[Block]) -> None:
    """Only sets of the family that has a proof: nothing overlaps, every tree is nested."""
    for one, other in months_overlap([(block, block.first_month, block.last_month) for block in blocks]):
        audit.offences.append(
            _("The years %(one)s and %(other)s overlap.")
            % {"one": months_words(one), "other": months_words(other)}
        )
    for block in blocks:
        names = {unit: name for unit, _parent, name in block.tree}
        for unit in tree_faults([(unit, parent) for unit, parent, _name in block.tree]):
            audit.offences.append(
                _("In the year %(block)s the unit %(unit)s does not lie inside one other unit.")
                % {"block": months_words(block), "unit": names.get(unit, unit)}
            )
    known = {block.id: {UUID(unit) for unit, _parent, _name in block.tree} for block in blocks}
    waves = Wave.objects.select_related("year_block").in_bulk()
    taken: dict[UUID, PublishedSet] = {}
    for published in sets:
        year_of = published.publication.block
        if (
            published.unit is not None
            and year_of is not None
            and published.unit not in known.get(year_of.id, set())
        ):
            audit.offences.append(
                _("%(set)s: the unit is not in the tree of its year.") % {"set": set_words(published)}
            )
        years = {waves[wave].year_block_id for wave in published.waves}
        if len(years) > 1:
            audit.offences.append(_("%(set)s: spans more than one year.") % {"set": set_words(published)})
        for wave in map(waves.__getitem__, published.waves):
            year = wave.year_block
            if year is None or not year.first_month <= wave.month <= year.last_month:
                audit.offences.append(
                    _("%(set)s: the wave lies outside its year.") % {"set": set_words(published)}
                )
            if published.unit is None:
                if wave.id in taken:
                    audit.offences.append(
                        _("%(set)s: the wave is published twice.") % {"set": set_words(published)}
                    )
                taken[wave.id] = published


def _recompute(audit: Audit, block: Block, limits: dict[str, int]) -> None:
    """Compute the weakest combination of a running year anew, where its key is on this machine."""
    sets = published_sets(publications_of(block.id))
    if not sets:
        return
    try:
        contents = opened(block)
    except (KeyLost, SealBroken, ValueError):
        audit.unchecked.append(
            _("The running year %(block)s could not be computed anew: its key is not on this machine.")
            % {"block": months_words(block)}
        )
        return
    audit.recomputed += 1
    k = min((limits.get(str(one.publication.id), SMALLEST_K) for one in sets), default=SMALLEST_K)
    try:
        outcome = weakest_of(block, sets, contents)
    except (ValueError, KeyError, TypeError, AttributeError):
        audit.unchecked.append(
            _(
                "The running year %(block)s could not be computed anew: its figures or its tree are not in order."
            )
            % {"block": months_words(block)}
        )
        return
    for name, weakest in outcome.items():
        if weakest is not None:
            audit.lowest(max(weakest.respondents, 0))
            if weakest.respondents < max(k, SMALLEST_K):
                audit.offences.append(combination_words(block, name, weakest, max(k, SMALLEST_K)))


def opened(block: Block) -> dict[UUID, dict[str, Any]]:
    """The opened accumulators of a running block, by unit. Raises KeyLost without its key."""
    rows = list(UnitAccumulator.objects.filter(block=block).values_list("unit_id", "box"))
    if not rows and not block.key_name:
        return {}
    private = read_key(current_organisation_id(), block.key_name)
    return {unit: json.loads(open_sealed(private, bytes(box))) for unit, box in rows}
