"""The evaluation in words: what is missing, and what figures from before and after say."""

from dataclasses import dataclass

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from projects.domain.before_after import Change
from projects.queries.before_after import At, FigureChange, IndexChange
from projects.queries.evaluations import Missing
from projects.queries.polls import PollOutcome


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One row of the table of figures: of what, before, after, and what may be said."""

    name: str
    before: str
    before_note: str
    after: str
    after_note: str
    words: str


def missing_lines(missing: Missing) -> list[str]:
    """What still has to be filled in, one line each."""
    lines = []
    if missing.reached:
        lines.append(_("Say whether the project reached its goal."))
    if missing.verdict:
        lines.append(_("Write down why you say so."))
    if missing.reporter:
        lines.append(_("Agree who tells staff what came out, and when."))
    lines += [
        _("Decide whether you go on with “%(measure)s”, change it or stop it.")
        % {"measure": one.measure.title}
        for one in missing.measures
    ]
    return lines


def index_rows(changes: list[IndexChange]) -> list[BeforeAfter]:
    """The index of the survey before and after, with its intervals."""
    return [
        BeforeAfter(
            name=one.unit_name or _("Index of the survey, whole organisation"),
            before=_value(one.before),
            before_note=_note(one.before),
            after=_value(one.after),
            after_note=_note(one.after),
            words=change_words(one.change),
        )
        for one in changes
    ]


def change_words(change: Change) -> str:
    """What two intervals allow to say."""
    return {
        Change.HIGHER: _("Higher than before: the intervals do not overlap."),
        Change.LOWER: _("Lower than before: the intervals do not overlap."),
        Change.NOT_SHOWN: _("No demonstrable difference: the intervals overlap."),
        Change.UNKNOWN: _("No demonstrable difference: not both figures were published."),
    }[change]


def figure_rows(changes: list[FigureChange]) -> list[BeforeAfter]:
    """The series of HR before and after: means of the same months, without a claim about chance."""
    rows = []
    for one in changes:
        change = one.change
        period = _("mean of %(months)s months, %(first)s to %(last)s")
        rows.append(
            BeforeAfter(
                name=one.label,
                before=number_format(change.before, decimal_pos=1),
                before_note=_("the same months a year before"),
                after=number_format(change.after, decimal_pos=1),
                after_note=period
                % {
                    "months": change.months,
                    "first": date_format(change.first, "F Y"),
                    "last": date_format(change.last, "F Y"),
                },
                words=_("Only shows how it was. Chance alone makes such figures move too."),
            )
        )
    return rows


def outcome_line(outcome: PollOutcome) -> str:
    """What a closed poll gave, in one line."""
    if outcome.too_few:
        return _("Too few people answered to show anything without giving somebody's answer away.")
    return _("%(count)s people answered.") % {"count": outcome.respondents.value}


def _value(at: At | None) -> str:
    if at is None:
        return _("nothing published")
    return at.index.reason if at.index.is_missing else at.index.value


def _note(at: At | None) -> str:
    if at is None:
        return ""
    month = date_format(at.first, "F Y")
    if at.last != at.first:
        month = _("%(first)s to %(last)s") % {"first": month, "last": date_format(at.last, "F Y")}
    return f"{month}, {at.index.interval}" if at.index.interval else month
