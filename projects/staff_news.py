"""What the page for all staff tells of the projects: which run, what for, what is new, what management says."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects.models import NewsItem, Project, Statement
from projects.queries.news import news_by_project, statements_of
from surveys.models import Decision, DecisionKind
from surveys.staff_page_parts import News, Way, Word

MOST_SHOWN = 6
MOST_NEWS = 3


def early_signal(slug: str, token: str) -> Way:
    """The way to the form for what staff notice early."""
    return Way(
        title=_("Do you notice something?"),
        text=_(
            "Is it getting too busy, or does something go well? Tell it before it grows. Without your name."
        ),
        label=_("Write down what you notice"),
        url=reverse("early:signal", args=[slug, token]),
    )


def running_projects() -> list[News]:
    """The projects that run, newest first, each with its news and its statement (three queries)."""
    waits = Decision.objects.filter(kind=DecisionKind.PROJECT, review__signed_at=None).values("project")
    running = Project.objects.running().exclude(id__in=waits).order_by("-starts_on", "-created_at")
    shown = list(running[:MOST_SHOWN])
    ids = [one.id for one in shown]
    items, statements = (news_by_project(ids), statements_of(ids)) if ids else ({}, {})
    return [
        News(
            title=one.name,
            text=one.goal,
            words=_words(statements.get(one.id), items.get(one.id, [])),
        )
        for one in shown
    ]


def _words(statement: Statement | None, items: list[NewsItem]) -> tuple[Word, ...]:
    said = (_said(statement),) if statement else ()
    return (*said, *(_news(item) for item in items[:MOST_NEWS]))


def _said(statement: Statement) -> Word:
    return Word(
        title=_("Management says"),
        text=statement.text,
        by=statement.author_name,
        on=date_format(localtime(statement.given_at), "DATE_FORMAT"),
        quoted=True,
    )


def _news(item: NewsItem) -> Word:
    on = date_format(localtime(item.published_at), "DATE_FORMAT") if item.published_at else ""
    return Word(title=item.title, text=item.text, on=on)
