"""What the note to all staff is drafted with, and how its sides and its clock are called."""

from collections.abc import Iterable
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.models import ActionState
from surveys.domain.notes import Clock
from surveys.models import Decision, DecisionKind
from werkdruk.organisations.models import Organisation, Party, Representation


def party_name(party: str, organisation: Organisation) -> str:
    """Which side it is, in the organisation's own words."""
    if party != Party.WORKS_COUNCIL:
        return _("the executive")
    if organisation.representation == Representation.STAFF_REPRESENTATION:
        return _("the staff representation")
    return _("the works council")


def clock_words(clock: Clock) -> str:
    """How long there is, or how long it took."""
    if clock.taken is not None:
        words = ngettext("published in %(days)s day", "published in %(days)s days", clock.taken)
        if clock.late:
            words = _("published in %(days)s days, %(late)s late")
        return words % {"days": clock.taken, "late": clock.late}
    if clock.late:
        return ngettext("%(days)s day late", "%(days)s days late", clock.late) % {"days": clock.late}
    if clock.left == 0:
        return _("today is the day")
    return ngettext("%(days)s day left", "%(days)s days left", clock.left) % {"days": clock.left}


def doing_lines(decisions: Iterable[Decision], language: str) -> str:
    """One line for each decision: what, by when, why. Never who: that is nobody's business outside."""
    with translation.override(language):
        return "\n".join(f"- {line}" for one in decisions if (line := _line(one, language)))


def _line(decision: Decision, language: str) -> str:
    if decision.action is not None:
        if decision.action.state == ActionState.DROPPED:
            return ""
        return _with_day(decision.action.what, decision.action.due_on)
    if decision.item is not None:
        words = (
            _("We ask a new question: “%(what)s”")
            if decision.kind == DecisionKind.QUESTION_IN
            else _("We no longer ask: “%(what)s”")
        )
        line = words % {"what": decision.item.text_in(language)}
        reason = _("Why: %(reason)s") % {"reason": decision.reason}
        return f"{line} {reason}" if decision.reason else line
    return _("We start a project: %(what)s") % {"what": decision.title}


def _with_day(what: str, due_on: date | None) -> str:
    if due_on is None:
        return what
    return _("%(what)s (ready by %(day)s)") % {
        "what": what.strip().rstrip("."),
        "day": date_format(due_on, "j F Y"),
    }
