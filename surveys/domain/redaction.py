"""Taking names out of an open answer without being able to put words in somebody's mouth.

A redacted answer is the original in which whole words were replaced by fixed markers. Nothing is added, moved
or rewritten, and no letters are picked out of words: the check is on what was sent, not on how it was typed.
"""

import unicodedata
from enum import StrEnum

NAME_MARKER = "[naam]"
CUT_MARKER = "[…]"
MARKERS = (NAME_MARKER, CUT_MARKER)

_SPLIT = "\0"  # never in an answer: control characters are taken out before it is sealed


class Flaw(StrEnum):
    """Why a text is not a redaction of the original."""

    OTHER_WORDS = "other_words"
    NOTHING_LEFT = "nothing_left"


def flaw_in(original: str, edited: str) -> tuple[Flaw, str] | None:
    """None when `edited` is `original` with whole words replaced by markers; else what is wrong, and where.

    The place is the first piece between two markers that does not follow in the original.
    """
    if edited == original:
        return None
    pieces = _pieces(edited)
    if not any(_is_word_letter(letter) for piece in pieces for letter in piece):
        return Flaw.NOTHING_LEFT, ""
    wrong = _first_that_does_not_follow(original, pieces)
    return None if wrong is None else (Flaw.OTHER_WORDS, pieces[wrong].strip())


def _pieces(edited: str) -> list[str]:
    for marker in MARKERS:
        edited = edited.replace(marker, _SPLIT)
    return edited.split(_SPLIT)


def _first_that_does_not_follow(original: str, pieces: list[str]) -> int | None:
    """The number of the first piece that stands nowhere behind the pieces before it; None when all fit.

    `ends` are the places where the pieces so far can end. Only the first end at which a gap may begin matters:
    a gap from there reaches every place that a gap from a later end reaches.
    """
    if len(pieces) == 1:
        return 0  # no marker, and not the original
    if not original.startswith(pieces[0]):
        return 0
    ends = [len(pieces[0])]
    for number, piece in enumerate(pieces[1:], start=1):
        gap = next((end for end in ends if _between_words(original, end)), None)
        starts = [] if gap is None else range(gap + 1, len(original) - len(piece) + 1)
        last = number == len(pieces) - 1
        ends = [
            start + len(piece)
            for start in starts
            if original.startswith(piece, start)
            and _between_words(original, start)
            and (not last or start + len(piece) == len(original))
        ]
        if not ends:
            return number
    return None


def _between_words(text: str, place: int) -> bool:
    """Whether no word runs across `place`."""
    return not (0 < place < len(text) and _is_word_letter(text[place - 1]) and _is_word_letter(text[place]))


def _is_word_letter(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM"
