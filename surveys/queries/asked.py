"""The variable statements over time: which waves asked each one, and when and why it came and went."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from surveys.models import (
    Decision,
    DecisionKind,
    Item,
    ItemKind,
    QuestionnaireItem,
    Review,
    Wave,
    WaveItem,
    WaveState,
)
from surveys.queries.items import SAME_MOMENT

MOST_WAVES = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A statement came into the questionnaire or went out of it: when, why, and in which review (if it was one).

    `first` where it was there from the start.
    """

    item: Item
    at: datetime
    added: bool
    reason: str
    review: Review | None
    first: bool = False


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One wording and the waves of the page, each with whether it asked it; `now` where the next one does."""

    item: Item
    marks: list[tuple[Wave, bool]]
    now: bool

    @property
    def waves(self) -> int:
        """In how many of these waves it was asked."""
        return sum(asked for _wave, asked in self.marks)


@dataclass(frozen=True, slots=True)
class AskedOverTime:
    """The statements of some waves, in order of their code, and every change of them, newest first."""

    waves: list[Wave]
    rows: list[AskedRow]
    changes: list[Change]


def wave_years() -> list[int]:
    """The years in which a wave asked something, newest first (one query)."""
    drawn = Wave.objects.exclude(state=WaveState.PLANNED)
    return [day.year for day in drawn.dates("month", "year", order="DESC")]


def asked_over_time(year: int | None = None) -> AskedOverTime:
    """The variable statements of the newest twelve waves, or of the waves of `year` (four queries)."""
    drawn = Wave.objects.exclude(state=WaveState.PLANNED).order_by("-month")
    waves = list(drawn.filter(month__year=year) if year is not None else drawn[:MOST_WAVES])[::-1]
    asked: dict[UUID, set[UUID]] = defaultdict(set)
    items: dict[UUID, Item] = {}
    used = WaveItem.objects.filter(wave__in=waves, item__kind=ItemKind.BANK).select_related("item")
    for one in used:
        asked[one.item_id].add(one.wave_id)
        items[one.item_id] = one.item
    uses = list(QuestionnaireItem.objects.filter(item__kind=ItemKind.BANK).select_related("item"))
    now = {use.item_id for use in uses if use.dropped_at is None}
    if year is None:
        items |= {use.item_id: use.item for use in uses if use.dropped_at is None}
    rows = [
        AskedRow(item, [(wave, wave.id in asked[item.id]) for wave in waves], item.id in now)
        for item in sorted(items.values(), key=lambda item: (item.code, item.version))
    ]
    start = min((use.added_at for use in uses), default=None)
    return AskedOverTime(waves, rows, _changes([use for use in uses if use.item_id in items], start))


def _changes(uses: list[QuestionnaireItem], start: datetime | None) -> list[Change]:
    decisions = list(
        Decision.objects.filter(
            kind__in=[DecisionKind.QUESTION_IN, DecisionKind.QUESTION_OUT],
            item__in=[use.item_id for use in uses],
        ).select_related("review__wave")
    )
    changes = []
    for use in uses:
        moments = [(use.added_at, DecisionKind.QUESTION_IN, use.added_because)]
        if use.dropped_at is not None:
            moments.append((use.dropped_at, DecisionKind.QUESTION_OUT, use.dropped_because))
        changes += [
            Change(
                item=use.item,
                at=at,
                added=kind == DecisionKind.QUESTION_IN,
                reason=reason,
                review=_review(decisions, use, kind, at),
                first=start is not None and at - start < SAME_MOMENT,
            )
            for at, kind, reason in moments
        ]
    return sorted(changes, key=lambda change: (change.at, change.item.code), reverse=True)


def _review(decisions: list[Decision], use: QuestionnaireItem, kind: str, at: datetime) -> Review | None:
    """The review that decided on this change."""
    return next(
        (
            one.review
            for one in decisions
            if one.item_id == use.item_id and one.kind == kind and abs(one.decided_at - at) < SAME_MOMENT
        ),
        None,
    )
