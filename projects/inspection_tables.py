"""The tables of the inspection file and of the annex, in words, for CSV and spreadsheets."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from measures.models import Action
from projects.domain.tables import Table
from projects.queries.annex import AnnexRow
from projects.queries.inspection import Inspection
from projects.words.kickoff import party_name, point_text
from projects.words.steps import TITLES
from werkdruk.organisations.models import Organisation


def day_text(value: date | datetime | None) -> str:
    """A day as people here write it; empty for none."""
    if isinstance(value, datetime):
        value = localtime(value).date()
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def annex_table(rows: list[AnnexRow]) -> Table:
    """The annex: what, who, when, how it stands, what came of it."""
    return Table(
        name=pgettext("file name", "annex"),
        head=(
            _("Measure"),
            _("For"),
            _("Who"),
            _("Starts on"),
            _("Ready by"),
            _("State"),
            _("Done on"),
            _("Intended result"),
            _("What is needed"),
            _("Who does what"),
            _("What people notice"),
            _("What next"),
        ),
        rows=[
            (
                row.measure.title,
                row.place or _("The whole organisation"),
                row.measure.who or _("nobody yet"),
                day_text(row.measure.starts_on),
                day_text(row.measure.due_on),
                row.measure.get_state_display(),
                day_text(row.measure.done_at),
                row.measure.intended_result,
                row.measure.conditions,
                "\n".join(action_text(action) for action in row.actions),
                row.effect.noticed if row.effect else _("not evaluated yet"),
                row.effect.get_continuation_display() if row.effect and row.effect.continuation else "",
            )
            for row in rows
        ],
    )


def action_text(action: Action) -> str:
    """An action in one line: what, who, when, how it stands."""
    parts = (action.what, action.doer, day_text(action.due_on), action.get_state_display())
    return ", ".join(part for part in parts if part)


def inspection_tables(file: Inspection, organisation: Organisation) -> list[Table]:
    """A table for each part of the inspection file; a part without rows is there with its head only."""
    return [
        Table(
            pgettext("file name", "signals"),
            (
                _("Round"),
                _("When"),
                _("Where it comes from"),
                _("Unit"),
                _("Over how many people"),
                _("What stands out"),
            ),
            [
                (
                    str(one.round),
                    day_text(one.seen_on),
                    one.get_source_display(),
                    one.unit.name if one.unit else "",
                    str(one.people or ""),
                    one.text,
                )
                for one in file.signals
            ],
        ),
        Table(
            pgettext("file name", "steps"),
            (
                _("Round"),
                _("Step"),
                _("State"),
                _("Begun"),
                _("Finished"),
                _("Why staff were not involved"),
                _("What came out"),
            ),
            [
                (
                    str(one.round),
                    f"{one.number}. {TITLES[one.number]}",
                    one.get_state_display(),
                    day_text(one.begun_at),
                    day_text(one.finished_at),
                    one.not_involved,
                    one.result or one.skip_reason,
                )
                for one in file.steps
            ],
        ),
        Table(
            pgettext("file name", "involvement"),
            (_("Round"), _("Step"), _("When"), _("Who took part"), _("How"), _("What came of it")),
            [
                (
                    str(step.round),
                    f"{step.number}. {TITLES[step.number]}",
                    day_text(one.on),
                    one.who,
                    one.how,
                    one.outcome,
                )
                for step in file.steps
                for one in step.involvements.all()
            ],
        ),
        Table(
            pgettext("file name", "kick-off"),
            (
                _("Round"),
                _("Point"),
                _("What"),
                _("Who arranges it"),
                _("When ready"),
                _("State"),
                _("What we agreed"),
                _("Why not needed"),
            ),
            [
                (
                    str(row.round),
                    item.code,
                    point_text(item.code, organisation),
                    item.who_name,
                    day_text(item.ready_on),
                    item.get_state_display(),
                    item.note,
                    item.waiver_reason,
                )
                for row in file.kickoffs
                for item in row.items
            ],
        ),
        Table(
            pgettext("file name", "positions"),
            (_("Round"), _("Who"), _("Position"), _("Remark"), _("When")),
            [
                (
                    str(row.round),
                    party_name(stand.party, organisation),
                    stand.get_position_display(),
                    stand.remark,
                    day_text(stand.set_at),
                )
                for row in file.kickoffs
                for stand in row.stands
            ],
        ),
        Table(
            pgettext("file name", "sessions"),
            (
                _("Round"),
                _("When"),
                _("Session"),
                _("Kind"),
                _("Unit"),
                _("State"),
                _("How many people came"),
                _("What came out"),
            ),
            [
                (
                    str(one.round),
                    day_text(one.starts_at),
                    one.title,
                    one.get_kind_display(),
                    one.unit.name if one.unit else "",
                    one.get_state_display(),
                    str(one.present if one.present is not None else ""),
                    one.outcome if one.state == "ended" else "",
                )
                for one in file.sessions
            ],
        ),
        Table(
            pgettext("file name", "causes"),
            (
                _("Round"),
                _("Kind"),
                _("What it is about"),
                _("Dots"),
                _("Why"),
                _("What it leads to"),
                _("Who can do something about it"),
            ),
            [
                (
                    str(one.round),
                    one.get_side_display(),
                    one.title,
                    str(one.dots),
                    "\n".join(why.text for why in one.whys.all()),
                    one.effect,
                    one.get_influence_display() if one.influence else "",
                )
                for one in file.causes
            ],
        ),
        Table(
            pgettext("file name", "measures"),
            (
                _("Round"),
                _("Measure"),
                _("For"),
                _("Who"),
                _("Ready by"),
                _("State"),
                _("Intended result"),
                _("What it tackles"),
                _("Part of the statutory action plan"),
            ),
            [
                (
                    ", ".join(str(number) for number in row.rounds),
                    row.measure.title,
                    row.measure.unit.name if row.measure.unit else _("The whole organisation"),
                    row.measure.who,
                    day_text(row.measure.due_on),
                    row.measure.get_state_display(),
                    row.measure.intended_result,
                    "\n".join(row.tackles),
                    _("yes") if row.measure.in_statutory_plan else _("no"),
                )
                for row in file.measures
            ],
        ),
        Table(
            pgettext("file name", "actions"),
            (_("About"), _("What"), _("Who"), _("Ready by"), _("State"), _("Done on")),
            [
                (
                    about,
                    one.what,
                    one.doer,
                    day_text(one.due_on),
                    one.get_state_display(),
                    day_text(one.done_at),
                )
                for about, one in _actions(file)
            ],
        ),
        Table(
            pgettext("file name", "evaluation"),
            (
                _("Round"),
                _("Measure"),
                _("Done as agreed?"),
                _("What people notice"),
                _("Did the signal change?"),
                _("Did people's experience change?"),
                _("What it did elsewhere"),
                _("What next"),
            ),
            [
                (
                    str(evaluation.round),
                    one.measure.title,
                    one.get_kept_display() if one.kept else "",
                    one.noticed,
                    one.get_signal_changed_display() if one.signal_changed else "",
                    one.get_experience_changed_display() if one.experience_changed else "",
                    one.side_effects,
                    one.get_continuation_display() if one.continuation else "",
                )
                for evaluation in file.evaluations
                for one in evaluation.measures.all()
            ],
        ),
        Table(
            pgettext("file name", "lessons"),
            (_("Round"), _("When"), _("Measure"), _("What other teams can learn")),
            [
                (str(one.round), day_text(one.at), one.measure.title if one.measure else "", one.text)
                for one in file.lessons
            ],
        ),
        Table(
            pgettext("file name", "endorsements"),
            (_("Number"), _("Subject"), _("Kind"), _("Asked on"), _("Answer"), _("When")),
            [
                (
                    str(one.number),
                    one.title,
                    one.get_kind_display(),
                    day_text(one.asked_at),
                    step.get_state_display() if step else one.get_state_display(),
                    day_text(step.at) if step else "",
                )
                for one in file.endorsements
                for step in (one.steps.all() or [None])
            ],
        ),
    ]


def _actions(file: Inspection) -> list[tuple[str, Action]]:
    kickoff = [(_("Kick-off"), action) for row in file.kickoffs for action in row.actions]
    sessions = [(fix.session.title, fix.action) for fix in file.quick_fixes]
    measures = [(row.measure.title, action) for row in file.measures for action in row.actions]
    return kickoff + sessions + measures
