"""Work for the worker: making the project plan as PDF."""

from typing import Any
from uuid import UUID

from projects import actions, documents, queries
from projects.actions.early_signals import forget_early_signals
from projects.actions.figure_files import forget_figure_files
from werkdruk.core import jobs
from werkdruk.core.jobs import Progress
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


def register_all() -> None:
    """Tell the worker how to do this app's jobs."""
    jobs.register(queries.PLAN_JOB, make_plan)
    every_day(forget_early_signals)
    every_day(forget_figure_files)
