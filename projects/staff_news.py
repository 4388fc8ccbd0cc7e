"""What the page for all staff tells of the projects: which run, and what for."""

from projects.models import Project
from surveys.models import Decision, DecisionKind
from surveys.staff_page_parts import News

MOST_SHOWN = 6


def running_projects() -> list[News]:
    """The projects that run, newest first (one query)."""
    waits = Decision.objects.filter(kind=DecisionKind.PROJECT, review__signed_at=None).values("project")
    running = Project.objects.running().exclude(id__in=waits).order_by("-starts_on", "-created_at")
    return [News(title=one.name, text=one.goal) for one in running[:MOST_SHOWN]]
