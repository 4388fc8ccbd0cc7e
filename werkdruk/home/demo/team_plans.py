"""What teams and the organisation do about workload in the demo. Invented."""

from measures.models import ActionState, MeasureState
from werkdruk.home.demo.plans import ENERGY, Plan, Step

DONE, BUSY, STUCK, DROPPED = ActionState.DONE, ActionState.BUSY, ActionState.STUCK, ActionState.DROPPED

BOOMHUT = (
    Plan(
        "Een echte pauze voor iedereen",
        "Iedereen heeft elke middagdienst twintig minuten zonder kinderen en zonder telefoon.",
        "Tussen drie en half vier is er een derde collega op de groep.",
        "tim",
        -150,
        20,
        steps=(
            Step("Pauzerooster maken met de ochtendploeg", "tim", -120, DONE, effect="Pauzes staan vast."),
            Step(
                "Tussendienst op dinsdag en donderdag regelen", "hassan", -40, DONE, "Loopt sinds deze maand."
            ),
            Step("Na een maand vragen: is het gelukt, en zo niet waarom?", "tim", 3, BUSY),
        ),
        remarks=(("tim", "Op maandag lukt het nog niet. Dan zijn we met twee."),),
    ),
    Plan(
        "Rustig de dag afsluiten",
        "Om half zes begint niemand meer aan iets nieuws; om zes uur gaat iedereen op tijd weg.",
        "Ouders weten dat de overdracht kort is en dat een langer gesprek op afspraak kan.",
        "tim",
        -95,
        -6,
        state=MeasureState.STUCK,
        note="De brief aan ouders ligt al drie weken bij communicatie.",
        steps=(
            Step("Afspreken wat er na half zes niet meer gebeurt", "tim", -70, DONE),
            Step(
                "Brief aan ouders over de korte overdracht",
                "tim",
                -6,
                STUCK,
                "Communicatie wil eerst één tekst voor alle locaties.",
            ),
            Step("Bordje bij de deur met de haaltijden", "Lieke de Graaf", -2),
        ),
    ),
    Plan(
        "Materiaal op een vaste plek",
        "Niemand is nog een kwartier aan het zoeken voor een activiteit.",
        "Een middag om op te ruimen, met vervanging op de groep.",
        "Lieke de Graaf",
        -180,
        -60,
        state=MeasureState.DONE,
        note="Scheelt elke dag. De kinderen ruimen nu zelf mee op.",
        steps=(
            Step("Kasten leeghalen en indelen", "Lieke de Graaf", -120, DONE),
            Step("Foto op elke kast van wat erin hoort", "Lieke de Graaf", -90, DONE),
        ),
    ),
    Plan(
        "Wie goed is in wat",
        "Ieder doet meer van waar je goed in bent: koken, bouwen, buiten, muziek.",
        "We ruilen taken, geen diensten.",
        "tim",
        -30,
        45,
        kind=ENERGY,
        steps=(
            Step("In het teamoverleg opschrijven wat ieder graag doet", "tim", -9, DONE),
            Step("Weekplan maken met die verdeling", "tim", 6, BUSY),
            Step("Twee weken proberen en bespreken", "tim", 30),
        ),
    ),
    Plan(
        "Oudergesprekken in werktijd",
        "Gesprekken voorbereiden hoeft niet meer thuis.",
        "Een uur per week dat in het rooster staat.",
        "",
        -12,
        60,
        state=MeasureState.PLANNED,
        steps=(Step("Met de planning uitzoeken welk uur kan", "hassan", 14),),
    ),
    Plan(
        "Appgroep stopt na zeven uur",
        "Vrij is vrij.",
        "Noodgevallen gaan per telefoon.",
        "tim",
        -160,
        -130,
        state=MeasureState.DROPPED,
        note="Past beter voor de hele organisatie; daar staat het nu.",
        steps=(Step("Afspraak in de appgroep zetten", "tim", -140, DROPPED, "Vervalt met de maatregel."),),
    ),
)

SCHELP = (
    Plan(
        "Dagstart van tien minuten",
        "Om kwart over acht weten we wie ruimte heeft en wie hulp nodig heeft.",
        "De achterwacht vangt de telefoon op.",
        "noor",
        -110,
        -20,
        state=MeasureState.DONE,
        note="Blijft. Twee andere teams nemen het over.",
        steps=(Step("Drie vragen kiezen voor de dagstart", "noor", -100, DONE),),
    ),
    Plan(
        "Lijst van wat mag wachten",
        "Als we met één minder zijn, hoeft niemand te bedenken wat niet gebeurt.",
        "De regiomanager staat achter de lijst.",
        "noor",
        -60,
        25,
        steps=(
            Step("Met het team tien taken kiezen", "noor", -30, DONE),
            Step("Lijst bespreken met de regiomanager", "noor", 5, BUSY),
        ),
    ),
)

PLANNING = (
    Plan(
        "Eén telefoonuur voor ruilen",
        "De planning kan de rest van de dag doorwerken.",
        "Spoed mag altijd bellen.",
        "hassan",
        -75,
        -15,
        steps=(
            Step("Telefoonuur bekendmaken", "hassan", -50, DONE),
            Step("Tellen hoeveel telefoontjes er buiten het uur komen", "hassan", -4, BUSY),
        ),
    ),
)

OTHERS: dict[str, tuple[Plan, ...]] = {
    "KDV De Bloesem": (
        Plan(
            "Eén collega vult het dagboekje in",
            "De anderen blijven bij de kinderen.",
            "We wisselen per week.",
            "Marieke Prins",
            -50,
            15,
            steps=(Step("Eerste maand proberen", "Marieke Prins", 10, BUSY),),
        ),
    ),
    "BSO De Loopplank": (
        Plan(
            "Busjes op vaste tijden",
            "Niemand wacht nog op een busje met tien kinderen aan de hand.",
            "Afspraak met drie scholen.",
            "Omar Chaouki",
            -85,
            -10,
            steps=(
                Step("Tijden afspreken met de scholen", "Omar Chaouki", -45, DONE),
                Step("Nieuwe tijden met ouders delen", "Omar Chaouki", -8, BUSY),
            ),
        ),
    ),
    "KDV Het Kroos": (
        Plan(
            "Diensten ruilen binnen het team",
            "Ruilen is binnen een dag geregeld, zonder formulier.",
            "De planning krijgt één keer per week de lijst.",
            "Wendy Timmer",
            -65,
            -12,
            state=MeasureState.STUCK,
            note="Het roosterprogramma laat ruilen binnen een team nog niet toe.",
            steps=(
                Step(
                    "Proef aanvragen bij de leverancier", "hassan", -14, STUCK, "Wacht op de nieuwe versie."
                ),
            ),
        ),
    ),
    "BSO De Eekhoorn": (
        Plan(
            "Huiswerkhoek als rustige plek",
            "Kinderen én collega's hebben een plek zonder lawaai.",
            "Ruimte op de gang, gekeurd door de brandweer.",
            "Ruben Sikkema",
            -40,
            35,
            kind=ENERGY,
            steps=(Step("Gang inrichten met de kinderen", "Ruben Sikkema", 12, BUSY),),
        ),
    ),
    "KDV De Madelief": (
        Plan(
            "Vaste koppels per dag",
            "Wie samenwerkt, kent elkaars manier van doen.",
            "Het rooster gaat uit van koppels.",
            "Janneke Post",
            -130,
            -35,
            state=MeasureState.DONE,
            note="Minder overleg nodig, meer rust.",
            steps=(Step("Koppels maken", "Janneke Post", -110, DONE),),
        ),
    ),
    "Administratie en financiën": (
        Plan(
            "Facturen één keer per week",
            "Vier dagen zonder onderbrekingen.",
            "Locaties leveren op dinsdag aan.",
            "Ivo Kramer",
            -90,
            -30,
            state=MeasureState.DONE,
            note="Werkt goed.",
            steps=(Step("Locaties vertellen wat er verandert", "Ivo Kramer", -80, DONE),),
        ),
    ),
}

HOUSE = (
    Plan(
        "Roosters zes weken vooruit",
        "Iedereen weet zes weken vooruit wanneer je werkt. Wijzigen gebeurt zelden en in overleg.",
        "Een besluit over wie late ziekmeldingen opvangt.",
        "hassan",
        -80,
        50,
        steps=(
            Step("Nagaan welke teams al zes weken vooruit plannen", "hassan", -50, DONE),
            Step("Proef met twee teams in Zuid", "hassan", 21, BUSY, "Eerste rooster hangt er."),
            Step("Besluit over late ziekmeldingen", "bea", 9),
        ),
    ),
    Plan(
        "Vaste invalpoule voor drie locaties in Zuid",
        "Er komt iemand die het huis kent, zonder rondje bellen.",
        "Geld voor zes contracten.",
        "bea",
        -40,
        110,
        state=MeasureState.PLANNED,
        steps=(Step("Kosten en baten op een rij", "bea", -15, DONE), Step("Advies van de OR", "olaf", 16)),
    ),
    Plan(
        "Bereikbaar buiten werktijd: alleen bij nood",
        "Wie vrij is, krijgt geen berichten over het werk.",
        "Elke locatie heeft een achterwacht.",
        "anna",
        -170,
        -90,
        state=MeasureState.DONE,
        note="Staat in het beleid.",
        steps=(Step("Afspraak opschrijven met de teamleiders", "anna", -130, DONE),),
    ),
    Plan(
        "Iedere nieuwe collega een maatje",
        "Nieuwe collega's vinden sneller de weg en weten aan wie ze iets vragen.",
        "Het maatje krijgt twee uur per week.",
        "",
        -25,
        70,
        state=MeasureState.IDEA,
        kind=ENERGY,
    ),
)
