"""Checking what is published at the moment it is published, and keeping the outcome: the counts go, this stays.

By other code than the gate (networkx, not our own cut). Where the two disagree nothing is published.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from surveys.domain.disclosure import PublishedBlock, SafeCount
from surveys.domain.disclosure.coding import band_of
from surveys.models import Block, Publication, PublicationCertificate
from surveys.queries.auditing import weakest_of
from surveys.queries.published_sets import publications_of, published_sets


class NotCertified(RuntimeError):
    """The gate let something through that the audit does not: a mistake in the product, nothing was stored."""


def certify_whole(publication: Publication, k: int) -> PublicationCertificate:
    """Certify figures of the whole organisation: its sets have nobody in common, so each stands by itself."""
    respondents = PublishedBlock.from_json(publication.figures).respondents
    at_least = respondents.low if isinstance(respondents, SafeCount) else None
    if at_least is not None and at_least < k:
        raise NotCertified(f"fewer than {k} answered")
    return PublicationCertificate.objects.create(
        k=k, at_least=at_least, sets=[one.entry for one in published_sets([publication])]
    )


def certify_units(block: Block, k: int, contents: Mapping[UUID, Mapping[str, Any]]) -> PublicationCertificate:
    """Certify everything published of a yearly block that has ended. `contents`: its opened accumulators.

    Where no unit was published only the waves of the whole organisation stand, under the k of their time: k may
    have been raised since.
    """
    sets = published_sets(publications_of(block.id))
    if all(one.unit is None for one in sets):
        k = min([k, *_earlier(sets)])
    outcome = weakest_of(block, sets, contents)
    for name, weakest in outcome.items():
        if weakest is not None and weakest.respondents < k:
            raise NotCertified(f"{name or 'the figures'}: a combination depends on fewer than {k} people")
    bands = {name: band_of(found.respondents, k)[0] if found else None for name, found in outcome.items()}
    at_least = bands.pop("")
    return PublicationCertificate.objects.create(
        block=block, k=k, at_least=at_least, layers=bands, sets=[one.entry for one in sets]
    )


def _earlier(sets: list[Any]) -> list[int]:
    wanted = {str(one.publication.id) for one in sets}
    return [
        certificate.k
        for certificate in PublicationCertificate.objects.filter(block__isnull=True)
        if wanted & {entry["publication"] for entry in certificate.sets}
    ]
