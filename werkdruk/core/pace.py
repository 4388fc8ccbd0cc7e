"""How many mails the whole installation may send a minute."""

import time

from django.conf import settings
from django.core.cache import cache

# So many are reserved at a time: one question to the cache for each of them would cost more than the mail.
STEP = 50


class Pace:
    """Asked before each mail; False when this minute's mails are used up: stop, the calendar comes back."""

    def __init__(self) -> None:
        self._limit = settings.MAILS_PER_MINUTE
        self._reserved = 0
        self._minute = 0

    def may_go(self) -> bool:
        """Whether one more mail may go out now."""
        if not self._limit:
            return True
        minute = int(time.time()) // 60
        if minute != self._minute:
            self._minute, self._reserved = minute, 0
        if not self._reserved:
            self._reserved = self._reserve()
        if not self._reserved:
            return False
        self._reserved -= 1
        return True

    def _reserve(self) -> int:
        """Take a share of what is left of this minute, from what every process takes from."""
        key = f"mails-{self._minute}"
        step = min(STEP, self._limit)
        cache.add(key, 0, timeout=180)
        try:
            taken = cache.incr(key, step)
        except ValueError:  # the cache forgot it just now
            return 0
        return max(min(step, self._limit - (taken - step)), 0)
