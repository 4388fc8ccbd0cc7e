"""What may be shown of a short poll: one set of people, published once, in the coding of the survey.

A poll has no units and no second moment: all its figures are sums over everybody who sent a sheet.
docs/algorithms/poll.md proves that no combination of them depends on fewer than k sheets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import InitVar, dataclass
from typing import Any

from surveys.domain.disclosure.coding import (
    check_k,
    coded_distribution,
    coded_share,
    respondents_band,
    response_band,
)
from surveys.domain.disclosure.figures import (
    _TOKEN,
    Reason,
    SafeCount,
    SafeDistribution,
    SafeFigure,
    SafeResponse,
    SafeShare,
    Suppressed,
    from_json,
    suppressed,
    to_json,
)

# How many said yes, partly and no.
Counts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PublishedStatement:
    """One statement: the share that said yes, and from 15 answers on the spread (no is 1, partly 3, yes 5)."""

    yes: SafeShare | Suppressed
    spread: SafeDistribution | Suppressed


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPoll:
    """Everything that may be known of one poll. Made by :func:`publish_poll` only."""

    token: InitVar[object]
    respondents: SafeCount | Suppressed
    response: SafeResponse | Suppressed
    statements: tuple[PublishedStatement, ...]

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("published polls are made by the disclosure code only")

    @property
    def is_suppressed(self) -> bool:
        """Whether nothing at all may be shown."""
        return isinstance(self.respondents, Suppressed)

    def to_json(self) -> dict[str, Any]:
        """To be stored; whole numbers and text only."""
        return {
            "respondents": to_json(self.respondents),
            "response": to_json(self.response),
            "statements": [
                {"yes": to_json(one.yes), "spread": to_json(one.spread)} for one in self.statements
            ],
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "PublishedPoll":
        """Inverse of :meth:`to_json`. Raises ValueError for anything that it cannot have written."""
        if set(content) != {"respondents", "response", "statements"}:
            raise ValueError("a stored poll has exactly its own fields")
        statements = []
        for one in content["statements"]:
            if set(one) != {"yes", "spread"}:
                raise ValueError("a stored statement has exactly its own fields")
            statements.append(
                PublishedStatement(_read(one["yes"], SafeShare), _read(one["spread"], SafeDistribution))
            )
        poll = cls(
            token=_TOKEN,
            respondents=_read(content["respondents"], SafeCount),
            response=_read(content["response"], SafeResponse),
            statements=tuple(statements),
        )
        shown = [poll.response, *(part for one in statements for part in (one.yes, one.spread))]
        if poll.is_suppressed and not all(isinstance(one, Suppressed) for one in shown):
            raise ValueError("a poll of too few people has no figures")
        return poll


def publish_poll(counts: Sequence[Counts], sheets: int, people: int, k: int) -> PublishedPoll:
    """Code what may be shown of a poll: `counts` for each statement, of `sheets` sheets sent in by `people` at most.

    With fewer than k sheets nothing is shown; a statement with fewer than k answers is not shown.
    """
    check_k(k)
    if sheets < k:
        few = suppressed(Reason.TOO_FEW)
        return PublishedPoll(
            token=_TOKEN,
            respondents=few,
            response=few,
            statements=tuple(PublishedStatement(few, few) for _one in counts),
        )
    return PublishedPoll(
        token=_TOKEN,
        respondents=respondents_band(sheets, k),
        response=response_band(sheets, people, k),
        statements=tuple(_statement(one, sheets, people, k) for one in counts),
    )


def _statement(counts: Counts, sheets: int, people: int, k: int) -> PublishedStatement:
    yes, partly, no = counts
    answered = yes + partly + no
    if answered > sheets:
        raise ValueError("more answers than sheets")
    return PublishedStatement(
        coded_share(yes, answered, k=k, staff=people),
        coded_distribution((no, 0, partly, 0, yes), k=k),
    )


def _read(content: Mapping[str, Any], kind: type[SafeFigure]) -> Any:
    figure = from_json(content)
    if not isinstance(figure, (kind, Suppressed)):
        raise ValueError("a stored figure of another kind")
    return figure
