"""Searching the reviews: in what both sides wrote and decided, never in a note that its writer did not share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from surveys.domain.excerpts import Piece, excerpt, without_dashes
from surveys.models import (
    Decision,
    DecisionKind,
    FeedbackNote,
    Review,
    ReviewAddendum,
    ReviewNote,
    ReviewNoteKind,
)
from surveys.queries.minutes import page_language
from surveys.words.history import reason_word, source_word

MOST_WORDS = 8
MOST_HITS = 6


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of a review in which is searched: which rows, their key to the review, and their texts."""

    name: str
    rows: QuerySet
    review: str
    fields: tuple[str, ...]

    def with_word(self, word: str) -> QuerySet:
        """Ids of reviews with a row in which `word` stands."""
        return self.rows.filter(_contains(self.fields, word)).values(self.review)

    def texts(self, row: Model) -> list[tuple[str, str]]:
        """What is written in `row`: each text with what it is called."""
        where = source_word(self.name, row)
        return [
            (reason_word(where) if field == "reason" else where, without_dashes(text))
            for field in self.fields
            if (text := _value(row, field))
        ]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a review where one of the words stands."""

    where: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Found:
    """A review with the places where the words stand; without words there are none."""

    review: Review
    hits: list[Hit]
    more: int


def words_of(text: str) -> list[str]:
    """The words to look for."""
    return text.replace("\x00", "").split()[:MOST_WORDS]


def review_years() -> list[int]:
    """The years with a review, newest first (one query)."""
    return [day.year for day in Review.objects.dates("wave__month", "year", order="DESC")]


def search_reviews(words: Sequence[str], *, year: int | None = None, state: str = "") -> QuerySet[Review]:
    """Reviews in which every one of `words` stands somewhere, newest first; `state` is "open", "signed" or ""."""
    found = Review.objects.select_related("wave").order_by("-wave__month")
    if year is not None:
        found = found.filter(wave__month__year=year)
    if state:
        found = found.filter(signed_at__isnull=state == "open")
    for word in words:
        somewhere = Q()
        for source in _sources():
            somewhere |= Q(id__in=source.with_word(word))
        found = found.filter(somewhere)
    return found


def with_hits(reviews: Iterable[Review], words: Sequence[str]) -> list[Found]:
    """`reviews` with where the words stand (a query for each kind of text, however many reviews)."""
    reviews = list(reviews)
    if not words or not reviews:
        return [Found(review, [], 0) for review in reviews]
    hits: dict[UUID, list[Hit]] = {review.id: [] for review in reviews}
    for source in _sources():
        any_word = Q()
        for word in words:
            any_word |= _contains(source.fields, word)
        for row in source.rows.filter(any_word, **{f"{source.review}__in": list(hits)}):
            of_review = row.pk if source.review == "id" else row.review_id
            excerpts = [(where, excerpt(text, words)) for where, text in source.texts(row)]
            hits[of_review] += [
                Hit(where, pieces) for where, pieces in excerpts if any(piece.hit for piece in pieces)
            ]
    return [
        Found(review, hits[review.id][:MOST_HITS], max(len(hits[review.id]) - MOST_HITS, 0))
        for review in reviews
    ]


def _sources() -> list[Source]:
    """What both sides can read in a review, in the language of the page. A note is searched from when it is shared."""
    language = page_language()
    decisions = Decision.objects.select_related("action", "item")
    questions = [DecisionKind.QUESTION_IN, DecisionKind.QUESTION_OUT]
    shared = ReviewNote.objects.shared()
    note = tuple(f"{part}_{language}" for part in ("heard", "doing", "not_doing"))
    return [
        Source("notes", Review.objects.all(), "id", ("notes",)),
        Source(
            "action",
            decisions.filter(kind=DecisionKind.ACTION),
            "review",
            ("action__what", "action__intended_effect", "reason"),
        ),
        Source(
            "question",
            decisions.filter(kind__in=questions),
            "review",
            (f"item__text_{language}", "reason"),
        ),
        Source("project", decisions.filter(kind=DecisionKind.PROJECT), "review", ("title", "reason")),
        Source("shared", shared.filter(kind=ReviewNoteKind.NOTE), "review", ("text",)),
        Source("dissent", shared.filter(kind=ReviewNoteKind.DISSENT), "review", ("text",)),
        Source("addendum", ReviewAddendum.objects.all(), "review", ("text",)),
        Source("feedback", FeedbackNote.objects.published(), "review", note),
    ]


def _contains(fields: Iterable[str], word: str) -> Q:
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__icontains": word})
    return found


def _value(row: Model, field: str) -> str:
    value: object = row
    for name in field.split("__"):
        value = getattr(value, name)
    return str(value)
