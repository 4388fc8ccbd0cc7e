"""Work for the worker: the weekly mail."""

import structlog
from celery import shared_task
from django.utils import timezone

from werkdruk.core.tasks import organisation_ids
from werkdruk.core.tenancy import tenant_scope
from werkdruk.home.actions import members_due, queue_digest

log = structlog.get_logger()


@shared_task(name="home.queue_digests")
def queue_digests() -> None:
    """Put the digests of today in the outboxes, member by member: what goes wrong for one stops nobody else's."""
    today = timezone.localdate()
    for organisation_id in organisation_ids():
        with tenant_scope(organisation_id):
            due = list(members_due(today).values_list("id", flat=True))
        for member_id in due:
            try:
                queue_digest(organisation_id=organisation_id, member_id=member_id, today=today)
            except Exception:
                log.exception("a digest could not be made", member=str(member_id))
