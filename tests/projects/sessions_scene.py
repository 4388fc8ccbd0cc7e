"""Sessions of the cast's project, at any point of their course; inside the tenant's scope only."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from projects.actions import board, cards, seats, sessions
from projects.models import Card, Cluster, Project, Seat, Session
from projects.queries import sessions as reads
from tests.cast import Zandbak
from tests.projects.scene import make_project

STARTS = datetime(2026, 12, 3, 14, 0, tzinfo=timezone.get_default_timezone())


def make_session(zandbak: Zandbak, project: Project | None = None, **changes: Any) -> Session:
    """A planned energy session of Tim's team, guided by Fatima."""
    fields: dict[str, Any] = {
        "kind": "energy",
        "focus": "both",
        "title": "Wat geeft ons energie?",
        "unit": zandbak.team,
        "starts_at": STARTS,
        "minutes": 75,
        "place": "De Boomhut",
        "guide": zandbak.member(zandbak.fatima),
        "guide_name": "Fatima El Amrani",
        "dots_each": 3,
    }
    anna = zandbak.member(zandbak.anna)
    project = project or make_project(zandbak)
    return fresh(sessions.plan_session(actor=anna, project=project, **{**fields, **changes}))


def fresh(session: Session) -> Session:
    """The session as the pages fetch it."""
    found = reads.find_session(session.project_id, session.id)
    assert found is not None
    return found


def begun(zandbak: Zandbak, session: Session | None = None, phase: str = "join") -> Session:
    """A running session, at `phase`."""
    anna = zandbak.member(zandbak.anna)
    session = session or make_session(zandbak)
    board.begin_session(actor=anna, session=session)
    return gone_on(zandbak, session, phase)


def gone_on(zandbak: Zandbak, session: Session, phase: str) -> Session:
    """The session, moved on part by part until `phase`."""
    anna = zandbak.member(zandbak.anna)
    while (session := fresh(session)).phase != phase:
        board.move_phase(actor=anna, session=session, seen=session.phase, direction="next")
    return session


def seated(session: Session) -> tuple[Seat, str]:
    """A phone at the session, and its secret."""
    return seats.take_seat(session)


def written(session: Session, seat: Seat, text: str, side: str = "drainer", key: UUID | None = None) -> Card:
    """A card of that phone."""
    return cards.write_card(session=session, seat=seat, key=key or uuid4(), side=side, text=text)


def clustered(zandbak: Zandbak, session: Session, title: str, *some: Card) -> Cluster:
    """Put cards together under a name; the session has to be past writing."""
    anna = zandbak.member(zandbak.anna)
    ids = [card.id for card in some]
    board.move_cards(
        actor=anna, session=session, card_ids=ids, side=some[0].side, cluster_id=None, title=title
    )
    return Cluster.objects.get(session=session, title=title)
