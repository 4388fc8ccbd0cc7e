"""What is mailed around a wave, and on which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MOST_REMINDERS = 2
MOST_ANNOUNCE_DAYS = 14


class MailKind(StrEnum):
    """What a mailing says."""

    ANNOUNCEMENT = "announcement"
    INVITATION = "invitation"
    REMINDER = "reminder"
    CLOSING = "closing"
    NOTE = "note"


# To everybody on the staff, so that who gets it tells nothing about a draw.
TO_ALL_STAFF = frozenset({MailKind.ANNOUNCEMENT, MailKind.CLOSING, MailKind.NOTE})
# What cannot be left out of a wave: who was drawn is asked, and everybody hears what came of it.
NEVER_SKIPPED = frozenset({MailKind.INVITATION, MailKind.NOTE})


@dataclass(frozen=True, slots=True)
class Planned:
    """One mailing and its day."""

    kind: MailKind
    number: int
    day: date

    @property
    def key(self) -> str:
        """How it is named in an address."""
        return f"{self.kind}-{self.number}" if self.kind == MailKind.REMINDER else str(self.kind)


def parse_key(key: str) -> tuple[MailKind, int] | None:
    """Kind and number of a name as in `Planned.key`; None for anything else."""
    name, _, number = key.partition("-")
    if name not in set(MailKind) or (number and not (number.isascii() and number.isdigit())):
        return None
    kind = MailKind(name)
    if (kind == MailKind.REMINDER) != bool(number):
        return None
    return kind, int(number or 1)


def schedule(
    opens_on: date,
    closes_on: date,
    *,
    announce_days: int | None,
    reminder_days: Sequence[int],
    thank: bool,
) -> list[Planned]:
    """The mailings of a wave in their order. A reminder that would come when the wave is over is left out."""
    found = []
    if announce_days:
        found.append(Planned(MailKind.ANNOUNCEMENT, 1, opens_on - timedelta(days=announce_days)))
    found.append(Planned(MailKind.INVITATION, 1, opens_on))
    days = sorted({opens_on + timedelta(days=after) for after in reminder_days})
    found += [
        Planned(MailKind.REMINDER, number, day)
        for number, day in enumerate(days[:MOST_REMINDERS], start=1)
        if opens_on < day < closes_on
    ]
    if thank:
        found.append(Planned(MailKind.CLOSING, 1, closes_on + timedelta(days=1)))
    return found
