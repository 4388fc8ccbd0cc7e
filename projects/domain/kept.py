"""Was a measure done as agreed? What the dates of its actions say, as a first answer for who evaluates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was agreed: by when, and when it was done (None: not done)."""

    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class Kept:
    """How many things were agreed, done, done in time, and done late."""

    agreed: int
    done: int
    in_time: int

    @property
    def late(self) -> int:
        """Done after the agreed date."""
        return self.done - self.in_time

    @property
    def suggestion(self) -> str:
        """The first answer: yes (all in time), no (nothing done), partly; "" where nothing was agreed."""
        if not self.agreed:
            return ""
        if self.in_time == self.agreed:
            return "yes"
        return "partly" if self.done else "no"


def kept(deeds: Iterable[Deed]) -> Kept:
    """Count what was agreed. What had no date counts as in time when it was done."""
    rows = list(deeds)
    done = [one for one in rows if one.done_on is not None]
    in_time = [one for one in done if one.due_on is None or one.done_on is None or one.done_on <= one.due_on]
    return Kept(agreed=len(rows), done=len(done), in_time=len(in_time))
