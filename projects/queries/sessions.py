"""Reads over sessions: one with its project, those of a project, and what stands on its board."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from projects.models import (
    Card,
    Cause,
    Cluster,
    Dot,
    Phase,
    Project,
    QuickFix,
    Seat,
    Session,
    SessionPart,
    SessionState,
    Side,
)
from projects.queries.projects import find_project
from werkdruk.organisations.models import Membership
from werkdruk.organisations.queries import unit_tree


def find_session(project: UUID, session: UUID) -> Session | None:
    """A session of a project, with the project as its pages show it, or None."""
    found = Session.objects.filter(project_id=project, id=session)
    found = found.select_related("unit", "guide__user")
    return _with_project(found.first())


@dataclass(frozen=True, slots=True)
class Inside[Row]:
    """Something that is part of a session, with the session; permission is asked about its project."""

    session: Session
    row: Row

    @property
    def project(self) -> Project:
        """The project of the session."""
        return self.session.project


def find_part(project: UUID, session: UUID, part: UUID) -> Inside[SessionPart] | None:
    """A part of the script of a session, or None."""
    held, row = (
        find_session(project, session),
        SessionPart.objects.filter(session_id=session, id=part).first(),
    )
    return Inside(held, row) if held is not None and row is not None else None


def find_cluster(project: UUID, session: UUID, cluster: UUID) -> Inside[Cluster] | None:
    """A cluster on the board of a session, or None."""
    held, row = find_session(project, session), Cluster.objects.filter(session_id=session, id=cluster).first()
    return Inside(held, row) if held is not None and row is not None else None


def _with_project(session: Session | None) -> Session | None:
    if session is not None:
        found = find_project(session.project_id)
        if found is None:
            return None
        session.project = found
    return session


def sessions_of(project: Project) -> list[Session]:
    """The sessions of this round of a project, first to last, with how many causes came out of each."""
    rows = Session.objects.filter(project=project, round=project.round).select_related("unit", "guide__user")
    return list(rows.annotate(cause_count=Count("causes")))


def invitable(session: Session) -> list[Membership]:
    """Who gets the invitation: contact persons of the units concerned, and who leads those units; each once."""
    project = session.project
    tree = unit_tree()
    whole = session.unit_id is None
    chosen = {place.unit_id for place in project.project_units.all()}
    scope = tree.below(chosen) if session.unit_id is None else tree.below([session.unit_id])
    contacts = {
        place.contact_id
        for place in project.project_units.all()
        if place.contact_id
        and (whole or place.unit_id in scope or session.unit_id in tree.below([place.unit_id]))
    }
    members = Membership.objects.active().select_related("user")
    return list(
        members.filter(Q(id__in=contacts) | Q(led_units__unit_id__in=scope))
        .distinct()
        .order_by("user__name", "id")
    )


@dataclass(slots=True)
class Group:
    """A cluster on the board with its cards and dots."""

    cluster: Cluster
    cards: list[Card] = field(default_factory=list)
    dots: int = 0


@dataclass(slots=True)
class Column:
    """One side of the board: how many cards, the loose ones, and the clusters."""

    side: str
    label: str
    count: int = 0
    loose: list[Card] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the big screen; `columns` hold no texts while the cards are hidden."""

    columns: list[Column]
    seats: int
    cards: int
    dots: int
    most_dots: int


def board_of(session: Session) -> Board:
    """What the board of `session` shows now; six queries at most.

    While everybody writes only the number of cards is read: their texts do not leave the database.
    """
    columns = {side: Column(side, str(label)) for side, label in Side.choices}
    counts = dict(
        Card.objects.filter(session=session)
        .order_by()
        .values("side")
        .annotate(count=Count("id"))
        .values_list("side", "count")
    )
    for side, count in counts.items():
        columns[side].count = count
    seats = Seat.objects.filter(session=session).count()
    given: dict[UUID, int] = {}
    if session.phase not in (Phase.JOIN, Phase.WRITE):
        given = dots_of(session)
        groups = {}
        for cluster in Cluster.objects.filter(session=session):
            groups[cluster.id] = Group(cluster, dots=given.get(cluster.id, 0))
            columns[cluster.side].groups.append(groups[cluster.id])
        for card in Card.objects.filter(session=session):
            group = groups.get(card.cluster_id) if card.cluster_id else None
            (group.cards if group else columns[card.side].loose).append(card)
    return Board(
        columns=list(columns.values()),
        seats=seats,
        cards=sum(counts.values()),
        dots=sum(given.values()),
        most_dots=seats * session.dots_each,
    )


def dots_of(session: Session) -> dict[UUID, int]:
    """How many dots each cluster got: counted now, or as kept when the session ended."""
    if session.state == SessionState.ENDED:
        rows = Cluster.objects.filter(session=session).values_list("id", "dots_given")
        return dict(rows)
    rows = Dot.objects.filter(cluster__session=session).order_by().values("cluster_id")
    return dict(rows.annotate(count=Count("id")).values_list("cluster_id", "count"))


def causes_of_session(session: Session) -> QuerySet[Cause]:
    """The causes that came out of a session, with their whys."""
    return Cause.objects.filter(session=session).prefetch_related("whys")


def quick_fixes_of(session: Session) -> list[QuickFix]:
    """What a session agreed at once, in the order of its dates."""
    rows = QuickFix.objects.filter(session=session).select_related("action__who__user", "cause")
    return list(rows.order_by("action__due_on", "id"))


def own_cards(session: Session, seat: Seat) -> list[Card]:
    """The cards that this phone wrote, the newest first."""
    return list(Card.objects.filter(session=session, seat=seat).order_by("-number"))


def own_dots(seat: Seat) -> set[UUID]:
    """The clusters to which this phone gave a dot."""
    return set(Dot.objects.filter(seat=seat).values_list("cluster_id", flat=True))
