"""The demo's kick-off meetings, news, and what management says: invented, told through the actions of the pages."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID

from measures.actions import change_measure
from measures.models import Measure, MeasureKind
from projects.actions import meeting, news, papers
from projects.models import KickoffItem, PaperKind, Party, Project
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action of the kick-off; `days` from today."""

    what: str
    who: str
    days: int
    point: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """News for all staff; `days` from today."""

    title: str
    text: str
    days: int


@dataclass(frozen=True, slots=True)
class Kickoff:
    """What happened around one project, by its name; `on` is the day of the meeting, from today."""

    project: str
    on: int
    place: str
    people: tuple[tuple[str, str], ...]
    absent: tuple[str, ...] = ()
    said: str = ""
    agreed: tuple[Agreed, ...] = ()
    told: tuple[Told, ...] = ()
    statement: str = ""
    inspection: bool = False


AGENDA = (
    "1. Waarom dit project, en wat moet het opleveren?\n2. De doelen, en wie erachter staat\n"
    "3. Wie er nog meer bij moet zijn\n4. Het plan: wie schrijft het, en hoe vertellen we erover?\n"
    "5. Tijd, ruimte en steun\n6. Wat we afspreken"
)

KICKOFFS = (
    Kickoff(
        project="Minder dubbel werk",
        on=-16,
        place="Hoofdkantoor, vergaderzaal De Glijbaan",
        people=(
            ("anna", ""),
            ("bea", Party.MANAGEMENT),
            ("olaf", Party.STAFF_COUNCIL),
            ("fatima", ""),
            ("hassan", ""),
            ("Marieke Prins", Party.STAFF),
        ),
        absent=("hassan",),
        said=(
            "We zijn het eens over het doel. Niet handiger invullen, maar minder invullen.\n\n"
            "De directie vindt een uur per week per medewerker haalbaar. Medewerkers willen eerst één formulier zien "
            "verdwijnen, dan geloven ze het.\n\n"
            "Welke groep begint is nog niet gekozen. Dat hangt af van de planning van het nieuwe ouderportaal."
        ),
        agreed=(
            Agreed("Lijst maken van alle formulieren, met wie ze leest", "fatima", 10, "1a"),
            Agreed("Navragen wanneer het nieuwe ouderportaal start", "anna", 4, "2"),
            Agreed("Twee uur per maand per team in het rooster zetten", "hassan", 12, "4"),
        ),
        told=(
            Told(
                "De aftrap is geweest",
                "Directie, ondernemingsraad en medewerkers zaten aan één tafel. Het doel staat: een uur per week "
                "minder schrijven. Eerst maken we een lijst van alle formulieren.",
                -14,
            ),
            Told(
                "Welk formulier kan weg?",
                "In elke teamkamer hangt een vel. Zet erop wat je invult en niemand leest. Over twee weken halen we "
                "de vellen op.",
                -5,
            ),
        ),
        statement=(
            "Ik wil dat dit werk verdwijnt, niet dat we er handiger in worden. Elk team krijgt er uren voor in het "
            "rooster. Als een formulier weg kan en de inspectie vraagt ernaar, dan leg ik het uit."
        ),
        inspection=True,
    ),
)

# How many measures belong to the statutory action plan.
STATUTORY = 4


def hold_kickoffs(organisation_id: UUID, clock: Clock) -> None:
    """Let every kick-off happen, day by day, and mark what belongs to the statutory action plan."""
    for story in KICKOFFS:
        _hold(organisation_id, clock, story)
    with clock.at(clock.day(-1)), tenant_scope(organisation_id):
        anna = cast()["anna"]
        measures = Measure.objects.live().filter(kind=MeasureKind.SOURCE).order_by("created_at", "id")
        for measure in measures[:STATUTORY]:
            change_measure(actor=anna, measure=measure, version=measure.version, in_statutory_plan=True)
        papers.start_paper(actor=anna, project=None, kind=PaperKind.ANNEX)


def _hold(organisation_id: UUID, clock: Clock, story: Kickoff) -> None:
    with clock.at(clock.day(story.on - 9), 11), tenant_scope(organisation_id):
        people, project = cast(), _project(story)
        made = meeting.plan_kickoff_meeting(
            actor=people["anna"],
            project=project,
            version=None,
            held_on=clock.day(story.on),
            starts_at=time(10),
            ends_at=time(11, 30),
            place=story.place,
            agenda=AGENDA,
        )
        for name, party in story.people:
            meeting.add_participant(
                actor=people["anna"],
                meeting=made,
                membership=people.get(name),
                name=name,
                speaks_for=party,
            )
    with clock.at(clock.day(story.on), 12), tenant_scope(organisation_id):
        people, project = cast(), _project(story)
        for one in story.agreed:
            meeting.add_kickoff_action(
                actor=people["anna"],
                project=project,
                item=KickoffItem.objects.filter(project=project, round=project.round, code=one.point).first(),
                what=one.what,
                who=people.get(one.who),
                who_name="" if one.who in people else one.who,
                due_on=clock.workday(one.days),
            )
        absent = {people[name].id for name in story.absent if name in people}
        came = [one.id for one in made.participants.all() if one.membership_id not in absent]
        meeting.record_presence(actor=people["anna"], meeting=made, came=came)
        written = meeting.write_minutes(
            actor=people["anna"], meeting=made, version=made.version, minutes=story.said
        )
        papers.start_paper(actor=people["anna"], project=written.project, kind=PaperKind.KICKOFF)
        if story.statement:
            news.give_statement(actor=people["bea"], project=project, text=story.statement)
    for told in story.told:
        with clock.at(clock.day(told.days), 10), tenant_scope(organisation_id):
            anna = cast()["anna"]
            draft = news.write_news(actor=anna, project=_project(story), title=told.title, text=told.text)
            news.publish_news(actor=anna, news=draft, version=draft.version)
    if story.inspection:
        with clock.at(clock.day(-2), 15), tenant_scope(organisation_id):
            papers.start_paper(actor=cast()["anna"], project=_project(story), kind=PaperKind.INSPECTION)


def _project(story: Kickoff) -> Project:
    return Project.objects.get(name=story.project)
