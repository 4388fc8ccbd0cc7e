"""Work for the worker: the plan and the papers, mail to guests of the kick-off, polls, daily upkeep."""

from typing import Any
from uuid import UUID

from django.utils import translation

from projects import actions, documents, paper_documents, queries
from projects.actions.early_signals import forget_early_signals
from projects.actions.evaluating import remind_reporters
from projects.actions.figure_files import forget_figure_files
from projects.actions.meeting import GUEST_MAIL
from projects.actions.papers import PAPER_STAGES, Made, store_paper
from projects.actions.polls import OPEN_JOB, close_due_polls, close_poll, prepare_poll
from projects.actions.weighing import end_forgotten_sessions
from projects.domain.tables import as_csv
from projects.emails import guest_mail
from projects.models import MeetingParticipant, PaperKind, PollBallot, Project
from projects.queries.papers import CSV, PAPER_JOB, SHEET, XLSX
from projects.queries.polls import CLOSE_JOB
from werkdruk.core import jobs
from werkdruk.core.jobs import Progress
from werkdruk.core.maintenance import vacuum
from werkdruk.core.tasks import every_day
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation


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


def make_paper(progress: Progress, payload: dict[str, Any]) -> None:
    """Gather, lay out and keep one paper; a project that is gone asks for nothing. Safe to run twice."""
    kind, language, made_by = payload["paper"], payload["language"], payload["made_by"]
    project: Project | None = None
    files: list[tuple[str, bytes]] = []
    with tenant_scope(progress.organisation_id):
        if payload["project"]:
            project = queries.find_project(UUID(payload["project"]))
            if project is None:
                return
        if payload["form"] in (CSV, XLSX):
            table = paper_documents.annex_data(project, language=language)
            html = ""
        elif project is not None and kind == PaperKind.KICKOFF:
            html = paper_documents.minutes_html(project, language=language, made_by=made_by)
        elif project is not None and kind == PaperKind.INSPECTION:
            html = paper_documents.inspection_html(project, language=language, made_by=made_by)
            files = paper_documents.zip_contents(project, language=language)
        else:
            html = paper_documents.annex_html(project, language=language, made_by=made_by)
    progress.report(1, PAPER_STAGES)
    if payload["form"] == CSV:
        made = [Made(kind, as_csv(table), "text/csv")]
    elif payload["form"] == XLSX:
        made = [Made(kind, paper_documents.workbook(table), SHEET)]
    else:
        pdf = documents.to_pdf(html)
        made = [Made(kind, pdf.content, pages=pdf.pages)]
        if project is not None and kind == PaperKind.INSPECTION:
            packed = paper_documents.pack(project, pdf.content, files, language=language)
            made.append(Made(PaperKind.INSPECTION_ZIP, packed, "application/zip"))
    progress.report(2, PAPER_STAGES)
    with tenant_scope(progress.organisation_id):
        for one in made:
            store_paper(
                project=project,
                job_id=progress.job_id,
                made=one,
                language=language,
                made_by_name=made_by,
            )
    progress.report(3, PAPER_STAGES)


def mail_guest(progress: Progress, payload: dict[str, Any]) -> None:
    """Mail one guest of the kick-off, who may be off the list by now, in the language of whoever invited."""
    with tenant_scope(progress.organisation_id):
        found = MeetingParticipant.objects.select_related("meeting__project").filter(
            id=UUID(payload["participant"])
        )
        guest = found.exclude(email="").filter(meeting__project__closed_at=None).first()
        if guest is None:
            return
        with translation.override(payload["language"]):
            mail = guest_mail(guest, Organisation.objects.get(id=progress.organisation_id), payload)
    mail.send()
    progress.report(1, 1)


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
    jobs.register(PAPER_JOB, make_paper)
    jobs.register(GUEST_MAIL, mail_guest)
    jobs.register(OPEN_JOB, open_poll)
    jobs.register(CLOSE_JOB, finish_poll)
    every_day(close_due_polls)
    every_day(end_forgotten_sessions)
    every_day(remind_reporters)
    every_day(forget_early_signals)
    every_day(forget_figure_files)
