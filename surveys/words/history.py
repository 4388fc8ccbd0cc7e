"""What the history calls its findings and outcomes."""

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from surveys.domain.promises import Outcome
from surveys.models import DecisionKind, ReviewAddendum, ReviewNote

_SOURCES = {
    "notes": gettext_lazy("What was said"),
    "action": gettext_lazy("Action"),
    "project": gettext_lazy("Project started"),
    "feedback": gettext_lazy("The note to all staff"),
}

OUTCOMES = {
    Outcome.ON_TIME: gettext_lazy("done on time"),
    Outcome.LATE: gettext_lazy("done late"),
    Outcome.OVERDUE: gettext_lazy("its day has passed"),
    Outcome.DROPPED: gettext_lazy("dropped"),
    Outcome.RUNNING: gettext_lazy("not due yet"),
}


def source_word(name: str, row: Model) -> str:
    """What a text is: a decision, a shared note and of whom, an addendum, …"""
    if isinstance(row, ReviewNote):
        who = row.author_name or row.get_party_display()
        word = _("A different position, by %(who)s") if name == "dissent" else _("Shared note of %(who)s")
        return word % {"who": who}
    if isinstance(row, ReviewAddendum):
        return _("Addendum %(number)s") % {"number": row.number}
    if name == "question":
        kind = getattr(row, "kind", "")
        return _("Question added") if kind == DecisionKind.QUESTION_IN else _("Question dropped")
    return str(_SOURCES[name])


def reason_word(where: str) -> str:
    """What the reason of such a text is called."""
    return _("%(where)s: why") % {"where": where}
