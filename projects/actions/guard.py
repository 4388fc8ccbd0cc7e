"""What every action on a project begins with: the lock, the rules, and the check that nobody was first."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from projects import queries
from projects.domain import lifecycle
from projects.models import Project, Session, SessionState
from projects.words.obstacles import sentences
from werkdruk.core import audit
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.organisations.models import Membership


class NotYet(Refused):
    """The rules of the seven steps say no; `blockers` says what is in the way."""

    def __init__(self, blockers: tuple[lifecycle.Blocker, ...]) -> None:
        super().__init__(sentences(blockers))
        self.blockers = blockers


def locked(project: Project) -> Project:
    """The project as it is now, its row locked until the end of the transaction: moves happen one by one."""
    return (
        Project.objects.select_for_update(of=("self",))
        .prefetch_related(queries.current_steps(), "project_units", "facilitators")
        .get(id=project.id)
    )


def move(project: Project, transition: Callable[..., lifecycle.Position], *args: Any, **kwargs: Any) -> Any:
    """The position after `transition`; raises `NotYet` when the rules do not allow it."""
    try:
        return transition(queries.position_of(project), *args, **kwargs)
    except lifecycle.Blocked as blocked:
        raise NotYet(blocked.blockers) from None


def check_nothing_goes_on(project: Project) -> None:
    """Raise `Refused` while phones are open for a session of `project`: its end would never be written down."""
    running = Session.objects.filter(project=project, state=SessionState.RUNNING).first()
    if running is not None:
        raise Refused(_("The session “%(session)s” is going on. End it first.") % {"session": running.title})


def check_round(row: Any, project: Project) -> None:
    """Raise `Refused` for a row of an earlier round: what was done then stays as it was."""
    if row.round != project.round:
        raise Refused(_("This belongs to an earlier round of the project."))


def check_version(row: Any, version: int, by: str = "") -> None:
    """Raise `ChangedMeanwhile` when `row` is no longer the one that was opened."""
    if row.version == version:
        return
    if by:
        text = _("%(name)s changed this while you were busy. Look at it again before you save.") % {
            "name": by
        }
    else:
        text = _("Somebody else changed this while you were busy. Look at it again before you save.")
    raise ChangedMeanwhile(text, row)


def name_of(actor: Membership | None) -> str:
    """The name to keep beside what was done; empty for the system itself."""
    return actor.user.name if actor else ""


def record(what: str, actor: Membership | None, project: Project | None, **details: Any) -> None:
    """Write to the audit log that `what` was done in `project`, or without one in the whole organisation."""
    about = {"project": str(project.id)} if project else {}
    subject = project.name if project else ""
    audit.record(f"projects.{what}", actor=actor, subject=subject, **about, **details)
