"""The monthly reviews of the past year: what executive and works council agreed, asked and dropped."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from measures.actions import set_action_state
from measures.models import Action, ActionState
from surveys.actions.reviewing import decide_action, decide_add, decide_drop, save_notes
from surveys.models import Item, Review
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast

BUSY, DONE, STUCK, OPEN = ActionState.BUSY, ActionState.DONE, ActionState.STUCK, ActionState.OPEN


@dataclass(frozen=True, slots=True)
class Promise:
    """An action agreed in a review, with its state today and a note.

    It is due `days` after the review when it is done by now, else `days` from today.
    """

    what: str
    who: str
    days: int
    effect: str
    state: str = DONE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One review: notes, promises, and questions in and out with their reasons."""

    notes: str
    promises: tuple[Promise, ...] = ()
    drop: tuple[tuple[str, str], ...] = ()
    add: tuple[tuple[str, str], ...] = ()


MEETINGS: dict[int, Meeting] = {
    13: Meeting(
        "Eerste ronde. We kijken vooral of het werkt. De index zegt nog weinig; bezetting en administratie"
        " vallen op. We vertellen het team wat we zagen en wat we doen.",
        (
            Promise(
                "Op het intranet vertellen wat er uit de eerste ronde kwam",
                "anna",
                10,
                "Iedereen weet wat er met de antwoorden gebeurt.",
            ),
        ),
    ),
    12: Meeting(
        "Administratie komt weer terug. We willen weten of het om dubbel invullen gaat.",
        (
            Promise(
                "Uitzoeken welke formulieren we dubbel invullen",
                "bea",
                45,
                "Een lijst van wat weg kan.",
            ),
        ),
        add=(("V34", "Is het dubbel invullen, of vooral veel?"),),
    ),
    11: Meeting(
        "Weinig nieuws. De lijst met formulieren is bijna klaar.",
        (
            Promise(
                "In elk teamoverleg vragen: herkennen jullie dit?",
                "anna",
                28,
                "We horen wat er achter de cijfers zit.",
            ),
        ),
    ),
    10: Meeting(
        "Dubbel invullen is het. Vier formulieren kunnen weg. Pauzes komen in de open antwoorden vaak voor.",
        (
            Promise("Vier dubbele formulieren afschaffen", "bea", 30, "Een uur per week minder schrijven."),
            Promise(
                "Navragen welke locaties geen tussendienst hebben",
                "anna",
                21,
                "We weten waar pauzes misgaan.",
            ),
        ),
        drop=(("V31", "Het antwoord is duidelijk: te veel. Nu eerst iets doen."),),
        add=(("V22", "Open antwoorden gaan over pauzes."),),
    ),
    9: Meeting(
        "Drie van de vier formulieren zijn weg. De vierde vraagt overleg met de gemeente.",
        (
            Promise(
                "Met de gemeente praten over het vierde formulier",
                "bea",
                60,
                "Ook dat formulier vervalt, of wordt veel korter.",
            ),
        ),
    ),
    8: Meeting(
        "Pauzes: op zes locaties is er niemand die overneemt. Regio Noord wil ermee beginnen.",
        (
            Promise(
                "Project in regio Noord starten over rust en pauzes",
                "anna",
                30,
                "Eén regio probeert het uit.",
            ),
        ),
        drop=(("V34", "De formulieren zijn weg; over een jaar vragen we het opnieuw."),),
        add=(("V12", "Past bij het project in Noord."),),
    ),
    7: Meeting(
        "Regio Zuid gaat volgende maand over op een ander roosterprogramma. De OR vraagt om het te blijven volgen.",
        add=(("V28", "Het roosterprogramma in Zuid verandert."),),
    ),
    6: Meeting(
        "Roosters gaan omlaag. We weten nog niet of het van het programma komt: één ronde zegt weinig.",
        (
            Promise(
                "Met drie teams in Zuid praten over het nieuwe roosterprogramma",
                "fatima",
                20,
                "We horen wat er misgaat, niet alleen dat het misgaat.",
            ),
        ),
    ),
    5: Meeting(
        "De gesprekken zijn duidelijk: diensten veranderen laat en ruilen duurt dagen. De leverancier kan dit"
        " aanpassen.",
        (
            Promise(
                "Met de leverancier afspreken dat ruilen weer direct kan",
                "bea",
                12,
                "Ruilen is binnen een dag geregeld.",
                BUSY,
                "De leverancier levert een nieuwe versie. Wij testen die in twee teams.",
            ),
            Promise(
                "Tot die tijd: wijzigingen alleen na een telefoontje",
                "hassan",
                14,
                "Niemand ziet een wijziging pas op de dag zelf.",
            ),
        ),
        drop=(("V12", "Drie rondes gevraagd, weinig verschil."),),
    ),
    4: Meeting(
        "Zuid blijft laag op roosters en werk-privé. Vertrouwen dat er iets gebeurt, willen we zelf ook meten.",
        (
            Promise(
                "Alle medewerkers in Zuid schrijven wat we al weten en wat er komt",
                "anna",
                7,
                "Mensen hoeven niet te raden.",
            ),
        ),
        add=(("V41", "Merkt men dat er iets gebeurt?"),),
    ),
    3: Meeting(
        "Weinig beweging, en dat mag. Over roosters wachten we niet op nog een ronde: dat pakken we nu aan.",
        (
            Promise(
                "Roosters zes weken vooruit vastzetten, te beginnen in Zuid",
                "hassan",
                -9,
                "Iedereen weet zes weken vooruit wanneer je werkt.",
                STUCK,
                "Er is nog geen besluit over wie late ziekmeldingen opvangt.",
            ),
        ),
        drop=(("V22", "Pauzes zitten nu in het project van Noord."),),
        add=(("V40", "Teams praten mee over de roosters; merken ze dat?"),),
    ),
    2: Meeting(
        "De cijfers van het hele jaar zijn er, ook per locatie en team. Zuid staat er op roosters het slechtst"
        " voor, Noord is rustiger geworden. Geen ranglijst: teams krijgen hun eigen cijfers, met uitleg.",
        (
            Promise(
                "Voorstel voor een vaste invalpoule in Zuid",
                "bea",
                5,
                "Late ziekmeldingen vragen geen rondje bellen meer.",
                BUSY,
                "De kosten zijn berekend. De OR leest mee.",
            ),
            Promise(
                "Teamleiders helpen om de cijfers in het team te bespreken",
                "fatima",
                18,
                "Elk team praat over zijn eigen cijfers.",
                BUSY,
                "Vier teams gehad, drie op de agenda.",
            ),
            Promise(
                "Op het intranet vertellen wat de cijfers van het jaar laten zien, en wat niet",
                "anna",
                2,
                "Iedereen leest hetzelfde, op hetzelfde moment.",
                BUSY,
                "De tekst ligt bij Bea en Olaf.",
            ),
            Promise(
                "Nagaan of de uitnodigingen bij de flexteams aankomen",
                "olaf",
                -3,
                "We weten waarom de respons daar lager is.",
                OPEN,
            ),
        ),
    ),
}


def hold_review(organisation_id: UUID, clock: Clock, ago: int) -> None:
    """Hold the review of the wave of `ago` months ago, a week after it closed; nothing where none was planned."""
    meeting = MEETINGS.get(ago)
    if meeting is None:
        return
    day = clock.month(ago).replace(day=23)
    with clock.at(day, 10), tenant_scope(organisation_id):
        people = cast()
        bea, olaf = people["bea"], people["olaf"]
        review = Review.objects.get(wave__month=clock.month(ago))
        promised: list[tuple[Promise, date, Action]] = []
        for promise in meeting.promises:
            due = day + timedelta(days=promise.days) if promise.state == DONE else clock.workday(promise.days)
            decision = decide_action(
                actor=bea if promise.who == "bea" else olaf,
                review=review,
                what=promise.what,
                who=people[promise.who],
                due_on=due,
                intended_effect=promise.effect,
            )
            assert decision.action is not None
            promised.append((promise, due, decision.action))
        for code, reason in meeting.drop:
            decide_drop(actor=olaf, review=review, item=Item.objects.bank().get(code=code), reason=reason)
        for code, reason in meeting.add:
            decide_add(actor=olaf, review=review, item=Item.objects.bank().get(code=code), reason=reason)
        save_notes(actor=bea, review=review, notes=meeting.notes, version=review.version)
    for promise, due, action in promised:
        if promise.state == OPEN:
            continue
        told = due - timedelta(days=2) if promise.state == DONE else clock.day(-12)
        with clock.at(told, 15), tenant_scope(organisation_id):
            doer = cast()[promise.who]
            set_action_state(actor=doer, action=action, state=promise.state, note=promise.note)
