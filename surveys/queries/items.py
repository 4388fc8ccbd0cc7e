"""Reads over the question bank: what there is, what was asked when, and what is proposed."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, Max, Min, QuerySet, When

from surveys.domain.disclosure import PublishedBlock
from surveys.models import (
    Decision,
    DecisionKind,
    Item,
    ItemKind,
    Proposal,
    ProposalState,
    Publication,
    QuestionnaireItem,
    Review,
    Wave,
    WaveItem,
    WaveState,
)
from surveys.words.figures import Shown
from surveys.words.themes import theme_label

# A decision of a review and the change that it made are stored in one transaction, moments apart.
SAME_MOMENT = timedelta(minutes=1)
_ORDER = {ItemKind.CORE: 0, ItemKind.BANK: 1, ItemKind.OPEN: 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """In how many waves a wording was asked, and the months of the first and the last of them."""

    waves: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question in the list: its newest version, whether it is asked now, and its use over all versions."""

    item: Item
    is_asked: bool
    asked: Asked
    proposals: int

    @property
    def is_retired(self) -> bool:
        """Whether it can no longer be chosen."""
        return self.item.retired_at is not None


@dataclass(frozen=True, slots=True)
class Use:
    """One time that a version was in the questionnaire, with the reviews that decided on it."""

    use: QuestionnaireItem
    added_in: Review | None
    dropped_in: Review | None


@dataclass(frozen=True, slots=True)
class WaveFigure:
    """What a closed wave published of one version; both None where it has no points."""

    wave: Wave
    favourable: Shown | None
    mean: Shown | None


@dataclass(frozen=True, slots=True)
class Version:
    """One wording: the waves that asked it, newest first, their figures, and its times in the questionnaire."""

    item: Item
    waves: list[Wave]
    figures: list[WaveFigure]
    uses: list[Use]

    @property
    def first(self) -> Wave | None:
        """The first wave that asked it."""
        return self.waves[-1] if self.waves else None

    @property
    def last(self) -> Wave | None:
        """The last wave that asked it."""
        return self.waves[0] if self.waves else None


def item_lines(
    *, words: str = "", theme: str = "", kind: str = "", state: str = ""
) -> list[tuple[str, list[ItemLine]]]:
    """The questions by the name of their theme, core first (four queries).

    `words` stand in any wording or are the code; `kind` is a kind of item or "own"; `state` is "asked", "free"
    (can be chosen), "retired" or empty.
    """
    versions: dict[str, list[Item]] = defaultdict(list)
    for item in Item.objects.order_by("code", "version"):
        versions[item.code].append(item)
    asked = _asked()
    current = set(QuestionnaireItem.objects.filter(dropped_at__isnull=True).values_list("item_id", flat=True))
    waiting: dict[str, int] = defaultdict(int)
    for code in Proposal.objects.waiting().filter(item__isnull=False).values_list("item__code", flat=True):
        waiting[code] += 1
    lines = []
    for code, all_of in versions.items():
        newest = all_of[-1]
        is_asked = newest.kind == ItemKind.CORE or newest.id in current
        if (
            _has(words, all_of)
            and theme in ("", newest.theme)
            and kind in ("", "own" if newest.own else newest.kind)
            and state in ("", _state(newest, is_asked))
        ):
            lines.append(ItemLine(newest, is_asked, _together(asked, all_of), waiting[code]))
    lines.sort(
        key=lambda line: (line.is_retired, _ORDER[ItemKind(line.item.kind)], line.item.own, line.item.code)
    )
    groups: dict[str, list[ItemLine]] = {}
    for line in sorted(lines, key=lambda line: _ORDER[ItemKind(line.item.kind)]):
        groups.setdefault(line.item.theme, [])
    for line in lines:
        groups[line.item.theme].append(line)
    return [(theme_label(name), found) for name, found in groups.items()]


def themes() -> list[str]:
    """Every theme that a question of the bank has, in alphabetical order of its name (one query)."""
    return sorted(set(Item.objects.order_by().values_list("theme", flat=True)), key=theme_label)


def item_versions(item: Item) -> list[Version]:
    """Every version of the question of `item`, newest first, with its history (five queries)."""
    found = list(Item.objects.filter(code=item.code).select_related("made_by").order_by("-version"))
    ids = [one.id for one in found]
    waves: dict[UUID, list[Wave]] = defaultdict(list)
    rows = WaveItem.objects.filter(item__in=ids).exclude(wave__state=WaveState.PLANNED)
    for row in rows.select_related("wave").order_by("-wave__month"):
        waves[row.item_id].append(row.wave)
    closed = {wave.id for all_of in waves.values() for wave in all_of if wave.state == WaveState.CLOSED}
    published = {
        one.wave_id: PublishedBlock.from_json(one.figures)
        for one in Publication.objects.whole().filter(wave__in=closed)
    }
    decisions = list(
        Decision.objects.filter(item__in=ids).select_related("review__wave").order_by("decided_at")
    )
    uses: dict[UUID, list[Use]] = defaultdict(list)
    for use in QuestionnaireItem.objects.filter(item__in=ids).order_by("-added_at"):
        uses[use.item_id].append(
            Use(
                use,
                _review(decisions, use, DecisionKind.QUESTION_IN),
                _review(decisions, use, DecisionKind.QUESTION_OUT),
            )
        )
    return [
        Version(one, waves[one.id], [_figure(one, wave, published) for wave in waves[one.id]], uses[one.id])
        for one in found
    ]


def proposals_waiting() -> QuerySet[Proposal]:
    """Proposals that wait for an answer, oldest first, with their item."""
    return Proposal.objects.waiting().select_related("item").order_by("proposed_at")


def proposals_about(item: Item) -> list[Proposal]:
    """Every proposal about the question of `item`, newest first (one query)."""
    return list(Proposal.objects.filter(item__code=item.code).select_related("item"))


def proposals_for_list() -> QuerySet[Proposal]:
    """Every proposal, those that wait first, then the newest."""
    first = Case(When(state=ProposalState.PROPOSED, then=0), default=1)
    return Proposal.objects.select_related("item").order_by(first, "-proposed_at")


def questionnaire_mark() -> str:
    """A fingerprint of what the next wave asks now: another choice has another one (one query)."""
    uses = (
        QuestionnaireItem.objects.filter(dropped_at__isnull=True).order_by("id").values_list("id", flat=True)
    )
    return hashlib.sha256(" ".join(map(str, uses)).encode()).hexdigest()


def with_question(items: list[Item], item: Item) -> list[Item]:
    """The questions of a wave with `item` among them: in place of another wording of it, else after its kind."""
    if any(one.code == item.code for one in items):
        return [item if one.code == item.code else one for one in items]
    before = [one for one in items if one.kind != ItemKind.OPEN]
    after = [one for one in items if one.kind == ItemKind.OPEN]
    return [*before, *after, item] if item.kind == ItemKind.OPEN else [*before, item, *after]


def _asked() -> dict[UUID, Asked]:
    rows = (
        WaveItem.objects.exclude(wave__state=WaveState.PLANNED)
        .order_by()
        .values_list("item")
        .annotate(Count("id"), Min("wave__month"), Max("wave__month"))
    )
    return {item_id: Asked(waves, first, last) for item_id, waves, first, last in rows}


def _together(asked: dict[UUID, Asked], versions: Iterable[Item]) -> Asked:
    found = [asked[one.id] for one in versions if one.id in asked]
    firsts = [one.first for one in found if one.first]
    lasts = [one.last for one in found if one.last]
    return Asked(sum(one.waves for one in found), min(firsts, default=None), max(lasts, default=None))


def _has(words: str, versions: list[Item]) -> bool:
    wanted = words.casefold().split()
    text = " ".join(f"{one.code} {one.text_nl} {one.text_en}" for one in versions).casefold()
    return all(word in text for word in wanted)


def _state(item: Item, is_asked: bool) -> str:
    if item.retired_at is not None:
        return "retired"
    return "asked" if is_asked else "free"


def _review(decisions: list[Decision], use: QuestionnaireItem, kind: str) -> Review | None:
    """The review that decided on the beginning or the end of `use`."""
    moment = use.added_at if kind == DecisionKind.QUESTION_IN else use.dropped_at
    if moment is None:
        return None
    return next(
        (
            one.review
            for one in decisions
            if one.item_id == use.item_id and one.kind == kind and abs(one.decided_at - moment) < SAME_MOMENT
        ),
        None,
    )


def _figure(item: Item, wave: Wave, published: dict[UUID | None, PublishedBlock]) -> WaveFigure:
    block = published.get(wave.id)
    found = block.items.get(item.key) if block else None
    if found is None:
        return WaveFigure(wave, None, None)
    return WaveFigure(
        wave,
        None if found.favourable is None else Shown(found.favourable),
        None if found.mean is None else Shown(found.mean),
    )
