"""What the audit log says about measures and actions."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.models import ActionState, MeasureState
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.audit_labels import register_labels


def _state_word(entry: AuditEntry, key: str) -> str:
    words = dict(MeasureState.choices) | dict(ActionState.choices)
    value = entry.details.get(key, "")
    return str(words.get(value, value))


def _moved(entry: AuditEntry) -> str:
    return _("“%(subject)s” went from %(before)s to %(after)s.") % {
        "subject": entry.subject,
        "before": _state_word(entry, "before"),
        "after": _state_word(entry, "after"),
    }


def register_all() -> None:
    """Add this app's sentences."""
    register_labels(
        {
            "measures.measure_added": gettext_lazy("Added the measure “%(subject)s”."),
            "measures.measure_changed": gettext_lazy("Changed the measure “%(subject)s”."),
            "measures.measure_state": _moved,
            "measures.action_added": gettext_lazy("Agreed the action “%(subject)s”."),
            "measures.action_changed": gettext_lazy("Changed the action “%(subject)s”."),
            "measures.action_state": _moved,
            "measures.comment_added": gettext_lazy("Remarked on “%(subject)s”."),
            "measures.wave_added": gettext_lazy("Planned the wave “%(subject)s” of a rollout."),
            "measures.wave_changed": gettext_lazy("Changed the wave “%(subject)s” of a rollout."),
            "measures.wave_removed": gettext_lazy("Removed the wave “%(subject)s” of a rollout."),
            "measures.wave_begun": gettext_lazy("Began the wave “%(subject)s” of a rollout."),
            "measures.wave_finished": gettext_lazy("Ended the wave “%(subject)s” of a rollout."),
            "measures.key_user_named": gettext_lazy("Named a key user of the wave “%(subject)s”."),
            "measures.key_user_removed": gettext_lazy("Took a key user off the wave “%(subject)s”."),
            "measures.offer_added": gettext_lazy("Put “%(subject)s” on offer."),
            "measures.offer_changed": gettext_lazy("Changed “%(subject)s” in the offer."),
            "measures.offer_ended": gettext_lazy("Took “%(subject)s” off the offer."),
            "measures.offer_restored": gettext_lazy("Put “%(subject)s” back on offer."),
            "measures.offer_date_added": gettext_lazy("Put a day of “%(subject)s” in the agenda."),
            "measures.offer_date_removed": gettext_lazy("Took a day of “%(subject)s” out of the agenda."),
        }
    )
