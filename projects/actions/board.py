"""What the guide does on the board: begin, go on and back, clusters, choosing."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.actions.cards import count_change
from projects.actions.guard import record
from projects.actions.sessions import open_session
from projects.domain.sessions import MOST_CHOSEN, MOST_CLUSTERS, following, most_dots
from projects.models import Card, Cause, Cluster, Dot, Phase, Session, SessionKind, SessionState, Side
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership


@transaction.atomic
def begin_session(*, actor: Membership | None, session: Session) -> Session:
    """Open the board: from now on phones can join. A second time changes nothing."""
    current = open_session(session, SessionState.PLANNED, SessionState.RUNNING)
    if current.kind == SessionKind.PASSION:
        raise Refused(_("This conversation goes without a board. Write down afterwards what came out."))
    if current.state == SessionState.RUNNING:
        return current
    current.state, current.begun_at = SessionState.RUNNING, timezone.now()
    current.version += 1
    current.changes += 1
    current.save()
    record("session_begun", actor, current.project, title=current.title)
    return current


@transaction.atomic
def move_phase(*, actor: Membership | None, session: Session, seen: str, direction: str) -> Session:
    """Go to the next part or back to the one before; from a page that shows another part nothing changes.

    On the way to asking why, the chosen clusters become causes; when none was chosen yet, those with most dots are.
    """
    current = open_session(session, SessionState.RUNNING)
    after = following(current.phase, direction)
    if current.phase != seen or after is None:
        return current
    if after == Phase.WHY and direction == "next":
        _choose_and_keep(current)
    current.phase = after
    current.changes += 1
    current.save(update_fields=["phase", "changes"])
    return current


@transaction.atomic
def add_cluster(*, actor: Membership | None, session: Session, side: str, title: str) -> Cluster:
    """Make an empty cluster."""
    return _new_cluster(_arranging(session), side, title)


@transaction.atomic
def rename_cluster(*, actor: Membership | None, session: Session, cluster: Cluster, title: str) -> None:
    """Give a cluster another name."""
    current = _arranging(session)
    title = _named(title)
    Cluster.objects.filter(session=current, id=cluster.id).update(title=title)
    count_change(current)


@transaction.atomic
def merge_clusters(*, actor: Membership | None, session: Session, cluster: Cluster, into: Cluster) -> None:
    """Put all cards of a cluster into another one on the same side; the empty one goes, with its dots."""
    current = _arranging(session)
    if cluster.id == into.id or cluster.side != into.side:
        raise Refused(_("Choose another cluster on the same side."))
    Card.objects.filter(session=current, cluster=cluster).update(cluster=into)
    Cluster.objects.filter(session=current, id=cluster.id).delete()
    count_change(current)


@transaction.atomic
def remove_cluster(*, actor: Membership | None, session: Session, cluster: Cluster) -> None:
    """Take a cluster away; its cards stand loose again."""
    current = _arranging(session)
    Cluster.objects.filter(session=current, id=cluster.id).delete()
    count_change(current)


@transaction.atomic
def choose_cluster(*, actor: Membership | None, session: Session, cluster: Cluster, chosen: bool) -> None:
    """Choose a cluster to go on with, or not; at most three are chosen."""
    current = _arranging(session)
    if chosen:
        others = Cluster.objects.filter(session=current, chosen=True).exclude(id=cluster.id)
        if others.count() >= MOST_CHOSEN:
            raise Refused(_("Three are chosen already. Let one go first."))
    Cluster.objects.filter(session=current, id=cluster.id).update(chosen=chosen)
    count_change(current)


@transaction.atomic
def move_cards(
    *,
    actor: Membership | None,
    session: Session,
    card_ids: Collection[UUID],
    side: str,
    cluster_id: UUID | None,
    title: str = "",
) -> None:
    """Put cards of a side in one of its clusters, in a new one with the name `title`, or (without both) loose."""
    current = _arranging(session)
    cards = Card.objects.filter(session=current, side=side, id__in=card_ids)
    if not cards:
        raise Refused(_("Choose at least one card first."))
    cluster = None
    if title.strip():
        cluster = _new_cluster(current, side, title)
    elif cluster_id is not None:
        cluster = Cluster.objects.filter(session=current, id=cluster_id, side=side).first()
        if cluster is None:
            raise Refused(_("Choose another cluster on the same side."))
    cards.update(cluster=cluster)
    count_change(current)


@transaction.atomic
def hide_cards(
    *, actor: Membership | None, session: Session, card_ids: Collection[UUID], hidden: bool
) -> None:
    """Hide cards that name or hurt somebody, or show them again."""
    current = open_session(session, SessionState.RUNNING, SessionState.ENDED)
    changed = Card.objects.filter(session=current, id__in=card_ids, hidden=not hidden).update(hidden=hidden)
    if not changed:
        raise Refused(_("Choose at least one card first."))
    count_change(current)
    if hidden:
        record("session_card_hidden", actor, current.project, title=current.title, cards=changed)
    else:
        record("session_card_shown", actor, current.project, title=current.title, cards=changed)


def _arranging(session: Session) -> Session:
    """The running session while its cards are open."""
    current = open_session(session, SessionState.RUNNING)
    if current.phase in (Phase.JOIN, Phase.WRITE):
        raise Refused(_("The cards are still hidden. Open them first."))
    return current


def _named(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Refused(_("A cluster needs a name."))
    if len(title) > 150:
        raise Refused(_("Give the cluster a shorter name."))
    return title


def _new_cluster(session: Session, side: str, title: str) -> Cluster:
    if side not in Side.values:
        raise Refused(_("Choose what drains energy or what gives it."))
    title = _named(title)
    mine = Cluster.objects.filter(session=session)
    there = mine.filter(side=side, title=title).first()
    if there is not None:
        return there
    if mine.count() >= MOST_CLUSTERS:
        raise Refused(_("There are too many clusters to keep an overview. Put some together first."))
    last = mine.aggregate(last=Max("order"))["last"] or 0
    cluster = Cluster.objects.create(session=session, side=side, title=title, order=last + 1)
    count_change(session)
    return cluster


def _choose_and_keep(session: Session) -> None:
    """Make the chosen clusters into causes of the project; those with most dots when none was chosen."""
    clusters = list(Cluster.objects.filter(session=session))
    counts = dict(
        Dot.objects.filter(cluster__session=session)
        .values("cluster_id")
        .annotate(count=Count("id"))
        .values_list("cluster_id", "count")
    )
    if not any(one.chosen for one in clusters):
        best = set(most_dots([(str(one.id), counts.get(one.id, 0)) for one in clusters]))
        for one in clusters:
            one.chosen = str(one.id) in best
        Cluster.objects.filter(session=session, id__in=best).update(chosen=True)
    for one in clusters:
        if not one.chosen:
            continue
        cause, new = Cause.objects.get_or_create(
            session=session,
            cluster=one,
            defaults={
                "project": session.project,
                "round": session.round,
                "side": one.side,
                "title": one.title,
                "dots": counts.get(one.id, 0),
            },
        )
        if not new:
            Cause.objects.filter(id=cause.id).update(dots=counts.get(one.id, 0))
