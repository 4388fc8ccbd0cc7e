"""What people do about the mails of a wave: own texts, the schedule, sending now, skipping, a test."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.actions.sending import STATES, start_mailing
from surveys.domain.mail_text import problems
from surveys.domain.mailing import MOST_REMINDERS, NEVER_SKIPPED, MailKind, Planned
from surveys.emails import envelope_sender
from surveys.models import (
    Mailing,
    MailingState,
    MailSettings,
    MailText,
    SurveySettings,
    Wave,
    WaveState,
)
from surveys.queries.mailings import letter, mail_settings, own_text, planned_mailings, written
from surveys.words.mail_texts import problem_message
from werkdruk.core import audit, jobs
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.jobs import Progress
from werkdruk.core.models import Job
from werkdruk.core.post import Post
from werkdruk.core.tenancy import current_organisation_id, tenant_scope
from werkdruk.organisations.models import Membership, Organisation, Role

# Nobody gets mail from a machine at night.
FROM_HOUR = 8
# A wave that closed longer ago is not told any more (the mail was off, or the server was away).
CLOSING_WITHIN = timedelta(days=3)
SAMPLE = "sample"


def change_mail_text(
    *, actor: Membership | None, kind: MailKind, language: str, subject: str, body: str, version: int | None
) -> MailText:
    """Store an organisation's own text; `version` is the one that the writer had seen, None for ours."""
    host = urlsplit(django_settings.BASE_URL).netloc
    for problem in problems(kind, subject, body, host=host):
        raise Refused(problem_message(problem))
    current = _locked_text(kind, language, version)
    current.subject, current.body = subject.strip(), body.strip()
    current.save()
    audit.record("surveys.mail_text_changed", actor=actor, subject=kind.value, language=language)
    return current


def reset_mail_text(*, actor: Membership | None, kind: MailKind, language: str, version: int | None) -> None:
    """Go back to our text; the version stays, so that nobody who is still writing overwrites this unseen."""
    current = own_text(kind, language)
    if current is None or not current.is_own:
        return
    current = _locked_text(kind, language, version)
    current.subject = current.body = ""
    current.save()
    audit.record("surveys.mail_text_reset", actor=actor, subject=kind.value, language=language)


def _locked_text(kind: MailKind, language: str, version: int | None) -> MailText:
    """The row of a text, locked, one version further."""
    current, made = MailText.objects.select_for_update().get_or_create(kind=kind.value, language=language)
    if made:
        return current
    if current.version != version:
        raise ChangedMeanwhile(
            _("Somebody else has changed this text meanwhile. Look at theirs, then save yours again or not."),
            current,
        )
    current.version += 1
    return current


def change_mail_settings(*, actor: Membership | None, version: int | None, **fields: Any) -> MailSettings:
    """Change what goes out by itself; fields as in `MailSettings`."""
    current, _made = MailSettings.objects.select_for_update().get_or_create(defaults={"version": 0})
    if current.version != (version or 0):
        raise ChangedMeanwhile(
            _(
                "Somebody else has changed these settings meanwhile. Look at theirs, then save yours again or not."
            ),
            current,
        )
    _check_settings(fields)
    before = {name: getattr(current, name) for name in fields}
    for name, value in fields.items():
        setattr(current, name, value)
    current.version += 1
    current.save()
    changed = sorted(name for name, value in fields.items() if before[name] != value)
    audit.record("surveys.mail_settings_changed", actor=actor, fields=changed)
    return current


def _check_settings(fields: dict[str, Any]) -> None:
    first, second = fields["first_reminder"], fields["second_reminder"]
    if second and not first:
        raise Refused(_("Fill in the first reminder before the second one."))
    if first and second and second <= first:
        raise Refused(_("The second reminder comes after the first one: choose a later day."))
    open_days = (SurveySettings.objects.first() or SurveySettings()).open_days
    if max(first or 0, second or 0) >= open_days:
        raise Refused(
            _("A wave is open for %(days)s days. Choose a day before that for a reminder.")
            % {"days": open_days}
        )
    if fields["contact"]:
        roles = {
            role
            for found in Membership.objects.active().filter(user__email__iexact=fields["contact"])
            for role in found.roles
        }
        if roles & {Role.EXECUTIVE, Role.TEAM_LEAD} and not roles & {Role.HR, Role.WORKS_COUNCIL}:
            raise Refused(
                _(
                    "This is the address of a manager. Choose one of HR or of the people who speak for the staff."
                )
            )


def send_now(*, actor: Membership | None, wave: Wave, kind: MailKind, number: int) -> Mailing:
    """Start an announcement or a reminder before its day; the worker sends it."""
    wave = Wave.objects.select_for_update(no_key=True).get(id=wave.id)
    if kind not in (MailKind.ANNOUNCEMENT, MailKind.REMINDER):
        raise Refused(_("This mail goes out by itself."))
    if number > MOST_REMINDERS:
        raise Refused(_("Nobody gets more than two reminders. The wave closes by itself on its last day."))
    _check_state(wave, kind)
    if kind == MailKind.REMINDER:
        before = MailKind.INVITATION if number == 1 else MailKind.REMINDER
        earlier = Mailing.objects.filter(wave=wave, kind=before, number=1).first()
        if earlier is None or earlier.state == MailingState.SENDING:
            raise Refused(_("The mail before this one is still going out. Wait until it is sent."))
    mailing, made = start_mailing(wave, kind, number)
    if not made:
        raise Refused(_("This mail has gone out or was skipped already. Nobody gets it twice."))
    _record("surveys.mailing_by_hand", actor, wave, kind, number)
    return mailing


def skip_mailing(*, actor: Membership | None, wave: Wave, kind: MailKind, number: int) -> None:
    """Let a mailing not go out at all."""
    wave = Wave.objects.select_for_update(no_key=True).get(id=wave.id)
    if kind in NEVER_SKIPPED or number > MOST_REMINDERS:
        raise Refused(_("Only an announcement, a reminder or the mail after closing can be skipped."))
    if kind != MailKind.CLOSING:
        _check_state(wave, kind)
    mailing, made = Mailing.objects.get_or_create(
        wave=wave, kind=kind.value, number=number, defaults={"state": MailingState.SKIPPED}
    )
    if not made and mailing.state != MailingState.SKIPPED:
        raise Refused(_("This mail has gone out already, so it cannot be skipped."))
    if made:
        _record("surveys.mailing_skipped", actor, wave, kind, number)


def start_due_mailings(now: datetime) -> None:
    """Start the mailings of the active tenant whose day it is, one step a wave; safe to run twice."""
    if now.hour < FROM_HOUR:
        return
    settings = mail_settings()
    active = [WaveState.PLANNED, WaveState.OPEN]
    for wave in Wave.objects.filter(state__in=active) | Wave.objects.filter(
        state=WaveState.CLOSED, closed_at__gte=now - CLOSING_WITHIN
    ):
        made = {(one.kind, one.number): one for one in Mailing.objects.filter(wave=wave)}
        for planned in planned_mailings(wave, settings):
            if (planned.kind.value, planned.number) not in made and _is_due(wave, planned, made, now):
                # What is in the way (a wave that closed just now) is met again by whoever sends.
                start_mailing(wave, planned.kind, planned.number)
                _record("surveys.mailing_started", None, wave, planned.kind, planned.number)
                break


def _is_due(wave: Wave, planned: Planned, made: dict[tuple[str, int], Mailing], now: datetime) -> bool:
    if wave.state != STATES[planned.kind] or planned.kind == MailKind.INVITATION:
        return False
    today = now.date()
    if planned.kind == MailKind.ANNOUNCEMENT:
        return planned.day <= today < wave.opens_on
    if planned.kind == MailKind.CLOSING:
        return True
    if today < planned.day or today > wave.closes_on:
        return False
    if (MailKind.INVITATION.value, 1) not in made or (
        planned.number > 1 and (planned.kind.value, 1) not in made
    ):
        return False
    # After days without a worker two reminders never follow each other at once.
    latest = max(one.started_at for one in made.values())
    return timezone.localtime(latest).date() < today


def _check_state(wave: Wave, kind: MailKind) -> None:
    if wave.state == STATES[kind]:
        return
    if kind == MailKind.ANNOUNCEMENT:
        raise Refused(_("The invitations of this wave are on their way: an announcement comes too late."))
    if wave.state == WaveState.PLANNED:
        raise Refused(_("Nobody has been invited yet. A reminder can go out when the wave is open."))
    raise Refused(_("This wave has closed. Nobody can answer any more, so no reminder goes out."))


def _record(action: str, actor: Membership | None, wave: Wave, kind: MailKind, number: int) -> None:
    """No numbers: how many people got a reminder tells how many had not answered."""
    audit.record(action, actor=actor, subject=f"{wave.month:%Y-%m}", kind=kind.value, number=number)


def ask_for_test_mail(*, actor: Membership, kind: MailKind, language: str) -> Job:
    """Let the worker mail the text to the one who asks, with a link that cannot answer."""
    return jobs.start(
        "surveys.test_mail", actor=actor, total=1, mail=kind.value, language=language, user=str(actor.user_id)
    )


def send_test_mail(progress: Progress, payload: dict[str, Any]) -> None:
    """The job of `ask_for_test_mail`: to the address that the member has now, if still a member."""
    with tenant_scope(progress.organisation_id):
        member = Membership.objects.active().select_related("user").filter(user_id=payload["user"]).first()
        if member is None:
            return
        kind, today = MailKind(payload["mail"]), timezone.localdate()
        laid_out = letter(
            Organisation.objects.get(id=current_organisation_id()),
            kind,
            opens_on=today,
            closes_on=today + timedelta(days=14),
            texts=[written(kind, payload["language"])],
        )
        mail = laid_out.to(member.user.email, token=SAMPLE, mail_id=f"test-{timezone.now().timestamp():.0f}")
    with Post(envelope_sender()) as post:
        post.send(mail)
    progress.report(1, 1)
