"""The clock of the note to all staff, when somebody is nudged, and how its text is laid out."""

from dataclasses import dataclass
from datetime import date

# So many days before the note is due those who make it get a mail.
NUDGES = (7, 3, 0)
# A note that is later than this is on the pages as late; no mail comes any more.
LAST_NUDGE_AFTER = 7
SOON = 3
# Staff hear within so many days after the figures.
WITHIN = 14


@dataclass(frozen=True, slots=True)
class Clock:
    """How a note stands in time: until when, how many days are left, and in how many it was published."""

    due: date
    left: int
    taken: int | None = None

    @property
    def state(self) -> str:
        """ "published", "late", "soon" (three days or less) or "running"."""
        if self.taken is not None:
            return "published"
        if self.left < 0:
            return "late"
        return "soon" if self.left <= SOON else "running"

    @property
    def late(self) -> int:
        """How many days it is late, or was when it was published; 0 where it is not."""
        return max(-self.left if self.taken is None else self.taken - WITHIN, 0)


def nudge(left: int) -> int | None:
    """Which nudge belongs to `left` days before the due day: the newest of those whose day has come.

    So of days that were missed only the newest is made up for. None while it is too early, or much too late.
    """
    if left < -LAST_NUDGE_AFTER:
        return None
    return min((days for days in NUDGES if left <= days), default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, or a list of what was written line by line with a dash before it."""

    lines: tuple[str, ...]
    is_list: bool


def parts(text: str) -> list[Part]:
    """`text` as it is shown: each line a paragraph, lines with a dash together a list."""
    found: list[Part] = []
    for raw in text.replace("\r\n", "\n").split("\n"):
        line = raw.strip()
        if not line:
            continue
        bullet = line.startswith(("- ", "* ", "• "))
        line = line[2:].strip() if bullet else line
        if bullet and found and found[-1].is_list:
            found[-1] = Part((*found[-1].lines, line), is_list=True)
        else:
            found.append(Part((line,), is_list=bullet))
    return found
