"""When each source of signals speaks: late, when harm is done already, or early, while there is time to act.

The method says so: what an organisation counts (absence, turnover, a survey) comes late; what teams and people notice
themselves, in conversations and around training, comes early.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Timing(StrEnum):
    """How soon a source tells that something is wrong."""

    EARLY = "early"
    LATE = "late"
    UNKNOWN = "unknown"


TIMING: dict[str, Timing] = {
    "survey": Timing.LATE,
    "hr_figures": Timing.LATE,
    "exit": Timing.LATE,
    "risk_assessment": Timing.LATE,
    "physician": Timing.LATE,
    "conversation": Timing.EARLY,
    "training": Timing.EARLY,
    "staff": Timing.EARLY,
    "other": Timing.UNKNOWN,
}
# Of these a number of people is a number of answers or of cases: below this many nothing is written down.
NEEDS_GROUP = frozenset({"exit", "physician", "hr_figures", "survey"})


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many signals there are by source, and what is missing. `only_late`: nothing that comes early is there."""

    counts: dict[str, int]
    missing_early: tuple[str, ...]
    missing_late: tuple[str, ...]

    @property
    def only_late(self) -> bool:
        """Whether there are signals, and all of them come late."""
        return any(self.counts.values()) and not any(
            self.counts[source] for source, timing in TIMING.items() if timing is Timing.EARLY
        )


def coverage(sources: Iterable[str]) -> Coverage:
    """What the sources of a project's signals cover."""
    counts = dict.fromkeys(TIMING, 0)
    for source in sources:
        counts[source] += 1
    missing = {
        wanted: tuple(source for source, timing in TIMING.items() if timing is wanted and not counts[source])
        for wanted in (Timing.EARLY, Timing.LATE)
    }
    return Coverage(counts, missing[Timing.EARLY], missing[Timing.LATE])


def least_people(source: str, *, answers: int, staff: int) -> int:
    """Over how many people at least something from `source` may be: `answers` is the survey's own bound, `staff` the
    one of figures of HR."""
    if source in ("exit", "survey"):
        return answers
    return staff if source in NEEDS_GROUP else 1
