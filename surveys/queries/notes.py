"""Reads over the note to all staff: its draft, its clock, its two keys, its mailing, and what was published."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from surveys.domain.mail_text import NAMES_LAST_NOTE
from surveys.domain.mailing import MailKind
from surveys.domain.notes import Clock, Part, parts
from surveys.emails import NoteInMail
from surveys.links import staff_note_url, survey_url
from surveys.models import (
    Delivery,
    FeedbackNote,
    Mailing,
    MailingState,
    NoteApproval,
    Review,
    StaffPage,
)
from surveys.queries.publications import wave_sheet
from surveys.queries.reviews import decisions_of
from surveys.words.mail_texts import LANGUAGES
from surveys.words.notes import clock_words, doing_lines, party_name
from werkdruk.organisations.models import Membership, Organisation, Party
from werkdruk.organisations.parties import nobody_speaks_for_staff, signs_for

# A review that opened longer ago waits for nothing on the start page.
WAITED_FOR = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note in one language, as staff see it."""

    language: str
    heard: list[Part]
    doing: list[Part]
    not_doing: list[Part]


@dataclass(frozen=True, slots=True)
class Key:
    """One side's key: who it is and, once it was turned, by whom."""

    party: str
    name: str
    approval: NoteApproval | None
    is_ours: bool


@dataclass(frozen=True, slots=True)
class NoteMailing:
    """How far the mail to all staff is. Everybody gets it, so the counts tell nothing about anybody."""

    total: int
    left: int
    is_sent: bool

    @property
    def done(self) -> int:
        """How many are handled."""
        return self.total - self.left


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A review in the list of notes, with its clock in words."""

    review: Review
    note: FeedbackNote | None
    clock: Clock
    words: str


def note_of(review: Review) -> FeedbackNote | None:
    """The note of `review`, with the review; None until it is drafted."""
    return FeedbackNote.objects.select_related("review__wave").filter(review=review).first()


def drafted(review: Review) -> dict[str, str]:
    """The texts of a note made from what was published and what was decided, by the fields of `FeedbackNote`."""
    decisions = decisions_of(review)
    texts = {}
    for language in LANGUAGES:
        with translation.override(language):
            texts[f"heard_{language}"] = "\n".join(wave_sheet(review.wave).summary)
        texts[f"doing_{language}"] = doing_lines(decisions, language)
        texts[f"not_doing_{language}"] = ""
    return texts


def shown(note: FeedbackNote, language: str) -> NoteText:
    """`note` in `language`, cut into paragraphs and lists."""
    return NoteText(language, *(parts(note.text(part, language)) for part in ("heard", "doing", "not_doing")))


def sections(note: FeedbackNote, language: str) -> list[tuple[str, str]]:
    """`note` for a mail in `language`: each heading with its text, without what is empty."""
    with translation.override(language):
        headings = {
            "heard": _("This we heard"),
            "doing": _("This we do"),
            "not_doing": _("This we do not do, and why"),
        }
    texts = ((heading, note.text(part, language).strip()) for part, heading in headings.items())
    return [(heading, text) for heading, text in texts if text]


def note_in_mail(organisation: Organisation, kind: MailKind, wave_id: UUID | None) -> NoteInMail | None:
    """The note that a mail of `kind` about `wave_id` tells of; None where there is none yet (two queries)."""
    if kind not in NAMES_LAST_NOTE and kind != MailKind.NOTE:
        return None
    note = newest_published() if wave_id is None or kind != MailKind.NOTE else published_of_wave(wave_id)
    token = StaffPage.objects.values_list("token", flat=True).first()
    if note is not None and token is not None:
        url = staff_note_url(organisation.slug, token, note.id)
        return NoteInMail(url, {language: sections(note, language) for language in LANGUAGES})
    return _sample(organisation) if kind == MailKind.NOTE else None


def _sample(organisation: Organisation) -> NoteInMail:
    """What stands in a preview before there is a note."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = [
                (_("This we heard"), _("Here stands what came out.")),
                (_("This we do"), _("- Here stands what was agreed, and by when.")),
            ]
    return NoteInMail(survey_url(organisation.slug, "sample"), found)


def clock_of(review: Review, note: FeedbackNote | None, today: date) -> Clock:
    """How the note of `review` stands in time."""
    taken = note.days_taken if note is not None else None
    return Clock(due=review.note_due, left=(review.note_due - today).days, taken=taken)


def note_card(review: Review, today: date) -> NoteRow:
    """The note of one review with its clock, for a card about it (one query)."""
    return with_clocks([review], today)[0]


def with_clocks(reviews: Iterable[Review], today: date) -> list[NoteRow]:
    """Each of `reviews` with its note and its clock (one query)."""
    chosen = list(reviews)
    notes = {one.review_id: one for one in FeedbackNote.objects.filter(review__in=[one.id for one in chosen])}
    rows = []
    for review in chosen:
        note = notes.get(review.id)
        if note is not None:
            note.review = review
        clock = clock_of(review, note, today)
        rows.append(NoteRow(review, note, clock, clock_words(clock)))
    return rows


def keys_of(note: FeedbackNote, member: Membership) -> list[Key]:
    """Both keys of `note` in their order; the employer's alone where nobody speaks for the staff."""
    turned = {one.party: one for one in note.approvals.all()}
    ours = signs_for(member)
    sides = [Party.EMPLOYER] if nobody_speaks_for_staff(member) else [Party.WORKS_COUNCIL, Party.EMPLOYER]
    return [
        Key(side, party_name(side, member.organisation), turned.get(side), is_ours=side == ours)
        for side in sides
    ]


def mailing_of(note: FeedbackNote) -> NoteMailing | None:
    """How far the mail of a published note is; None before it started."""
    found = Mailing.objects.filter(wave=note.review.wave_id, kind=MailKind.NOTE.value).first()
    if found is None:
        return None
    left = Delivery.objects.filter(mailing=found).count()
    return NoteMailing(found.total, left, found.state == MailingState.SENT)


def newest_published() -> FeedbackNote | None:
    """What the staff were told last; None before the first note."""
    return FeedbackNote.objects.published().select_related("review__wave").first()


def published_of_wave(wave_id: UUID) -> FeedbackNote | None:
    """The published note on a wave."""
    return (
        FeedbackNote.objects.published().select_related("review__wave").filter(review__wave=wave_id).first()
    )


def waiting_for_note(today: date) -> list[NoteRow]:
    """Lately opened reviews of which the staff have heard nothing yet, oldest first (two queries)."""
    opened = timezone.now() - WAITED_FOR
    reviews = Review.objects.select_related("wave").filter(opened_at__gte=opened).order_by("opened_at")
    return [row for row in with_clocks(reviews, today) if row.clock.taken is None]


def with_approvals(note_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Which sides approved each of these notes (two queries)."""
    notes = FeedbackNote.objects.filter(id__in=list(note_ids)).prefetch_related(
        Prefetch("approvals", queryset=NoteApproval.objects.all())
    )
    return {note.id: {one.party for one in note.approvals.all()} for note in notes}


def median_days(rows: Iterable[NoteRow]) -> int | None:
    """The time that half of the published notes took at the most, in days."""
    taken = sorted(row.clock.taken for row in rows if row.clock.taken is not None)
    return taken[(len(taken) - 1) // 2] if taken else None
