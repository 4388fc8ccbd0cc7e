"""Who may see and change plans, measures and actions.

HR keeps every plan. A team lead keeps the plans of the units they lead, with everything below, and reads the
organisation's. Works council and executive read and remark. A facilitator reads the organisation's plan. Who
does an action may always move that action to another state.
"""

from uuid import UUID

from measures.models import Action, KeyUser, Measure, RolloutWave
from measures.queries import Plan
from werkdruk.core.permissions import any_member, register, roles
from werkdruk.organisations.models import Membership, Role
from werkdruk.organisations.queries import led_unit_ids

Thing = Measure | RolloutWave | KeyUser | None

SEES_ALL = frozenset({Role.HR, Role.WORKS_COUNCIL, Role.EXECUTIVE})


def sees_all(member: Membership) -> bool:
    """Whether `member` may read the plans of all units."""
    return not SEES_ALL.isdisjoint(member.roles)


def may_view(member: Membership, plan: Plan | None = None) -> bool:
    """Whether `member` may read `plan` (the organisation's plan is for every member)."""
    if plan is None or plan.unit_id is None or sees_all(member):
        return True
    return _leads(member, plan.unit_id)


def may_keep(member: Membership, plan: Plan | None = None) -> bool:
    """Whether `member` may add to `plan` and change what is in it."""
    if Role.HR in member.roles:
        return True
    return plan is not None and plan.unit_id is not None and _leads(member, plan.unit_id)


def may_view_measure(member: Membership, thing: Thing = None) -> bool:
    """Whether `member` may read this measure, or the measure that a wave or key user is part of."""
    measure = _measure(thing)
    return measure is None or may_view(member, Plan(measure.unit))


def may_keep_measure(member: Membership, thing: Thing = None) -> bool:
    """Whether `member` may change this measure, the actions under it and its rollout."""
    measure = _measure(thing)
    return measure is None or may_keep(member, Plan(measure.unit))


def may_view_action(member: Membership, action: Action | None = None) -> bool:
    """Whether `member` may read `action`: whoever does it, and the readers of its plan."""
    return action is None or action.who_id == member.id or may_view(member, Plan(action.unit))


def may_keep_action(member: Membership, action: Action | None = None) -> bool:
    """Whether `member` may change what `action` says."""
    return action is None or may_keep(member, Plan(action.unit))


def may_move_action(member: Membership, action: Action | None = None) -> bool:
    """Whether `member` may say that `action` is busy, stuck or done."""
    return action is None or action.who_id == member.id or may_keep_action(member, action)


def _measure(thing: Thing) -> Measure | None:
    if isinstance(thing, KeyUser):
        thing = thing.wave
    return thing.measure if isinstance(thing, RolloutWave) else thing


def _leads(member: Membership, unit_id: UUID) -> bool:
    return Role.TEAM_LEAD in member.roles and unit_id in led_unit_ids(member)


def register_all() -> None:
    """Add this app's rules to the register."""
    register("measures.overview", any_member)
    register("measures.plan_view", may_view)
    register("measures.plan_keep", may_keep)
    register("measures.measure_view", may_view_measure)
    register("measures.measure_keep", may_keep_measure)
    register("measures.action_view", may_view_action)
    register("measures.action_keep", may_keep_action)
    register("measures.action_move", may_move_action)
    register("measures.offers", any_member)
    register("measures.offers_keep", roles(Role.HR))
