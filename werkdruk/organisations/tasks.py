"""Work for the worker: sending invitations, and forgetting what is past its time."""

from typing import Any

from celery import shared_task
from django.utils import translation

from werkdruk.core import jobs
from werkdruk.core.jobs import Progress
from werkdruk.core.tasks import every_day, organisation_ids
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.actions.imports import forget_old_imports
from werkdruk.organisations.actions.mails import forget_sent_mail, send_member_mail
from werkdruk.organisations.actions.staff import forget_leavers
from werkdruk.organisations.emails import invitation_mail
from werkdruk.organisations.models import MemberInvitation, Organisation


def send_invitation(progress: Progress, payload: dict[str, Any]) -> None:
    """Mail one invitation that still stands, in the language of whoever invited."""
    with tenant_scope(progress.organisation_id):
        invitation = (
            MemberInvitation.objects.waiting()
            .select_related("invited_by")
            .filter(id=payload["invitation"])
            .first()
        )
        if invitation is None:
            return
        language = invitation.invited_by.language if invitation.invited_by else "nl"
        with translation.override(language):
            message = invitation_mail(invitation, Organisation.objects.get(id=progress.organisation_id))
    message.send()
    progress.report(1, 1)


@shared_task(name="organisations.send_member_mail")
def send_all_member_mail() -> None:
    """Send what waits in the outboxes for members, organisation by organisation."""
    for organisation_id in organisation_ids():
        send_member_mail(organisation_id)


def register_all() -> None:
    """Tell the worker how to do this app's jobs, and what to do every day."""
    jobs.register("organisations.invitation_mail", send_invitation)
    every_day(forget_old_imports)
    every_day(forget_leavers)
    every_day(forget_sent_mail)
