"""Reads over projects: which a member sees, where one stands, what its plan holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from measures.models import Action, ActionState, Measure, MeasureQuerySet
from projects.domain import kickoff, lifecycle
from projects.models import (
    Approach,
    Goal,
    KickoffItem,
    KickoffState,
    PlanDocument,
    Project,
    ProjectFacilitator,
    ProjectMeasure,
    ProjectStep,
    ProjectUnit,
    Session,
    SessionState,
    Stand,
)
from surveys.models import Decision, Review
from werkdruk.core.models import Job, JobState
from werkdruk.organisations.models import Membership
from werkdruk.organisations.queries import Tree, led_unit_ids, unit_tree

PLAN_JOB = "projects.plan_pdf"
THIS_ROUND = Q(round=F("project__round"))
# The cycle of this round, and the two steps that know no rounds.
CURRENT_STEPS = THIS_ROUND | Q(number__gte=lifecycle.Step.POLICY)
ASKED = Q(project__approach=Approach.LARGE) | Q(code__in=kickoff.SMALL_CODES)


def for_pages(projects: QuerySet[Project]) -> QuerySet[Project]:
    """`projects` with their people, units and steps at hand."""
    return projects.select_related("leader__user").prefetch_related(
        Prefetch("facilitators", queryset=ProjectFacilitator.objects.select_related("membership__user")),
        Prefetch(
            "project_units",
            queryset=ProjectUnit.objects.select_related("unit__parent", "contact__user").order_by(
                "unit__name", "id"
            ),
        ),
        current_steps(),
    )


def current_steps() -> Prefetch:
    """Steps 1 to 5 of the round in which a project is, with 6 and 7: what `project.steps.all()` then means."""
    return Prefetch("steps", queryset=ProjectStep.objects.filter(CURRENT_STEPS).order_by("number"))


def find_project(project: UUID) -> Project | None:
    """The project with this id and all that its page shows; None when there is none."""
    return for_pages(Project.objects.filter(id=project)).first()


def find_step(project: UUID, step: int) -> ProjectStep | None:
    """Step `step` of a project in the round where it is, or None."""
    return _with_project(ProjectStep.objects.filter(CURRENT_STEPS, project_id=project, number=step).first())


def find_item(project: UUID, item: str) -> KickoffItem | None:
    """The kick-off point with code `item` of a project, or None; what is no code is not asked of the database."""
    if item not in kickoff.CODES:
        return None
    return _with_project(KickoffItem.objects.filter(THIS_ROUND, project_id=project, code=item).first())


def find_stand(project: UUID, party: str) -> Stand | None:
    """How `party` stands towards the goals of a project, or None."""
    return _with_project(Stand.objects.filter(THIS_ROUND, project_id=project, party=party).first())


def find_unit(project: UUID, unit: UUID) -> ProjectUnit | None:
    """A unit in a project, by the id of its place there, or None."""
    found = ProjectUnit.objects.select_related("unit", "contact__user").filter(project_id=project, id=unit)
    return _with_project(found.first())


def find_goal(project: UUID, goal: UUID) -> Goal | None:
    """A goal of a project, or None."""
    return _with_project(Goal.objects.filter(THIS_ROUND, project_id=project, id=goal).first())


def find_document(project: UUID, number: int) -> PlanDocument | None:
    """Version `number` of a project's plan, with its content, or None."""
    return _with_project(PlanDocument.objects.filter(project_id=project, number=number).first())


def _with_project(row):
    if row is not None:
        row.project = find_project(row.project_id)
    return row


def visible_to(member: Membership, *, every: bool) -> QuerySet[Project]:
    """The projects on `member`'s list: all when `every`, else own ones, those of units they lead, and those in which
    they guide a session."""
    projects = Project.objects.all()
    if not every:
        tree = unit_tree()
        around = with_parents(led_unit_ids(member, tree), tree)
        mine = Q(leader=member) | Q(facilitators__membership=member) | Q(project_units__unit_id__in=around)
        mine |= Q(id__in=guided_by(member).values("project_id"))
        projects = projects.filter(mine).distinct()
    return for_pages(projects.order_by("closed_at", "-created_at", "id"))


def guided_by(member: Membership) -> QuerySet[Session]:
    """The sessions that `member` guides, or guided; not those that were called off."""
    return Session.objects.filter(guide=member).exclude(state=SessionState.CANCELLED)


def with_parents(unit_ids: Iterable[UUID], tree: Tree) -> set[UUID]:
    """`unit_ids` and every unit above them: a project of a location is also about its teams."""
    return {above for unit_id in unit_ids for above in tree.path(unit_id)}


def steps_with_involvement(project: Project) -> QuerySet[ProjectStep]:
    """The seven steps as they are now, each with how staff took part."""
    steps = ProjectStep.objects.filter(CURRENT_STEPS, project=project).order_by("number")
    return steps.prefetch_related("involvements")


def item_states(project: Project) -> dict[str, str]:
    """The state of each point of the kick-off in this round, by code."""
    items = KickoffItem.objects.filter(project=project, round=project.round)
    return dict(items.values_list("code", "state"))


def needs_facilitator(project: Project) -> bool:
    """Whether a team under pressure takes part without anybody to guide it."""
    pressed = any(place.under_pressure for place in project.project_units.all())
    return pressed and not project.facilitators.all()


def goals_of(project: Project) -> QuerySet[Goal]:
    """The goals in the plan of this round."""
    return Goal.objects.filter(project=project, round=project.round)


def stands_of(project: Project) -> QuerySet[Stand]:
    """How the parties look at the goals in this round."""
    return Stand.objects.filter(project=project, round=project.round)


def open_counts(projects: Iterable[Project]) -> dict[UUID, int]:
    """How many points of the kick-off of this round are asked for and open (one query); no zeros."""
    ids = [project.id for project in projects]
    rows = KickoffItem.objects.filter(
        THIS_ROUND, ASKED, project_id__in=ids, state=KickoffState.OPEN
    ).order_by()
    return dict(rows.values("project_id").annotate(open=Count("id")).values_list("project_id", "open"))


def kickoff_items(project: Project) -> list[KickoffItem]:
    """The points of the kick-off in the order of the checklist."""
    items = {
        item.code: item
        for item in KickoffItem.objects.filter(project=project, round=project.round).select_related(
            "who__user"
        )
    }
    return [items[code] for code in kickoff.CODES if code in items]


def plan_measures(project: Project) -> MeasureQuerySet:
    """The measures in the plan of this round of `project`, dropped ones left out."""
    chosen = project.project_measures.filter(round=project.round).values("measure_id")
    return Measure.objects.kept().filter(id__in=chosen)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a plan for one unit, or (without a name) for the whole organisation."""

    unit_id: UUID | None
    unit_name: str
    measures: list[Measure]


def plan_parts(project: Project) -> list[Part]:
    """The measures of the plan, the organisation's first, then unit by unit in the order of the tree."""
    actions = Action.objects.exclude(state=ActionState.DROPPED).select_related("who__user").by_date()
    measures = (
        plan_measures(project)
        .in_plan_order()
        .select_related("owner__user", "unit")
        .prefetch_related(Prefetch("actions", queryset=actions))
    )
    order = {unit.id: place for place, (unit, _depth) in enumerate(unit_tree().depth_first(), start=1)}
    parts: dict[UUID | None, Part] = {}
    for measure in measures:
        name = measure.unit.name if measure.unit else ""
        parts.setdefault(measure.unit_id, Part(measure.unit_id, name, [])).measures.append(measure)
    return [parts[key] for key in sorted(parts, key=lambda key: 0 if key is None else order.get(key, 9999))]


def unit_ids_in_scope(project: Project) -> set[UUID]:
    """The units that take part in `project`, with everything below them."""
    return unit_tree().below(row.unit_id for row in project.project_units.all())


def linkable_measures(project: Project) -> QuerySet[Measure]:
    """Live measures of the organisation or of the project's units that are not in this round's plan yet."""
    units = unit_ids_in_scope(project)
    chosen = project.project_measures.filter(round=project.round).values("measure_id")
    return (
        Measure.objects.live()
        .filter(Q(unit__isnull=True) | Q(unit_id__in=units))
        .exclude(id__in=chosen)
        .select_related("unit")
        .order_by("unit__name", "title", "id")
    )


def documents(project: Project) -> QuerySet[PlanDocument]:
    """The versions of the plan as document, newest first, without their content."""
    return PlanDocument.objects.filter(project=project).listed()


def running_plan_job(project: Project) -> Job | None:
    """The job that makes this project's plan now, or None."""
    return _plan_jobs(project).filter(state__in=[JobState.WAITING, JobState.RUNNING]).first()


def last_plan_job(project: Project) -> Job | None:
    """The last job that made this project's plan, or tried; None when there was none."""
    return _plan_jobs(project).first()


def _plan_jobs(project: Project) -> QuerySet[Job]:
    return Job.objects.filter(kind=PLAN_JOB, payload__project=str(project.id)).order_by("-created_at", "-id")


def find_link(project: UUID, measure: UUID) -> ProjectMeasure | None:
    """The place of a measure in a project's plan, or None."""
    links = ProjectMeasure.objects.select_related("measure__unit")
    return _with_project(links.filter(THIS_ROUND, project_id=project, measure_id=measure).first())


def review_of(project: Project) -> Review | None:
    """The monthly review whose signal `project` started from; None for others (one query)."""
    found = Decision.objects.filter(project=project.id).select_related("review__wave").first()
    return found.review if found else None
