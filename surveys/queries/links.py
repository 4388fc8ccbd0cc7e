"""What stands behind an employee's address, found in one trip to the database."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from surveys.links import is_ours, token_hash
from surveys.models import WaveState
from werkdruk.core.tenancy import in_one_trip

# The tenant of an address: the setting of row security, in SQL.
_BY_SLUG = "SELECT id FROM organisations_organisation WHERE slug = %(slug)s"

# No filter by organisation: row security shows the tenant's rows only.
# `page`: the address of the page for all staff, from the first note on.
_FIND = """
SELECT host.id, host.name,
    (SELECT token FROM surveys_staffpage
     WHERE EXISTS (SELECT 1 FROM surveys_feedbacknote WHERE published_at IS NOT NULL)) AS page,
    link.id, link.unit_id, link.answered, wave.id, wave.state, wave.public_key
FROM organisations_organisation AS host
LEFT JOIN surveys_invitation AS link ON link.token_hash = %(hash)s
LEFT JOIN surveys_wave AS wave ON wave.id = link.wave_id
WHERE host.slug = %(slug)s
"""

_HOST = """
SELECT host.id, host.name,
    (SELECT token FROM surveys_staffpage
     WHERE token = %(page)s
       AND EXISTS (SELECT 1 FROM surveys_feedbacknote WHERE published_at IS NOT NULL)) AS page,
    (SELECT min(closes_on) FROM surveys_wave WHERE state = %(open)s HAVING count(*) = 1)
FROM organisations_organisation AS host
WHERE host.slug = %(slug)s
"""


class Link(Enum):
    """What a link is worth: open to answer, used before, of a round that has closed, or not ours at all."""

    OPEN = "open"
    USED = "used"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Host:
    """The organisation whose page this is, as far as a page has to know it."""

    id: UUID
    name: str
    slug: str
    # Where the staff read what was done with their answers; empty before the first note, and for whoever came
    # here without a link that holds its address or is an employee's own.
    page: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation of an open wave: what storing an answer needs."""

    id: UUID
    unit_id: UUID
    wave_id: UUID
    public_key: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """An address of an organisation: what its link is worth, and whose it is while it can be answered."""

    host: Host
    link: Link
    invited: Invited | None = None


def find_link(slug: str, token: str) -> Found | None:
    """What `token` is worth at the organisation `slug`; None where there is no such organisation.

    Nothing of it is kept: whether a link was used is asked of the database each time. Reading changes nothing,
    however often a scanner looks.
    """
    rows = in_one_trip(_BY_SLUG, _FIND, {"slug": slug, "hash": token_hash(token)})
    if not rows:
        return None
    host_id, name, page, link_id, unit_id, answered, wave_id, state, public_key = rows[0]
    if link_id is None:
        host = Host(host_id, name, slug)
        # Whoever holds a stored hash's token has a link of ours; only of others it has to be worked out.
        return Found(host, Link.CLOSED if is_ours(host_id, token) else Link.UNKNOWN)
    host = Host(host_id, name, slug, page or "")
    if state != WaveState.OPEN:
        return Found(host, Link.CLOSED)
    if answered:
        return Found(host, Link.USED)
    return Found(host, Link.OPEN, Invited(link_id, unit_id, wave_id, bytes(public_key)))


def find_host(slug: str, page: str = "") -> tuple[Host, date | None] | None:
    """The organisation `slug` and the last day of its open wave, if just one is open; None for no organisation.

    `page` is the address of the page for all staff where it is known: it is never given to whoever knows it not.
    """
    rows = in_one_trip(_BY_SLUG, _HOST, {"slug": slug, "open": WaveState.OPEN.value, "page": page})
    if not rows:
        return None
    host_id, name, page, closes_on = rows[0]
    return Host(host_id, name, slug, page or ""), closes_on
