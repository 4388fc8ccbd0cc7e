"""What one person sends in: the unit and the answers, nothing else."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ballot:
    """One filled-in questionnaire. It has no name, number, time, order, language or address.

    ``answers``: item code → 1 … 5, or None. ``open_answers``: item code → text.
    """

    unit: Hashable
    answers: Mapping[str, int | None]
    open_answers: Mapping[str, str] = field(default_factory=dict)
