"""The account of publications: every set of figures ever published, what it covers and what was held back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from surveys.domain.disclosure import PublishedBlock
from surveys.models import Item, Publication, PublicationCertificate, WaveState
from surveys.queries.publications import unit_place, visible_unit_publications
from surveys.words.account import Line, held_back, lines
from surveys.words.figures import Shown
from surveys.words.sets import period_words


@dataclass(frozen=True, slots=True)
class Entry:
    """One published set: `name` is empty for the whole organisation, `k` None where no certificate was kept."""

    publication: Publication
    name: str
    place: str
    period: str
    respondents: Shown
    held_back: list[str]
    k: int | None
    figures: PublishedBlock


def publications_to_account(words: str = "") -> QuerySet[Publication]:
    """Everything that can be seen, newest first; with `words` only the units with these words in their name."""
    found = Publication.objects.filter(
        Q(wave__state=WaveState.CLOSED) | Q(id__in=visible_unit_publications().values("id"))
    )
    if words:
        found = found.filter(unit__name__icontains=words)
    return found.select_related("wave", "block", "unit").order_by("-published_at", "unit__name", "id")


def entries(publications: Iterable[Publication]) -> Iterator[Entry]:
    """The rows of the account (three queries)."""
    alone = {
        entry["publication"]: one.k
        for one in PublicationCertificate.objects.filter(block__isnull=True)
        for entry in one.sets
    }
    yearly: dict[UUID | None, int] = dict(
        PublicationCertificate.objects.filter(block__isnull=False).values_list("block", "k")
    )
    texts = question_texts()
    for one in publications:
        figures = PublishedBlock.from_json(one.figures)
        of_unit = one.unit_id is not None
        name, place = unit_place(one) if of_unit else ("", "")
        yield Entry(
            publication=one,
            name=name,
            place=place,
            period=period_words(one),
            respondents=Shown(figures.respondents),
            held_back=held_back(figures, texts),
            k=yearly.get(one.block_id) if of_unit else alone.get(str(one.id)),
            figures=figures,
        )


def every_figure(entry: Entry, texts: dict[str, str]) -> list[Line]:
    """Each figure of a published set in words, also those that were held back."""
    return lines(entry.figures, texts)


def question_texts() -> dict[str, str]:
    """The newest wording of every question by its code (one query)."""
    return {item.code: item.text for item in Item.objects.order_by("code", "version")}
