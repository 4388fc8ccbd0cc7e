"""What stands beside open answers: how many, in bands, and the parts of a text between its markers."""

import re
from dataclasses import dataclass

from surveys.domain.redaction import MARKERS

EXACT_FROM = 20
STEP = 5
_MARKER = re.compile("(" + "|".join(re.escape(marker) for marker in MARKERS) + ")")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer: what somebody wrote, or a marker in its place."""

    text: str
    is_marker: bool


def below_twenty(number: int) -> str:
    """The number from 20 on; below that a band: 0, 1–4, 5–9, 10–14 or 15–19."""
    if number == 0 or number >= EXACT_FROM:
        return str(number)
    low = number // STEP * STEP
    return f"{max(low, 1)}–{low + STEP - 1}"


def parts_of(text: str) -> list[Part]:
    """The text in pieces, its markers apart, so that a page can show what was taken out."""
    return [Part(piece, piece in MARKERS) for piece in _MARKER.split(text) if piece]
