"""A piece of a text around the words that somebody looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

AROUND = 90


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt; `hit` where it is one of the words."""

    text: str
    hit: bool


def excerpt(text: str, words: Sequence[str], around: int = AROUND) -> list[Piece]:
    """`text` from about `around` characters before the first of `words` until as many after it, cut in pieces.

    Every one of `words` in it is a hit, in capitals or not. Where none stands in `text` it is its beginning.
    """
    text = " ".join(text.split())
    wanted = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    found = re.compile("|".join(wanted), re.IGNORECASE) if wanted else None
    first = found.search(text) if found else None
    begin, end = (first.start() - around, first.end() + around) if first else (0, 2 * around)
    begin, end = _at_word(text, max(begin, 0)), min(end, len(text))
    shown = text[begin:end]
    if end < len(text) and " " in shown:
        cut = shown.rfind(" ")
        shown = shown[:cut] if first is None or begin + cut >= first.end() else shown
    shown = ("… " if begin else "") + shown + (" …" if end < len(text) else "")
    pieces, at = [], 0
    for hit in found.finditer(shown) if found else ():
        pieces += [Piece(shown[at : hit.start()], hit=False), Piece(hit.group(), hit=True)]
        at = hit.end()
    return [piece for piece in (*pieces, Piece(shown[at:], hit=False)) if piece.text]


def without_dashes(text: str) -> str:
    """`text` with the items of a list apart by a dot in the middle, without the dashes before them."""
    return re.sub(r"\s*\n\s*[-*•] ", " · ", re.sub(r"^\s*[-*•] ", "", text))


def _at_word(text: str, at: int) -> int:
    """The beginning of the first word from `at` on."""
    if at == 0 or text[at - 1] == " ":
        return at
    space = text.find(" ", at)
    return at if space < 0 else space + 1
