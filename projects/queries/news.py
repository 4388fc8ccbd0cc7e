"""Reads over news and statements of projects."""

from collections.abc import Iterable
from uuid import UUID

from projects.models import NewsItem, Project, Statement
from projects.queries.projects import find_project
from werkdruk.organisations.models import Employee, Membership


def news_of(project: Project) -> list[NewsItem]:
    """Everything that was written, newest first."""
    return list(NewsItem.objects.filter(project=project))


def newest(project: Project) -> NewsItem | None:
    """The newest news that all staff may read, or None."""
    return NewsItem.objects.filter(project=project).shown().first()


def find_news(project: UUID, news: UUID) -> NewsItem | None:
    """One news item of a project, or None."""
    return _with_project(NewsItem.objects.filter(project_id=project, id=news).first())


def statement_of(project: Project) -> Statement | None:
    """What management says openly about `project` now, or None."""
    return Statement.objects.filter(project=project, withdrawn_at=None).first()


def find_statement(project: UUID) -> Statement | None:
    """The same by the project's id."""
    return _with_project(Statement.objects.filter(project_id=project, withdrawn_at=None).first())


def _with_project[Row: (NewsItem, Statement)](row: Row | None) -> Row | None:
    if row is not None:
        found = find_project(row.project_id)
        assert found is not None
        row.project = found
    return row


def statements_of(projects: Iterable[UUID]) -> dict[UUID, Statement]:
    """What management says openly now, by project (one query)."""
    rows = Statement.objects.filter(project_id__in=list(projects), withdrawn_at=None).order_by(
        "given_at", "id"
    )
    return {row.project_id: row for row in rows}


def news_by_project(projects: Iterable[UUID]) -> dict[UUID, list[NewsItem]]:
    """What all staff may read, newest first, by project (one query)."""
    found: dict[UUID, list[NewsItem]] = {}
    for row in NewsItem.objects.filter(project_id__in=list(projects)).shown():
        found.setdefault(row.project_id, []).append(row)
    return found


def names_of_staff() -> list[str]:
    """The names on the staff list, but for those who sign in here: they act in public (two queries)."""
    members = {name.casefold() for name in Membership.objects.values_list("user__name", flat=True)}
    names = Employee.objects.order_by("name").values_list("name", flat=True)
    return [name for name in names if name.casefold() not in members]
