"""Reads over the standing offer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from measures.models import Offer, OfferDate


@dataclass(frozen=True, slots=True)
class Offered:
    """Something on offer with its days to come."""

    offer: Offer
    coming: list[OfferDate]


def offers(today: date) -> list[Offered]:
    """What is on offer with the days to come (two queries)."""
    coming = OfferDate.objects.filter(on__gte=today).order_by("on", "starts_at", "id")
    found = Offer.objects.current().prefetch_related(Prefetch("dates", queryset=coming))
    return [Offered(one, list(one.dates.all())) for one in found]


def ended_offers() -> list[Offer]:
    """What was taken off the offer."""
    return list(Offer.objects.exclude(ended_at__isnull=True))


def find_offer(offer: UUID) -> Offer | None:
    """Something of the offer, or None."""
    return Offer.objects.filter(id=offer).first()


def find_offer_date(offer: UUID, day: UUID) -> OfferDate | None:
    """A day of an offer, or None."""
    return OfferDate.objects.select_related("offer").filter(offer_id=offer, id=day).first()
