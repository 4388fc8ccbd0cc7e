"""Who thinks up and weighs measures in a project.

Whoever runs the project does all of it but the manager's marks. A team lead adds proposals for the own units
in it. The manager's marks come from who decides: the executive, HR, the project's leader, and for a proposal of
one unit the team lead of that unit; never from a facilitator, who stands between the two.
"""

from typing import Any

from projects import queries
from projects.models import Project, Proposal
from projects.permissions import may_manage
from werkdruk.core.permissions import register
from werkdruk.organisations.models import Membership, Role
from werkdruk.organisations.queries import led_unit_ids


def own_units(member: Membership, project: Project) -> set:
    """The units of `project` that `member` leads."""
    if Role.TEAM_LEAD not in member.roles:
        return set()
    return led_unit_ids(member) & queries.unit_ids_in_scope(project)


def may_propose(member: Membership, project: Project | None = None) -> bool:
    """Whether `member` may add a proposal to `project`."""
    return project is None or may_manage(member, project) or bool(own_units(member, project))


def may_keep(member: Membership, proposal: Proposal | None = None) -> bool:
    """Whether `member` may change what `proposal` says, or take it away."""
    if proposal is None or may_manage(member, proposal):
        return True
    return proposal.unit_id is not None and proposal.unit_id in own_units(member, proposal.project)


def may_weigh_as_manager(member: Membership, proposal: Proposal | None = None) -> bool:
    """Whether `member` may write down the manager's marks for `proposal`; HR does so for a manager who asks it."""
    return proposal is None or Role.HR in member.roles or is_manager(member, proposal)


def is_manager(member: Membership, proposal: Proposal) -> bool:
    """Whether the manager's marks for `proposal` are for `member` to give."""
    if Role.EXECUTIVE in member.roles or proposal.project.leader_id == member.id:
        return True
    return proposal.unit_id is not None and proposal.unit_id in own_units(member, proposal.project)


def register_all() -> None:
    """Add these rules to the register."""
    rules: dict[str, Any] = {
        "projects.propose": may_propose,
        "projects.proposal_keep": may_keep,
        "projects.proposal_decide": may_weigh_as_manager,
    }
    for code, rule in rules.items():
        register(code, rule)
