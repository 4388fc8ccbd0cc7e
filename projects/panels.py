"""What the start page shows of the projects: where each one that runs stands."""

from datetime import date
from typing import Any

from projects.rows import project_rows
from werkdruk.core.agenda import Panel
from werkdruk.core.permissions import allowed

MOST_SHOWN = 3


def running_projects(member: Any, today: date) -> Panel | None:
    """The projects that run and that `member` may see, the newest first."""
    if not allowed("projects.list", member):
        return None
    running = [row for row in project_rows(member) if not row.project.closed_at]
    if not running:
        return None
    return Panel(
        30, "projects/_panel_projects.html", {"rows": running[:MOST_SHOWN], "more": len(running) > MOST_SHOWN}
    )
