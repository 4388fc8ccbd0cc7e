"""Neither logs nor error reports hold an employee's link or answers."""

import sys
from typing import Any

import sentry_sdk
from sentry_sdk.utils import event_from_exception

from werkdruk.core.logs import event_without_links, scrub_event, without_links

# Made up here: error reports quote the lines of code around a failure.
TOKEN = "Zm9y-_12" * 4
ANSWER = "-".join(["geheim", "antwoord"])


def fail(token: str, answers: dict[str, str]) -> None:
    raise ValueError(f"no page at /s/zandbak/{token}/stop/")


def report() -> Any:
    """What the library makes of an exception on an employee's page."""
    client = sentry_sdk.Client(dsn=None, default_integrations=False)
    try:
        fail(TOKEN, {"O1": ANSWER})
    except ValueError:
        event, _ = event_from_exception(sys.exc_info(), client_options=client.options)
    return event | {
        "request": {"url": f"https://werkdruk.example/s/zandbak/{TOKEN}/"},
        "breadcrumbs": {"values": [{"message": TOKEN}]},
        "transaction": f"/s/zandbak/{TOKEN}/",
        "logentry": {"message": "%s: %s", "params": ("Gone", f"/s/zandbak/{TOKEN}/")},
    }


def test_an_error_report_holds_no_token_and_no_answer() -> None:
    event = report()
    assert TOKEN in str(event)
    assert ANSWER in str(event)
    scrubbed = scrub_event(event, {})
    assert TOKEN not in str(scrubbed)
    assert ANSWER not in str(scrubbed)
    assert scrubbed["exception"]["values"][0]["value"] == "no page at /s/zandbak/…/stop/"
    assert [frame["function"] for frame in scrubbed["exception"]["values"][0]["stacktrace"]["frames"]] == [
        "report",
        "fail",
    ]


def test_a_token_in_a_path_becomes_dots() -> None:
    assert without_links(f"/mail/zandbak/{TOKEN}/done/") == "/mail/zandbak/…/done/"
    assert without_links(f"/calendar/zandbak/{TOKEN}.ics") == "/calendar/zandbak/…"
    assert without_links(f"/w/zandbak/{TOKEN}/") == "/w/zandbak/…/"
    assert without_links(f'GET "/join/zandbak/{TOKEN}/?lang=en"') == 'GET "/join/zandbak/…/?lang=en"'


def test_structured_logs_hold_no_token() -> None:
    event = {"event": "failed", "exception": "at /s/zandbak/abcdefghijklmnop/ line 3", "count": 2}
    assert event_without_links(None, "error", event) == {
        "event": "failed",
        "exception": "at /s/zandbak/…/ line 3",
        "count": 2,
    }
