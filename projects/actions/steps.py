"""Moving through the seven steps."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects import queries
from projects.actions.guard import locked, move, record
from projects.domain import lifecycle
from projects.models import Involvement, Project, ProjectStep
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership


@transaction.atomic
def begin_step(*, actor: Membership | None, project: Project, number: int) -> ProjectStep:
    """Begin step `number`. Raises `NotYet` when something has to come first."""
    step = _moved(project, lifecycle.begin, number)
    step.begun_at = timezone.now()
    step.save()
    record("step_begun", actor, project, step=number)
    return step


@transaction.atomic
def finish_step(
    *, actor: Membership | None, project: Project, number: int, result: str = "", not_involved: str = ""
) -> ProjectStep:
    """Call step `number` done, with what came out; where staff took no part in it, `not_involved` says why.

    Raises `Refused` for a step in which nobody of the staff took part while nobody says why; `NotYet` otherwise.
    """
    step = _moved(project, lifecycle.finish, number)
    involved = Involvement.objects.filter(step=step).exists()
    if not involved and not not_involved.strip():
        raise Refused(_("Write down how staff took part in this step, or say why they did not."))
    step.not_involved = "" if involved else not_involved.strip()
    step.result, step.finished_at = result.strip(), timezone.now()
    step.save()
    record("step_done", actor, project, step=number)
    return step


@transaction.atomic
def skip_step(*, actor: Membership | None, project: Project, number: int, reason: str) -> ProjectStep:
    """Skip step `number` and say why. Raises `NotYet` for the evaluation and without a reason."""
    step = _moved(project, lifecycle.skip, number, reason)
    step.skip_reason, step.finished_at = reason.strip(), timezone.now()
    step.save()
    record("step_skipped", actor, project, step=number, reason=step.skip_reason)
    return step


@transaction.atomic
def reopen_step(*, actor: Membership | None, project: Project, number: int) -> ProjectStep:
    """Take back that step `number` was done or skipped; what was written stays. Raises `NotYet`."""
    step = _moved(project, lifecycle.reopen, number)
    step.finished_at = None
    step.save()
    record("step_reopened", actor, project, step=number)
    return step


def _moved(project: Project, transition, number: int, *args: str) -> ProjectStep:
    """The step in its new state, not saved yet; the project is locked."""
    current = locked(project)
    after = move(current, transition, number, *args)
    step = ProjectStep.objects.filter(queries.CURRENT_STEPS).get(project=current, number=number)
    step.state = after.state(number).value
    return step
