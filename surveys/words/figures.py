"""Published figures in words. A page is given safe figures only, and here they get their wording."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from surveys.domain.disclosure import (
    Bound,
    PublishedBlock,
    PublishedItem,
    Reason,
    SafeCount,
    SafeDistribution,
    SafeFigure,
    SafeIndex,
    SafeReliability,
    SafeResponse,
    SafeShare,
    Suppressed,
)
from surveys.domain.scoring import Direction
from surveys.domain.statistics import response_bounds
from surveys.models import Item, ItemKind
from surveys.words.answers import answer_words
from surveys.words.themes import theme_label

# A mean below the first number is h1, and so on; from the last on it is h5.
HEAT_LIMITS = (40, 50, 60, 70)


@dataclass(frozen=True, slots=True)
class Shown:
    """One safe figure with its words, or the reason why there is none."""

    figure: SafeFigure

    def __post_init__(self) -> None:
        if not isinstance(self.figure, SafeFigure):
            raise TypeError("a page shows safe figures only")

    @property
    def is_missing(self) -> bool:
        """Whether nothing may be shown."""
        return isinstance(self.figure, Suppressed)

    @property
    def reason(self) -> str:
        """Why nothing is shown, in a few words; empty when there is a figure."""
        return _reason(self.figure.reason) if isinstance(self.figure, Suppressed) else ""

    @property
    def value(self) -> str:
        """The figure in words: "62", "95 or more", "45%", "5 to 9", "between 50 and 90%"; empty without one."""
        return _value(self.figure)

    @property
    def interval(self) -> str:
        """Where it very likely lies: "between 55 and 69"; empty where there is no interval."""
        figure = self.figure
        if not isinstance(figure, (SafeIndex, SafeShare)) or figure.low is None or figure.high is None:
            return ""
        words = (
            _("between %(low)s and %(high)s")
            if isinstance(figure, SafeIndex)
            else _("between %(low)s and %(high)s%%")
        )
        return words % {"low": figure.low, "high": figure.high}

    @property
    def range(self) -> tuple[int, int] | None:
        """The ends between which it very likely lies; a bound reaches to the end of the scale. None without figure."""
        figure = self.figure
        if not isinstance(figure, (SafeIndex, SafeShare)):
            return None
        if figure.bound is Bound.AT_LEAST:
            return figure.value, 100
        if figure.bound is Bound.AT_MOST:
            return 0, figure.value
        return (figure.value, figure.value) if figure.low is None else (figure.low, figure.high or figure.low)

    @property
    def ends(self) -> tuple[int, int] | None:
        """The figure itself as low and high end; a bound reaches to the end of the scale. None without figure."""
        figure = self.figure
        if not isinstance(figure, (SafeIndex, SafeShare)):
            return None
        if figure.bound is Bound.AT_LEAST:
            return figure.value, 100
        return (0 if figure.bound is Bound.AT_MOST else figure.value), figure.value

    @property
    def level(self) -> str:
        """The class of its cell in a heat map: h1 (low) … h5 (high), h0 without figure."""
        if not isinstance(self.figure, SafeIndex):
            return "h0"
        return f"h{1 + sum(self.figure.value >= limit for limit in HEAT_LIMITS)}"

    @property
    def bar(self) -> str:
        """The class that gives a bar its width, in steps of five; empty without a value."""
        if not isinstance(self.figure, (SafeIndex, SafeShare)):
            return ""
        return f"w-{(self.figure.value + 2) // 5 * 5}"


@dataclass(frozen=True, slots=True)
class Named:
    """A figure with what it is about."""

    label: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One statement: its wording, and what is shown of its answers."""

    item: Item
    published: PublishedItem
    # The dot and interval as drawn when they were published, where they were.
    strip: str = ""

    @property
    def text(self) -> str:
        """The wording in the language of the page."""
        return self.item.text

    @property
    def theme(self) -> str:
        """The theme that it belongs to."""
        return theme_label(self.item.theme)

    @property
    def is_scored(self) -> bool:
        """Whether its answers have points; without them there is a spread only."""
        return self.published.mean is not None

    @property
    def is_negative(self) -> bool:
        """Whether disagreeing is the favourable answer."""
        return self.item.direction == Direction.NEGATIVE

    @property
    def mean(self) -> Shown | None:
        """Mean of the points, where 100 is good."""
        return None if self.published.mean is None else Shown(self.published.mean)

    @property
    def favourable(self) -> Shown | None:
        """Share of favourable answers."""
        return None if self.published.favourable is None else Shown(self.published.favourable)

    @property
    def distribution(self) -> Shown:
        """The spread over the five answers, or why it is not shown."""
        return Shown(self.published.distribution)

    @property
    def spread(self) -> list[Named]:
        """Each of the five answers with its share; empty where the spread is not shown."""
        found = self.published.distribution
        if not isinstance(found, SafeDistribution):
            return []
        words = answer_words(self.item.scale)
        return [Named(word, Shown(share)) for word, share in zip(words, found.shares, strict=True)]


class Sheet:
    """Everything that a page shows of one published block. `items` are its questions, in their order; `strips` the
    drawings of its statements, by code."""

    def __init__(
        self, block: PublishedBlock, items: Iterable[Item], strips: Mapping[str, str] | None = None
    ) -> None:
        drawn = strips or {}
        self.is_suppressed = block.is_suppressed
        self.respondents = Shown(block.respondents)
        self.response = Shown(block.response)
        self.index = Shown(block.index)
        self.too_high = Shown(block.too_high)
        self.too_low = Shown(block.too_low)
        self.reliability = Shown(block.reliability)
        self._rows = [
            ItemRow(item, block.items[item.key], drawn.get(item.key, ""))
            for item in items
            if item.key in block.items
        ]
        # Stored figures have no order of their own: themes follow the questions.
        order = dict.fromkeys([*(row.item.theme for row in self._rows), *sorted(block.themes)])
        self.themes = [
            Named(theme_label(name), Shown(block.themes[name])) for name in order if name in block.themes
        ]

    @cached_property
    def core(self) -> list[ItemRow]:
        """The core statements with points."""
        return [row for row in self._rows if row.item.kind == ItemKind.CORE and row.is_scored]

    @cached_property
    def variable(self) -> list[ItemRow]:
        """The statements that change."""
        return [row for row in self._rows if row.item.kind == ItemKind.BANK]

    @cached_property
    def balance(self) -> ItemRow | None:
        """The statement on too little, just enough or too much work."""
        return next((row for row in self._rows if row.item.direction == Direction.BIPOLAR), None)

    @cached_property
    def of_item(self) -> dict[UUID, ItemRow]:
        """The rows by the id of their item."""
        return {row.item.id: row for row in self._rows}

    @property
    def bounds(self) -> list[tuple[str, str]]:
        """Per share of K10: between which ends it lies among all who were invited, whatever the others think."""
        response, found = self.response.figure, []
        if isinstance(response, SafeResponse):
            for name, shown in ((_("too high"), self.too_high), (_("too low"), self.too_low)):
                ends = shown.ends
                if ends:
                    low = response_bounds(ends[0] / 100, response.low / 100).low
                    high = response_bounds(ends[1] / 100, response.low / 100).high
                    found.append(
                        (name, _("%(low)s to %(high)s%%") % {"low": math.floor(low), "high": math.ceil(high)})
                    )
        return found

    @property
    def summary(self) -> list[str]:
        """What is seen, in two or three plain sentences."""
        if self.is_suppressed:
            return [_("Too few people answered to show figures without giving somebody's answers away.")]
        return [
            sentence
            for sentence in (self._index_words(), self._balance_words(), self._theme_words())
            if sentence
        ]

    def _index_words(self) -> str:
        if self.index.is_missing:
            return ""
        if not self.index.interval:
            return _("The index is %(value)s on a scale from 0 (bad) to 100 (good).") % {
                "value": self.index.value
            }
        return _(
            "The index is %(value)s on a scale from 0 (bad) to 100 (good), very likely %(interval)s."
        ) % {
            "value": self.index.value,
            "interval": self.index.interval,
        }

    def _balance_words(self) -> str:
        if self.too_high.is_missing or self.too_low.is_missing:
            return ""
        return _("%(high)s of those who answered find their workload too high, %(low)s find it too low.") % {
            "high": self.too_high.value,
            "low": self.too_low.value,
        }

    def _theme_words(self) -> str:
        shown = [theme for theme in self.themes if theme.shown.range]
        if len(shown) < 2:
            return ""
        if ranges_overlap([theme.shown for theme in shown]):
            return _("Between the themes there is no demonstrable difference.")
        points = [theme.shown.figure.value for theme in shown]  # type: ignore[attr-defined]
        lowest = [theme.label for theme, value in zip(shown, points, strict=True) if value == min(points)]
        highest = [theme.label for theme, value in zip(shown, points, strict=True) if value == max(points)]
        return _("Lowest of the themes: %(lowest)s. Highest: %(highest)s.") % {
            "lowest": ", ".join(lowest),
            "highest": ", ".join(highest),
        }


def ranges_overlap(figures: Sequence[Shown]) -> bool:
    """Whether one value could lie in the intervals of all `figures`: then no two differ demonstrably."""
    ranges = [one.range for one in figures if one.range]
    return max(low for low, _high in ranges) <= min(high for _low, high in ranges) if ranges else True


def _value(figure: SafeFigure) -> str:
    if isinstance(figure, SafeIndex):
        return _bounded(str(figure.value), figure.bound)
    if isinstance(figure, SafeShare):
        return _bounded(f"{figure.value}%", figure.bound)
    if isinstance(figure, SafeCount):
        if figure.is_exact:
            return str(figure.low)
        return _("%(low)s to %(high)s") % {"low": figure.low, "high": figure.high}
    if isinstance(figure, SafeResponse):
        return _response(figure)
    if isinstance(figure, SafeReliability):
        return number_format(figure.hundredths / 100, decimal_pos=2)
    return ""


def _bounded(value: str, bound: Bound) -> str:
    if bound is Bound.AT_LEAST:
        return _("%(value)s or more") % {"value": value}
    if bound is Bound.AT_MOST:
        return _("%(value)s or less") % {"value": value}
    return value


def _response(figure: SafeResponse) -> str:
    if figure.low == figure.high:
        return f"{figure.low}%"
    if (figure.low, figure.high) == (90, 100):
        return _("%(value)s or more") % {"value": "90%"}
    if (figure.low, figure.high) == (0, 10):
        return _("%(value)s or less") % {"value": "10%"}
    return _("%(low)s to %(high)s%%") % {"low": figure.low, "high": figure.high}


def _reason(reason: Reason) -> str:
    return {
        Reason.TOO_FEW: _("too few answers"),
        Reason.PROTECTS_OTHERS: _("hidden: it would give away what a small group answered"),
        Reason.TOO_FEW_FOR_DISTRIBUTION: _("shown from 15 answers on"),
        Reason.TOO_FEW_FOR_RELIABILITY: _("shown from 50 complete lists on"),
        Reason.NOT_ASKED: _("not asked"),
        Reason.NO_BASELINE: _("after twelve months"),
        Reason.NOT_OFFERED: _("not with so few figures a year"),
    }[reason]
