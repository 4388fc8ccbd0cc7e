"""Reads over papers: which versions there are, which are being made."""

from uuid import UUID

from django.db.models import QuerySet

from projects.models import Paper, PaperKind, PaperQuerySet, Project
from projects.queries.projects import find_project
from werkdruk.core.models import Job, JobState

PAPER_JOB = "projects.paper"
# What somebody can ask for; the ZIP comes with the inspection file.
STARTED = (PaperKind.KICKOFF, PaperKind.INSPECTION, PaperKind.ANNEX)
PDF, XLSX, CSV = "pdf", "xlsx", "csv"
FORMS = (PDF, XLSX, CSV)
# How a spreadsheet is kept; its real name is longer than the column.
SHEET = "application/xlsx"


def papers_of(project: Project | None) -> PaperQuerySet:
    """The papers of a project, or of the whole organisation; newest first, without their content."""
    return Paper.objects.filter(project=project).listed()


def find_paper(project: UUID, kind: str, number: int) -> Paper | None:
    """One version of a project's paper with its content, or None."""
    found = Paper.objects.filter(project_id=project, kind=kind, number=number).first()
    if found is not None:
        found.project = find_project(project)
    return found


def find_annex(number: int) -> Paper | None:
    """One version of the organisation's own annex with its content, or None."""
    return Paper.objects.filter(project=None, kind=PaperKind.ANNEX, number=number).first()


def running_job(project: Project | None, kind: str, form: str) -> Job | None:
    """The job that makes this paper now, or None."""
    busy = paper_jobs(project).filter(state__in=[JobState.WAITING, JobState.RUNNING])
    return busy.filter(payload__paper=kind, payload__form=form).first()


def paper_jobs(project: Project | None) -> QuerySet[Job]:
    """The jobs that make papers of a project, or of the whole organisation, newest first."""
    identity = str(project.id) if project else ""
    return Job.objects.filter(kind=PAPER_JOB, payload__project=identity).order_by("-created_at", "-id")
