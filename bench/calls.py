"""What a request costs on any machine: function calls in the web process, and trips to the database. Prints JSON.

    python -m bench.calls LOG < ORDER

ORDER is JSON: {"host", "requests": {name: [[method, path, body], …], …}}: the first request of a name warms up, the
mean of the others is what it costs. LOG is the database server's log: with every statement in it a trip is a line.
"""

import cProfile
import io
import json
import os
import pstats
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection

from werkdruk.wsgi import application

TRIP = "LOG:  statement:"


def _ask(host: str, method: str, path: str, body: str) -> int:
    """The status of one request, through the whole of Django."""
    statuses: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        "HTTP_HOST": host,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body.encode()),
    }
    if body:
        environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        environ["CONTENT_LENGTH"] = str(len(body))
    answer: Any = application(environ, lambda status, headers: statuses.append(status))
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return int(statuses[0][:3])


def _calls(run: Callable[[], int]) -> tuple[int, int]:
    """What `run` returned, and how many functions it called."""
    profile = cProfile.Profile()
    profile.enable()
    result = run()
    profile.disable()
    return result, int(pstats.Stats(profile, stream=io.StringIO()).total_calls)  # type: ignore[attr-defined]


def _log_every_statement(*, on: bool) -> None:
    """From the next connection on; not for the web server, which must not be slowed down."""
    admin = psycopg2.connect(os.environ["BENCH_ADMIN_URL"])
    admin.autocommit = True
    with admin.cursor() as cursor:
        change = "SET log_statement = 'all'" if on else "RESET log_statement"
        cursor.execute(f"ALTER ROLE werkdruk_app IN DATABASE werkdruk_bench {change}")
    admin.close()


def main(log: Path) -> None:
    """Ask every request, first to count calls, then to count trips."""
    order = json.load(sys.stdin)
    _log_every_statement(on=True)
    found: dict[str, dict[str, Any]] = {}
    for name, requests in order["requests"].items():
        statuses = [_ask(order["host"], *requests[0])]
        before = log.read_text(errors="replace").count(TRIP)
        calls = []
        for request in requests[1:]:
            status, count = _calls(partial(_ask, order["host"], *request))
            statuses.append(status)
            calls.append(count)
        trips = log.read_text(errors="replace").count(TRIP) - before
        found[name] = {
            "calls": sum(calls) / len(calls),
            "trips": trips / len(calls),
            "statuses": sorted(set(statuses)),
        }
    connection.close()
    _log_every_statement(on=False)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
