"""How staff took part in a step: writing it down, changing it, taking it out."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from projects.actions.guard import check_version, locked, name_of, record
from projects.domain.lifecycle import Step
from projects.models import Involvement, Project, ProjectStep
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership


@transaction.atomic
def involve(
    *,
    actor: Membership | None,
    step: ProjectStep,
    on: date,
    who: str,
    how: str,
    outcome: str = "",
    form_key: UUID | None = None,
) -> Involvement:
    """Write down who took part in `step`, how and when, and what came of it; a form twice makes one row.

    Raises `Refused` for a closed project, a step of an earlier round, and without who or how.
    """
    project = _open_project(step)
    if form_key:
        there = Involvement.objects.filter(form_key=form_key).first()
        if there is not None:
            return there
    _check(who, how)
    made = Involvement.objects.create(
        step=step,
        on=on,
        who=who.strip(),
        how=how.strip(),
        outcome=outcome.strip(),
        written_by_name=name_of(actor),
        form_key=form_key,
    )
    record("involvement_added", actor, project, step=step.number, who=made.who)
    return made


@transaction.atomic
def change_involvement(
    *,
    actor: Membership | None,
    involvement: Involvement,
    version: int,
    on: date,
    who: str,
    how: str,
    outcome: str = "",
) -> Involvement:
    """Change what was written down. Raises `ChangedMeanwhile`, and `Refused` as `involve` does."""
    project = _open_project(involvement.step)
    current = Involvement.objects.select_for_update().get(id=involvement.id)
    check_version(current, version, current.written_by_name)
    _check(who, how)
    current.on, current.who, current.how, current.outcome = on, who.strip(), how.strip(), outcome.strip()
    current.written_by_name = name_of(actor)
    current.version += 1
    current.save()
    record("involvement_changed", actor, project, step=involvement.step.number, who=current.who)
    return current


@transaction.atomic
def remove_involvement(*, actor: Membership | None, involvement: Involvement) -> None:
    """Take out what was written down by mistake. A step that is done keeps its last row: raises `Refused`."""
    project = _open_project(involvement.step)
    step = ProjectStep.objects.get(id=involvement.step_id)
    others = Involvement.objects.filter(step=step).exclude(id=involvement.id)
    if step.state == "done" and not step.not_involved and not others.exists():
        raise Refused(_("This step is done. It keeps at least one line about how staff took part."))
    record("involvement_removed", actor, project, step=step.number, who=involvement.who)
    Involvement.objects.filter(id=involvement.id).delete()


def _open_project(step: ProjectStep) -> Project:
    project = locked(step.project)
    if project.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    if step.number < Step.POLICY and step.round != project.round:
        raise Refused(_("This step belongs to an earlier round. It can be read, not changed."))
    return project


def _check(who: str, how: str) -> None:
    if not who.strip():
        raise Refused(_("Write down who took part: a team, a role, a number. No names of employees needed."))
    if not how.strip():
        raise Refused(_("Write down how they took part."))
