"""Long work: rows that a worker takes up, reports progress on and can take up again after a crash."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkdruk.core.errors import Refused
from werkdruk.core.models import Job, JobState
from werkdruk.core.tenancy import current_organisation_id, tenant_scope

log = structlog.get_logger()

Handler = Callable[["Progress", dict[str, Any]], None]
Enqueue = Callable[[UUID, UUID], object]

# A job whose worker has not touched it for this long is taken up again.
STALE_AFTER = timedelta(minutes=2)
MAX_TRIES = 5

_handlers: dict[str, Handler] = {}
_enqueue: list[Enqueue] = []


def register(kind: str, handler: Handler) -> None:
    """Let `handler(progress, payload)` do jobs of `kind`. It opens the tenant's scope itself, as often as it needs."""
    _handlers[kind] = handler


def enqueue_with(enqueue: Enqueue) -> None:
    """How a job's ids reach a worker; the tasks module says so at import."""
    _enqueue[:] = [enqueue]


@contextmanager
def left_for_later() -> Iterator[None]:
    """Jobs that are started inside are handed to nobody: the calendar takes them up."""
    before = _enqueue[:]
    _enqueue[:] = [lambda organisation_id, job_id: None]
    try:
        yield
    finally:
        _enqueue[:] = before


def start(kind: str, *, actor: Any, total: int = 0, **payload: Any) -> Job:
    """Write the job now and hand it to a worker after commit."""
    job = Job.objects.create(
        kind=kind, payload=payload, total=total, started_by=actor.user if actor else None
    )
    organisation_id = current_organisation_id()
    # Robust: when the broker is away the row stays, and the calendar takes it up.
    transaction.on_commit(lambda: _enqueue[0](organisation_id, job.id), robust=True)
    return job


class Progress:
    """Counts of a running job, written in transactions of their own so that a page can read them."""

    def __init__(self, organisation_id: UUID, job_id: UUID) -> None:
        self.organisation_id = organisation_id
        self.job_id = job_id

    def report(self, done: int, total: int) -> None:
        """Store that `done` of `total` is done. Call it outside the scope of the work itself."""
        with tenant_scope(self.organisation_id):
            Job.objects.filter(id=self.job_id).update(done=done, total=total, touched_at=timezone.now())


def run(organisation_id: UUID, job_id: UUID) -> None:
    """Do one job. Safe to call twice and at once: only one caller gets it, a finished job stays finished."""
    with tenant_scope(organisation_id):
        job = Job.objects.select_for_update(skip_locked=True).filter(id=job_id).first()
        if job is None or job.state in (JobState.DONE, JobState.FAILED):
            return
        fresh = timezone.now() - STALE_AFTER
        if job.state == JobState.RUNNING and job.touched_at > fresh:
            return
        if job.tries >= MAX_TRIES:
            job.state, job.error = JobState.FAILED, _("This was tried five times and did not finish.")
            job.save()
            return
        job.state, job.tries, job.touched_at = JobState.RUNNING, job.tries + 1, timezone.now()
        job.save()
    progress = Progress(organisation_id, job_id)
    try:
        _handlers[job.kind](progress, job.payload)
    except Refused as refused:
        _finish(organisation_id, job_id, JobState.FAILED, refused.message)
    except Exception:
        # A lost connection, say: back to waiting, so that it is tried again; MAX_TRIES ends that.
        log.exception("job failed", kind=job.kind, job=str(job_id))
        _finish(
            organisation_id, job_id, JobState.WAITING, _("Something went wrong on our side. We try again.")
        )
        raise
    else:
        _finish(organisation_id, job_id, JobState.DONE, "")


def _finish(organisation_id: UUID, job_id: UUID, state: JobState, error: str) -> None:
    with tenant_scope(organisation_id):
        job = Job.objects.get(id=job_id)
        job.state, job.error, job.touched_at = state, error, timezone.now()
        if state == JobState.DONE:
            job.done = job.total = max(job.total, job.done)
        job.save()


def left_behind() -> list[UUID]:
    """Ids of the active tenant's jobs that nobody is working on and that are not finished."""
    now = timezone.now()
    waiting = Job.objects.filter(state=JobState.WAITING, created_at__lt=now - timedelta(seconds=30))
    stale = Job.objects.filter(state=JobState.RUNNING, touched_at__lt=now - STALE_AFTER)
    return list((waiting | stale).values_list("id", flat=True))
