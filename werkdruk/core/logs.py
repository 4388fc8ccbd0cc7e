"""Logs without links: a path with a token never reaches a log or an error report."""

import logging
import re
from typing import Any

_LINK = re.compile(r"(/(?:s|p|w|b|join|mail|calendar)/[^/\s\"']+/(?:(?:page|thanks)/)?)[^/\s\"'?]+")


def without_links(text: str) -> str:
    """`text` with every token in an employee's link replaced by dots."""
    return _LINK.sub(r"\1…", text)


class WithoutLinks(logging.Filter):
    """Rewrites a record, its arguments and its traceback before anything is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_links(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = without_links(logging.Formatter().formatException(record.exc_info))
        return True


def scrub_event(event: Any, hint: dict[str, Any]) -> Any:
    """An error report without the request's address, query, body and cookies, and without local variables:
    on an employee's page those are the token and the answers."""
    return _scrubbed({key: value for key, value in event.items() if key not in ("request", "breadcrumbs")})


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return without_links(value)
    if isinstance(value, dict):
        return {key: _scrubbed(inner) for key, inner in value.items() if key != "vars"}
    if isinstance(value, (list, tuple)):
        return [_scrubbed(inner) for inner in value]
    return value


def event_without_links(logger: Any, method: str, event: Any) -> Any:
    """For structlog: an event without tokens in any of its texts."""
    return {name: without_links(value) if isinstance(value, str) else value for name, value in event.items()}
