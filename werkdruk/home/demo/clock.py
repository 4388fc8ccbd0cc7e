"""The simulated calendar: everything in the demo happens on a day that is counted from today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

import time_machine
from django.utils import timezone

from surveys.domain.rotation import add_months


class Clock:
    """The real day of today, and travel to days before it."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or timezone.now()
        self.today = timezone.localdate(self.now)

    def month(self, ago: int) -> date:
        """The first day of the month so many months before this one."""
        return add_months(self.today.replace(day=1), -ago)

    def day(self, days: int) -> date:
        """The day so many days from today; negative is before today."""
        return self.today + timedelta(days=days)

    def workday(self, days: int) -> date:
        """The same, but never on a Saturday or Sunday."""
        found = self.day(days)
        return found + timedelta(days=max(0, 7 - found.weekday()) if found.weekday() > 4 else 0)

    @staticmethod
    def moment(day: date, hour: int, minute: int = 0) -> datetime:
        """That time of that day, here."""
        return datetime.combine(day, time(hour, minute), tzinfo=timezone.get_default_timezone())

    @contextmanager
    def at(self, day: date, hour: int = 9, minute: int = 0) -> Iterator[None]:
        """Inside, it is that moment, never later than now; time goes on while the work is done."""
        moment = self.moment(day, hour, minute)
        with time_machine.travel(min(moment, self.now).astimezone(UTC), tick=True):
            yield
