"""Reads over open answers: what may be opened, what both sides read, what was released."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from surveys.models import (
    AnswerRelease,
    DraftAnswer,
    Item,
    ReleasedAnswer,
    ReleaseState,
    Side,
    Wave,
    WaveState,
)
from surveys.words.open_answers import Part, below_twenty, parts_of
from werkdruk.core.models import Job, JobState
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Membership, Organisation, Representation

OPEN_JOB = "surveys.open_answers"


@dataclass(frozen=True, slots=True)
class Question:
    """An open question with how many answers may be read and how many were withheld."""

    item: Item
    readable: int
    withheld: int

    @property
    def answers_in_words(self) -> str:
        """How many may be read, in a band below 20."""
        return below_twenty(self.readable)

    @property
    def withheld_in_words(self) -> str:
        """How many were withheld, in a band below 20."""
        return below_twenty(self.withheld)


@dataclass(frozen=True, slots=True)
class Reading:
    """How far both sides are with the drafts: all, those with words taken out, those withheld."""

    total: int
    changed: int
    withheld: int


def release_of(month: date) -> AnswerRelease | None:
    """The open answers of the block that `month` lies in, once there is something to say about them."""
    hidden = [ReleaseState.GATHERING]
    return AnswerRelease.objects.of_month(month).exclude(state__in=hidden).first()


def may_be_opened(release: AnswerRelease) -> bool:
    """Whether every wave of its block is closed: before that nobody sees anything of it."""
    waves = Wave.objects.filter(month__gte=release.first_month, month__lte=release.last_month)
    return not waves.exclude(state=WaveState.CLOSED).exists()


def is_stuck(release: AnswerRelease) -> bool:
    """Whether nobody is opening these answers any more, although somebody asked for it: the work was given up."""
    given_up = [JobState.DONE, JobState.FAILED]
    asked = Job.objects.filter(kind=OPEN_JOB, payload__release=str(release.id))
    return release.state == ReleaseState.OPENING and not asked.exclude(state__in=given_up).exists()


def is_alone() -> bool:
    """Whether HR has nobody to share the keys with: no representation, and nobody with the role of a works council."""
    organisation = Organisation.objects.get(id=current_organisation_id())
    return (
        organisation.representation == Representation.NONE
        and not Membership.objects.active().with_role(Side.WORKS_COUNCIL).exists()
    )


def drafts_of(release: AnswerRelease, *, only: str = "", search: str = "") -> QuerySet[DraftAnswer]:
    """What both sides read, by question; `only` "changed", "withheld" or "whole" of them."""
    found = DraftAnswer.objects.filter(release=release).select_related("item", "unit")
    if only == "changed":
        found = found.filter(withheld="").exclude(text=F("original"))
    elif only == "withheld":
        found = found.exclude(withheld="")
    elif only == "whole":
        found = found.filter(withheld="", text=F("original"))
    return found.filter(original__icontains=search) if search else found


def reading_of(release: AnswerRelease) -> Reading:
    """How many drafts there are, changed and withheld (one query)."""
    withheld = ~Q(withheld="")
    counts = DraftAnswer.objects.filter(release=release).aggregate(
        total=Count("id"),
        changed=Count("id", filter=~withheld & ~Q(text=F("original"))),
        withheld=Count("id", filter=withheld),
    )
    return Reading(**counts)


def questions_of(release: AnswerRelease) -> list[Question]:
    """The questions that were answered, with their counts (two queries)."""
    rows = (
        ReleasedAnswer.objects.filter(release=release)
        .values("item_id")
        .annotate(readable=Count("id", filter=Q(withheld="")), all=Count("id"))
        .order_by()
    )
    counts: dict[UUID, tuple[int, int]] = {
        row["item_id"]: (row["readable"], row["all"] - row["readable"]) for row in rows
    }
    return [Question(item, *counts[item.id]) for item in Item.objects.filter(id__in=counts)]


def answers_of(release: AnswerRelease, item: Item, search: str = "") -> QuerySet[ReleasedAnswer]:
    """What may be read of the answers to one question; their order has no meaning and stays the same."""
    found = ReleasedAnswer.objects.filter(release=release, item=item, withheld="").select_related("unit")
    return found.filter(text__icontains=search) if search else found


def with_parts[Row: (DraftAnswer, ReleasedAnswer)](rows: list[Row]) -> list[tuple[Row, list[Part]]]:
    """Each answer with its text in pieces."""
    return [(row, parts_of(row.text)) for row in rows]


def waiting_for(sides: list[str], person: object) -> list[AnswerRelease]:
    """What waits for one of these sides, and for this `person` of it: answers to open, and keys not turned yet.

    Newest first; two queries, one more for each block that was just counted.
    """
    found = AnswerRelease.objects.filter(state__in=[ReleaseState.SEALED, ReleaseState.READING])
    return [
        release
        for release in found
        if not all(release.turned_by(side) for side in sides)
        and person not in (release.hr_by_id, release.works_council_by_id)
        and (release.state == ReleaseState.READING or may_be_opened(release))
    ]
