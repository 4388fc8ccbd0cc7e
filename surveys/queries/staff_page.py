"""What the page for all staff shows, found with a few queries, the same for everybody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.utils import timezone

from surveys.models import Decision, DecisionKind, FeedbackNote
from surveys.queries.links import Host
from surveys.queries.notes import NoteText, newest_published, shown
from surveys.queries.promises import done_day
from surveys.queries.review_content import as_signed
from werkdruk.core.tenancy import in_one_trip

# Beside the newest one, which stands there whole.
EARLIER_ON_A_PAGE = 12
# The promises of so many decisions are followed; older ones stand in their notes.
PROMISES_SHOWN = 30

# No filter by organisation: row security shows the tenant's rows only.
_BY_SLUG = "SELECT id FROM organisations_organisation WHERE slug = %(slug)s"
_PAGE = """
SELECT host.id, host.name, host.coordinator_title, host.representation, page.intro, page.contact
FROM organisations_organisation AS host
JOIN surveys_staffpage AS page ON page.token = %(token)s
WHERE host.slug = %(slug)s
"""


@dataclass(frozen=True, slots=True)
class Page:
    """Whose page it is and what HR and works council wrote on it."""

    host: Host
    token: str
    coordinator_title: str
    representation: str
    intro: str
    contact: str


@dataclass(frozen=True, slots=True)
class PublishedNote:
    """A note as it stands on the page."""

    id: UUID
    month: date
    published_on: date
    text: NoteText


@dataclass(frozen=True, slots=True)
class NoteLink:
    """An earlier note in a list."""

    id: UUID
    month: date
    published_on: date


@dataclass(frozen=True, slots=True)
class EarlierNotes:
    """One page of the list of earlier notes."""

    notes: list[NoteLink]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Promise:
    """An action that both sides signed for: what, by when and how it stands; never who."""

    what: str
    due_on: date | None
    state: str
    label: str
    month: date
    done_on: date | None = None


def find_page(slug: str, token: str) -> Page | None:
    """The page at this address; None for an address that is unknown, renewed or of nobody."""
    rows = in_one_trip(_BY_SLUG, _PAGE, {"slug": slug, "token": token})
    if not rows:
        return None
    host_id, name, coordinator, representation, intro, contact = rows[0]
    return Page(Host(host_id, name, slug, token), token, coordinator, representation, intro, contact)


def newest_note(language: str) -> PublishedNote | None:
    """What the staff were told last; None before the first note."""
    found = newest_published()
    return None if found is None else _note(found, language)


def earlier_notes(number: str | None) -> EarlierNotes:
    """The notes before the newest one, as a list of links: its page `number`."""
    rows = FeedbackNote.objects.published().select_related("review__wave")[1:]
    page = Paginator(rows, EARLIER_ON_A_PAGE).get_page(number)
    links = [NoteLink(one.id, one.review.wave.month, timezone.localdate(one.published_at)) for one in page]
    return EarlierNotes(links, page.number, page.paginator.num_pages)


def published_note(note_id: UUID, language: str) -> PublishedNote | None:
    """One published note."""
    found = FeedbackNote.objects.published().select_related("review__wave").filter(id=note_id).first()
    return None if found is None else _note(found, language)


def promises() -> list[Promise]:
    """The newest actions of signed reviews, newest review first."""
    rows = (
        Decision.objects.filter(kind=DecisionKind.ACTION, review__signed_at__isnull=False)
        .select_related("action", "review__wave")
        .order_by("-review__wave__month", "decided_at")[:PROMISES_SHOWN]
    )
    return [
        Promise(
            one.action.what,
            one.action.due_on,
            one.action.state,
            one.action.get_state_display(),
            one.review.wave.month,
            done_day(one.action),
        )
        for one in map(as_signed, rows)
        if one.action is not None
    ]


def _note(note: FeedbackNote, language: str) -> PublishedNote:
    return PublishedNote(
        note.id, note.review.wave.month, timezone.localdate(note.published_at), shown(note, language)
    )
