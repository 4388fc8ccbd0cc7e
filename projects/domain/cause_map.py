"""The map of causes and effects: which arrows come back to where they began, and where boxes and arrows are drawn."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import Any

WIDTH, HEIGHT = 1000, 620  # of the picture, in its own units
BOX, LINE, PAD = 190, 22, 14
LINES = 4
MOST_NODES, MOST_ARROWS = 30, 60
# A map of people is small; one that is not says so instead of searching for ever.
MOST_LOOPS, MOST_LOOKS = 12, 20_000


def loops[Key: Any](nodes: Sequence[Key], arrows: Iterable[tuple[Key, Key]]) -> list[tuple[Key, ...]]:
    """The circles in a map, shortest first, each once and begun at its first node in the order of `nodes`.

    Each circle passes a node at most once (an elementary circuit). At most `MOST_LOOPS` of them, found in at most
    `MOST_LOOKS` looks at an arrow.
    """
    place = {node: number for number, node in enumerate(nodes)}
    leads: dict[int, list[int]] = {number: [] for number in place.values()}
    for start, end in arrows:
        if start in place and end in place and start != end:
            leads[place[start]].append(place[end])
    for ends in leads.values():
        ends.sort()
    found: list[tuple[int, ...]] = []
    looks = 0
    for first in sorted(leads):
        # Only by way of later nodes: so each circle is found once, from its first.
        stack: list[tuple[int, tuple[int, ...]]] = [(first, (first,))]
        while stack and looks < MOST_LOOKS:
            here, path = stack.pop()
            for after in reversed(leads[here]):
                looks += 1
                if after == first:
                    found.append(path)
                elif after > first and after not in path:
                    stack.append((after, (*path, after)))
    found.sort(key=lambda path: (len(path), path))
    return [tuple(nodes[number] for number in path) for path in found[:MOST_LOOPS]]


def arrows_of[Key: Any](loop: Sequence[Key]) -> list[tuple[Key, Key]]:
    """The arrows that a circle consists of."""
    return list(zip(loop, [*loop[1:], loop[0]], strict=True))


@dataclass(frozen=True, slots=True)
class Box:
    """A node as it is drawn: its middle, its size, and its text in lines with the place of each."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        """The left edge."""
        return self.x - self.width // 2

    @property
    def top(self) -> int:
        """The upper edge."""
        return self.y - self.height // 2


def box(text: str, x: int, y: int) -> Box:
    """The box of `text` at `x`, `y` (percent of the picture), wholly inside the picture."""
    lines = textwrap.wrap(text, 20, break_long_words=True, max_lines=LINES, placeholder=" …") or [""]
    height = len(lines) * LINE + 2 * PAD
    middle_x = round(BOX / 2 + 4 + x * (WIDTH - BOX - 8) / 100)
    middle_y = round(height / 2 + 4 + y * (HEIGHT - height - 8) / 100)
    top = middle_y - height // 2 + PAD
    return Box(
        middle_x,
        middle_y,
        BOX,
        height,
        tuple((line, top + number * LINE + 16) for number, line in enumerate(lines)),
    )


def line(start: Box, end: Box) -> tuple[int, int, int, int, int, int]:
    """A bent arrow from the edge of one box to the edge of another: begin, bend and end as x and y.

    It bends to the right of its direction, so that an arrow there and one back are two lines.
    """
    across, down = end.x - start.x, end.y - start.y
    length = hypot(across, down) or 1
    bend = min(60.0, length / 4)
    bend_x = (start.x + end.x) / 2 - down / length * bend
    bend_y = (start.y + end.y) / 2 + across / length * bend
    x1, y1 = _edge(start, bend_x, bend_y, 2)
    x2, y2 = _edge(end, bend_x, bend_y, 6)
    return round(x1), round(y1), round(bend_x), round(bend_y), round(x2), round(y2)


def _edge(one: Box, towards_x: float, towards_y: float, gap: float) -> tuple[float, float]:
    """Where the line from the middle of a box towards a point leaves the box, `gap` outside it."""
    across, down = towards_x - one.x, towards_y - one.y
    half_width, half_height = one.width / 2 + gap, one.height / 2 + gap
    part = min(
        half_width / abs(across) if across else float("inf"),
        half_height / abs(down) if down else float("inf"),
    )
    part = min(part, 1.0) if across or down else 0.0
    return one.x + across * part, one.y + down * part


def free_place(taken: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """A place for a new node, in percent: of a grid of five by four the one farthest from the others."""
    if not taken:
        return 10, 10
    grid = [(x, y) for y in (6, 36, 66, 96) for x in (4, 27, 50, 73, 96)]
    return max(grid, key=lambda spot: min(hypot(spot[0] - x, spot[1] - y) for x, y in taken))
