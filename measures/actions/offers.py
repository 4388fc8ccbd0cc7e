"""Keeping the standing offer."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.actions.once import once
from measures.models import Offer, OfferDate
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership

FIELDS = ("title", "kind", "audience", "text", "how", "link")


def add_offer(*, actor: Membership | None, form_key: UUID | None = None, **fields: Any) -> Offer:
    """Put something on offer (fields of `FIELDS`); the same form twice puts it there once. Raises `Refused`."""
    _check(fields)
    made = once(Offer, form_key, **{name: fields.get(name, "") for name in FIELDS})
    if made.new:
        audit.record("measures.offer_added", actor=actor, subject=made.row.title)
    return made.row


@transaction.atomic
def change_offer(*, actor: Membership | None, offer: Offer, version: int, **fields: Any) -> Offer:
    """Change what is on offer. Raises `ChangedMeanwhile` when `version` is not the stored one, and `Refused`."""
    current = Offer.objects.select_for_update().get(id=offer.id)
    if current.version != version:
        raise ChangedMeanwhile(_("Somebody else changed this. Look at it again before you save."), current)
    _check(fields)
    for name in FIELDS:
        setattr(current, name, fields.get(name, ""))
    current.version += 1
    current.save()
    audit.record("measures.offer_changed", actor=actor, subject=current.title)
    return current


@transaction.atomic
def end_offer(*, actor: Membership | None, offer: Offer, ended: bool = True) -> Offer:
    """Take something off the offer, or put it back. A second time changes nothing."""
    current = Offer.objects.select_for_update().get(id=offer.id)
    if bool(current.ended_at) == ended:
        return current
    current.ended_at = timezone.now() if ended else None
    current.version += 1
    current.save()
    what = "offer_ended" if ended else "offer_restored"
    audit.record(f"measures.{what}", actor=actor, subject=current.title)
    return current


def add_offer_date(
    *,
    actor: Membership | None,
    offer: Offer,
    on: date,
    starts_at: time | None = None,
    ends_at: time | None = None,
    place: str = "",
) -> OfferDate:
    """Put a day in the agenda of an offer; the same day and time twice is one. Raises `Refused` for wrong times."""
    if starts_at and ends_at and ends_at <= starts_at:
        raise Refused(_("The end lies before the beginning."))
    made, new = OfferDate.objects.get_or_create(
        offer=offer, on=on, starts_at=starts_at, defaults={"ends_at": ends_at, "place": place.strip()}
    )
    if new:
        audit.record("measures.offer_date_added", actor=actor, subject=offer.title, on=str(on))
    return made


def remove_offer_date(*, actor: Membership | None, day: OfferDate) -> None:
    """Take a day out of the agenda."""
    audit.record("measures.offer_date_removed", actor=actor, subject=day.offer.title, on=str(day.on))
    OfferDate.objects.filter(id=day.id).delete()


def _check(fields: dict[str, Any]) -> None:
    if not str(fields.get("title", "")).strip():
        raise Refused(_("Give it a name."))
    if not str(fields.get("how", "")).strip():
        raise Refused(_("Write down how people get it."))
