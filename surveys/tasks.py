"""Tasks of the surveys: each opens tenants one at a time and calls one action; all are safe to run twice."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from surveys.actions.closing import (
    close_wave,
    destroy_wave_keys,
    finish_rotations,
    mark_closed,
    refresh_response,
)
from surveys.actions.drawing import draw_wave
from surveys.actions.mailings import send_test_mail, start_due_mailings
from surveys.actions.notes import nudge_about_notes
from surveys.actions.open_answers import forget_open_answers
from surveys.actions.planning import plan_this_month
from surveys.actions.releasing import TIDY_JOB, open_answers, tidy_answers
from surveys.actions.sending import send_invitations, send_mailing
from surveys.domain.mailing import MailKind
from surveys.models import Ballot, Delivery, Invitation, Mailing, Roster, UnitAccumulator, Wave, WaveState
from surveys.queries.mailings import waiting_mailings
from surveys.queries.open_answers import OPEN_JOB
from werkdruk.core import jobs
from werkdruk.core.maintenance import vacuum
from werkdruk.core.tasks import every_day, organisation_ids
from werkdruk.core.tenancy import tenant_scope

every_day(forget_open_answers)
every_day(finish_rotations)
every_day(nudge_about_notes)
jobs.register("surveys.test_mail", send_test_mail)


def _open_for_reading(progress: jobs.Progress, payload: dict[str, Any]) -> None:
    open_answers(progress.organisation_id, UUID(payload["release"]))


def _tidy(progress: jobs.Progress, payload: dict[str, Any]) -> None:
    tidy_answers(progress.organisation_id, UUID(payload["release"]))


jobs.register(OPEN_JOB, _open_for_reading)
jobs.register(TIDY_JOB, _tidy)


@shared_task(name="surveys.draw_month")
def draw_month() -> None:
    """On the first of each month: plan and draw the wave of every organisation whose rhythm has one now."""
    for organisation_id in organisation_ids():
        with tenant_scope(organisation_id):
            wave = plan_this_month(today=timezone.localdate())
        if wave is not None:
            open_wave.delay(str(organisation_id), str(wave.id))


@shared_task(name="surveys.open_wave")
def open_wave(organisation_id: str, wave_id: str) -> None:
    """Draw a planned wave and send its invitations; run again, it goes on where it stopped."""
    draw_wave(UUID(organisation_id), UUID(wave_id))
    send_invitations(UUID(organisation_id), UUID(wave_id))


@shared_task(name="surveys.finish_wave")
def finish_wave(organisation_id: str, wave_id: str) -> None:
    """Close a wave, then take the deleted rows off the disk."""
    close_wave(UUID(organisation_id), UUID(wave_id))
    vacuum(Ballot, Invitation, Delivery, Roster, UnitAccumulator)


@shared_task(name="surveys.close_due_waves")
def close_due_waves() -> None:
    """Hand every wave whose last day has passed to a worker, and refresh the response of the others."""
    today = timezone.localdate()
    for organisation_id in organisation_ids():
        with tenant_scope(organisation_id):
            waves = list(Wave.objects.open())
            for wave in waves:
                refresh_response(wave)
        for wave in waves:
            if wave.closes_on < today:
                finish_wave.delay(str(organisation_id), str(wave.id))


@shared_task(name="surveys.resume_waves")
def resume_waves() -> None:
    """Every minute: take up what a lost message, a crash or a dead mail server left behind."""
    today = timezone.localdate()
    for organisation_id in organisation_ids():
        with tenant_scope(organisation_id):
            planned = list(Wave.objects.filter(state=WaveState.PLANNED, opens_on__lte=today))
            started = Mailing.objects.filter(kind=MailKind.INVITATION).values("wave")
            unsent = list(Wave.objects.open().exclude(id__in=started))
            due = list(Wave.objects.open().filter(closes_on__lt=today))
            counted = list(Wave.objects.filter(state=WaveState.COUNTED))
        for wave in {*planned, *unsent}:
            open_wave.delay(str(organisation_id), str(wave.id))
        for wave in due:
            finish_wave.delay(str(organisation_id), str(wave.id))
        for wave in counted:
            destroy_wave_keys(organisation_id, wave.id)
            mark_closed(organisation_id, wave.id)


@shared_task(name="surveys.send_due_mail")
def send_due_mail() -> None:
    """Every minute: start the mailings whose day it is, and go on with those that are not finished."""
    for organisation_id in organisation_ids():
        with tenant_scope(organisation_id):
            start_due_mailings(timezone.localtime())
            waiting = waiting_mailings()
        for mailing_id in waiting:
            send_one_mailing.delay(str(organisation_id), str(mailing_id))


@shared_task(name="surveys.send_one_mailing")
def send_one_mailing(organisation_id: str, mailing_id: str) -> None:
    """Send what a mailing has left."""
    send_mailing(UUID(organisation_id), UUID(mailing_id))
