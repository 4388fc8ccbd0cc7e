"""Figures that are safe to show. Only this package can make one.

Each class checks its own content, so that what comes back from storage is held to the same rules as what was
computed. All values are whole points on the scale of 0 to 100, unless said otherwise.
"""

from collections.abc import Mapping
from dataclasses import InitVar, dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar

STEP = 5
SHARE_BOUND = 10
SMALL_SHARE_BOUND = 20
MEAN_BOUND = 5

_PACKAGE = __name__.rpartition(".")[0]
_TOKEN = object()


class Bound(StrEnum):
    """How to read a value: as it is, or as "so much or more", "so much or less"."""

    NONE = "none"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Reason(StrEnum):
    """Why a figure is not shown."""

    TOO_FEW = "too_few"
    """Fewer than k people answered."""
    PROTECTS_OTHERS = "protects_others"
    """With what is published already it would give a smaller group away."""
    TOO_FEW_FOR_DISTRIBUTION = "too_few_for_distribution"
    """Enough for a mean and a share, not for five separate shares."""
    TOO_FEW_FOR_RELIABILITY = "too_few_for_reliability"
    """Fewer than 50 people answered all statements of the index, or all in the same way."""
    NOT_ASKED = "not_asked"
    """The question was not in this questionnaire."""
    NO_BASELINE = "no_baseline"
    """Nothing can be said about change before there are twelve months to compare with."""
    NOT_OFFERED = "not_offered"
    """With so few blocks a year a change would be noticed too late, or by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeFigure:
    """Base of everything that a result page may be given."""

    token: InitVar[object]
    kind: ClassVar[str] = ""

    def __init_subclass__(cls, **options: Any) -> None:
        super(SafeFigure, cls).__init_subclass__(**options)
        if not cls.__module__.startswith(_PACKAGE):
            raise TypeError("safe figures are defined by the disclosure code only")

    def __post_init__(self, token: object) -> None:
        if token is not _TOKEN:
            raise TypeError("safe figures are made by the disclosure code only")
        self.check()

    def check(self) -> None:
        """Raise ValueError when the content is not as the coding rules make it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed(SafeFigure):
    """No figure, and why."""

    kind: ClassVar[str] = "suppressed"
    reason: Reason

    def check(self) -> None:
        _demand(isinstance(self.reason, Reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeIndex(SafeFigure):
    """A mean: of the index, a theme or an item. ``low`` and ``high``: 95 % interval; None beside a bound."""

    kind: ClassVar[str] = "index"
    value: int
    bound: Bound
    low: int | None
    high: int | None

    def check(self) -> None:
        _demand(isinstance(self.bound, Bound) and _whole(self.value))
        expected = {Bound.AT_LEAST: 100 - MEAN_BOUND, Bound.AT_MOST: MEAN_BOUND}
        if self.bound is Bound.NONE:
            _demand(MEAN_BOUND < self.value < 100 - MEAN_BOUND)
        else:
            _demand(self.value == expected[self.bound])
        _check_interval(self.value, self.bound, self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeShare(SafeFigure):
    """A share in steps of five. ``low`` and ``high``: 95 % interval, or None (beside a bound, always)."""

    kind: ClassVar[str] = "share"
    value: int
    bound: Bound
    low: int | None
    high: int | None

    def check(self) -> None:
        _demand(isinstance(self.bound, Bound) and _whole(self.value) and self.value % STEP == 0)
        margins = (SHARE_BOUND, SMALL_SHARE_BOUND)
        if self.bound is Bound.NONE:
            _demand(SHARE_BOUND < self.value < 100 - SHARE_BOUND)
        elif self.bound is Bound.AT_LEAST:
            _demand(100 - self.value in margins)
        else:
            _demand(self.value in margins)
        _check_interval(self.value, self.bound, self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeCount(SafeFigure):
    """Respondents, people: exactly (``low == high``, from 20 on) or a band."""

    kind: ClassVar[str] = "count"
    low: int
    high: int

    def check(self) -> None:
        _demand(_count(self.low) and _count(self.high) and 5 <= self.low <= self.high)
        if self.low < 20:
            _demand(self.high % STEP == STEP - 1 and self.high // STEP == self.low // STEP)
        else:
            _demand(self.low == self.high)

    @property
    def is_exact(self) -> bool:
        """Whether this is a number and not a band."""
        return self.low >= 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeResponse(SafeFigure):
    """Respondents as a share of the invited, in steps of five; a range where respondents are a band."""

    kind: ClassVar[str] = "response"
    low: int
    high: int

    def check(self) -> None:
        _demand(_whole(self.low) and _whole(self.high) and self.low <= self.high)
        _demand(self.low % STEP == 0 and self.high % STEP == 0)
        _demand(self.low <= 100 - SHARE_BOUND and self.high >= SHARE_BOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeDistribution(SafeFigure):
    """Shares of the raw answers 1 … 5, without intervals."""

    kind: ClassVar[str] = "distribution"
    shares: tuple[SafeShare, SafeShare, SafeShare, SafeShare, SafeShare]

    def check(self) -> None:
        _demand(len(self.shares) == 5)
        _demand(all(isinstance(share, SafeShare) and share.low is None for share in self.shares))


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeReliability(SafeFigure):
    """Cronbach's alpha of the index in hundredths, in steps of five hundredths; below zero shown as zero."""

    kind: ClassVar[str] = "reliability"
    hundredths: int

    def check(self) -> None:
        _demand(_whole(self.hundredths) and self.hundredths % STEP == 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeStep(SafeFigure):
    """One step of a trend: the smoothed figure, and the limits between which it wanders by chance.

    An alarm is a smoothed figure outside its limits, also as rounded.
    """

    kind: ClassVar[str] = "step"
    smoothed: int
    low: int
    high: int

    def check(self) -> None:
        _demand(_whole(self.smoothed) and _whole(self.low) and _whole(self.high) and self.low <= self.high)

    @property
    def is_alarm(self) -> bool:
        """Whether this is more than chance."""
        return not self.low <= self.smoothed <= self.high


_KINDS: dict[str, type[SafeFigure]] = {
    figure.kind: figure
    for figure in (
        SafeIndex,
        SafeShare,
        SafeCount,
        SafeResponse,
        SafeDistribution,
        SafeReliability,
        SafeStep,
        Suppressed,
    )
}


def suppressed(reason: Reason) -> Suppressed:
    """Nothing to show, for this reason. Anybody may hide a figure."""
    return Suppressed(token=_TOKEN, reason=reason)


def to_json(figure: SafeFigure) -> dict[str, Any]:
    """The figure as whole numbers and text, to be stored."""
    content: dict[str, Any] = {"kind": figure.kind}
    for field in fields(figure):
        value = getattr(figure, field.name)
        if isinstance(value, tuple):
            value = [to_json(share) for share in value]
        content[field.name] = value.value if isinstance(value, StrEnum) else value
    return content


def from_json(content: Mapping[str, Any]) -> SafeFigure:
    """Inverse of :func:`to_json`. Raises ValueError for anything that it cannot have written."""
    try:
        cls = _KINDS[content["kind"]]
    except (KeyError, TypeError) as error:
        raise ValueError("not a stored figure") from error
    if set(content) != {"kind", *(field.name for field in fields(cls))}:
        raise ValueError("a stored figure has exactly its own fields")
    values = {name: value for name, value in content.items() if name != "kind"}
    if cls is Suppressed:
        values["reason"] = Reason(values["reason"])
    if "bound" in values:
        values["bound"] = Bound(values["bound"])
    if "shares" in values:
        values["shares"] = tuple(from_json(share) for share in values["shares"])
    return cls(token=_TOKEN, **values)


def _check_interval(value: int, bound: Bound, low: int | None, high: int | None) -> None:
    if low is None or high is None:
        _demand(low is None and high is None)
        return
    _demand(bound is Bound.NONE and _whole(low) and _whole(high) and low <= value <= high)


def _count(value: object) -> bool:
    return type(value) is int and value >= 0


def _whole(value: object) -> bool:
    return type(value) is int and 0 <= value <= 100


def _demand(condition: bool) -> None:
    if not condition:
        raise ValueError("this is no figure that the coding rules make")
