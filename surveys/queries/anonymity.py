"""What is stored about answers now: what the page "How your anonymity works" shows, the same for everybody."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from surveys.models import AnswerRelease, ReleaseState, Wave, WaveState


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that can be answered. How much came in is a band of ten that changes once a day, never a count."""

    month: date
    closes_on: date
    band: tuple[int, int] | None
    fingerprint: str
    roster_digest: str
    roster_size: int


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """What is left of the last closed round: until which month sealed sums, until which day open answers, and
    whether those are still locked."""

    month: date
    closed_on: date
    sums_until: date | None
    open_answers_until: date | None
    open_answers_locked: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """All of it, for one organisation."""

    rounds: list[OpenRound]
    counting: bool
    last: ClosedRound | None


def stored_now() -> Stored:
    """What is stored now; three queries at most."""
    waves = list(Wave.objects.filter(state__in=[WaveState.OPEN, WaveState.COUNTED]).order_by("month"))
    last = Wave.objects.closed().select_related("year_block", "block").first()
    return Stored(
        rounds=[_open(wave) for wave in waves if wave.is_open],
        counting=any(not wave.is_open for wave in waves),
        last=None if last is None else _closed(last),
    )


def fingerprint(public_key: bytes) -> str:
    """The SHA-256 of a public key, in groups of four letters that two people can read to each other."""
    digits = hashlib.sha256(public_key).hexdigest()
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def _open(wave: Wave) -> OpenRound:
    low, high = wave.response_low, wave.response_high
    return OpenRound(
        month=wave.month,
        closes_on=wave.closes_on,
        band=None if low is None or high is None else (low, high),
        fingerprint=fingerprint(bytes(wave.public_key or b"")),
        roster_digest=wave.roster_digest,
        roster_size=wave.roster_size,
    )


def _closed(wave: Wave) -> ClosedRound:
    sealed = []
    if wave.block is not None and wave.block.box is not None:
        sealed.append(wave.block.last_month)
    if wave.year_block is not None and wave.year_block.key_name:
        sealed.append(wave.year_block.last_month)
    gone = (ReleaseState.NONE_KEPT, ReleaseState.DELETED)
    release = AnswerRelease.objects.of_month(wave.month).exclude(state__in=gone).first()
    return ClosedRound(
        month=wave.month,
        closed_on=timezone.localdate(wave.closed_at),
        sums_until=max(sealed, default=None),
        open_answers_until=release.deleted_on if release else None,
        open_answers_locked=release is not None
        and release.state not in (ReleaseState.READING, ReleaseState.RELEASED),
    )
