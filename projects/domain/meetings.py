"""The kick-off as a meeting: what stands on its agenda unless somebody writes another one."""

from datetime import time


def in_order(starts_at: time | None, ends_at: time | None) -> bool:
    """Whether a meeting ends after it begins, as far as both are known; an end asks for a beginning."""
    if ends_at is None:
        return True
    return starts_at is not None and ends_at > starts_at
