"""A project that a monthly review starts: at step 1, with the signal of the review written there."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.guard import locked, record
from projects.actions.project import create_project
from projects.domain import lifecycle
from projects.models import Project, ProjectStep
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Membership, Role, Unit


@transaction.atomic
def start_from_review(
    *,
    actor: Membership | None,
    identity: UUID,
    name: str,
    goal: str,
    units: Collection[Unit],
    signal: str,
) -> Project:
    """Start a project with `signal` as what came out of step 1, which stays under way.

    HR who starts it leads it, until somebody else is chosen. Raises `Refused` as `create_project` does, and for an id
    that is taken.
    """
    if Project.objects.filter(id=identity).exists():
        raise Refused(_("This project has started already."))
    leader = actor if actor and Role.HR in actor.roles else None
    project = create_project(actor=actor, name=name, goal=goal, units=units, leader=leader, identity=identity)
    ProjectStep.objects.filter(project=project, number=lifecycle.Step.SIGNAL).update(result=signal)
    return project


@transaction.atomic
def take_back_from_review(*, actor: Membership | None, identity: UUID) -> None:
    """Undo the start of a project in which nothing was done since; one that is gone already is no obstacle."""
    found = Project.objects.filter(id=identity).first()
    if found is None:
        return
    project = locked(found)
    if (
        AuditEntry.objects.filter(details__project=str(identity))
        .exclude(action="projects.project_created")
        .exists()
    ):
        raise Refused(_("Work has been done in this project. Close it on its own page instead."))
    record("project_taken_back", actor, project)
    project.delete()
