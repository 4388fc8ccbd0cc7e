"""What the start page shows of the measures: how the plan of each team that a team lead leads stands."""

from datetime import date
from typing import Any

from measures.queries import standings
from werkdruk.core.agenda import Panel

MOST_SHOWN = 6


def own_plans(member: Any, today: date) -> Panel | None:
    """The plans of the units that `member` leads; None for who leads none."""
    rows = standings(member, today, every=False)
    if not rows:
        return None
    return Panel(
        15, "measures/_panel_plans.html", {"rows": rows[:MOST_SHOWN], "more": len(rows) > MOST_SHOWN}
    )
