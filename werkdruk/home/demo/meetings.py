"""What works council and executive said and agreed in the reviews of the past year."""

from dataclasses import dataclass

from measures.models import ActionState

BUSY, DONE, STUCK, OPEN = ActionState.BUSY, ActionState.DONE, ActionState.STUCK, ActionState.OPEN
DROPPED = ActionState.DROPPED


@dataclass(frozen=True, slots=True)
class Promise:
    """An action agreed in a review, with its state today and a note.

    It is due `days` after the review when it is over by now, else `days` from today. It was over `told` days after it
    was due.
    """

    what: str
    who: str
    days: int
    effect: str
    state: str = DONE
    note: str = ""
    told: int = -2


@dataclass(frozen=True, slots=True)
class Meeting:
    """One review: what was said, promises, questions in and out with their reasons, and the note to all staff.

    ``shared``: own notes that were shared, with who wrote them. ``project``: unit, name, goal and signal of a project.
    ``heard`` and ``not_doing``: the note's own words.
    ``told_after``: so many days after the review the note went out.
    """

    notes: str
    heard: str
    promises: tuple[Promise, ...] = ()
    drop: tuple[tuple[str, str], ...] = ()
    add: tuple[tuple[str, str], ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    dissent: tuple[str, str] | None = None
    project: tuple[str, str, str, str] | None = None
    not_doing: str = ""
    told_after: int = 3


MEETINGS: dict[int, Meeting] = {
    13: Meeting(
        "Eerste ronde. We kijken vooral of het werkt. De index zegt nog weinig; bezetting en administratie"
        " vallen op. We vertellen het team wat we zagen en wat we doen.",
        heard=(
            "Dit was de eerste ronde. Je vertelde dat het vaak passen en meten is met de bezetting,"
            " en dat er veel moet worden opgeschreven. Hoe het echt gaat weten we pas na een paar"
            " rondes."
        ),
        promises=(
            Promise(
                "Op het intranet vertellen wat er uit de eerste ronde kwam",
                "anna",
                10,
                "Iedereen weet wat er met de antwoorden gebeurt.",
            ),
        ),
        shared=(("olaf", "Laten we elke maand hetzelfde uurtje vasthouden. Anders zakt het weg."),),
        told_after=5,
    ),
    12: Meeting(
        "Administratie komt weer terug. We willen weten of het om dubbel invullen gaat.",
        heard="Administratie komt weer terug. Sommigen schrijven dat ze dingen dubbel invullen.",
        promises=(
            Promise(
                "Uitzoeken welke formulieren we dubbel invullen",
                "bea",
                45,
                "Een lijst van wat weg kan.",
                told=5,
            ),
        ),
        add=(("V34", "Is het dubbel invullen, of vooral veel?"),),
        told_after=2,
    ),
    11: Meeting(
        "Weinig nieuws. De lijst met formulieren is bijna klaar.",
        heard=(
            "Het beeld is hetzelfde als vorige maand: veel administratie, en collega’s waar je op"
            " kunt rekenen."
        ),
        promises=(
            Promise(
                "In elk teamoverleg vragen: herkennen jullie dit?",
                "anna",
                28,
                "We horen wat er achter de cijfers zit.",
                told=0,
            ),
        ),
        not_doing="We nemen nu geen extra mensen aan voor administratie. Eerst kijken we wat er weg kan.",
        told_after=8,
    ),
    10: Meeting(
        "Dubbel invullen is het. Vier formulieren kunnen weg. Pauzes komen in de open antwoorden vaak voor.",
        heard="Het is dubbel invullen: vier formulieren vragen hetzelfde. En de pauze schiet er vaak bij in.",
        promises=(
            Promise("Vier dubbele formulieren afschaffen", "bea", 30, "Een uur per week minder schrijven."),
            Promise(
                "Navragen welke locaties geen tussendienst hebben",
                "anna",
                21,
                "We weten waar pauzes misgaan.",
                told=-6,
            ),
        ),
        drop=(("V31", "Het antwoord is duidelijk: te veel. Nu eerst iets doen."),),
        add=(("V22", "Open antwoorden gaan over pauzes."),),
        shared=(("bea", "Vier formulieren voor hetzelfde: dat hadden we zelf kunnen zien."),),
    ),
    9: Meeting(
        "Drie van de vier formulieren zijn weg. De vierde vraagt overleg met de gemeente.",
        heard="Drie formulieren zijn weg, en dat merk je. Het vierde is er nog.",
        promises=(
            Promise(
                "Met de gemeente praten over het vierde formulier",
                "bea",
                60,
                "Ook dat formulier vervalt, of wordt veel korter.",
                told=12,
            ),
        ),
        dissent=(
            "olaf",
            "De OR vindt dat we het vierde formulier nu al kunnen laten liggen, ook zonder de gemeente.",
        ),
        not_doing="Het vierde formulier blijft tot de gemeente meegaat. De OR had dat liever anders gezien.",
    ),
    8: Meeting(
        "Pauzes: op zes locaties is er niemand die overneemt. Regio Noord wil ermee beginnen.",
        heard="Op zes locaties neemt niemand je taken over als je pauze hebt. Daar begint het mee.",
        promises=(
            Promise(
                "Project in regio Noord starten over rust en pauzes",
                "anna",
                30,
                "Eén regio probeert het uit.",
                told=-9,
            ),
        ),
        drop=(("V34", "De formulieren zijn weg; over een jaar vragen we het opnieuw."),),
        add=(("V12", "Past bij het project in Noord."),),
        shared=(
            ("olaf", "Noord wil zelf. Laat hen ook zelf kiezen hoe."),
            ("bea", "Eens. Ik maak er tijd voor vrij."),
        ),
        told_after=2,
    ),
    7: Meeting(
        (
            "Regio Zuid gaat volgende maand over op een ander roosterprogramma. De OR vraagt om het"
            " te blijven volgen."
        ),
        promises=(
            Promise(
                "Het nieuwe roosterprogramma ook in Noord proberen",
                "hassan",
                50,
                "Twee regio’s leren van elkaar.",
                DROPPED,
                "Eerst moet het in Zuid goed werken.",
                told=-25,
            ),
        ),
        heard=(
            "Het is rustig in de antwoorden. Zuid krijgt een ander roosterprogramma; we houden in de"
            " gaten wat dat doet."
        ),
        add=(("V28", "Het roosterprogramma in Zuid verandert."),),
        told_after=4,
    ),
    6: Meeting(
        "Roosters gaan omlaag. We weten nog niet of het van het programma komt: één ronde zegt weinig.",
        heard=(
            "In Zuid zijn mensen minder tevreden over de roosters. Eén ronde zegt nog weinig, dus we"
            " gaan praten."
        ),
        promises=(
            Promise(
                "Met drie teams in Zuid praten over het nieuwe roosterprogramma",
                "fatima",
                20,
                "We horen wat er misgaat, niet alleen dat het misgaat.",
            ),
        ),
        not_doing="We draaien het nieuwe programma niet terug. Eerst horen we wat er misgaat.",
    ),
    5: Meeting(
        "De gesprekken zijn duidelijk: diensten veranderen laat en ruilen duurt dagen. De leverancier kan dit"
        " aanpassen.",
        heard="Diensten veranderen laat, en ruilen duurt dagen. Dat hoorden we in alle drie de gesprekken.",
        promises=(
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
        shared=(("olaf", "Tot de nieuwe versie er is moet er iets tijdelijks zijn. Bellen dus."),),
        told_after=1,
    ),
    4: Meeting(
        (
            "Zuid blijft laag op roosters en werk-privé. Vertrouwen dat er iets gebeurt, willen we"
            " zelf ook meten."
        ),
        heard=(
            "Zuid blijft laag op roosters, en het werk loopt door in de avond thuis. Mensen vragen"
            " zich af of er iets gebeurt."
        ),
        promises=(
            Promise(
                "Alle medewerkers in Zuid schrijven wat we al weten en wat er komt",
                "anna",
                7,
                "Mensen hoeven niet te raden.",
            ),
        ),
        add=(("V41", "Merkt men dat er iets gebeurt?"),),
        told_after=4,
    ),
    3: Meeting(
        "Weinig beweging, en dat mag. Over roosters wachten we niet op nog een ronde: dat pakken we nu aan.",
        heard=(
            "Er veranderde weinig deze maand. Over roosters hoeven jullie niet nog een keer hetzelfde"
            " te vertellen: we pakken het aan."
        ),
        promises=(
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
        dissent=(
            "olaf",
            (
                "De OR wil ook een afspraak over wie late ziekmeldingen opvangt. Zonder dat is zes weken"
                " vooruit een belofte die niet houdt."
            ),
        ),
        not_doing=(
            "Een invalpoule voor alle regio’s komt er nog niet. We beginnen in Zuid en kijken wat het doet."
        ),
    ),
    2: Meeting(
        "De cijfers van het hele jaar zijn er, ook per locatie en team. Zuid staat er op roosters het"
        " slechtst voor, Noord is rustiger geworden. Geen ranglijst: teams krijgen hun eigen cijfers, met uitleg.",
        project=(
            "Regio Zuid",
            "Een poule voor Zuid",
            "Een late ziekmelding vraagt geen rondje bellen meer.",
            "Roosters staan in Zuid een jaar lang het laagst, en de gesprekken gaan steeds over late ziekmeldingen.",
        ),
        heard=(
            "De cijfers van het hele jaar zijn er. Zuid staat er op roosters het slechtst voor, Noord"
            " is rustiger geworden. Elk team krijgt zijn eigen cijfers, zonder ranglijst."
        ),
        promises=(
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
        shared=(
            ("bea", "De poule kost geld, maar bellen om zeven uur kost ons mensen."),
            ("olaf", "Goed dat teams hun eigen cijfers krijgen, met uitleg erbij."),
        ),
        told_after=4,
    ),
}
