"""The projects of the demo in words: what they want, who does what, and how far they are. Invented."""

from measures.models import ActionState, MeasureState
from werkdruk.home.demo.plans import ENERGY, Plan, Step
from werkdruk.home.demo.projects import BEHIND, DOUBTS, Aim, Contact, Passed, Point, Story, settled

DONE, BUSY, STUCK = ActionState.DONE, ActionState.BUSY, ActionState.STUCK

DOUBLE_WORK = Story(
    name="Minder dubbel werk",
    goal="Niemand schrijft nog iets op dat al ergens staat. Dat scheelt elke medewerker een uur per week.",
    began=-34,
    aims=150,
    large=True,
    units=("Regio Noord", "Regio Midden", "Regio Zuid"),
    points={
        "1a": Point(
            "anna",
            6,
            "Een uur per week minder schrijven, te beginnen met het dagboekje.",
        ),
        "1b": Point(
            "bea", 8, "Bea heeft het in het overleg met de regiomanagers gezegd en maakt er tijd voor vrij."
        ),
        "1c": Point("olaf", 14, "Op de agenda van de OR geweest. De OR denkt mee over wat kan vervallen."),
        "1d": Point(
            "fatima",
            18,
            "In zes teams gevraagd: gaat dit over jullie werk? Ja, vooral bij de kleintjes.",
        ),
        "1e": Point("anna", 12, "Anna leidt. Fatima begeleidt de gesprekken."),
        "1f": Point("hassan", 40, "Nog kiezen: de peuteropvang of de bso?", done=False),
        "1g": Point("anna", 20, "Eerste formulier weg over twee maanden, de rest in het voorjaar."),
        "2": Point("anna", 22, "Ook het project Nieuw ouderportaal, anders komt er iets dubbels bij."),
        "3": Point(
            "anna",
            37,
            "Elke twee weken een bericht op het intranet, ook als er weinig nieuws is.",
            done=False,
        ),
        "4": Point(
            "bea", 30, "Per team twee uur per maand in het rooster. Nog rond te maken voor Zuid.", done=False
        ),
    },
    stands={
        "management": (BEHIND, "Ik wil dat dit werk verdwijnt, niet dat we er handiger in worden."),
        "staff_council": (BEHIND, "Mits teams zelf mogen zeggen wat weg kan."),
        "staff": (DOUBTS, "Eerst zien. Eerdere keren kwam er een formulier bij."),
    },
    contacts=(
        Contact(
            "Regio Noord",
            "Marieke Prins",
            "Formulieren in de regio stilzetten.",
            "2",
            support="Elke twee weken een half uur met Anna.",
        ),
        Contact("Regio Midden", "Ivo Kramer", "Een proef starten op één locatie.", "3"),
    ),
    steps=(
        Passed(
            1,
            -34,
            -20,
            "De uitkomsten zijn in alle teams besproken, met de vraag of men het herkent.",
            "Administratie scoort al een jaar laag. In de open antwoorden gaat het over dubbel invullen.",
        ),
        Passed(2, -19),
    ),
    dates={1: (-34, -21), 2: (-20, -4), 3: (3, 24), 4: (25, 100), 5: (101, 115)},
    steering=(("bea", "de directie"), ("olaf", "de ondernemingsraad")),
    budget="8000",
    time_available="Twee uur per maand voor elk team, nog rond te maken voor Zuid.",
)

CALM = Story(
    name="Rust op de groep",
    goal="Elke medewerker in regio Noord heeft elke dienst een echte pauze en gaat op tijd naar huis.",
    began=-205,
    aims=100,
    large=True,
    units=("De Boomgaard", "Het Veerhuis", "De Wadloper", "Het Kompas"),
    points=settled(
        {
            "1a": ("anna", 5, "Pauze elke dienst, op tijd naar huis. Dat kan elk team zelf tellen."),
            "1b": ("bea", 7, "Bea betaalt de tussendiensten uit het budget voor verzuim."),
            "1c": ("olaf", 12, "De OR staat erachter en wil na een half jaar weten wat het deed."),
            "1d": ("fatima", 15, "In alle tien teams besproken, met briefjes op de muur."),
            "1e": ("anna", 9, "Anna leidt, Fatima begeleidt, elke locatie heeft een werkdrukregisseur."),
            "1f": ("tim", 15, "De bso's: daar is de drukte tussen vijf en zes."),
            "1g": ("anna", 16, "Na drie maanden moet op twee locaties te zien zijn dat pauzes doorgaan."),
            "2": ("anna", 18, "De planning, en de arbocoördinator."),
            "3": ("Anna Visser", 25, "Elke maand een half A4 en een rondje langs de teams."),
            "4": ("bea", 28, "Vier uur per maand per locatie, met vervanging op de groep."),
        }
    ),
    stands={
        "management": (BEHIND, "Een pauze is geen extraatje."),
        "staff_council": (BEHIND, "Goed dat het bij het rooster begint en niet bij een cursus."),
        "staff": (BEHIND, "Als de tussendienst er ook echt komt."),
    },
    contacts=(
        Contact("De Boomgaard", "tim", "Het pauzerooster, en een uitzendkracht bellen.", "3"),
        Contact("Het Veerhuis", "Omar Chaouki", "Het pauzerooster.", "2"),
        Contact("De Wadloper", "noor", "Het pauzerooster, en welke taken wachten.", "2.5"),
        Contact("Het Kompas", "Sietske Zijlstra", "Het pauzerooster.", "2"),
    ),
    steps=(
        Passed(
            1,
            -205,
            -196,
            "Uitkomsten gedeeld in de nieuwsbrief en in elk teamoverleg.",
            "Herstel en bezetting zijn laag; pauzes komen in de open antwoorden steeds terug.",
        ),
        Passed(
            2,
            -195,
            -168,
            "Vijf energiesessies, samen 62 mensen. Het meeste kwam van de groepen zelf.",
            "Pauzes vallen uit omdat niemand overneemt; wie alleen staat, durft niet te vragen. Tussen vijf en zes komt"
            " alles samen.",
        ),
        Passed(
            3,
            -166,
            -120,
            "Elk team koos zelf welke maatregel bij hen past.",
            "Vier doelen waren er twee te veel; we houden het bij twee doelen en vijf maatregelen.",
        ),
        Passed(4, -118),
    ),
    dates={1: (-205, -195), 2: (-195, -170), 3: (-168, -130), 4: (-120, 60), 5: (61, 90)},
    steering=(("bea", "de directie"), ("olaf", "de ondernemingsraad"), ("Sietske Zijlstra", "de locaties")),
    budget="24000",
    time_available="Vier uur per maand per locatie, met vervanging op de groep.",
    goals=(
        Aim(
            "Iedereen heeft elke dienst een pauze van twintig minuten",
            "Gemiste pauzes per week, geteld op een lijst op de groep",
            "41 per week in de hele regio",
            "tim",
            40,
            "Een tussendienst op elke locatie, ook in de vakantie.",
        ),
        Aim(
            "Om zes uur gaat iedereen op tijd naar huis",
            "Aantal keren later dan kwart over zes, per maand",
            "58 keer in de maand voor de start",
            "noor",
            100,
            "Ouders weten van de haaltijden.",
        ),
    ),
    measures=(
        (
            "De Boomgaard",
            Plan(
                "Tussendienst van drie tot zes",
                "Er is altijd iemand die overneemt.",
                "Zestien uur per week extra.",
                "tim",
                -125,
                -25,
                steps=(
                    Step("Uren aanvragen", "anna", -100, DONE),
                    Step("Twee vaste mensen vinden", "hassan", -60, DONE, "Eén begint volgende maand."),
                    Step("Tellen of de pauzes doorgaan", "tim", -7, BUSY),
                ),
                remarks=(
                    ("bea", "Mooi om te zien dat het loopt. Wat kost het als we dit in heel Noord doen?"),
                ),
            ),
        ),
        (
            "De Wadloper",
            Plan(
                "Twee haaltijden in plaats van één drukke",
                "De drukte tussen vijf en zes wordt verdeeld.",
                "De oudercommissie denkt mee.",
                "noor",
                -124,
                -30,
                state=MeasureState.STUCK,
                note="De oudercommissie wil het eerst na de vakantie proberen.",
                steps=(
                    Step("Voorstel naar de oudercommissie", "noor", -80, DONE),
                    Step("Proef van twee weken", "noor", -10, STUCK, "Wacht op de oudercommissie."),
                ),
            ),
        ),
        (
            "Het Veerhuis",
            Plan(
                "Vaste overneemronde",
                "Pauzes staan op een lijst, je hoeft er niet om te vragen.",
                "De lijst hangt zichtbaar.",
                "Omar Chaouki",
                -123,
                -45,
                state=MeasureState.DONE,
                note="Van elf gemiste pauzes per week naar twee.",
                steps=(Step("Lijst maken en ophangen", "Omar Chaouki", -95, DONE),),
            ),
        ),
        (
            "Het Kompas",
            Plan(
                "Flexteam kent de groepen",
                "Een invaller weet wat er van hem of haar gevraagd wordt.",
                "Een halve dag meelopen, betaald.",
                "Sietske Zijlstra",
                -122,
                30,
                steps=(
                    Step("Kaart per groep met de dagindeling", "Sietske Zijlstra", -50, DONE),
                    Step("Meeloopdagen plannen", "hassan", 8, BUSY),
                    Step("Vragen aan het flexteam of het helpt", "fatima", 28),
                ),
            ),
        ),
        (
            "",
            Plan(
                "Begeleider voor teams die het zelf niet zien",
                "Een team dat vastzit, krijgt binnen twee weken iemand van buiten.",
                "Fatima heeft er een dag per week voor.",
                "fatima",
                -121,
                60,
                kind=ENERGY,
                steps=(Step("Gesprek met het team van De Vlonder", "fatima", 2, BUSY),),
            ),
        ),
    ),
    plan_on=-125,
    document_on=-3,
)

HANDOVER = Story(
    name="Overdracht in een kwartier",
    goal="De overdracht duurt een kwartier en niemand hoeft later nog te zoeken.",
    began=-140,
    aims=-20,
    large=False,
    units=("Planning en roosters", "Administratie en financiën"),
    points=settled(
        {
            "1a": ("hassan", 2, "Een kwartier, elke dag om vier uur."),
            "1b": ("bea", 3, "Akkoord, als de telefoon bereikbaar blijft."),
            "1c": ("olaf", 4, "Verteld aan de OR. Geen vragen."),
            "1d": ("hassan", 4, "Het team stelde het zelf voor."),
            "1e": ("hassan", 5, "Hassan doet het naast zijn gewone werk. Dat kan."),
            "1f": ("hassan", 5, "De avonddienst van de planning."),
            "1g": ("hassan", 5, "Na vier weken."),
            "2": ("anna", 6, "De teamleiders die het vaakst bellen."),
            "3": ("Hassan Aydın", 8, "In het teamoverleg, en een mail aan de locaties."),
            "4": ("bea", 9, "Een kwartier per dag in het rooster."),
        }
    ),
    stands={
        "management": (BEHIND, ""),
        "staff_council": (BEHIND, ""),
        "staff": (BEHIND, "Eindelijk."),
    },
    contacts=(Contact("Planning en roosters", "hassan", "De werkwijze van het team.", "1"),),
    steps=(
        Passed(
            1,
            -140,
            -136,
            "Besproken in het teamoverleg.",
            "Iedereen zoekt 's avonds naar wat overdag is beloofd.",
        ),
        Passed(
            2,
            -135,
            -126,
            "Een gesprek van een uur met het hele team.",
            "Afspraken staan op vier plekken: mail, telefoon, schrift en programma.",
        ),
        Passed(3, -125, -115, "Het team koos uit drie ideeën.", "Eén lijst, één moment."),
        Passed(4, -114, -30, "Iedereen hield de lijst bij.", "Na drie weken was het gewoon."),
        Passed(5, -14),
    ),
    goals=(
        Aim(
            "De overdracht duurt een kwartier",
            "Minuten per dag, twee weken geteld",
            "35 minuten",
            "hassan",
            -40,
            "De telefoon wordt overgenomen.",
        ),
    ),
    measures=(
        (
            "Planning en roosters",
            Plan(
                "Eén lijst voor alle afspraken",
                "Wat beloofd is, staat op één plek.",
                "Niemand maakt nog een eigen lijst.",
                "hassan",
                -120,
                -55,
                state=MeasureState.DONE,
                note="De overdracht duurt nu gemiddeld zestien minuten.",
                steps=(
                    Step("Lijst maken", "hassan", -112, DONE),
                    Step("Twee weken proberen", "hassan", -95, DONE),
                ),
            ),
        ),
    ),
    plan_on=-120,
)

SETTLING_IN = Story(
    name="Inwerken zonder haast",
    goal="Nieuwe collega's op De Speelweide draaien de eerste twee weken boven op de bezetting mee.",
    began=-330,
    aims=-180,
    large=False,
    units=("De Speelweide",),
    points=settled(
        {
            "1a": ("anna", 2, "Twee weken boven op de bezetting, voor iedereen die nieuw is."),
            "1b": ("bea", 3, "Akkoord voor één locatie, een half jaar lang."),
            "1c": ("samira", 5, "De OR is er blij mee."),
            "1d": ("fatima", 6, "De laatste vijf nieuwe collega's zeiden hetzelfde."),
            "1e": ("Janneke Post", 6, "Janneke trekt het, met hulp van Anna."),
            "1f": ("Janneke Post", 6, "Wie dit voorjaar begint."),
            "1g": ("anna", 7, "Bij de eerste drie nieuwe collega's."),
            "2": ("hassan", 8, "De planning."),
            "3": ("Janneke Post", 10, "In het teamoverleg en bij elk sollicitatiegesprek."),
            "4": ("bea", 12, "Betaald uit het budget voor werving."),
        }
    ),
    stands={"management": (BEHIND, ""), "staff_council": (BEHIND, ""), "staff": (BEHIND, "")},
    contacts=(Contact("De Speelweide", "Janneke Post", "Een dienst extra plannen.", "1.5"),),
    steps=(
        Passed(
            1,
            -330,
            -324,
            "Vijf nieuwe collega's vertelden hoe hun start was.",
            "Ze stonden de tweede dag alleen.",
        ),
        Passed(
            2,
            -322,
            -310,
            "Gesprek met het team en de nieuwe collega's.",
            "Inwerken past niet in de bezetting.",
        ),
        Passed(3, -308, -290, "Het team schreef zelf het inwerkplan.", "Twee weken extra, met een maatje."),
        Passed(4, -288, -190, "Zes nieuwe collega's deden mee.", "Het lukte vijf van de zes keer."),
        Passed(
            5,
            -185,
            -170,
            "Gevraagd aan de zes nieuwe collega's en hun maatjes.",
            "Alle zes werken er nog. Eén keer ging het mis door ziekte; daar is nu een afspraak voor. Andere locaties"
            " nemen het over.",
        ),
    ),
    goals=(
        Aim(
            "Wie nieuw is, staat de eerste twee weken niet alleen",
            "Diensten alleen in de eerste twee weken",
            "Gemiddeld vier",
            "Janneke Post",
            -200,
            "Twee weken boven op de bezetting.",
        ),
    ),
    measures=(
        (
            "De Speelweide",
            Plan(
                "Inwerkplan van twee weken",
                "Elke nieuwe collega kent kinderen, ouders en afspraken voordat die alleen staat.",
                "Boven op de bezetting.",
                "Janneke Post",
                -300,
                -200,
                state=MeasureState.DONE,
                note="Blijft zo, ook op andere locaties.",
                steps=(Step("Inwerkplan schrijven", "Janneke Post", -285, DONE),),
            ),
        ),
    ),
    plan_on=-300,
    closed_on=-165,
)

STORIES = (SETTLING_IN, CALM, HANDOVER, DOUBLE_WORK)
