"""Planning a wave: when it opens and closes; every month of it comes out of the calendar."""

import secrets
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from surveys.actions.rhythm import refuse_what_cannot_publish, refuse_without_agreement
from surveys.actions.setup import ensure_settings
from surveys.domain.rotation import add_months, month_index, place_of_month
from surveys.models import QuestionnaireItem, SurveySettings, Wave, WaveState
from surveys.queries.agreements import why_it_waits
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Employee, Membership


def plan_wave(*, actor: Membership | None, opens_on: date) -> Wave:
    """Plan the wave of the month of `opens_on`. The worker draws it when the day is there."""
    ensure_settings()
    refuse_without_agreement()
    settings = ensure_settings()
    month = opens_on.replace(day=1)
    if opens_on < timezone.localdate():
        raise Refused(_("A wave cannot open in the past. Choose today or a later day."))
    if not Employee.objects.current().exists():
        raise Refused(_("There is no staff yet. Import the staff first; then a wave can be planned."))
    if not Wave.objects.exclude(state=WaveState.PLANNED).exists():
        refuse_what_cannot_publish(settings.rhythm, settings.k, settings.waves_per_block)
    if not QuestionnaireItem.objects.current().exists():
        raise Refused(_("Choose at least one variable statement for the questionnaire first."))
    if Wave.objects.filter(month=month).exists():
        raise Refused(
            _("There is a wave in %(month)s already. A month has one wave.")
            % {"month": date_format(month, "F Y")}
        )
    last = Wave.objects.first()
    if last is not None and month < add_months(last.month, settings.months_apart):
        raise Refused(
            _("The rhythm is %(rhythm)s. The next wave can open from %(day)s.")
            % {
                "rhythm": settings.get_rhythm_display(),
                "day": date_format(add_months(last.month, settings.months_apart)),
            }
        )
    try:
        with transaction.atomic():
            wave = Wave.objects.create(
                month=month,
                place=place_of_month(month_index(month), settings.places),
                opens_on=opens_on,
                closes_on=opens_on + timedelta(days=settings.open_days),
                seed=secrets.token_hex(32),
            )
    except IntegrityError as error:
        raise Refused(_("Somebody else has just planned this wave.")) from error
    if settings.started_on is None:
        settings.started_on = month
        settings.save()
    audit.record("surveys.wave_planned", actor=actor, subject=f"{month:%Y-%m}", opens_on=opens_on.isoformat())
    return wave


def first_possible_month(settings: SurveySettings) -> date:
    """The first day of the first month that can have the next wave."""
    month = timezone.localdate().replace(day=1)
    last = Wave.objects.first()
    return month if last is None else max(month, add_months(last.month, settings.months_apart))


def open_now(*, actor: Membership | None, wave: Wave) -> bool:
    """Bring a planned wave forward to today, for the worker to draw; False when it was drawn before.

    Not before its month once a year has gone round: its people were asked less than twelve months ago.
    """
    wave = Wave.objects.select_for_update().get(id=wave.id)
    if wave.state != WaveState.PLANNED:
        return False
    refuse_without_agreement()
    reason = why_it_waits(wave, ensure_settings())
    if reason:
        raise Refused(reason)
    a_year_before = Wave.objects.filter(month=add_months(wave.month, -12)).exists()
    if wave.month > timezone.localdate() and a_year_before:
        raise Refused(
            _("Who is due in this wave was asked less than a year ago. It can open from %(day)s.")
            % {"day": date_format(wave.month)}
        )
    days_early = max(wave.opens_on - timezone.localdate(), timedelta())
    wave.opens_on -= days_early
    wave.closes_on -= days_early
    wave.save(update_fields=["opens_on", "closes_on"])
    audit.record("surveys.wave_opened_by_hand", actor=actor, subject=f"{wave.month:%Y-%m}")
    return True


def cancel_wave(*, actor: Membership | None, wave: Wave) -> None:
    """Take back a planned wave; one that is open can only be closed."""
    wave = Wave.objects.select_for_update().get(id=wave.id)
    if wave.state != WaveState.PLANNED:
        raise Refused(_("This wave has been drawn already: the invitations are on their way."))
    audit.record("surveys.wave_cancelled", actor=actor, subject=f"{wave.month:%Y-%m}")
    wave.delete()


def plan_this_month(*, today: date) -> Wave | None:
    """What the calendar does on the first of the month: plan this month's wave if the rhythm has one now.

    An organisation whose first wave has not been planned by a person is left alone.
    """
    settings = ensure_settings()
    last = Wave.objects.first()
    month = today.replace(day=1)
    if settings.started_on is None or last is None or month < add_months(last.month, settings.months_apart):
        return None
    try:
        return plan_wave(actor=None, opens_on=today)
    except Refused:
        return None
