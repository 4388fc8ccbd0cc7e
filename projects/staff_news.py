"""What the page for all staff tells of the projects: which run, and what for."""

from projects.models import Project
from surveys.staff_page_parts import News

MOST_SHOWN = 6


def running_projects() -> list[News]:
    """The projects that run, newest first (one query)."""
    running = Project.objects.filter(closed_at=None).order_by("-starts_on", "-created_at")[:MOST_SHOWN]
    return [News(title=one.name, text=one.goal) for one in running]
