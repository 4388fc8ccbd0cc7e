"""Comparing two texts word by word, and fingerprints of what was seen."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on one side: the same on both, removed (old side), or added (new side)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side; `removed` and `added` count words."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    removed: int
    added: int

    @property
    def changed(self) -> bool:
        """Whether there is any difference."""
        return any(piece.kind != SAME for piece in (*self.old, *self.new))


def compare(old: str, new: str) -> Comparison:
    """The differences between two texts in words and signs; equal texts give one piece on each side.

    What starts and ends the same is set apart first, so that a small change in a long text is found quickly.
    """
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    matcher = SequenceMatcher(None, before[start : len(before) - end], after[start : len(after) - end])
    left, right = [(SAME, before[:start])], [(SAME, after[:start])]
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        left.append((SAME if tag == "equal" else REMOVED, before[start + i1 : start + i2]))
        right.append((SAME if tag == "equal" else ADDED, after[start + j1 : start + j2]))
    left.append((SAME, before[len(before) - end :]))
    right.append((SAME, after[len(after) - end :]))
    return Comparison(
        old=_pieces(left), new=_pieces(right), removed=_words(left, REMOVED), added=_words(right, ADDED)
    )


def fingerprint(answers: Mapping[str, str], keys: Iterable[str]) -> str:
    """Sixteen characters that differ when any answer among `keys` differs; empty and absent are the same."""
    text = json.dumps([answers.get(key) or "" for key in keys], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _common(one: list[str], two: list[str]) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two))
    )


def _pieces(parts: list[tuple[str, list[str]]]) -> tuple[Piece, ...]:
    """Neighbours of one kind joined, empty ones left out."""
    joined: list[Piece] = []
    for kind, tokens in parts:
        text = "".join(tokens)
        if not text:
            continue
        if joined and joined[-1].kind == kind:
            joined[-1] = Piece(kind, joined[-1].text + text)
        else:
            joined.append(Piece(kind, text))
    return tuple(joined)


def _words(parts: list[tuple[str, list[str]]], kind: str) -> int:
    return sum(1 for one, tokens in parts if one == kind for token in tokens if token[0].isalnum())
