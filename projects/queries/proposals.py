"""Reads over step 3: what was put forward, what it tackles, how it was weighed, and what is left untackled."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from measures.domain import balance
from measures.models import Measure
from projects.domain import weighing
from projects.models import (
    Cause,
    Project,
    Proposal,
    ProposalState,
    Seat,
    Session,
    SessionKind,
    SessionState,
    Signal,
    Tackles,
    Weighing,
)
from projects.queries.projects import find_project, plan_measures

Target = Cause | Signal


def of_round(project: Project) -> QuerySet[Proposal]:
    """What was put forward in the current round, with what it tackles at hand (two queries)."""
    return of_project(project).filter(round=project.round)


def of_project(project: Project) -> QuerySet[Proposal]:
    """The same of all rounds."""
    tackles = Tackles.objects.select_related("cause", "signal").order_by("cause__side", "id")
    return (
        Proposal.objects.filter(project=project)
        .select_related("unit", "measure")
        .prefetch_related(Prefetch("tackles", queryset=tackles))
        .order_by("created_at", "id")
    )


def find_proposal(project: UUID, proposal: UUID) -> Proposal | None:
    """A proposal of a project with its project, or None."""
    found = Proposal.objects.filter(project_id=project, id=proposal).select_related("unit", "measure").first()
    if found is not None:
        found.project = find_project(project)
    return found


def find_weighing(project: UUID, session: UUID) -> Session | None:
    """A weighing session of a project with its project, or None."""
    found = Session.objects.filter(project_id=project, id=session, kind=SessionKind.WEIGHING).first()
    if found is not None:
        found.project = find_project(project)
    return found


def find_running(token: str) -> Session | None:
    """The weighing with this address, running or over; None when there is none."""
    if not token:
        return None
    return Session.objects.filter(token=token, kind=SessionKind.WEIGHING).select_related("project").first()


def running_weighing(project: Project) -> Session | None:
    """The weighing by phone that is going on in `project` now, or None."""
    return _weighings(project).filter(state=SessionState.RUNNING).first()


def planned_weighings(project: Project) -> list[Session]:
    """Weighings of this round that were planned and have not begun."""
    return list(_weighings(project).filter(state=SessionState.PLANNED))


def _weighings(project: Project) -> QuerySet[Session]:
    return Session.objects.filter(project=project, round=project.round, kind=SessionKind.WEIGHING)


def on_sheet(project: Project) -> QuerySet[Proposal]:
    """What participants weigh: ideas of this round for which the manager's marks are not there yet."""
    return Proposal.objects.filter(
        project=project, round=project.round, state=ProposalState.IDEA, impact__isnull=True
    ).order_by("created_at", "id")


def targets(project: Project) -> list[Target]:
    """What a measure can tackle: causes, then signals, of the current round."""
    causes = Cause.objects.filter(project=project, round=project.round)
    signals = Signal.objects.filter(project=project, round=project.round)
    return [*causes, *signals]


def tackled_by_measures(project: Project, measures: Iterable[Measure]) -> dict[UUID, list[Target]]:
    """What each of `measures` tackles in `project`, by the measure's id (one query)."""
    found: dict[UUID, list[Target]] = {}
    ids = [measure.id for measure in measures]
    rows = Tackles.objects.filter(project=project, measure_id__in=ids).select_related("cause", "signal")
    for row in rows.order_by("cause__side", "id"):
        found.setdefault(row.measure_id, []).append(target_of(row))
    return found


def show_tackled(project: Project, measures: Iterable[Measure]) -> None:
    """Put what each of `measures` tackles at hand for the page, as `tackled` (one query)."""
    rows = list(measures)
    found = tackled_by_measures(project, rows)
    for measure in rows:
        measure.tackled = found.get(measure.id, [])  # type: ignore[attr-defined]  # for the page only


def in_plan(project: Project, proposal: Proposal) -> bool:
    """Whether the measure that `proposal` became is in the plan of `project` now."""
    return project.project_measures.filter(measure=proposal.measure).exists()


def target_of(row: Tackles) -> Target:
    """The cause or signal of a link."""
    return row.cause or row.signal  # type: ignore[return-value]  # the database keeps one of the two


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a weighing is, in counts only: phones that sent something, and marks per measure."""

    phones: int
    rows: list[tuple[str, int]]


def progress_of(session: Session) -> Progress:
    """How many phones have marked what (three queries); never what they gave."""
    counts: dict[UUID, int] = {}
    for proposal_id in Weighing.objects.filter(session=session).values_list("proposal_id", flat=True):
        counts[proposal_id] = counts.get(proposal_id, 0) + 1
    return Progress(
        phones=Seat.objects.filter(session=session).count(),
        rows=[(one.title, counts.get(one.id, 0)) for one in on_sheet(session.project)],
    )


def participants_marks(proposal: Proposal) -> weighing.Marks | None:
    """What the participants say of `proposal`, None before they weighed it."""
    if proposal.staff_impact is None or proposal.staff_effort is None:
        return None
    return weighing.Marks(proposal.staff_impact, proposal.staff_effort)


def managers_marks(proposal: Proposal) -> weighing.Marks | None:
    """What the manager says of `proposal`, None before."""
    if proposal.impact is None or proposal.effort is None:
        return None
    return weighing.Marks(Decimal(proposal.impact), Decimal(proposal.effort))


@dataclass(frozen=True, slots=True)
class Balance:
    """What a plan could still use: hints on its whole, and what stands loose in it."""

    hints: list[balance.Hint]
    untackled: list[Cause]
    aimless: list[Measure]


def balance_of(project: Project) -> Balance:
    """How the plan of `project` is balanced (three queries)."""
    measures = list(plan_measures(project).order_by("created_at", "id"))
    causes = list(Cause.objects.filter(project=project, round=project.round))
    links = tackled_by_measures(project, measures)
    tackled = {target.id for targets in links.values() for target in targets}
    untackled = balance.untackled([cause.id for cause in causes], tackled)
    aimless = balance.aimless([measure.id for measure in measures], links)
    hints = balance.hints(balance.Part(measure.kind, measure.level) for measure in measures)
    if measures:
        known = {(cause.side, cause.id in tackled) for cause in causes}
        hints += balance.one_sided(
            known={side for side, _tackled in known}, tackled={side for side, yes in known if yes}
        )
    return Balance(
        hints=hints,
        untackled=[cause for cause in causes if cause.id in untackled],
        aimless=[measure for measure in measures if measure.id in aimless] if causes else [],
    )
