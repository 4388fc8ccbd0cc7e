"""A project that missed its goal and began a second round with what it learned. Invented."""

from measures.models import ActionState, MeasureState
from werkdruk.home.demo.plans import Plan, Step
from werkdruk.home.demo.projects import BEHIND, DOUBTS, Aim, Contact, Passed, Story, settled

WHO = "Ruben Kok"
PICKING_UP = Story(
    name="Ophalen zonder haast",
    goal="Aan het eind van de middag is er op De Regenboog tijd voor elk kind en elke ouder.",
    began=-250,
    aims=-60,
    large=False,
    units=("De Regenboog",),
    points=settled(
        {
            "1a": (WHO, 2, "Eén rustig halfuur aan het eind van de middag."),
            "1b": ("bea", 3, "Akkoord, als de bezetting klopt."),
            "1c": ("olaf", 5, "Verteld aan de OR. Die wil de uitkomst horen."),
            "1d": ("fatima", 6, "Beide teams noemden het zelf."),
            "1e": (WHO, 6, "Ruben doet het in twee uur per week."),
            "1f": (WHO, 6, "De bso en het kinderdagverblijf samen."),
            "1g": ("anna", 7, "Binnen een maand."),
            "2": (WHO, 8, "De oudercommissie."),
            "3": (WHO, 10, "Bij de deur, en in de app voor ouders."),
            "4": ("bea", 12, "Een uur per week per team."),
        }
    ),
    stands={
        "management": (BEHIND, ""),
        "staff_council": (BEHIND, ""),
        "staff": (DOUBTS, "Ouders komen toch laat."),
    },
    contacts=(Contact("De Regenboog", WHO, "De middagdienst anders indelen.", "2"),),
    steps=(
        Passed(1, -250, -242, "Besproken in beide teams.", "Tussen half zes en zes komt alles samen."),
        Passed(
            2,
            -240,
            -226,
            "Een gesprek van een uur met twaalf collega's.",
            "Opruimen, overdracht en ouders vallen in hetzelfde halfuur.",
        ),
        Passed(3, -224, -205, "De teams kozen uit vier ideeën.", "Eerder opruimen, samen met de kinderen."),
        Passed(
            4,
            -203,
            -95,
            "Iedereen deed mee, twee maanden lang.",
            "Opruimen lukt. De drukte bij de deur blijft.",
        ),
        Passed(
            5, -92, -70, "Een korte vraag aan iedereen, en een gesprek per team.", "Het doel is niet gehaald."
        ),
    ),
    goals=(
        Aim(
            "Om zes uur is de overdracht aan ouders klaar",
            "Keren per week later dan zes uur",
            "Elf keer per week",
            WHO,
            -100,
            "Niemand staat in het laatste uur alleen.",
        ),
    ),
    measures=(
        (
            "De Regenboog",
            Plan(
                "Om vijf uur samen opruimen",
                "Het laatste halfuur is voor kinderen en ouders.",
                "De kinderen helpen mee.",
                WHO,
                -205,
                -120,
                state=MeasureState.DONE,
                note="Gaat vanzelf, en het is gezellig.",
                steps=(Step("Afspraken op de deur hangen", WHO, -195, ActionState.DONE),),
            ),
        ),
    ),
    plan_on=-206,
    round_on=-60,
    learned="Opruimen was niet de oorzaak. Ouders komen allemaal in hetzelfde kwartier. In deze ronde kijken we met de"
    " oudercommissie naar de haaltijden, voordat we iets kiezen.",
)
