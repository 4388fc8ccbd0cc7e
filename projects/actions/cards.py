"""What phones do at a session: write cards, change and remove their own, give dots. No names, no audit entry each.

Every action locks the session's row for the few milliseconds it takes: so a card is either before or after a change
of phase, limits hold when much comes in at once, and `changes` counts up without a gap.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from projects.actions.seats import digest
from projects.domain.sessions import CARD_LENGTH, MOST_CARDS, TAKES_CARDS, clean_card
from projects.models import Card, Cluster, Dot, Phase, Seat, Session, SessionState, Side
from werkdruk.core.errors import Refused
from werkdruk.core.tenancy import in_one_trip

# The session's row is locked by a statement of its own, so that the next one sees what was written before it. Both go
# in one trip and are one transaction. No filter by organisation: row security shows the tenant's rows only.
_TENANT = "SELECT id FROM organisations_organisation WHERE slug = %(slug)s"
_WRITE = """
SELECT id FROM projects_session WHERE token = %(token)s FOR UPDATE;
WITH session AS (
    SELECT id, organisation_id, changes FROM projects_session
    WHERE token = %(token)s AND state = %(running)s AND phase = ANY(%(phases)s)
), seat AS (
    SELECT seat.id FROM projects_seat AS seat JOIN session ON seat.session_id = session.id
    WHERE seat.secret_hash = %(secret)s
), new AS (
    INSERT INTO projects_card
        (id, organisation_id, session_id, side, text, seat_id, cluster_id, key, number, hidden)
    SELECT gen_random_uuid(), session.organisation_id, session.id, %(side)s, %(text)s, seat.id, NULL,
        %(key)s::uuid, session.changes + 1, false
    FROM session, seat
    WHERE (SELECT count(*) FROM projects_card AS own WHERE own.session_id = session.id AND own.seat_id = seat.id)
        < %(most)s
    ON CONFLICT DO NOTHING
    RETURNING session_id, number
), counted AS (
    UPDATE projects_session SET changes = new.number FROM new WHERE projects_session.id = new.session_id
)
SELECT number FROM new
UNION ALL
SELECT card.number FROM projects_card AS card JOIN seat ON card.seat_id = seat.id WHERE card.key = %(key)s::uuid
"""


def write_in_one_trip(*, slug: str, token: str, secret: str, key: UUID, side: str, text: str) -> int | None:
    """Put a card on the board as `write_card` does, in one trip to the database; the number of the card.

    The same `key` again gives the number of the card that is there. None when the card was not taken: `write_card`
    says why.
    """
    text = clean_card(text)
    if not text or len(text) > CARD_LENGTH or side not in Side.values:
        return None
    values = {
        "slug": slug,
        "token": token,
        "secret": digest(secret),
        "key": str(key),
        "side": side,
        "text": text,
        "running": SessionState.RUNNING.value,
        "phases": list(TAKES_CARDS),
        "most": MOST_CARDS,
    }
    rows = in_one_trip(_TENANT, _WRITE, values)
    return rows[0][0] if rows else None


@transaction.atomic
def write_card(*, session: Session, seat: Seat, key: UUID, side: str, text: str) -> Card:
    """Put a card on the board; the same `key` again gives the card that is there.

    One insert and one counter. Raises `Refused` when no cards are taken now, for an empty or long text, and when the
    phone has written as many as it may.
    """
    current = _running(session)
    there = Card.objects.filter(session=current, key=key).first()
    if there is not None:
        return there
    if current.phase not in TAKES_CARDS:
        raise Refused(_("The cards are closed. Say it aloud in the group."))
    text = _checked(text)
    if side not in Side.values:
        raise Refused(_("Choose what drains energy or what gives it."))
    if Card.objects.filter(session=current, seat=seat).count() >= MOST_CARDS:
        raise Refused(
            _("You have written %(most)s cards. That is as many as the board takes of one phone.")
            % {"most": MOST_CARDS}
        )
    number = current.changes + 1
    card = Card.objects.create(session=current, seat=seat, key=key, side=side, text=text, number=number)
    Session.objects.filter(id=current.id).update(changes=number)
    return card


@transaction.atomic
def change_card(*, session: Session, seat: Seat, key: UUID, text: str) -> Card:
    """Change one's own card while everybody writes. Raises `Refused` later, and for a card of another phone."""
    card = _own(_writing(session), seat, key)
    card.text = _checked(text)
    card.save(update_fields=["text"])
    count_change(session)
    return card


@transaction.atomic
def remove_card(*, session: Session, seat: Seat, key: UUID) -> None:
    """Take one's own card back while everybody writes; a second time changes nothing."""
    gone, _rows = Card.objects.filter(session=_writing(session), seat=seat, key=key).delete()
    if gone:
        count_change(session)


@transaction.atomic
def give_dot(*, session: Session, seat: Seat, cluster_id: UUID) -> None:
    """Give a dot to a cluster; the same dot twice counts once. Raises `Refused` when all dots are given."""
    current = _choosing(session)
    cluster = Cluster.objects.filter(session=current, id=cluster_id).first()
    if cluster is None:
        raise Refused(_("This cluster is not there any more."))
    given = set(Dot.objects.filter(seat=seat).values_list("cluster_id", flat=True))
    if cluster.id in given:
        return
    if len(given) >= current.dots_each:
        raise Refused(_("You have given all your dots. Take one back first."))
    Dot.objects.create(seat=seat, cluster=cluster)
    count_change(current)


@transaction.atomic
def take_dot_back(*, session: Session, seat: Seat, cluster_id: UUID) -> None:
    """Take a dot back; a second time changes nothing."""
    current = _choosing(session)
    gone, _rows = Dot.objects.filter(seat=seat, cluster_id=cluster_id).delete()
    if gone:
        count_change(current)


def count_change(session: Session) -> None:
    """Tell whoever looks at the board that something changed."""
    Session.objects.filter(id=session.id).update(changes=F("changes") + 1)


def _running(session: Session) -> Session:
    current = Session.objects.select_for_update(of=("self",)).get(id=session.id)
    if current.state != SessionState.RUNNING:
        raise Refused(_("This session is not going on now."))
    return current


def _writing(session: Session) -> Session:
    current = _running(session)
    if current.phase != Phase.WRITE:
        raise Refused(_("The cards are open now. They can be changed on the big screen only."))
    return current


def _choosing(session: Session) -> Session:
    current = _running(session)
    if current.phase != Phase.CHOOSE:
        raise Refused(_("Dots are not given now. Look at the big screen."))
    return current


def _own(session: Session, seat: Seat, key: UUID) -> Card:
    card = Card.objects.filter(session=session, seat=seat, key=key).first()
    if card is None:
        raise Refused(_("This card is not there any more."))
    return card


def _checked(text: str) -> str:
    text = clean_card(text)
    if not text:
        raise Refused(_("Write something on the card."))
    if len(text) > CARD_LENGTH:
        raise Refused(
            _("This is %(count)s characters. A card takes %(most)s at most.")
            % {"count": len(text), "most": CARD_LENGTH}
        )
    return text
