"""Draws, closes, opens or releases in children that kill themselves at a chosen point. Run by a test, a JSON line each:

    {"action": "draw", "close", "open" or "release", "organisation": …, "thing": …, "at": number or null}

answered with {"survived": …, "points": […]}. A point is a moment at which a crash can make a difference: before
each statement that writes, before each commit, and around each step that touches a key file.
"""

import json
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import django
from django.db import connection

django.setup()

from surveys.actions.closing import close_wave  # noqa: E402  the models have to be loaded first
from surveys.actions.drawing import draw_wave  # noqa: E402
from surveys.actions.releasing import open_answers, turn_key  # noqa: E402
from surveys.models import AnswerRelease  # noqa: E402
from werkdruk.core.tenancy import tenant_scope  # noqa: E402
from werkdruk.organisations.models import Membership  # noqa: E402


def _second_key(organisation_id: UUID, release_id: UUID) -> None:
    """The works council turns its key, as its page does: in one transaction."""
    with tenant_scope(organisation_id):
        release = AnswerRelease.objects.get(id=release_id)
        actor = Membership.objects.with_role("works_council").select_related("user").get()
        turn_key(actor=actor, side="works_council", release=release, version=release.version)


ACTIONS = {"draw": draw_wave, "close": close_wave, "open": open_answers, "release": _second_key}


class Points:
    """Counts the points that are passed, and ends this process at the one with number `at`."""

    def __init__(self, at: int | None) -> None:
        self.at = at
        self.passed: list[str] = []

    def pass_(self, name: str) -> None:
        if len(self.passed) == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed.append(name)

    def statement(self, execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        word = sql.split(" ", 1)[0]
        if word in ("INSERT", "UPDATE", "DELETE"):
            self.pass_(" ".join(sql.replace('"', "").split()[:3]))
        return execute(sql, params, many, context)

    def before(self, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            self.pass_(name)
            return real(*args, **kwargs)

        setattr(owner, name, watched)

    def after(self, owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            result = real(*args, **kwargs)
            self.pass_(f"{name} done")
            return result

        setattr(owner, name, watched)


def _child(order: dict[str, Any], report: Path) -> None:
    points = Points(order["at"])
    points.before(connection, "_commit")
    points.after(os, "open")
    for name in ("fsync", "link", "unlink"):
        points.before(os, name)
    with connection.execute_wrapper(points.statement):
        ACTIONS[order["action"]](UUID(order["organisation"]), UUID(order["thing"]))
    report.write_text(json.dumps(points.passed))


def main() -> None:
    """Fork a child for every line; a crash in it leaves this process as it was."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "points"
        for line in sys.stdin:
            report.unlink(missing_ok=True)
            child = os.fork()
            if child == 0:
                try:
                    _child(json.loads(line), report)
                except BaseException:
                    traceback.print_exc()
                os._exit(0 if report.exists() else 1)
            _, status = os.waitpid(child, 0)
            ended = os.waitstatus_to_exitcode(status)
            assert ended in (0, -signal.SIGKILL), f"the child ended with {ended}"
            points = json.loads(report.read_text()) if ended == 0 else []
            sys.stdout.write(json.dumps({"survived": ended == 0, "points": points}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
