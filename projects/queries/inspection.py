"""Everything that the inspection file shows of a project, of all its rounds.

Nothing of a session that runs, no card ever, nothing of a person who answered. Of what the works council was asked
only what was answered about the policy and the agreement: those stand on pages that every member may open.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch, Q

from measures.models import Action, ActionState, Measure
from policy.models import EndorsementKind, EndorsementRequest, EndorsementState, EndorsementStep
from projects.domain import kickoff
from projects.models import (
    Cause,
    Cluster,
    Evaluation,
    Goal,
    Involvement,
    KickoffAction,
    KickoffItem,
    KickoffMeeting,
    Lesson,
    MeasureEvaluation,
    MeetingParticipant,
    NewsItem,
    Project,
    ProjectMeasure,
    ProjectRound,
    ProjectStep,
    ProjectUnit,
    Proposal,
    QuickFix,
    Session,
    SessionState,
    Signal,
    Stand,
    Statement,
    Tackles,
)
from projects.queries.projects import review_of
from surveys.models import Review

ANSWERED = (
    EndorsementState.ENDORSED,
    EndorsementState.CONDITIONS,
    EndorsementState.REFUSED,
    EndorsementState.DECIDED,
    EndorsementState.DROPPED,
)


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure that stands or stood in the plan, with what it tackles and how it worked out."""

    measure: Measure
    rounds: list[int]
    actions: list[Action]
    tackles: list[str]
    effects: list[MeasureEvaluation]


@dataclass(frozen=True, slots=True)
class KickoffRow:
    """The kick-off of one round."""

    round: int
    meeting: KickoffMeeting | None
    people: list[MeetingParticipant]
    items: list[KickoffItem]
    stands: list[Stand]
    actions: list[Action]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The whole file, read at one moment."""

    project: Project
    places: list[ProjectUnit]
    review: Review | None
    rounds: list[ProjectRound]
    steps: list[ProjectStep]
    signals: list[Signal]
    kickoffs: list[KickoffRow]
    sessions: list[Session]
    causes: list[Cause]
    goals: list[Goal]
    proposals: list[Proposal]
    measures: list[MeasureRow]
    quick_fixes: list[QuickFix]
    evaluations: list[Evaluation]
    lessons: list[Lesson]
    news: list[NewsItem]
    statement: Statement | None
    endorsements: list[EndorsementRequest]
    involvements: list[Involvement] = field(default_factory=list)


def gather(project: Project) -> Inspection:
    """Read the file of `project`; as many queries for much as for little."""
    steps = list(
        ProjectStep.objects.filter(project=project)
        .prefetch_related(Prefetch("involvements", queryset=Involvement.objects.order_by("on", "created_at")))
        .order_by("round", "number")
    )
    return Inspection(
        project=project,
        places=list(
            ProjectUnit.objects.filter(project=project).select_related("unit").order_by("unit__name", "id")
        ),
        review=review_of(project),
        rounds=list(ProjectRound.objects.filter(project=project)),
        steps=steps,
        signals=list(
            Signal.objects.filter(project=project)
            .select_related("unit", "wave")
            .order_by("round", "seen_on", "created_at")
        ),
        kickoffs=_kickoffs(project),
        sessions=_sessions(project),
        causes=_causes(project),
        goals=list(Goal.objects.filter(project=project).order_by("round", "created_at", "id")),
        proposals=list(
            Proposal.objects.filter(project=project)
            .select_related("unit")
            .order_by("round", "created_at", "id")
        ),
        measures=_measures(project),
        quick_fixes=list(
            QuickFix.objects.filter(session__project=project)
            .exclude(session__state=SessionState.RUNNING)
            .select_related("session", "action__who__user")
            .order_by("action__due_on", "id")
        ),
        evaluations=list(
            Evaluation.objects.filter(project=project)
            .prefetch_related(
                Prefetch(
                    "measures", queryset=MeasureEvaluation.objects.select_related("measure").order_by("id")
                )
            )
            .order_by("round")
        ),
        lessons=list(
            Lesson.objects.filter(project=project).select_related("measure").order_by("round", "at")
        ),
        news=list(NewsItem.objects.filter(project=project).shown()),
        statement=Statement.objects.filter(project=project, withdrawn_at=None).first(),
        endorsements=_endorsements(),
        involvements=[one for step in steps for one in step.involvements.all()],
    )


def _kickoffs(project: Project) -> list[KickoffRow]:
    meetings = {one.round: one for one in KickoffMeeting.objects.filter(project=project)}
    people: dict[UUID, list[MeetingParticipant]] = defaultdict(list)
    for one in MeetingParticipant.objects.filter(meeting__project=project).order_by("name", "id"):
        people[one.meeting_id].append(one)
    items: dict[int, list[KickoffItem]] = defaultdict(list)
    order = {code: place for place, code in enumerate(kickoff.CODES)}
    for item in sorted(KickoffItem.objects.filter(project=project), key=lambda one: order.get(one.code, 99)):
        items[item.round].append(item)
    stands: dict[int, list[Stand]] = defaultdict(list)
    for stand in Stand.objects.filter(project=project).order_by("party"):
        stands[stand.round].append(stand)
    actions: dict[int, list[Action]] = defaultdict(list)
    rows = KickoffAction.objects.filter(project=project).select_related("action__who__user")
    for row in rows.order_by("action__due_on", "id"):
        actions[row.round].append(row.action)
    return [
        KickoffRow(
            round=number,
            meeting=meetings.get(number),
            people=people[meetings[number].id] if number in meetings else [],
            items=items[number],
            stands=stands[number],
            actions=actions[number],
        )
        for number in sorted(set(items) | set(meetings))
    ]


def _sessions(project: Project) -> list[Session]:
    """Sessions that were or will be held; clusters only of those that ended."""
    clusters = Cluster.objects.filter(session__state=SessionState.ENDED).order_by("side", "order", "id")
    return list(
        Session.objects.filter(project=project)
        .exclude(state=SessionState.CANCELLED)
        .select_related("unit")
        .prefetch_related(Prefetch("clusters", queryset=clusters))
        .order_by("starts_at", "id")
    )


def _causes(project: Project) -> list[Cause]:
    """The causes that were found; those of a session that runs are not out yet."""
    return list(
        Cause.objects.filter(project=project)
        .filter(Q(session=None) | Q(session__state=SessionState.ENDED))
        .prefetch_related("whys")
        .order_by("round", "side", "-dots", "created_at", "id")
    )


def _measures(project: Project) -> list[MeasureRow]:
    actions = Action.objects.exclude(state=ActionState.DROPPED).select_related("who__user").by_date()
    links = (
        ProjectMeasure.objects.filter(project=project)
        .select_related("measure__owner__user", "measure__unit")
        .prefetch_related(Prefetch("measure__actions", queryset=actions))
        .order_by("added_at", "id")
    )
    found: dict[UUID, MeasureRow] = {}
    for link in links:
        row = found.setdefault(
            link.measure_id, MeasureRow(link.measure, [], list(link.measure.actions.all()), [], [])
        )
        row.rounds.append(link.round)
    tackled = Tackles.objects.filter(project=project).select_related("proposal", "cause__session", "signal")
    for one in tackled.order_by("id"):
        target = one.measure_id or (one.proposal.measure_id if one.proposal else None)
        running = one.cause is not None and (
            one.cause.session is not None and one.cause.session.state != SessionState.ENDED
        )
        if target in found and not running:
            what = one.cause.title if one.cause else str(one.signal)
            if what not in found[target].tackles:
                found[target].tackles.append(what)
    effects = MeasureEvaluation.objects.filter(evaluation__project=project).select_related("evaluation")
    for effect in effects.order_by("evaluation__round", "id"):
        if effect.measure_id in found:
            found[effect.measure_id].effects.append(effect)
    return list(found.values())


def _endorsements() -> list[EndorsementRequest]:
    return list(
        EndorsementRequest.objects.filter(
            state__in=ANSWERED, kind__in=[EndorsementKind.POLICY, EndorsementKind.AGREEMENT]
        )
        .prefetch_related(
            Prefetch(
                "steps",
                queryset=EndorsementStep.objects.filter(state__in=ANSWERED).defer("text").order_by("number"),
            )
        )
        .order_by("number")
    )
