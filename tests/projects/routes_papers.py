"""Who may open the pages of the kick-off meeting, of news and of papers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from projects.actions import meeting, news
from projects.models import Paper, PaperKind, Project
from tests.cast import Zandbak
from tests.projects.scene import make_project
from tests.routing import EVERYONE, EXECUTIVE, FACILITATOR, HR, WORKS_COUNCIL, Route

RUN_IT = frozenset({HR, FACILITATOR})
BOTH_SIDES = frozenset({HR, WORKS_COUNCIL, EXECUTIVE})
GET, POST, BOTH = ("get",), ("post",), ("get", "post")


def plain(zandbak: Zandbak) -> dict[str, Any]:
    """A new project of the cast."""
    return {"project": make_project(zandbak).id}


def planned(zandbak: Zandbak) -> Project:
    """A project with its kick-off next week and Tim on the list."""
    project = make_project(zandbak)
    made = meeting.plan_kickoff_meeting(
        actor=None, project=project, version=None, held_on=timezone.localdate() + timedelta(days=7)
    )
    meeting.add_participant(actor=None, meeting=made, membership=zandbak.member(zandbak.tim), name="")
    return project


def with_meeting(zandbak: Zandbak) -> dict[str, Any]:
    """A project with a meeting."""
    return {"project": planned(zandbak).id}


def with_participant(zandbak: Zandbak) -> dict[str, Any]:
    """Somebody at the meeting of a project."""
    project = planned(zandbak)
    return {"project": project.id, "participant": project.kickoff_meetings.get().participants.get().id}


def with_news(zandbak: Zandbak) -> dict[str, Any]:
    """A draft."""
    project = make_project(zandbak)
    made = news.write_news(actor=None, project=project, title="Rust", text="Het wordt stiller.")
    return {"project": project.id, "news": made.id}


def with_statement(zandbak: Zandbak) -> dict[str, Any]:
    """A project of which management said something."""
    project = make_project(zandbak)
    news.give_statement(actor=zandbak.member(zandbak.bea), project=project, text="Ik sta hierachter.")
    return {"project": project.id}


def with_paper(*, whole: bool = False) -> Callable[[Zandbak], dict[str, Any]]:
    """A project, or the organisation, with version 1 of its annex."""

    def arguments(zandbak: Zandbak) -> dict[str, Any]:
        project = None if whole else make_project(zandbak)
        Paper.objects.create(
            project=project,
            kind=PaperKind.ANNEX,
            number=1,
            language="nl",
            media_type="application/pdf",
            size=4,
            content=b"%PDF",
        )
        return {"number": 1} if project is None else {"project": project.id, "kind": "annex", "number": 1}

    return arguments


ROUTES = [
    Route("projects:meeting", EVERYONE, GET, plain),
    Route("projects:meeting_plan", RUN_IT, BOTH, plain),
    Route("projects:meeting_calendar", EVERYONE, GET, with_meeting),
    Route("projects:participant_add", RUN_IT, BOTH, with_meeting),
    Route("projects:participant_remove", RUN_IT, BOTH, with_participant),
    Route("projects:meeting_invite", RUN_IT, BOTH, with_meeting),
    Route("projects:meeting_present", RUN_IT, BOTH, with_meeting),
    Route("projects:meeting_minutes", RUN_IT, BOTH, with_meeting),
    Route("projects:kickoff_action_add", RUN_IT, BOTH, plain),
    Route("projects:meeting_screen", EVERYONE, GET, plain),
    Route("projects:screen_changes", EVERYONE, GET, plain),
    Route("projects:news", EVERYONE, GET, plain),
    Route("projects:news_add", RUN_IT, BOTH, plain),
    Route("projects:news_change", RUN_IT, BOTH, with_news),
    Route("projects:news_publish", RUN_IT, BOTH, with_news),
    Route("projects:news_withdraw", RUN_IT, BOTH, with_news),
    Route("projects:statement", frozenset({EXECUTIVE}), BOTH, plain),
    Route("projects:statement_withdraw", frozenset({EXECUTIVE}), BOTH, with_statement),
    Route("projects:papers", EVERYONE, GET, plain),
    Route("projects:paper_make", RUN_IT, POST, plain),
    Route("projects:papers_progress", EVERYONE, GET, plain),
    Route("projects:paper", EVERYONE, GET, with_paper()),
    Route("projects:annex", BOTH_SIDES, GET),
    Route("projects:annex_make", BOTH_SIDES, POST),
    Route("projects:annex_progress", BOTH_SIDES, GET),
    Route("projects:annex_paper", BOTH_SIDES, GET, with_paper(whole=True)),
]
