"""The trend over the organisation's blocks in words: what is seen, and what is no more than chance."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.domain.disclosure import Reason, SafeStep, Suppressed, TrendPoint, baseline_blocks
from surveys.words.figures import Shown


class TrendRow:
    """One block of the organisation as it was published."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.wave_id = UUID(stored["wave"])
        self.first, self.last = date.fromisoformat(stored["first"]), date.fromisoformat(stored["last"])
        self.months: int = stored["months"]
        self.begins: Mapping[str, str] = stored["begins"]
        self.point = TrendPoint.from_json(stored["point"])
        self.respondents, self.index = Shown(self.point.respondents), Shown(self.point.index)
        self.too_high, self.too_low = Shown(self.point.too_high), Shown(self.point.too_low)
        self.just_right = Shown(self.point.just_right)

    @property
    def period(self) -> str:
        """The block's month, or its first and last."""
        if self.first == self.last:
            return date_format(self.last, "F Y")
        return _("%(first)s to %(last)s") % {
            "first": date_format(self.first, "F Y"),
            "last": date_format(self.last, "F Y"),
        }

    @property
    def short(self) -> str:
        """The block's last month for an axis: “jan 26”."""
        return f"{date_format(self.last, 'M')[:3].lower()} {self.last:%y}"

    def step(self, figure: str) -> SafeStep | None:
        """Smoothed figure and limits; None where nothing can be said."""
        found = self.point.step(figure)
        return found if isinstance(found, SafeStep) else None

    @property
    def index_step(self) -> "StepWords":
        return StepWords(self.point.index_step)

    @property
    def too_high_step(self) -> "StepWords":
        return StepWords(self.point.too_high_step)


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step of the trend for a table: “61 (55 to 67)”."""

    figure: SafeStep | Suppressed

    @property
    def is_alarm(self) -> bool:
        """Whether it is outside its limits."""
        return isinstance(self.figure, SafeStep) and self.figure.is_alarm

    def __str__(self) -> str:
        if not isinstance(self.figure, SafeStep):
            return "–"
        return _("%(smoothed)s (chance: %(low)s to %(high)s)") % {
            "smoothed": self.figure.smoothed,
            "low": self.figure.low,
            "high": self.figure.high,
        }


def open_alarm(rows: Sequence[TrendRow], figure: str, acknowledged: Collection[date]) -> TrendRow | None:
    """The first block with an alarm since the series began, unless that change was acknowledged."""
    start = max((place for place, row in enumerate(rows) if row.begins[figure]), default=0)
    first = None
    for row in rows[start:]:
        if row.last in acknowledged:
            return None
        step = row.step(figure)
        if first is None and step is not None and step.is_alarm:
            first = row
    return first


@dataclass(frozen=True, slots=True)
class Change:
    """The answer to "has something really changed?" for one figure."""

    code: str
    rows: Sequence[TrendRow]
    acknowledged: Collection[date]

    @property
    def name(self) -> str:
        """What the figure is called."""
        return _("The index") if self.code == "index" else _("The share that finds the workload too high")

    @property
    def alarm(self) -> TrendRow | None:
        """The block in which the change was seen first."""
        return open_alarm(self.rows, self.code, self.acknowledged)

    @property
    def is_down(self) -> bool:
        """Whether the figure went down at the alarm."""
        step = self.alarm.step(self.code) if self.alarm else None
        return step is not None and step.smoothed < step.low

    @property
    def is_bad(self) -> bool:
        """Whether the change is for the worse."""
        return self.is_down == (self.code == "index")

    @property
    def sentence(self) -> str:
        """The answer in one or two sentences."""
        newest = self.rows[-1]
        if self.alarm:
            words = (
                _("%(name)s has gone down: since %(period)s more than chance explains.")
                if self.is_down
                else _("%(name)s has gone up: since %(period)s more than chance explains.")
            )
            return words % {"name": self.name, "period": self.alarm.period}
        found = newest.point.step(self.code)
        needed = baseline_blocks(newest.months)
        reason = found.reason if isinstance(found, Suppressed) else None
        if newest.last in self.acknowledged:
            words = _(
                "%(name)s: a change was acknowledged. From the next figures on a new year is built up to compare with."
            )
        elif reason is Reason.NOT_OFFERED:
            words = _("%(name)s: with so few figures a year we do not say whether something changed.")
        elif reason is Reason.NO_BASELINE and needed is not None:
            words = baseline_words(self.baseline_done, needed)
        elif reason is not None:
            words = _("%(name)s: too few answers this time to say whether something changed.")
        else:
            words = _("%(name)s: no demonstrable difference.")
        return words % {
            "name": self.name,
            "done": self.baseline_done,
            "needed": needed,
        }

    @property
    def baseline_done(self) -> int:
        """How many blocks with the figure there are since the series began."""
        start = max((place for place, row in enumerate(self.rows) if row.begins[self.code]), default=0)
        return sum(row.point.input(self.code) is not None for row in self.rows[start:])


def baseline_words(done: int, needed: int) -> str:
    """How far the figures are with which the next ones are compared."""
    if done >= needed:
        return ngettext(
            "%(name)s: there is %(needed)s figure now. From the next figure on we say whether something changes.",
            "%(name)s: there are %(needed)s figures now. From the next figure on we say whether something changes.",
            needed,
        )
    return ngettext(
        "%(name)s: whether something changes can be said after twelve months. "
        "So far: %(done)s of the %(needed)s figure.",
        "%(name)s: whether something changes can be said after twelve months. "
        "So far: %(done)s of the %(needed)s figures.",
        needed,
    )


class Trend:
    """The trend of a page: its blocks newest first, and both answers."""

    def __init__(
        self, stored: Sequence[Mapping[str, Any]], acknowledged: Mapping[str, Collection[date]]
    ) -> None:
        self.rows = [TrendRow(row) for row in stored]
        self.index = Change("index", self.rows, acknowledged.get("index", ()))
        self.too_high = Change("too_high", self.rows, acknowledged.get("too_high", ()))

    @property
    def newest_first(self) -> list[TrendRow]:
        """For the table."""
        return self.rows[::-1]

    @property
    def changes(self) -> list[Change]:
        """Both answers."""
        return [self.index, self.too_high]

    @cached_property
    def same_season(self) -> TrendRow | None:
        """The block twelve months before the newest, of as many months."""
        newest = self.rows[-1]
        a_year_ago = newest.last.replace(year=newest.last.year - 1)
        return next(
            (row for row in self.rows if row.last == a_year_ago and row.months == newest.months), None
        )
