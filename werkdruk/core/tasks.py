"""Tasks that every app shares: doing jobs, taking up what was left, daily upkeep."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from celery import shared_task
from django.apps import apps
from django.conf import settings
from django.utils import timezone

from werkdruk.core import jobs
from werkdruk.core.models import AuditEntry
from werkdruk.core.tenancy import tenant_scope

AUDIT_KEPT = timedelta(days=730)

_daily: list[Callable[[], None]] = []


def every_day(upkeep: Callable[[], None]) -> None:
    """Let `upkeep` run once a day inside each tenant's scope."""
    _daily.append(upkeep)


def organisation_ids() -> list[UUID]:
    """Every organisation's id; a task enters them one at a time."""
    return list(apps.get_model(settings.TENANT_MODEL).objects.order_by("id").values_list("id", flat=True))


@shared_task(name="core.run_job")
def run_job(organisation_id: str, job_id: str) -> None:
    """Do one job of one organisation."""
    jobs.run(UUID(organisation_id), UUID(job_id))


jobs.enqueue_with(lambda organisation_id, job_id: run_job.delay(str(organisation_id), str(job_id)))


@shared_task(name="core.resume_jobs")
def resume_jobs() -> None:
    """Hand every job that was left behind to a worker again."""
    for organisation_id in organisation_ids():
        with tenant_scope(organisation_id):
            left = jobs.left_behind()
        for job_id in left:
            run_job.delay(str(organisation_id), str(job_id))


@shared_task(name="core.daily_upkeep")
def daily_upkeep() -> None:
    """Forget what is past its time, tenant by tenant."""
    for organisation_id in organisation_ids():
        with tenant_scope(organisation_id):
            AuditEntry.objects.filter(at__lt=timezone.now() - AUDIT_KEPT).delete()
            for upkeep in _daily:
                upkeep()
