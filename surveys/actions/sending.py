"""Sending the invitations of a wave: one mail a person, one transaction a mail, one sender at a time."""

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from django.core.mail import mailers
from django.db import OperationalError, transaction
from django.utils import timezone

from surveys.emails import invitation_mail
from surveys.models import Invitation, Wave, WaveState
from werkdruk.core.tenancy import tenant_scope
from werkdruk.organisations.models import Organisation

log = structlog.get_logger()

MOST_TRIES = 8


def send_invitations(organisation_id: UUID, wave_id: UUID, *, each: Callable[[], None] | None = None) -> int:
    """Send what is not sent yet and return how many went out. Safe to run twice, at once and after a crash.

    Whoever holds the wave's row sends; every mail is recorded in the transaction that holds it. So a worker
    that dies has at most one mail out that is not recorded, and that one goes out again with the same link.
    `each` runs after every mail (progress).
    """
    organisation = Organisation.objects.get(id=organisation_id)
    mailer = mailers["default"]
    sent = 0
    try:
        mailer.open()
        while True:
            outcome = _send_next(organisation, wave_id, mailer)
            if outcome is None:
                return sent
            sent += outcome
            if each is not None:
                each()
    except (smtplib.SMTPException, OSError) as error:
        # The mail server is away. What is left stays in its rows; the calendar comes back to it.
        log.warning("sending stopped", wave=str(wave_id), reason=type(error).__name__)
        return sent
    finally:
        mailer.close()


def _send_next(organisation: Organisation, wave_id: UUID, mailer: Any) -> int | None:
    """Send one invitation: 1 when it went out, 0 when it was refused or put off, None when nothing is left."""
    with tenant_scope(organisation.id):
        try:
            with transaction.atomic():
                wave = Wave.objects.select_for_update(nowait=True, no_key=True).get(id=wave_id)
        except OperationalError:
            return None  # somebody else is sending this wave
        if wave.state != WaveState.OPEN:
            return None
        invitation = (
            Invitation.objects.select_for_update(of=("self",))
            .select_related("employee")
            .filter(wave=wave, sent_at__isnull=True, refused=False, next_try_at__lte=timezone.now())
            .order_by("next_try_at", "id")
            .first()
        )
        if invitation is None:
            waiting = Invitation.objects.filter(wave=wave, sent_at__isnull=True, refused=False).exists()
            if wave.sent_at is None and not waiting:
                wave.sent_at = timezone.now()
                wave.save(update_fields=["sent_at"])
            return None
        mail = invitation_mail(organisation, wave, invitation)
        try:
            mailer.send_messages([mail])
        except smtplib.SMTPRecipientsRefused as refusal:
            _put_off(invitation, [code for code, _ in refusal.recipients.values()])
            return 0
        except smtplib.SMTPResponseException:
            # Of the message, not of the address (a spam filter, say): never for good at once.
            _put_off(invitation, [450])
            return 0
        except ValueError:  # an address that no mail can have
            _put_off(invitation, [550])
            return 0
        invitation.sent_at = timezone.now()
        invitation.save(update_fields=["sent_at"])
        return 1


def _put_off(invitation: Invitation, codes: list[int]) -> None:
    """An address that is refused for good is not tried again; a temporary refusal waits longer each time."""
    invitation.tries += 1
    invitation.refused = all(code >= 500 for code in codes) or invitation.tries >= MOST_TRIES
    invitation.next_try_at = timezone.now() + timedelta(minutes=2**invitation.tries)
    invitation.save(update_fields=["tries", "refused", "next_try_at"])
