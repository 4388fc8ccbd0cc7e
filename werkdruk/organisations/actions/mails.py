"""Mail to members: put in the outbox in the transaction of what it tells, sent by the worker, once an occasion."""

import smtplib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.utils import timezone, translation

from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.member_mails import written
from werkdruk.organisations.models import MemberMail, Membership

log = structlog.get_logger()

WAIT_BEFORE_NEXT_TRY = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
# How long we know what went: an occasion never lasts longer.
KEPT = timedelta(days=90)


def queue_mail(members: Iterable[Membership], kind: str, once: str, **payload: Any) -> None:
    """Let each of `members` get one mail of `kind` for the occasion `once`; a second call for it adds nothing.

    The worker sends within a minute, everybody's in one go.
    """
    now = timezone.now()
    MemberMail.objects.bulk_create(
        (
            MemberMail(
                membership=member, kind=kind, once=once, payload=payload, queued_at=now, next_try_at=now
            )
            for member in members
        ),
        ignore_conflicts=True,
    )


def pass_over(member: Membership, kind: str, once: str) -> None:
    """Remember that there was nothing to say to `member` on the occasion `once`: it is not asked again."""
    MemberMail.objects.bulk_create(
        [MemberMail(membership=member, kind=kind, once=once, next_try_at=None)], ignore_conflicts=True
    )


def send_member_mail(organisation_id: UUID) -> int:
    """Send what is due in the outbox of one organisation; how many went. Safe to run twice and at once."""
    sent = 0
    with tenant_scope(organisation_id):
        waiting = list(MemberMail.objects.due().values_list("id", flat=True))
    for mail_id in waiting:
        try:
            sent += _send_one(organisation_id, mail_id)
        except Exception:
            # A mistake of ours in one mail must not hold up everybody else's.
            log.exception("a member's mail could not be written", mail=str(mail_id))
            _put_off(organisation_id, mail_id)
    return sent


def _put_off(organisation_id: UUID, mail_id: UUID) -> None:
    """Try again later, and not for ever: what was done for this mail has been rolled back."""
    with tenant_scope(organisation_id):
        mail = MemberMail.objects.due().select_for_update(of=("self",)).filter(id=mail_id).first()
        if mail is not None:
            mail.tries, mail.next_try_at = mail.tries + 1, None
            _later(mail)
            mail.save(update_fields=["tries", "next_try_at"])


def _send_one(organisation_id: UUID, mail_id: UUID) -> bool:
    """One mail in one transaction: where the process dies in between, the mail goes again rather than never."""
    with tenant_scope(organisation_id):
        mail = (
            MemberMail.objects.due()
            .select_for_update(of=("self",), skip_locked=True)
            .select_related("membership__user", "membership__organisation")
            .filter(id=mail_id)
            .first()
        )
        if mail is None:
            return False
        mail.tries, mail.next_try_at = mail.tries + 1, None
        went = False
        if mail.membership.ended_at is None:
            went = _hand_over(mail)
        mail.save(update_fields=["tries", "next_try_at", "sent_at"])
    return went


def _hand_over(mail: MemberMail) -> bool:
    """Give the mail to the mail server; sets when to try again where that fails for now."""
    with translation.override(mail.membership.user.language):
        message = written(mail.kind, mail.membership, mail.payload)
    if message is None:
        return False
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        log.warning("a member's mail was refused", kind=mail.kind, codes=codes)
        if not all(500 <= code < 600 for code in codes):
            _later(mail)
        return False
    except (OSError, smtplib.SMTPException) as error:
        log.warning("a member's mail could not go", kind=mail.kind, reason=type(error).__name__)
        _later(mail)
        return False
    mail.sent_at = timezone.now()
    return True


def _later(mail: MemberMail) -> None:
    if mail.tries <= len(WAIT_BEFORE_NEXT_TRY):
        mail.next_try_at = timezone.now() + WAIT_BEFORE_NEXT_TRY[mail.tries - 1]


def forget_sent_mail() -> None:
    """Forget what went long ago (daily upkeep, in a tenant's scope)."""
    MemberMail.objects.filter(queued_at__lt=timezone.now() - KEPT).delete()
