"""The workload policy of the demo: two saved versions, the second one with what the works council asked for."""

from uuid import UUID

from policy import questions
from policy.actions import chapter_mark, save_version, write_chapter
from policy.models import PolicyDraft
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast

FIRST = {
    "vision": (
        "Een drukke dag hoort bij kinderopvang. Een drukke maand niet. Als het werk niet past in de tijd, dan ligt"
        " dat aan hoe wij het werk hebben geregeld, en dat lossen we samen op."
    ),
    "definitions": (
        "Werkdruk is te hoog als je je werk week na week niet goed kunt doen in de tijd die er is, en daar zelf"
        " niets aan kunt veranderen. Werkplezier is wat het werk je teruggeeft."
    ),
    "focus": "Allebei. Eerst halen we weg wat het werk te zwaar maakt. Daarna versterken we wat energie geeft.",
    "prevent": (
        "Roosters staan zes weken vooruit vast. Elk team heeft een lijst van wat mag wachten. We beginnen pas aan"
        " iets nieuws als iets ouds is afgerond."
    ),
    "respond": "Als een team onderbezet is, belt de teamleider de planning. Samen kiezen zij wat die dag niet gebeurt.",
    "offer_workload": (
        "Een gesprek met de bedrijfsarts of een coach, zonder langs je leidinggevende te gaan. Voor teams: twee"
        " bijeenkomsten met een begeleider."
    ),
    "offer_enjoyment": "Elk team heeft per jaar een klein bedrag dat het zelf mag besteden aan plezier in het werk.",
    "train_workload": (
        "Nieuwe teamleiders leren in hun eerste half jaar signalen van stress te zien en te bespreken."
    ),
    "train_enjoyment": "",
    "five_steps": (
        "Elke maand krijgt een twaalfde van de medewerkers een korte vragenlijst. Bestuurder en ondernemingsraad"
        " bespreken de uitkomst binnen twee weken en spreken acties af."
    ),
}
SECOND = {
    "respond": (
        "Als een team één collega mist, geldt vanaf die dag de lijst van wat mag wachten; daar hoef je niemand om te"
        " vragen. Na twee weken regelt de regiomanager vervanging of minder werk. Late ziekmeldingen vangt de"
        " invalpoule op, niet het team."
    ),
    "train_workload": (
        "Nieuwe teamleiders leren in hun eerste half jaar signalen van stress te zien en te bespreken. Elk team"
        " loopt één keer per jaar met een begeleider door zijn eigen plan. De ondernemingsraad krijgt dezelfde"
        " cursus over de cijfers als de leiding."
    ),
    "train_enjoyment": (
        "In elk voortgangsgesprek vraagt de teamleider wat energie geeft en wat energie kost. De stafafdelingen"
        " leggen een nieuwe regel eerst voor aan één team: kost dit tijd, of scheelt het tijd?"
    ),
    "five_steps": (
        "Elke maand krijgt een twaalfde van de medewerkers een korte vragenlijst. Bestuurder en ondernemingsraad zien"
        " de uitkomst op hetzelfde moment, bespreken die binnen twee weken en spreken acties af. Cijfers van"
        " minder dan vijf mensen bestaan niet; open antwoorden worden pas gedeeld vanaf twaalf. Elk team houdt"
        " een plan bij en kijkt elk half jaar terug: wat hielp, wat niet, wat stopt?"
    ),
}


def write_policy(organisation_id: UUID, clock: Clock) -> None:
    """Write the first version eight months ago, and the second one last quarter."""
    _save(organisation_id, clock, -240, FIRST, "Eerste versie, geschreven met drie teams.")
    note = "Met wat de ondernemingsraad vroeg: opvang bij uitval, scholing en hoe we met cijfers omgaan."
    _save(organisation_id, clock, -75, SECOND, note)


def _save(organisation_id: UUID, clock: Clock, days: int, answers: dict[str, str], note: str) -> None:
    with clock.at(clock.workday(days), 11), tenant_scope(organisation_id):
        people = cast()
        for chapter in questions.CHAPTERS:
            stored = PolicyDraft.objects.first()
            before = stored.answers if stored else {}
            keys = [question.key for question in chapter.questions]
            write_chapter(
                actor=people["anna"],
                chapter=chapter,
                answers={key: answers.get(key, before.get(key, "")) for key in keys},
                seen=chapter_mark(stored, chapter),
            )
        save_version(actor=people["bea"], note=note)
