"""The demo's sessions, invented: one that has ended, with cards, clusters, causes and map; one for next week."""

from datetime import date, timedelta
from uuid import UUID

from projects.actions import board, cards, cause_maps, causes, seats, sessions
from projects.models import Cause, Cluster, Influence, MapNode, Project, Session, Side
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.demo.clock import Clock
from werkdruk.home.demo.people import cast
from werkdruk.organisations.models import Unit

PROJECT = "Minder dubbel werk"
PHONES = 14

# Cluster by cluster: its name, how many dots, and its cards.
DRAINS: dict[str, tuple[int, tuple[str, ...]]] = {
    "Alles twee keer opschrijven": (
        11,
        (
            "Het dagboekje in de app én op papier",
            "Slaaptijden op drie plekken",
            "Overtypen wat een ouder al heeft ingevuld",
            "Na werktijd nog het ouderportaal bijwerken",
            "Formulier voor een formulier",
            "Elke maand dezelfde lijst opnieuw",
            "De ene zegt app, de andere zegt map",
        ),
    ),
    "De telefoon gaat altijd": (
        6,
        (
            "Bellen terwijl er drie kinderen huilen",
            "Ouders die bellen wat er ook in de app staat",
            "Planning belt tijdens het eten",
            "Steeds gestoord worden bij de overdracht",
        ),
    ),
    "Alleen op de groep": (
        5,
        (
            "Om zes uur alleen met negen kinderen",
            "Geen pauze als de invaller niet komt",
            "Niemand om even mee te overleggen",
        ),
    ),
    "Onverwachte wisselingen": (
        3,
        ("Rooster verandert op zondagavond", "Weer een ander gezicht op de groep"),
    ),
}
GIVES: dict[str, tuple[int, tuple[str, ...]]] = {
    "Tijd met de kinderen": (
        10,
        (
            "Buiten spelen zonder haast",
            "Een kind dat voor het eerst durft",
            "Samen koken op woensdag",
            "Voorlezen, met alles uit",
            "Een hele ochtend in het bos",
        ),
    ),
    "Elkaar helpen": (
        5,
        ("Een collega die zegt: ga jij maar even", "Samen lachen om vijf uur", "Tips van de andere groep"),
    ),
    "Gezien worden": (2, ("Complimenten van ouders", "Een bedankje van de regiomanager")),
}
LOOSE = ((Side.DRAINER, "De printer"), (Side.GIVER, "Goede koffie"))

OUTCOME = (
    "Dubbel opschrijven kost de meeste energie, en het houdt zichzelf in stand: omdat het op drie plekken staat gaat er"
    " iets mis, en dan komt er een controlelijst bij. Tijd met de kinderen geeft de meeste energie. Eén groep begint"
    " meteen met één plek voor de slaaptijden."
)


def hold_sessions(organisation_id: UUID, clock: Clock) -> None:
    """Let both happen, through the actions of their pages."""
    with tenant_scope(organisation_id):
        project = Project.objects.get(name=PROJECT)
    held = _past_workday(clock, -9)
    with clock.at(clock.day(-17), 11), tenant_scope(organisation_id):
        session = _plan(
            clock,
            project,
            "Wat kost en wat geeft ons energie?",
            "Regio Noord",
            held,
            "De Boomgaard, grote zaal",
        )
    with clock.at(held, 14), tenant_scope(organisation_id):
        _hold(clock, session)
    with clock.at(clock.day(-3), 10), tenant_scope(organisation_id):
        _plan(
            clock,
            project,
            "Energiesessie Regio Zuid",
            "Regio Zuid",
            clock.workday(7),
            "De Wielewaal, personeelskamer",
        )


def _plan(clock: Clock, project: Project, title: str, unit: str, day: date, place: str) -> Session:
    people = cast()
    return sessions.plan_session(
        actor=people["fatima"],
        project=project,
        kind="energy",
        focus="both",
        title=title,
        unit=Unit.objects.current().get(name=unit),
        starts_at=clock.moment(day, 14),
        minutes=75,
        place=place,
        guide=people["fatima"],
        guide_name=people["fatima"].user.name,
        dots_each=3,
    )


def _hold(clock: Clock, session: Session) -> None:
    fatima = cast()["fatima"]
    board.begin_session(actor=fatima, session=session)
    phones = [seats.take_seat(session)[0] for _number in range(PHONES)]
    _on(session, "join")
    turn = 0
    written: dict[str, list[UUID]] = {}
    for side, clusters in ((Side.DRAINER, DRAINS), (Side.GIVER, GIVES)):
        for title, (_dots, texts) in clusters.items():
            for text in texts:
                key = UUID(int=turn + 1)
                card = cards.write_card(
                    session=session, seat=phones[turn % PHONES], key=key, side=side, text=text
                )
                written.setdefault(title, []).append(card.id)
                turn += 1
    for side, text in LOOSE:
        cards.write_card(session=session, seat=phones[0], key=UUID(int=turn + 1), side=side, text=text)
        turn += 1
    _on(session, "write")
    for side, clusters in ((Side.DRAINER, DRAINS), (Side.GIVER, GIVES)):
        for title in clusters:
            board.move_cards(
                actor=fatima,
                session=session,
                card_ids=written[title],
                side=side,
                cluster_id=None,
                title=title,
            )
    _on(session, "cluster")
    places = [title for title, (dots, _texts) in {**DRAINS, **GIVES}.items() for _dot in range(dots)]
    ids = dict(Cluster.objects.filter(session=session).values_list("title", "id"))
    for number, title in enumerate(places):
        cards.give_dot(session=session, seat=phones[number % PHONES], cluster_id=ids[title])
    _on(session, "choose")
    _causes(session)
    _on(session, "why")
    double = Cause.objects.get(session=session, title="Alles twee keer opschrijven")
    causes.agree_at_once(
        actor=fatima,
        session=session,
        what="Slaaptijden alleen nog in de app; de papieren lijst gaat van de muur",
        who=None,
        who_name="Marieke Prins",
        due_on=clock.workday(2),
        cause=double,
    )
    _map(session)
    sessions.end_session(actor=fatima, session=session, present=17, outcome=OUTCOME)


def _on(session: Session, seen: str) -> None:
    board.move_phase(actor=cast()["fatima"], session=session, seen=seen, direction="next")


def _causes(session: Session) -> None:
    fatima = cast()["fatima"]
    answers = {
        "Alles twee keer opschrijven": (
            [
                "Dezelfde gegevens staan in de app, in de map en in het ouderportaal",
                "Elk nieuw systeem kwam erbij, er ging nooit iets weg",
                "Niemand is de baas over wat we vastleggen",
                "Het is altijd zo gegroeid, per locatie anders",
            ],
            "Een uur per dag minder op de groep, en fouten bij de overdracht",
            "Omdat het op drie plekken staat gaat er iets mis; dan komt er een controlelijst bij",
            "Wij mogen geen formulier afschaffen. Dat moet iemand voor alle locaties beslissen.",
            Influence.ORGANISATION,
        ),
        "De telefoon gaat altijd": (
            [
                "Iedereen belt de groep rechtstreeks",
                "Er is geen vast moment om te bellen",
                "We hebben ouders nooit verteld wanneer het wel kan",
            ],
            "Onrust op de groep, en een overdracht die half blijft",
            "Wie niet opneemt wordt teruggebeld, dus neemt iedereen meteen op",
            "We dachten dat het niet mocht.",
            Influence.TEAM,
        ),
        "Tijd met de kinderen": (
            [
                "Daarvoor kozen we dit werk",
                "Het lukt als er buiten wordt gewerkt en de telefoon binnen blijft",
            ],
            "Plezier, en rustiger kinderen",
            "",
            "",
            Influence.TEAM,
        ),
    }
    for cause in Cause.objects.filter(session=session).select_related("project"):
        whys, effect, pattern, why_not_yet, influence = answers[cause.title]
        causes.change_cause(
            actor=fatima,
            cause=cause,
            version=cause.version,
            side=cause.side,
            title=cause.title,
            whys=whys,
            effect=effect,
            pattern=pattern,
            why_not_yet=why_not_yet,
            influence=influence,
        )


def _map(session: Session) -> None:
    fatima, project = cast()["fatima"], session.project
    places = {
        ("drainer", "Alles twee keer opschrijven"): (50, 4),
        ("drainer", "Fouten bij de overdracht"): (92, 40),
        ("drainer", "Er komt een controlelijst bij"): (70, 92),
        ("drainer", "Minder tijd op de groep"): (16, 30),
        ("giver", "Tijd met de kinderen"): (8, 84),
        ("drainer", "De telefoon gaat altijd"): (96, 4),
    }
    nodes: dict[str, MapNode] = {}
    for (side, text), (x, y) in places.items():
        nodes[text] = cause_maps.add_map_node(
            actor=fatima,
            project=project,
            side=side,
            text=text,
            cause=Cause.objects.filter(session=session, title=text).first(),
        )
        cause_maps.move_map_node(actor=fatima, project=project, node_id=nodes[text].id, x=x, y=y)
    for start, end in (
        ("Alles twee keer opschrijven", "Fouten bij de overdracht"),
        ("Fouten bij de overdracht", "Er komt een controlelijst bij"),
        ("Er komt een controlelijst bij", "Alles twee keer opschrijven"),
        ("Alles twee keer opschrijven", "Minder tijd op de groep"),
        ("Minder tijd op de groep", "Tijd met de kinderen"),
        ("De telefoon gaat altijd", "Fouten bij de overdracht"),
    ):
        cause_maps.add_map_arrow(
            actor=fatima, project=project, start_id=nodes[start].id, end_id=nodes[end].id
        )


def _past_workday(clock: Clock, days: int) -> date:
    """The day so many days from today; on a Saturday or Sunday the Friday before."""
    day = clock.day(days)
    return day - timedelta(days=max(0, day.weekday() - 4))
