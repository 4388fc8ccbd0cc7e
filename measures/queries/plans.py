"""Reads over plans: which a member sees, how each stands, what is due."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext as _

from measures.models import (
    Action,
    ActionQuerySet,
    ActionState,
    Comment,
    Measure,
    MeasureQuerySet,
    MeasureState,
)
from werkdruk.organisations.models import Membership, Unit
from werkdruk.organisations.queries import Tree, led_unit_ids, unit_tree

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Plan:
    """The action plan of one unit, or of the whole organisation when `unit` is None."""

    unit: Unit | None

    @property
    def name(self) -> str:
        """Whose plan it is."""
        return self.unit.name if self.unit else _("The whole organisation")

    @property
    def unit_id(self) -> UUID | None:
        """The unit's id, None for the organisation's plan."""
        return self.unit.id if self.unit else None

    def measures(self) -> MeasureQuerySet:
        """Every measure of the plan, dropped ones included."""
        return Measure.objects.filter(unit=self.unit) if self.unit else Measure.objects.of_organisation()


@dataclass(frozen=True, slots=True)
class Standing:
    """How one unit's plan stands, in counts of measures; `place` names the units above it."""

    unit: Unit
    place: str
    live: int
    stuck: int
    late: int
    done: int

    @property
    def total(self) -> int:
        """Measures that were not dropped."""
        return self.live + self.done


def measures_for_page(measures: MeasureQuerySet) -> MeasureQuerySet:
    """`measures` with what a list shows: owner, unit, actions and who does them, remarks, why one is stuck."""
    actions = Action.objects.exclude(state=ActionState.DROPPED).select_related("who__user").by_date()
    remarks = Count("comments", filter=~Q(comments__text=""), distinct=True)
    stuck = Comment.objects.filter(measure=OuterRef("pk"), state=MeasureState.STUCK).order_by("-at")
    return (
        measures.select_related("owner__user", "unit")
        .prefetch_related(Prefetch("actions", queryset=actions))
        .annotate(remark_count=remarks, stuck_note=Subquery(stuck.values("text")[:1]))
    )


def standings(member: Membership, today: date, *, every: bool, tree: Tree | None = None) -> list[Standing]:
    """The plans of the units that `member` leads, or of all units when `every`; three queries at most."""
    tree = tree or unit_tree()
    wanted = set(tree.units) if every else led_unit_ids(member, tree)
    if not wanted:
        return []
    live = ~Q(state__in=[MeasureState.DONE, MeasureState.DROPPED])
    counts = {
        row["unit_id"]: row
        for row in Measure.objects.of_units(wanted)
        .order_by()
        .values("unit_id")
        .annotate(
            live=Count("id", filter=live),
            stuck=Count("id", filter=Q(state=MeasureState.STUCK)),
            late=Count("id", filter=live & Q(due_on__lt=today)),
            done=Count("id", filter=Q(state=MeasureState.DONE)),
        )
    }
    none = {"live": 0, "stuck": 0, "late": 0, "done": 0}
    keys = ("live", "stuck", "late", "done")
    return [
        Standing(unit, _place(tree, unit), *(counts.get(unit.id, none)[key] for key in keys))
        for unit, _depth in tree.depth_first()
        if unit.id in wanted
    ]


def _place(tree: Tree, unit: Unit) -> str:
    return " · ".join(tree.units[one].name for one in tree.path(unit.id)[:-1] if one in tree.units)


def organisation_standing(today: date) -> dict[str, int]:
    """How the organisation's own plan stands: live, stuck, late, done (one query)."""
    live = ~Q(state__in=[MeasureState.DONE, MeasureState.DROPPED])
    return Measure.objects.of_organisation().aggregate(
        live=Count("id", filter=live),
        stuck=Count("id", filter=Q(state=MeasureState.STUCK)),
        late=Count("id", filter=live & Q(due_on__lt=today)),
        done=Count("id", filter=Q(state=MeasureState.DONE)),
    )


def visible_measures(member: Membership, *, every: bool) -> MeasureQuerySet:
    """Measures that `member` may read: all, or the organisation's and those of the units they lead."""
    if every:
        return Measure.objects.all()
    return Measure.objects.filter(Q(unit__isnull=True) | Q(unit_id__in=led_unit_ids(member)))


def visible_actions(member: Membership, *, every: bool) -> ActionQuerySet:
    """Actions that `member` may read: all, or their own, the organisation's and those of units they lead."""
    if every:
        return Action.objects.all()
    return Action.objects.filter(Q(who=member) | Q(unit__isnull=True) | Q(unit_id__in=led_unit_ids(member)))


def search_measures(measures: MeasureQuerySet, words: str) -> MeasureQuerySet:
    """Those of `measures` in which every word stands: in the measure, its result, its unit or its owner."""
    for word in words.split():
        measures = measures.filter(
            Q(title__icontains=word)
            | Q(intended_result__icontains=word)
            | Q(unit__name__icontains=word)
            | Q(owner_name__icontains=word)
            | Q(owner__user__name__icontains=word)
        )
    return measures


def ownerless(member: Membership, *, every: bool) -> MeasureQuerySet:
    """Live measures without an owner that `member` can give one: in all units, or in the units they lead."""
    measures = (
        Measure.objects.live().filter(owner__isnull=True, owner_name="").exclude(state=MeasureState.IDEA)
    )
    return measures if every else measures.of_units(led_unit_ids(member))


def waiting_actions(member: Membership, today: date) -> ActionQuerySet:
    """A member's own actions that are late, due within a week, or stuck."""
    own = Action.objects.of_member(member).live()
    return own.filter(Q(due_on__lte=today + SOON) | Q(state=ActionState.STUCK)).by_date()


def waiting_count(member: Membership, today: date) -> int:
    """How many of a member's own actions are late or due within a week (the number in the menu)."""
    return Action.objects.of_member(member).due_by(today + SOON).count()


def people() -> list[Membership]:
    """Everyone who can be given a measure or an action: the active members, by name."""
    return list(Membership.objects.active().select_related("user").order_by("user__name", "since"))
