"""Papers: documents made of a project, or of the whole organisation, as it is on one moment; numbered, kept."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects.actions.guard import locked, name_of, record
from projects.models import Paper, PaperKind, Project
from projects.queries import papers as reads
from projects.queries.meetings import meeting_of
from werkdruk.core import jobs
from werkdruk.core.errors import Refused
from werkdruk.core.models import Job
from werkdruk.core.tenancy import current_organisation_id
from werkdruk.organisations.models import Membership, Organisation

# Gather, lay out, keep.
PAPER_STAGES = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document: its kind, its bytes, and what they are."""

    kind: str
    content: bytes
    media_type: str = "application/pdf"
    pages: int = 0


@transaction.atomic
def start_paper(
    *, actor: Membership | None, project: Project | None, kind: str, form: str = reads.PDF
) -> Job:
    """Let a worker make a paper, in the language of who asks; one at a time per project, kind and `form`.

    Without a project it is the annex of the whole organisation. A closed project's papers can still be made.
    Raises `Refused` for minutes of a kick-off that was not held.
    """
    current = _hold(project)
    if kind not in reads.STARTED or (current is None and kind != PaperKind.ANNEX):
        raise Refused(_("This paper does not exist. Choose one of the list."))
    if form not in reads.FORMS or (form != reads.PDF and kind != PaperKind.ANNEX):
        raise Refused(_("This paper does not exist. Choose one of the list."))
    if current is not None and kind == PaperKind.KICKOFF:
        meeting = meeting_of(current)
        if meeting is None or meeting.held_at is None:
            raise Refused(_("First write down who came to the kick-off, or what was said."))
    running = reads.running_job(current, kind, form)
    if running is not None:
        return running
    job = jobs.start(
        reads.PAPER_JOB,
        actor=actor,
        total=PAPER_STAGES,
        project=str(current.id) if current else "",
        paper=kind,
        form=form,
        language=get_language(),
        made_by=name_of(actor),
    )
    record("paper_started", actor, current, kind=kind)
    return job


@transaction.atomic
def store_paper(
    *, project: Project | None, job_id: UUID, made: Made, language: str, made_by_name: str
) -> Paper:
    """Keep a finished document as the next version of its kind; the same job again keeps the first result."""
    current = _hold(project)
    there = Paper.objects.filter(job_id=job_id, kind=made.kind).first()
    if there is not None:
        return there
    last = Paper.objects.filter(project=current, kind=made.kind).aggregate(last=Max("number"))["last"] or 0
    paper = Paper.objects.create(
        project=current,
        round=current.round if current else 1,
        kind=made.kind,
        job_id=job_id,
        number=last + 1,
        language=language,
        media_type=made.media_type,
        pages=made.pages,
        size=len(made.content),
        content=made.content,
        made_by_name=made_by_name,
    )
    record("paper_made", None, current, kind=made.kind, number=paper.number)
    return paper


def _hold(project: Project | None) -> Project | None:
    """The project, or the organisation where there is none, locked: papers get their numbers one by one."""
    if project is not None:
        return locked(project)
    Organisation.objects.select_for_update(no_key=True).get(id=current_organisation_id())
    return None
