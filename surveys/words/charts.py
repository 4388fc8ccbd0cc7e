"""Charts as SVG, drawn from safe figures when these are published: the same drawing on the page and on paper.

Colours are attributes, so that paper has them; figures.css gives the classes theirs on the screen, light and dark.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from surveys.domain.disclosure import SafeIndex, SafeShare
from surveys.words.figures import Sheet, Shown
from surveys.words.trends import TrendRow

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 26, 8, 16, 24
# At most so many labels fit under the line.
LABELS = 7
STRIP = 200


@dataclass(frozen=True, slots=True)
class Scale:
    """From points to places in the drawing."""

    low: int
    high: int
    count: int

    def x(self, number: int) -> float:
        """Where the block with this number stands."""
        if self.count == 1:
            return (LEFT + WIDTH - RIGHT) / 2
        room = WIDTH - LEFT - RIGHT - 12
        return round(LEFT + 6 + room * number / (self.count - 1), 1)

    def y(self, value: float) -> float:
        """How high a value stands."""
        value = min(max(value, self.low), self.high)
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (self.high - value) / (self.high - self.low), 1)

    @property
    def lines(self) -> list[tuple[int, float]]:
        """The values with a line across, and where."""
        step = 10 if self.high - self.low <= 50 else 20
        return [(value, self.y(value)) for value in range(self.low, self.high + 1, step)]


def draw_all(sheet: Sheet, rows: Sequence[TrendRow]) -> dict[str, Any]:
    """Every chart of a publication in the active language: {"index": SVG, "balance": SVG, "items": {code: SVG}}."""
    return {
        "index": _trend(rows, "index", _("The index over the blocks"), lambda row: row.index),
        "too_high": _trend(
            rows,
            "too_high",
            _("Share that finds the workload too high, over the blocks"),
            lambda row: row.too_high,
        ),
        "balance": _balance(rows),
        "items": {
            row.item.code: _strip(row.mean, row.item.code)
            for row in [*sheet.core, *sheet.variable]
            if row.mean is not None
        },
    }


def _trend(rows: Sequence[TrendRow], figure: str, title: str, of: Callable[[TrendRow], Shown]) -> str:
    shown = [(number, of(row)) for number, row in enumerate(rows)]
    if not any(one.range for _number, one in shown):
        return ""
    steps = [(number, step) for number, row in enumerate(rows) if (step := row.step(figure))]
    values = [end for _number, one in shown for end in one.range or ()]
    values += [end for _number, step in steps for end in (step.smoothed, step.low, step.high)]
    scale = _scale(values, len(rows))
    segments: list[list[tuple[int, Any]]] = []
    for number, step in steps:
        if not segments or segments[-1][-1][0] != number - 1 or rows[number].begins[figure]:
            segments.append([])
        segments[-1].append((number, step))
    lines = {
        part: [
            " ".join(f"{scale.x(number)},{scale.y(getattr(step, part))}" for number, step in segment)
            for segment in segments
        ]
        for part in ("smoothed", "low", "high")
    }
    alarms = [(scale.x(number), scale.y(step.smoothed)) for number, step in steps if step.is_alarm]
    dots = [
        {
            "x": scale.x(number),
            "y": scale.y(one.figure.value),
            "low": scale.y(one.figure.low) if one.figure.low is not None else None,
            "high": scale.y(one.figure.high) if one.figure.high is not None else None,
        }
        for number, one in shown
        if isinstance(one.figure, (SafeIndex, SafeShare))
    ]
    breaks = [scale.x(number) - 4 for number, row in enumerate(rows) if number and row.begins[figure]]
    return _render(
        "trend",
        figure,
        title=title,
        text=_seen(shown, rows),
        scale=scale,
        labels=_labels(rows, scale),
        dots=dots,
        lines=lines,
        alarms=alarms,
        breaks=breaks,
    )


def _balance(rows: Sequence[TrendRow]) -> str:
    parts = [
        ("too-high", _("too high"), [row.too_high for row in rows]),
        ("just-right", _("just right"), [row.just_right for row in rows]),
        ("too-low", _("too low"), [row.too_low for row in rows]),
    ]
    if not any(one.range for _kind, _label, shown in parts for one in shown):
        return ""
    scale = Scale(0, 100, len(rows))
    series = []
    for kind, label, shown in parts:
        dots = [
            (scale.x(number), scale.y(one.figure.value))
            for number, one in enumerate(shown)
            if isinstance(one.figure, SafeShare)
        ]
        series.append(
            {"kind": kind, "label": label, "dots": dots, "line": " ".join(f"{x},{y}" for x, y in dots)}
        )
    words = [
        _("%(label)s: %(value)s") % {"label": label, "value": shown[-1].value or shown[-1].reason}
        for _kind, label, shown in parts
    ]
    return _render(
        "balance",
        title=_("Workload too high, just right and too low, over the blocks"),
        text=_("In %(period)s: %(words)s.") % {"period": rows[-1].period, "words": "; ".join(words)},
        scale=scale,
        labels=_labels(rows, scale),
        series=series,
    )


def _strip(shown: Shown, code: str) -> str:
    """One statement: a dot with its interval on a line from 0 to 100; the words stand beside it in the table."""
    figure = shown.figure
    if not isinstance(figure, SafeIndex):
        return ""
    found = shown.range
    return _render(
        "strip",
        code,
        title=f"{shown.value} {shown.interval}".strip(),
        text="",
        x=_place(figure.value),
        low=_place(found[0]) if found else None,
        high=_place(found[1]) if found else None,
        middle=_place(50),
    )


def _place(value: int) -> float:
    return round(6 + (STRIP - 12) * value / 100, 1)


def _scale(values: Sequence[int], count: int) -> Scale:
    low, high = min(values) // 10 * 10, -(-max(values) // 10) * 10
    while high - low < 30:
        low, high = max(0, low - 10), min(100, high + 10)
    return Scale(low, high, count)


def _labels(rows: Sequence[TrendRow], scale: Scale) -> list[tuple[float, str, str]]:
    every = -(-len(rows) // LABELS)
    chosen = [number for number in range(len(rows)) if (len(rows) - 1 - number) % every == 0]
    places = [(scale.x(number), rows[number].short) for number in chosen]
    return [
        (min(max(x, LEFT + 8), WIDTH - RIGHT), text, "end" if x > WIDTH - RIGHT - 14 else "middle")
        for x, text in places
    ]


def _seen(shown: list[tuple[int, Shown]], rows: Sequence[TrendRow]) -> str:
    with_figure = [(rows[number], one) for number, one in shown if one.range]
    row, newest = with_figure[-1]
    first = with_figure[0][0]
    return _("From %(first)s to %(last)s. The newest figure is %(value)s %(interval)s.") % {
        "first": first.period,
        "last": row.period,
        "value": newest.value,
        "interval": newest.interval,
    }


def _render(name: str, key: str = "", **context: Any) -> str:
    return render_to_string(
        f"surveys/charts/{name}.svg",
        {
            **context,
            "key": f"-{key or name}",
            "width": WIDTH,
            "height": HEIGHT,
            "left": LEFT,
            "right": WIDTH - RIGHT,
            "top": TOP,
            "bottom": HEIGHT - BOTTOM,
            "label_y": HEIGHT - 8,
        },
    ).strip()
