"""A next round of steps 1 to 5, after the evaluation of the one before; and planned dates of steps."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects import queries
from projects.actions.guard import check_nothing_goes_on, check_version, locked, move, name_of, record
from projects.domain import lifecycle
from projects.models import KickoffItem, Project, ProjectRound, ProjectStep, Stand, StepState
from projects.words.steps import TITLES
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership

CYCLE = range(1, 6)


@transaction.atomic
def start_round(
    *, actor: Membership | None, project: Project, version: int, learned: str, goal: str = ""
) -> Project:
    """Begin the next round at step 1 with what was `learned`; what was done in earlier rounds stays as it was.

    The kick-off is open again, with who arranges what and what was agreed the last time. The plan is empty: the
    measures that go on are offered there once the kick-off is complete. Raises `NotYet` before the evaluation is
    done, `Refused` without what was learned or while a session goes on, `ChangedMeanwhile` when somebody was first.
    """
    current = locked(project)
    check_version(current, version)
    after = move(current, lifecycle.begin_round)
    check_nothing_goes_on(current)
    if not learned.strip():
        raise Refused(_("Write down what you learned: the next round builds on it."))
    before, current.round = current.round, after.round
    ProjectRound.objects.create(
        project=current,
        number=current.round,
        learned=learned.strip(),
        goal_before=current.goal,
        begun_by_name=name_of(actor),
    )
    current.goal = goal.strip() or current.goal
    current.version += 1
    current.save()
    _open_steps(current, after)
    _open_kickoff(current, before)
    record("round_begun", actor, current, round=current.round)
    return current


@transaction.atomic
def plan_dates(
    *,
    actor: Membership | None,
    project: Project,
    version: int,
    dates: Mapping[int, tuple[date | None, date | None]],
) -> Project:
    """Plan the steps of this round: from and until, by number; steps that are not named keep their dates.

    Raises `Refused` for a closed project or an end before its beginning, `ChangedMeanwhile`.
    """
    current = locked(project)
    if current.closed_at:
        raise Refused(_("This project is closed. It can be read, not changed."))
    check_version(current, version)
    for number, (first, last) in dates.items():
        if first and last and last < first:
            raise Refused(
                _("Step “%(step)s” ends before it begins. Look at its dates.") % {"step": TITLES[number]}
            )
    steps = ProjectStep.objects.filter(queries.CURRENT_STEPS, project=current, number__in=list(dates))
    for step in steps:
        step.planned_from, step.planned_until = dates[step.number]
        step.save()
    current.version += 1
    current.save()
    record("dates_planned", actor, current)
    return current


def _open_steps(project: Project, after: lifecycle.Position) -> None:
    for number in CYCLE:
        state = after.state(number)
        ProjectStep.objects.create(
            project=project,
            round=project.round,
            number=number,
            state=StepState(state.value),
            begun_at=timezone.now() if state == lifecycle.State.UNDER_WAY else None,
        )


def _open_kickoff(project: Project, before: int) -> None:
    """The points and the positions once more: who and what as it was, all to be settled anew."""
    KickoffItem.objects.bulk_create(
        KickoffItem(
            project=project,
            round=project.round,
            code=item.code,
            who_id=item.who_id,
            who_name=item.who_name,
            note=item.note,
        )
        for item in KickoffItem.objects.filter(project=project, round=before)
    )
    Stand.objects.bulk_create(
        Stand(project=project, round=project.round, party=stand.party)
        for stand in Stand.objects.filter(project=project, round=before)
    )
