"""How a step goes compared with its plan, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.domain.timeline import Pace


def pace_words(pace: Pace, days: int) -> str:
    """What the time line says of one step."""
    if pace == Pace.BEGINS_LATE:
        return ngettext(
            "Late: it would have begun a day ago", "Late: it would have begun %(days)s days ago", days
        ) % {"days": days}
    if pace == Pace.RUNS_LATE:
        return ngettext(
            "Late: it would have been done a day ago", "Late: it would have been done %(days)s days ago", days
        ) % {"days": days}
    if pace == Pace.DONE_LATE:
        return ngettext("Done, a day later than planned", "Done, %(days)s days later than planned", days) % {
            "days": days
        }
    words = {
        Pace.NOT_PLANNED: _("No dates planned"),
        Pace.PLANNED: _("Planned"),
        Pace.RUNS: _("Under way"),
        Pace.ON_TIME: _("Done in time"),
        Pace.SKIPPED: _("Skipped"),
    }
    return words[pace]
