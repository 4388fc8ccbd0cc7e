"""The course of a session: its states, the parts on the board and what may be done in each, and its script."""

from collections.abc import Sequence

PHASES = ("join", "write", "cluster", "choose", "why", "agree")
# Cards of a phone that lost the network still come in while others put the cards together.
TAKES_CARDS = ("write", "cluster")
CARD_LENGTH = 200
MOST_CARDS = 60  # of one phone
MOST_SEATS = 300
MOST_CLUSTERS = 40
MOST_CHOSEN = 3


def following(phase: str, direction: str) -> str | None:
    """The phase after (``next``) or before (``back``) this one; None where there is none."""
    place = PHASES.index(phase) + (1 if direction == "next" else -1)
    return PHASES[place] if 0 <= place < len(PHASES) else None


def clean_card(text: str) -> str:
    """The text of a card on one line, without what cannot be seen."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def most_dots(dots: Sequence[tuple[str, int]], most: int = MOST_CHOSEN) -> list[str]:
    """The keys with the most dots, at most `most`; those without a dot never. Who came first wins a tie."""
    ranked = sorted((one for one in dots if one[1] > 0), key=lambda one: -one[1])
    return [key for key, _count in ranked[:most]]


def room_left(length: int, parts: Sequence[int]) -> int:
    """Minutes that the script leaves free; below zero when it takes longer than the session."""
    return length - sum(parts)


def spread(minutes: Sequence[int], length: int) -> list[int]:
    """Parts of a standard script stretched or shrunk to `length` minutes: whole minutes, together just `length`.

    What is lost by rounding down goes to the longest parts first. Each part keeps at least one minute where
    `length` allows.
    """
    total = sum(minutes)
    parts = [max(1, one * length // total) for one in minutes]
    order = sorted(range(len(parts)), key=lambda place: -minutes[place])
    left, turn = length - sum(parts), 0
    while left > 0:
        parts[order[turn % len(order)]] += 1
        left, turn = left - 1, turn + 1
    while left < 0 and any(one > 1 for one in parts):
        place = max(order, key=lambda one: parts[one])
        parts[place] -= 1
        left += 1
    return parts
