"""Reads over the monthly reviews: what was promised, what is decided, what is asked next."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy

from measures.models import ActionState
from surveys.models import Decision, DecisionKind, Item, QuestionnaireItem, Review, Wave, WaveItem, WaveState
from surveys.queries.agreements import themes_to_ask
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Membership, Role

# A variable statement stays this many waves, unless there is a reason to drop it earlier.
WAVES_TO_STAY = 3
REASON_NEEDED = gettext_lazy(
    "A statement stays for three waves, so that there is something to see. Drop it earlier only with a reason."
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A variable statement of the next wave: in how many waves it was asked, and whether it is new in this review."""

    item: Item
    waves: int
    is_new: bool

    @property
    def is_young(self) -> bool:
        """Whether dropping it takes a reason."""
        return self.waves < WAVES_TO_STAY


def reviews_for_list() -> QuerySet[Review]:
    """Every review, newest first, with `decided` (decisions), `promised` and `kept` (actions, those done)."""
    promise = Q(decisions__kind=DecisionKind.ACTION)
    return (
        Review.objects.select_related("wave")
        .annotate(
            decided=Count("decisions"),
            promised=Count("decisions", filter=promise),
            kept=Count("decisions", filter=promise & Q(decisions__action__state=ActionState.DONE)),
        )
        .order_by("-wave__month")
    )


def decisions_of(review: Review) -> list[Decision]:
    """What was decided in `review`, with what a page shows of it (one query)."""
    return list(
        Decision.objects.filter(review=review).select_related("action__who__user", "item", "decided_by")
    )


def promises_before(review: Review) -> tuple[Review | None, list[Decision]]:
    """The review before `review`, its actions, and actions of older reviews that are still to be done."""
    previous = (
        Review.objects.select_related("wave")
        .filter(wave__month__lt=review.wave.month)
        .order_by("-wave__month")
        .first()
    )
    if previous is None:
        return None, []
    over = [ActionState.DONE, ActionState.DROPPED]
    found = (
        Decision.objects.filter(kind=DecisionKind.ACTION, review__wave__month__lt=review.wave.month)
        .filter(Q(review=previous) | ~Q(action__state__in=over))
        .select_related("action__who__user", "review__wave")
        .order_by("-review__wave__month", "decided_at")
    )
    return previous, list(found)


def waves_asked(uses: list[QuestionnaireItem]) -> dict[UUID, int]:
    """In how many waves each of `uses` was asked since it was added (one query)."""
    asked = list(
        WaveItem.objects.filter(item__in=[use.item_id for use in uses])
        .exclude(wave__state=WaveState.PLANNED)
        .values_list("item_id", "wave__opened_at")
    )
    return {
        use.id: sum(
            item_id == use.item_id and opened_at is not None and opened_at >= use.added_at
            for item_id, opened_at in asked
        )
        for use in uses
    }


def statements(decisions: list[Decision]) -> list[Statement]:
    """The variable statements of the next wave; those that `decisions` added are new (two queries)."""
    uses = list(QuestionnaireItem.objects.current().select_related("item"))
    waves = waves_asked(uses)
    new = {one.item_id for one in decisions if one.kind == DecisionKind.QUESTION_IN}
    return [Statement(use.item, waves[use.id], use.item_id in new) for use in uses]


def bank_to_add(decisions: list[Decision]) -> list[Item]:
    """Statements of the bank that are not asked now, may be, and were not dropped by `decisions` (three queries)."""
    dropped: set[UUID | None] = {one.item_id for one in decisions if one.kind == DecisionKind.QUESTION_OUT}
    current = QuestionnaireItem.objects.current().values("item")
    free = Item.objects.bank().filter(theme__in=themes_to_ask()).exclude(id__in=current)
    return [item for item in free if item.id not in dropped]


def next_month() -> date | None:
    """The month of the wave that is planned and asks the questions as they are now; None when none is planned."""
    planned = Wave.objects.filter(state=WaveState.PLANNED).order_by("month").first()
    return planned.month if planned else None


def members_in_reviews() -> list[Membership]:
    """Who sees every review: the active members of works council, executive and HR (one query)."""
    roles = [Role.WORKS_COUNCIL, Role.EXECUTIVE, Role.HR]
    return list(Membership.objects.active().filter(roles__overlap=roles).select_related("user"))


def last_change(review: Review) -> AuditEntry | None:
    """The newest thing that was done in `review` (one query)."""
    return AuditEntry.objects.filter(details__review_id=str(review.id)).order_by("-at").first()


def lapsed_signature(review: Review, signers: set[str]) -> AuditEntry | None:
    """The signature that lapsed last, unless its signer has signed again (one query)."""
    found = (
        AuditEntry.objects.filter(action="surveys.signature_lapsed", details__review_id=str(review.id))
        .order_by("-at")
        .first()
    )
    return None if found is None or found.subject in signers else found
