"""What is always on offer, and a measure of the organisation that is rolled out in two waves."""

from datetime import time
from uuid import UUID

from measures.actions import (
    add_key_user,
    add_offer,
    add_offer_date,
    add_wave,
    begin_wave,
    finish_wave,
)
from measures.models import Audience, Measure, Offer, OfferKind
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast
from werkdruk.organisations.models import Unit

OFFERS = (
    (
        "Gesprek met een coach",
        OfferKind.TALK,
        Audience.EVERYONE,
        "Drie gesprekken van een uur over wat je energie kost en wat je anders wilt. Vertrouwelijk.",
        "Bel of app de coach zelf. Je leidinggevende hoeft het niet te weten.",
        (),
    ),
    (
        "Inloopspreekuur van de bedrijfsarts",
        OfferKind.PHYSICIAN,
        Audience.EVERYONE,
        "Ook als je niet ziek bent. Om te voorkomen dat je uitvalt.",
        "Maak zelf een afspraak via de arbodienst. Niemand anders krijgt bericht.",
        ((18, 9, 12, "Hoofdkantoor, kamer 4"), (46, 9, 12, "Hoofdkantoor, kamer 4")),
    ),
    (
        "Begeleiding van een teamgesprek",
        OfferKind.TEAM,
        Audience.TEAMS,
        "Een begeleider van buiten het team helpt jullie om samen te zien wat er speelt en wat je kunt doen.",
        "Mail de werkdrukregisseur. Binnen twee weken plannen we een gesprek.",
        (),
    ),
    (
        "Signalen van stress herkennen",
        OfferKind.COURSE,
        Audience.LEADS,
        "Een middag oefenen: wat zie je bij jezelf en bij anderen, en wat zeg je dan?",
        "Schrijf je in bij HR. Het telt als werktijd.",
        ((32, 13, 17, "Locatie De Horizon"),),
    ),
)
FIRST, SECOND = "Twee teams die graag willen", "De rest van de regio"


def put_on_offer(organisation_id: UUID, clock: Clock) -> None:
    """Fill the standing offer, and let one measure go from its first wave to its second."""
    with clock.at(clock.day(-150), 10), tenant_scope(organisation_id):
        anna = cast()["anna"]
        for title, kind, audience, text, how, days in OFFERS:
            add_offer(actor=anna, title=title, kind=kind, audience=audience, text=text, how=how)
            for ahead, start, end, place in days:
                add_offer_date(
                    actor=anna,
                    offer=Offer.objects.get(title=title),
                    on=clock.workday(ahead),
                    starts_at=time(start),
                    ends_at=time(end),
                    place=place,
                )
    with clock.at(clock.day(-60), 11), tenant_scope(organisation_id):
        anna = cast()["anna"]
        measure = Measure.objects.of_organisation().live().order_by("created_at")[0]
        teams = list(Unit.objects.current().filter(children__isnull=True).order_by("name")[:4])
        first = add_wave(
            actor=anna, measure=measure, name=FIRST, units=teams[:2], starts_on=clock.workday(-50)
        )
        add_wave(actor=anna, measure=measure, name=SECOND, units=teams[2:], starts_on=clock.workday(21))
        for name in ("Samira Bouzid", "Joost Mulder"):
            add_key_user(actor=anna, wave=first, name=name, trained_on=clock.day(-54))
    with clock.at(clock.day(-50), 9), tenant_scope(organisation_id):
        begin_wave(actor=cast()["anna"], wave=first)
    with clock.at(clock.day(-8), 16), tenant_scope(organisation_id):
        finish_wave(
            actor=cast()["anna"],
            wave=first,
            lessons="Oefen een keer in het teamoverleg voordat het oude formulier verdwijnt.",
        )
