"""The standing offer: kept by HR, read by all members and by all staff, without recording who asks."""

from datetime import date, time
from typing import Any
from uuid import uuid4

import pytest

from measures import actions
from measures.models import Offer, OfferDate
from tests.cast import Zandbak
from tests.measures.routes import make_offer
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.home.staff_offers import standing_offer


def test_hr_keeps_it_everyone_reads_it(zandbak: Zandbak, sign_in: Any) -> None:
    anna, tim = sign_in(zandbak.anna), sign_in(zandbak.tim)
    page = f"{zandbak.path}measures/offer/"
    assert "Er is nog geen aanbod" in tim.get(page).content.decode()
    form = {
        "title": "Gesprek met een coach",
        "kind": "talk",
        "audience": "everyone",
        "text": "Een uur, vertrouwelijk.",
        "how": "Bel de coach zelf, zonder je leidinggevende.",
        "form_key": str(uuid4()),
    }
    assert anna.post(f"{page}add/", {**form, "how": " "}).status_code == 400
    anna.post(f"{page}add/", form)
    anna.post(f"{page}add/", form)
    with zandbak.scope():
        offer = Offer.objects.get()
    anna.post(f"{page}{offer.id}/days/", {"on": "2099-01-12", "starts_at": "10:00", "place": "Kamer 2"})
    assert (
        anna.post(
            f"{page}{offer.id}/days/", {"on": "2099-01-13", "starts_at": "10:00", "ends_at": "09:00"}
        ).status_code
        == 400
    )
    seen = tim.get(page).content.decode()
    assert "Bel de coach zelf" in seen
    assert "Kamer 2" in seen
    with zandbak.scope():
        assert [(one.title, "12 januari 2099" in one.state) for one in standing_offer()] == [
            (offer.title, True)
        ]
        day = OfferDate.objects.get()
    anna.post(f"{page}{offer.id}/days/{day.id}/remove/")
    assert "Kamer 2" not in tim.get(page).content.decode()
    anna.post(f"{page}{offer.id}/end/")
    assert "Er is nog geen aanbod" in tim.get(page).content.decode()
    anna.post(f"{page}{offer.id}/restore/")
    assert offer.title in tim.get(page).content.decode()


def test_refused_and_changed_meanwhile(zandbak: Zandbak) -> None:
    with zandbak.scope():
        with pytest.raises(Refused, match="naam"):
            make_offer(title=" ")
        offer = make_offer()
        fields = {"kind": "course", "audience": "teams", "text": "Nieuw", "how": "Mail HR"}
        actions.change_offer(actor=None, offer=offer, version=1, title="Cursus", **fields)
        with pytest.raises(ChangedMeanwhile):
            actions.change_offer(actor=None, offer=offer, version=1, title="Oud", **fields)
        for _ in range(2):
            actions.add_offer_date(actor=None, offer=offer, on=date(2027, 2, 1), starts_at=time(9))
        assert OfferDate.objects.count() == 1
