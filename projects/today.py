"""What waits for a member in projects, and the step of the start checklist."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.models import Attitude, Evaluation, KickoffItem, KickoffState, Project, ProjectUnit, Stand
from projects.permissions import SPEAKS_FOR
from projects.queries import ASKED, THIS_ROUND, open_counts
from projects.words.kickoff import party_name, point_text
from werkdruk.core.agenda import Step, Todo
from werkdruk.organisations.models import Membership, Organisation

SOON = timedelta(days=7)


def todos(member: Membership, today: date) -> Iterator[Todo]:
    """Kick-off points that `member` arranges, and the kick-offs that block a project the member runs."""
    slug = member.organisation.slug
    mine = (
        KickoffItem.objects.filter(
            THIS_ROUND, ASKED, who=member, state=KickoffState.OPEN, project__closed_at__isnull=True
        )
        .select_related("project")
        .order_by("ready_on", "code")
    )
    for item in mine:
        yield Todo(
            title=point_text(item.code, member.organisation),
            detail=_("Point %(code)s of the kick-off of “%(project)s”")
            % {"code": item.code, "project": item.project.name},
            url=f"{reverse('projects:kickoff', args=[slug, item.project_id])}#item-{item.code}",
            button=_("Go to this point"),
            due=item.ready_on,
            kind=_kind(item.ready_on, today),
        )
    yield from _stands(member, slug)
    yield from _reports(member, slug, today)
    projects = list(Project.objects.running().of_member(member).order_by("created_at", "id"))
    counts = open_counts(projects)
    yield from _without_contact(projects, slug)
    for project in projects:
        if project.id in counts:
            yield Todo(
                title=_("The plan of “%(project)s” cannot start yet") % {"project": project.name},
                detail=ngettext(
                    "One point of the kick-off is open.",
                    "%(count)s points of the kick-off are open.",
                    counts[project.id],
                )
                % {"count": counts[project.id]},
                url=reverse("projects:kickoff", args=[slug, project.id]),
                button=_("Go to the kick-off"),
            )


def _without_contact(projects: list[Project], slug: str) -> Iterator[Todo]:
    """The projects that a member runs in which colleagues of a unit have nobody to turn to (one query)."""
    empty = ProjectUnit.objects.filter(project__in=projects, contact_name="").select_related(
        "project", "unit"
    )
    names: dict[Project, list[str]] = {}
    for place in empty.order_by("project__created_at", "unit__name"):
        names.setdefault(place.project, []).append(place.unit.name)
    for project, units in names.items():
        yield Todo(
            title=_("Choose a contact person in “%(project)s”") % {"project": project.name},
            detail=", ".join(units),
            url=f"{reverse('projects:project', args=[slug, project.id])}#contacts",
            button=_("Choose a contact person"),
        )


def _stands(member: Membership, slug: str) -> Iterator[Todo]:
    """The goals that management or the works council, where `member` speaks for it, has not answered yet."""
    parties = [party for party, role in SPEAKS_FOR.items() if role in member.roles]
    stands = Stand.objects.filter(
        THIS_ROUND, party__in=parties, position=Attitude.UNKNOWN, project__closed_at__isnull=True
    ).select_related("project")
    for stand in stands.order_by("project__created_at", "id"):
        yield Todo(
            title=_("Say how you look at the goals of “%(project)s”") % {"project": stand.project.name},
            detail=party_name(stand.party, member.organisation),
            url=reverse("projects:stand", args=[slug, stand.project_id, stand.party]),
            button=_("Answer"),
        )


def _reports(member: Membership, slug: str, today: date) -> Iterator[Todo]:
    """What came out of an evaluation, that `member` promised to tell staff."""
    promised = Evaluation.objects.filter(
        reporter=member, reported_at__isnull=True, report_on__isnull=False
    ).exclude(reached="")
    for evaluation in promised.select_related("project").order_by("report_on", "id"):
        yield Todo(
            title=_("Tell staff what came out of “%(project)s”") % {"project": evaluation.project.name},
            detail=_("You promised to report back on the evaluation."),
            url=f"{reverse('projects:evaluation', args=[slug, evaluation.project_id])}#report",
            button=_("Go to the evaluation"),
            due=evaluation.report_on,
            kind=_kind(evaluation.report_on, today),
        )


def first_project(organisation: Organisation) -> Step:
    """The step of the start checklist: a first project."""
    return Step(
        order=60,
        title=_("Start a first project"),
        detail=_("One team, one problem, ready within weeks: that is a good start."),
        url=reverse("projects:new", args=[organisation.slug]),
        button=_("Start a project"),
        done=Project.objects.exists(),
        needs="projects.create",
    )


def _kind(due: date | None, today: date) -> str:
    if due is None or due > today + SOON:
        return "act"
    return "drain" if due < today else "give"
