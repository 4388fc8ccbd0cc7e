"""The papers of a project and of the organisation: every version, and making a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from projects import permissions, queries
from projects.actions import papers as actions
from projects.forms.news import PaperForm
from projects.models import Paper, PaperKind, Project
from projects.queries import annex as annex_reads
from projects.queries import papers as reads
from projects.views.pages import address, project_page
from projects.words.papers import file_word
from werkdruk.core.access import needs
from werkdruk.core.errors import Refused
from werkdruk.core.models import Job, JobState
from werkdruk.organisations.requests import MemberRequest

# How each kind of file ends, and what it is called to the browser.
FILES = {
    "application/pdf": ("pdf", "application/pdf"),
    "application/zip": ("zip", "application/zip"),
    "text/csv": ("csv", "text/csv; charset=utf-8"),
    reads.SHEET: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def papers_part(request: MemberRequest, project: Project, *, only: str = "") -> dict[str, Any]:
    """What the list of papers shows; `only` one kind of paper."""
    found = reads.papers_of(project)
    jobs = reads.paper_jobs(project)
    if only:
        found, jobs = found.filter(kind=only), jobs.filter(payload__paper=only)
    return {
        "papers": list(found),
        "papers_only": only,
        "papers_may_make": permissions.may_manage(request.member, project),
        **_work(jobs[:10]),
    }


@needs("projects.view", fetch=queries.find_project)
@require_safe
def papers(request: MemberRequest, project: Project) -> HttpResponse:
    """All versions of all papers, with the plan; and what can be made anew."""
    return project_page(
        request,
        project,
        "projects/papers.html",
        "project",
        documents=list(queries.documents(project)),
        **papers_part(request, project),
    )


@needs("projects.view", fetch=queries.find_project)
@require_safe
def papers_progress(request: MemberRequest, project: Project) -> HttpResponse:
    """How far the making of papers is, for htmx to ask again; ``?only`` one kind."""
    only = request.GET.get("only", "")
    context = {
        "project": project,
        **papers_part(request, project, only=only if only in PaperKind.values else ""),
    }
    return render(request, "projects/papers_part.html", context)


@needs("projects.manage", fetch=queries.find_project)
@require_POST
def paper_make(request: MemberRequest, project: Project) -> HttpResponse:
    """Let a worker make a paper; ``?meeting`` goes back to the meeting."""
    _start(request, project)
    back = "meeting" if "meeting" in request.GET else "papers"
    return redirect(f"{address(request, back, project)}#papers")


@needs("projects.view", fetch=reads.find_paper)
@require_safe
def paper(request: MemberRequest, paper: Paper) -> HttpResponse:
    """One version of a paper, as a file."""
    assert paper.project is not None
    return _file(paper, slugify(paper.project.name)[:60] or str(paper.project_id))


@needs("projects.annex")
@require_safe
def annex(request: MemberRequest) -> HttpResponse:
    """The measures of the whole organisation that belong to the statutory action plan, and the annex as file."""
    context = {"rows": annex_reads.rows(None), **_annex_part()}
    return render(request, "projects/annex.html", context)


@needs("projects.annex")
@require_safe
def annex_progress(request: MemberRequest) -> HttpResponse:
    """How far the making of the annex is, for htmx to ask again."""
    return render(request, "projects/annex_part.html", _annex_part())


@needs("projects.annex")
@require_POST
def annex_make(request: MemberRequest) -> HttpResponse:
    """Let a worker make the annex of the whole organisation."""
    _start(request, None)
    return redirect("projects:annex", request.organisation.slug)


@needs("projects.annex", fetch=reads.find_annex)
@require_safe
def annex_paper(request: MemberRequest, paper: Paper) -> HttpResponse:
    """One version of the organisation's annex, as a file."""
    return _file(paper, request.organisation.slug)


def _start(request: MemberRequest, project: Project | None) -> None:
    form = PaperForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("Something was missing in what was sent. Try again."))
        actions.start_paper(
            actor=request.member,
            project=project,
            kind=form.cleaned_data["kind"],
            form=form.cleaned_data["form"] or reads.PDF,
        )
    except Refused as refused:
        messages.error(request, refused.message)


def _annex_part() -> dict[str, Any]:
    return {"papers": list(reads.papers_of(None)), **_work(reads.paper_jobs(None)[:10])}


def _work(jobs: Any) -> dict[str, Any]:
    """The jobs that run, and why the newest one failed, if it did."""
    found: list[Job] = list(jobs)
    busy = [job for job in found if job.state in (JobState.WAITING, JobState.RUNNING)]
    failed = found[0].error if found and found[0].state == JobState.FAILED else ""
    return {"papers_busy": busy, "papers_failed": failed}


def _file(paper: Paper, about: str) -> HttpResponse:
    ending, media_type = FILES[paper.media_type]
    name = f"{file_word(paper.kind, paper.language)}-{about}-v{paper.number}.{ending}"
    return HttpResponse(
        bytes(paper.content),
        content_type=media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
