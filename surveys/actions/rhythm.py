"""The rules by which an organisation surveys: taken over from the agreement, and changed in no other way."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.domain.advisor import ASSUMED_RESPONSE, Advice, advise
from surveys.models import RULES, Agreement, SurveySettings, Wave, WaveState
from surveys.words.designs import design_words
from werkdruk.core import audit
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Employee


def take_up_agreement() -> bool:
    """Let the rules be those of the newest agreement; whether they are now. False also when there is none.

    Not while a wave is open or being counted: its answers were asked for under the rules of then.
    """
    if not Agreement.objects.agreed().exists():
        return False
    settings = SurveySettings.objects.select_for_update().get()
    newest = Agreement.objects.agreed()[0]  # after the lock: who had it may have agreed on another one
    if settings.agreement_id == newest.id:
        return True
    if Wave.objects.filter(state__in=[WaveState.OPEN, WaveState.COUNTED]).exists():
        return False
    before = {name: getattr(settings, name) for name in RULES}
    for name in RULES:
        setattr(settings, name, getattr(newest, name))
    settings.agreement = newest
    settings.save()
    after = {name: getattr(settings, name) for name in RULES}
    audit.record(
        "surveys.settings_changed", actor=None, subject=str(newest.number), before=before, after=after
    )
    return True


def refuse_without_agreement() -> None:
    """Raise `Refused` while no agreement is in force."""
    if not take_up_agreement() and not Agreement.objects.agreed().exists():
        raise Refused(
            _(
                "There is no agreement in force yet, and no wave starts without one. Propose it on the page of the "
                "agreement; a wave can be planned as soon as it is endorsed."
            )
        )


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
