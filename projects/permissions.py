"""Who may see and change projects.

HR sees and runs every project. Executive and works council see every project and say how they themselves look
at its goals. The leader and the facilitators run their own project. A team lead sees the projects in which
units they lead take part. Who guides a session sees its project, and prepares, runs and ends that session.
"""

from typing import Any
from uuid import UUID

from projects.models import Party, Project, Session, Stand
from projects.queries import guided_by, with_parents
from werkdruk.core.permissions import any_member, register, roles
from werkdruk.organisations.models import Membership, Role
from werkdruk.organisations.queries import led_unit_ids, unit_tree

SEES_ALL = frozenset({Role.HR, Role.WORKS_COUNCIL, Role.EXECUTIVE})

# Whose word it is: nobody else writes down how management or the works council looks at the goals.
SPEAKS_FOR = {Party.MANAGEMENT: Role.EXECUTIVE, Party.STAFF_COUNCIL: Role.WORKS_COUNCIL}


def sees_all(member: Membership) -> bool:
    """Whether `member` may see every project."""
    return not SEES_ALL.isdisjoint(member.roles)


def readable_units(member: Membership) -> set[UUID | None]:
    """The units whose action plan this member may open; None stands for the organisation's."""
    tree = unit_tree()
    units = set(tree.units) if sees_all(member) else led_unit_ids(member, tree)
    return {None, *units}


def may_manage(member: Membership, thing: Any = None) -> bool:
    """Whether `member` may change this project, or the project that `thing` is part of."""
    project = _project(thing)
    if Role.HR in member.roles:
        return True
    if project is None:
        return False
    facilitators = {row.membership_id for row in project.facilitators.all()}
    return project.leader_id == member.id or member.id in facilitators


def may_view(member: Membership, thing: Any = None) -> bool:
    """Whether `member` may read this project, or the project that `thing` is part of."""
    project = _project(thing)
    if project is None or sees_all(member) or may_manage(member, project):
        return True
    if Role.TEAM_LEAD in member.roles:
        tree = unit_tree()
        around = with_parents(led_unit_ids(member, tree), tree)
        if any(row.unit_id in around for row in project.project_units.all()):
            return True
    return guided_by(member).filter(project=project).exists()


def may_guide(member: Membership, thing: Any = None) -> bool:
    """Whether `member` may prepare, run and end a session (or change what is part of one): who runs the project, and
    who guides it."""
    if thing is None or may_manage(member, thing):
        return True
    session = thing if isinstance(thing, Session) else thing.session
    return session is not None and session.guide_id == member.id


def may_speak(member: Membership, stand: Stand | None = None) -> bool:
    """Whether `member` may write down how the party of `stand` looks at the goals."""
    if stand is None:
        return False
    if stand.party == Party.STAFF:
        return may_manage(member, stand.project)
    return SPEAKS_FOR[Party(stand.party)] in member.roles


def may_evaluate(member: Membership, looked: Any = None) -> bool:
    """Whether `member` may write how a measure worked out: who runs the project, and who leads its unit."""
    if looked is None or may_manage(member, looked.project):
        return True
    unit = looked.measure.unit_id
    return unit is not None and Role.TEAM_LEAD in member.roles and unit in led_unit_ids(member)


def may_report(member: Membership, thing: Any = None) -> bool:
    """Whether `member` may say that staff were told: who runs the project, and who promised to tell them."""
    return thing is None or may_manage(member, thing) or thing.reporter_id == member.id


def _project(thing: Any) -> Project | None:
    if thing is None or isinstance(thing, Project):
        return thing
    return thing.project


def register_all() -> None:
    """Add this app's rules to the register."""
    register("projects.list", any_member)
    register("projects.create", roles(Role.HR))
    register("projects.view", may_view)
    register("projects.manage", may_manage)
    register("projects.guide", may_guide)
    register("projects.speak", may_speak)
    register("projects.state", roles(Role.EXECUTIVE))
    register("projects.annex", roles(*SEES_ALL))
    register("projects.evaluate", may_evaluate)
    register("projects.report", may_report)
    register("projects.lessons", any_member)
