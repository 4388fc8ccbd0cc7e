"""Rhythm, smallest group, days open: only changed here, each change in the log that the works council reads."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.domain.advisor import ASSUMED_RESPONSE, Advice, advise
from surveys.models import SurveySettings, Wave, WaveState
from surveys.words.designs import design_words
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Employee, Membership

SETTINGS = ("rhythm", "waves_per_block", "k", "open_k", "open_days")


def change_settings(
    *,
    actor: Membership | None,
    rhythm: str,
    k: int,
    open_k: int,
    open_days: int,
    waves_per_block: int = 1,
) -> SurveySettings:
    """Change how this organisation surveys, from the next wave on.

    Not while a wave is open or being counted: its answers were asked for under the settings of then. Raises
    `Refused` for a smaller group than before, and for a design that cannot publish; it says which one can.
    """
    settings = SurveySettings.objects.select_for_update().get()
    if Wave.objects.filter(state__in=[WaveState.OPEN, WaveState.COUNTED]).exists():
        raise Refused(_("A wave is open. Its settings stay as they are until it has closed."))
    if k < settings.k or open_k < settings.open_k:
        raise Refused(_("The smallest group can be raised here, never lowered."))
    if rhythm != settings.rhythm and Wave.objects.filter(state=WaveState.PLANNED).exists():
        raise Refused(
            _("A wave is planned at the present rhythm. Cancel it first; then choose another rhythm.")
        )
    if (rhythm, waves_per_block, k) != (settings.rhythm, settings.waves_per_block, settings.k):
        refuse_what_cannot_publish(rhythm, k, waves_per_block)
    before = {name: getattr(settings, name) for name in SETTINGS}
    settings.rhythm, settings.waves_per_block = rhythm, waves_per_block
    settings.k, settings.open_k, settings.open_days = k, open_k, open_days
    settings.save()
    after = {name: getattr(settings, name) for name in SETTINGS}
    audit.record("surveys.settings_changed", actor=actor, before=before, after=after)
    return settings


def refuse_what_cannot_publish(rhythm: str, k: int, waves_per_block: int) -> None:
    """Raise `Refused` when too few answers can be expected of a block; without staff nothing can be said yet."""
    staff = Employee.objects.current().count()
    if not staff:
        return
    advice = advise(staff, ASSUMED_RESPONSE, rhythm, k, waves_per_block)
    if not advice.chosen.can_publish:
        raise Refused(_why_not(advice, staff, k))


def _why_not(advice: Advice, staff: int, k: int) -> str:
    expected = ngettext(
        "With %(staff)s member of staff about %(expected)s answers can be expected together, and a figure needs "
        "%(k)s.",
        "With %(staff)s members of staff about %(expected)s answers can be expected together, and a figure needs "
        "%(k)s.",
        staff,
    ) % {"staff": staff, "expected": advice.chosen.expected, "k": k}
    if advice.best is None:
        return _(
            "%(expected)s No rhythm can show a figure without giving somebody away. Talk with each other "
            "instead: a session with the team gives more."
        ) % {"expected": expected}
    return _("%(expected)s This can: %(design)s.") % {
        "expected": expected,
        "design": design_words(advice.best),
    }
