"""Step 5: looking back on each measure and on the whole, and reporting back."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from measures.actions import set_measure_state
from measures.models import Measure, MeasureState
from projects.actions.guard import check_version, locked, name_of, record
from projects.models import Evaluation, Goal, GoalEvaluation, Lesson, MeasureEvaluation, Project, Reached
from projects.queries import evaluations
from werkdruk.core.errors import Refused
from werkdruk.organisations.actions.mails import queue_mail
from werkdruk.organisations.models import Membership

REPORT_MAIL = "projects.report_back"
MEASURE_FIELDS = (
    "kept",
    "noticed",
    "signal_changed",
    "signal_text",
    "experience_changed",
    "side_effects",
    "continuation",
)


@transaction.atomic
def evaluate_measure(
    *,
    actor: Membership | None,
    project: Project,
    measure: Measure,
    version: int,
    lesson: str = "",
    **fields: str,
) -> MeasureEvaluation:
    """Write how one measure of the current round worked out; fields as in `MEASURE_FIELDS`, empty where not known.

    `lesson` is kept as a lesson for other teams; an empty one takes it away. `version` is 1 while nothing was written.
    Raises `Refused` outside step 5 and for a measure that is not in this round, `ChangedMeanwhile`.
    """
    current = _open(project)
    if measure.id not in {one.measure.id for one in evaluations.looked_at(current)}:
        raise Refused(_("This measure is not in the plan of this round."))
    evaluation = _evaluation(current)
    row = MeasureEvaluation.objects.filter(evaluation=evaluation, measure=measure).first()
    if row is None:
        row = MeasureEvaluation(evaluation=evaluation, measure=measure)
    check_version(row, version, row.written_by_name)
    for name in MEASURE_FIELDS:
        setattr(row, name, fields.get(name, "").strip())
    row.written_by_name = name_of(actor)
    row.version += 1
    row.save()
    _keep_lesson(actor, current, measure, lesson)
    details = {"measure": str(measure.id), "title": measure.title, "continuation": row.continuation}
    record("measure_evaluated", actor, current, **details)
    return row


@transaction.atomic
def give_verdict(
    *,
    actor: Membership | None,
    project: Project,
    version: int,
    reached: str,
    verdict: str,
    learned: str,
    reporter: Membership | None,
    reporter_name: str,
    report_on: date | None,
    goals: Mapping[UUID, tuple[str, str]] | None = None,
) -> Evaluation:
    """Write the verdict on the current round: whether the goal was reached and why, what was learned, who reports.

    `goals`: for each goal how it is now, and whether it was reached. What was learned is kept as a lesson for other
    teams too. Any part may still be empty. Raises `Refused` outside step 5, for a verdict without its reasons and a
    report without a day or a name; `ChangedMeanwhile`.
    """
    current = _open(project)
    evaluation = _evaluation(current)
    check_version(evaluation, version)
    if reached and reached not in Reached.values:
        raise Refused(_("Choose whether the goal was reached."))
    if reached and not verdict.strip():
        raise Refused(_("Write down why: what did you see that tells you so?"))
    if bool(reporter_name.strip()) != bool(report_on):
        raise Refused(_("Say both who reports back and on which day."))
    if (evaluation.reporter_id, evaluation.report_on) != (reporter.id if reporter else None, report_on):
        evaluation.reported_at = None
    evaluation.reached, evaluation.verdict, evaluation.learned = reached, verdict.strip(), learned.strip()
    evaluation.reporter, evaluation.reporter_name = reporter, reporter_name.strip()
    evaluation.report_on = report_on
    evaluation.version += 1
    evaluation.save()
    own = {goal.id: goal for goal in Goal.objects.filter(project=current, round=current.round)}
    for goal_id, (now, goal_reached) in (goals or {}).items():
        if goal_id in own:
            GoalEvaluation.objects.update_or_create(
                evaluation=evaluation,
                goal=own[goal_id],
                defaults={"now": now.strip(), "reached": goal_reached},
            )
    _keep_lesson(actor, current, None, learned)
    record("verdict_given", actor, current, reached=reached)
    return evaluation


@transaction.atomic
def mark_reported(*, actor: Membership | None, evaluation: Evaluation) -> Evaluation:
    """Say that staff were told what came out; a second time changes nothing. Also after the project was closed."""
    current = (
        Evaluation.objects.select_for_update(of=("self",)).select_related("project").get(id=evaluation.id)
    )
    if current.reported_at is None:
        if not current.reached:
            raise Refused(_("There is nothing to report before the verdict."))
        current.reported_at = timezone.now()
        current.version += 1
        current.save()
        record("reported_back", actor, current.project)
    return current


@transaction.atomic
def end_measure(*, actor: Membership | None, project: Project, measure: Measure) -> Measure:
    """Take a measure that the evaluation stops out of its action plan; the plan keeps it as dropped, with the reason.

    Nothing ends by itself: stopping in the evaluation is a decision, ending the work is another. Raises `Refused`
    where the evaluation did not say so.
    """
    current = _open(project)
    row = MeasureEvaluation.objects.filter(
        evaluation__project=current, evaluation__round=current.round, measure=measure, continuation="stop"
    ).first()
    if row is None:
        raise Refused(_("First say in the evaluation that this measure stops."))
    note = _("Stopped after the evaluation of “%(project)s”.") % {"project": current.name}
    return set_measure_state(actor=actor, measure=measure, state=MeasureState.DROPPED, note=note)


def remind_reporters() -> None:
    """Mail who reports back today or should have (daily upkeep, in a tenant's scope): once for each agreed day.

    Somebody who does not sign in here gets no mail: then the project leader does.
    """
    for evaluation in evaluations.to_report(timezone.localdate()):
        member = evaluation.reporter or evaluation.project.leader
        if member is not None:
            queue_mail(
                [member],
                REPORT_MAIL,
                once=f"{evaluation.id}:{evaluation.report_on:%Y-%m-%d}",
                evaluation=str(evaluation.id),
            )


def _open(project: Project) -> Project:
    """The project, locked, if its evaluation may be written now."""
    current = locked(project)
    if not evaluations.is_under_way(current):
        raise Refused(
            _("The evaluation is written while step 5 is under way. Begin or reopen that step first.")
        )
    return current


def _evaluation(project: Project) -> Evaluation:
    evaluation, _made = Evaluation.objects.get_or_create(project=project, round=project.round)
    return evaluation


def _keep_lesson(actor: Membership | None, project: Project, measure: Measure | None, text: str) -> None:
    """The one lesson about this measure (or the whole) in this round, as it was written last."""
    there = evaluations.lesson_about(project, measure)
    text = text.strip()
    if not text:
        if there is not None:
            there.delete()
        return
    if there is None:
        there = Lesson(project=project, round=project.round, measure=measure, version=0)
    if there.text == text:
        return
    there.text, there.by_name, there.at = text, name_of(actor), timezone.now()
    there.version += 1
    there.save()
