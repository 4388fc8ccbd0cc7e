"""The chart of one series of figures as SVG, with reference values over the period that they are of.

Colours are attributes, so that paper has them; figures.css gives the classes theirs on the screen, light and dark.
Points of one rhythm are joined; nothing is smoothed, and no arrow says that something went up or down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil

from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from projects.domain.figure_periods import Period
from projects.domain.hr_figures import computed, rounded
from projects.models import FigureKind, HrFigure, ReferenceValue
from projects.words.figures import period_name, shown_value

WIDTH, HEIGHT = 360, 200
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 14, 24
LABELS = 4
ROWS = 36  # of a table beneath a chart; older figures stay stored


@dataclass(frozen=True, slots=True)
class Compared:
    """A reference value beside the own figure of the same period; `own` is empty where there is none."""

    letter: str
    sector: str
    period: str
    value: str
    source: str
    own: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in the table beneath the chart."""

    id: object
    period: str
    value: str
    people: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn series: its name, the sentence that says what is seen, the drawing, and the table beneath it."""

    kind: str
    title: str
    sentence: str
    svg: SafeString
    lines: list[Line]
    compared: list[Compared]


def draw(kind: str, found: Sequence[HrFigure], references: Sequence[ReferenceValue]) -> Chart:
    """The chart of `found`, oldest first, at least one of them."""
    periods = [Period(one.starts_on, one.ends_on) for one in found]
    first, last = periods[0].starts_on, periods[-1].ends_on
    inside = [one for one in references if one.starts_on <= last and one.ends_on >= first]
    top = _top([*(one.value for one in found), *(one.value for one in inside)])
    dots = [
        (_x(_middle(period), first, last), _y(one.value, top))
        for period, one in zip(periods, found, strict=True)
    ]
    title = str(FigureKind(kind).label)
    title = title[:1].upper() + title[1:]
    text = _seen(kind, found, periods)
    compared = []
    marks = []
    for place, one in enumerate(references):
        letter = chr(ord("A") + place % 26)
        drawn = one in inside
        compared.append(_compared(kind, one, found, letter, drawn=drawn))
        if drawn:
            left = _x(max(one.starts_on, first), first, last)
            right = _x(min(one.ends_on, last), first, last)
            marks.append((left, max(right, left + 6), _y(one.value, top), letter))
    svg = render_to_string(
        "projects/charts/series.svg",
        {
            "key": f"-{kind}",
            "title": title,
            "text": text,
            "width": WIDTH,
            "height": HEIGHT,
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "label_y": HEIGHT - 8,
            "lines": [(shown, _y(value, top)) for value, shown in _grid(top)],
            "labels": _labels(periods, dots),
            "dots": dots,
            "joined": _joined(periods, dots),
            "marks": marks,
        },
    )
    lines = [
        Line(one.id, period_name(period), shown_value(kind, one.value), one.people)
        for period, one in zip(periods, found, strict=True)
    ]
    return Chart(kind, title, text, SafeString(svg.strip()), lines[::-1][:ROWS], compared)


def own_over(kind: str, found: Sequence[HrFigure], wanted: Period) -> Decimal | None:
    """The own figure over `wanted`: the stored one, or computed from the sums of all months in it; else None.

    A mean of percentages would be another figure, so without sums there is none.
    """
    parts = [one for one in found if one.starts_on >= wanted.starts_on and one.ends_on <= wanted.ends_on]
    if len(parts) == 1 and Period(parts[0].starts_on, parts[0].ends_on) == wanted:
        return parts[0].value
    if kind != FigureKind.ABSENCE and kind != FigureKind.OVERTIME:
        return None
    if sum(Period(one.starts_on, one.ends_on).days for one in parts) != wanted.days or not parts:
        return None
    above = [one.numerator for one in parts if one.numerator is not None]
    below = [one.denominator for one in parts if one.denominator is not None]
    if len(above) != len(parts) or len(below) != len(parts) or not sum(below):
        return None
    return rounded(computed(kind, sum(above, Decimal(0)), sum(below, Decimal(0)), wanted.months))


def _compared(
    kind: str, one: ReferenceValue, found: Sequence[HrFigure], letter: str, *, drawn: bool
) -> Compared:
    period = Period(one.starts_on, one.ends_on)
    own = own_over(kind, found, period)
    return Compared(
        letter=letter,
        sector=one.sector,
        period=period_name(period),
        value=shown_value(kind, one.value),
        source=one.source,
        own="" if own is None else shown_value(kind, own),
        drawn=drawn,
    )


def _seen(kind: str, found: Sequence[HrFigure], periods: Sequence[Period]) -> str:
    newest = found[-1]
    words = {
        "first": period_name(periods[0]),
        "last": period_name(periods[-1]),
        "value": shown_value(kind, newest.value),
        "people": newest.people,
    }
    if len(found) == 1:
        return _("One figure, of %(last)s: %(value)s, over %(people)s people.") % words
    values = sorted(one.value for one in found)
    words |= {"low": shown_value(kind, values[0]), "high": shown_value(kind, values[-1])}
    return (
        _(
            "From %(first)s to %(last)s, between %(low)s and %(high)s. The newest figure is %(value)s, over "
            "%(people)s people."
        )
        % words
    )


def _top(values: Sequence[Decimal]) -> Decimal:
    """The upper end of the scale: a round number above every value; the lower end is always zero."""
    most = max(*values, Decimal("0.5"))
    for step in ("2", "4", "8", "12", "16", "20", "32", "40", "60", "80", "100"):
        if most <= Decimal(step):
            return Decimal(step)
    return Decimal(ceil(most / 100) * 100)


def _grid(top: Decimal) -> list[tuple[Decimal, str]]:
    rows = []
    for part in range(5):
        value = top * part / 4
        rows.append((value, number_format(Decimal(f"{value.normalize():f}"))))
    return rows


def _middle(period: Period) -> date:
    return period.starts_on + (period.ends_on - period.starts_on) / 2


def _x(day: date, first: date, last: date) -> float:
    room = WIDTH - LEFT - RIGHT - 12
    return round(LEFT + 6 + room * (day - first).days / max((last - first).days, 1), 1)


def _y(value: Decimal, top: Decimal) -> float:
    return round(TOP + (HEIGHT - TOP - BOTTOM) * float((top - value) / top), 1)


def _joined(periods: Sequence[Period], dots: Sequence[tuple[float, float]]) -> list[str]:
    """Points that follow each other without a gap, in one rhythm, as lines."""
    segments: list[list[tuple[float, float]]] = [[dots[0]]]
    for (before, after), dot in zip(pairwise(periods), dots[1:], strict=True):
        follows = (after.starts_on - before.ends_on).days == 1 and before.months == after.months
        if not follows:
            segments.append([])
        segments[-1].append(dot)
    return [" ".join(f"{x},{y}" for x, y in one) for one in segments if len(one) > 1]


def _labels(periods: Sequence[Period], dots: Sequence[tuple[float, float]]) -> list[tuple[float, str, str]]:
    """From the newest back, as many as fit beside each other: months lie closer together than quarters."""
    chosen: list[int] = []
    for place in reversed(range(len(periods))):
        if not chosen or dots[chosen[-1]][0] - dots[place][0] >= (WIDTH - LEFT - RIGHT) / LABELS:
            chosen.append(place)
    return [
        (
            min(dots[place][0], WIDTH - RIGHT),
            period_name(periods[place], short=True),
            "end" if dots[place][0] > WIDTH - RIGHT - 24 else "middle",
        )
        for place in reversed(chosen)
    ]
