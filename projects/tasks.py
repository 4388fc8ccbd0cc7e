"""Work for the worker: making the project plan as PDF, opening and counting polls, daily upkeep."""

from typing import Any
from uuid import UUID

from projects import actions, documents, queries
from projects.actions.evaluating import remind_reporters
from projects.actions.polls import CLOSE_JOB, OPEN_JOB, close_due_polls, close_poll, prepare_poll
from projects.models import PollBallot
from werkdruk.core import jobs
from werkdruk.core.jobs import Progress
from werkdruk.core.maintenance import vacuum
from werkdruk.core.tasks import every_day
from werkdruk.core.tenancy import tenant_scope


def make_plan(progress: Progress, payload: dict[str, Any]) -> None:
    """Gather, lay out and keep the plan of one project; a project that is gone asks for nothing.

    The layout, which takes seconds, runs outside the transaction. Safe to run twice.
    """
    total = actions.PLAN_STAGES
    with tenant_scope(progress.organisation_id):
        project = queries.find_project(UUID(payload["project"]))
        if project is None:
            return
        html = documents.plan_html(project, language=payload["language"], made_by=payload["made_by"])
    progress.report(1, total)
    pdf = documents.to_pdf(html)
    progress.report(2, total)
    with tenant_scope(progress.organisation_id):
        actions.store_plan_document(
            project=project,
            job_id=progress.job_id,
            content=pdf.content,
            pages=pdf.pages,
            language=payload["language"],
            made_by_name=payload["made_by"],
        )
    progress.report(3, total)


def open_poll(progress: Progress, payload: dict[str, Any]) -> None:
    """Make the key of a poll and open it. Safe to run twice."""
    prepare_poll(progress.organisation_id, UUID(payload["poll"]))


def finish_poll(progress: Progress, payload: dict[str, Any]) -> None:
    """Count a poll, destroy its key, and take the deleted sheets off the disk. Safe to run twice."""
    close_poll(progress.organisation_id, UUID(payload["poll"]))
    vacuum(PollBallot)


def register_all() -> None:
    """Tell the worker how to do this app's jobs, and what it does every day."""
    jobs.register(queries.PLAN_JOB, make_plan)
    jobs.register(OPEN_JOB, open_poll)
    jobs.register(CLOSE_JOB, finish_poll)
    every_day(close_due_polls)
    every_day(remind_reporters)
