"""What the page for all staff tells of the projects: which run, and what for."""

from django.urls import reverse
from django.utils.translation import gettext as _

from projects.models import Project
from surveys.models import Decision, DecisionKind
from surveys.staff_page_parts import News, Way

MOST_SHOWN = 6


def early_signal(slug: str, token: str) -> Way:
    """The way to the form for what staff notice early."""
    return Way(
        title=_("Do you notice something?"),
        text=_(
            "Is it getting too busy, or does something go well? Tell it before it grows. Without your name."
        ),
        label=_("Write down what you notice"),
        url=reverse("early:signal", args=[slug, token]),
    )


def running_projects() -> list[News]:
    """The projects that run, newest first (one query)."""
    waits = Decision.objects.filter(kind=DecisionKind.PROJECT, review__signed_at=None).values("project")
    running = Project.objects.running().exclude(id__in=waits).order_by("-starts_on", "-created_at")
    return [News(title=one.name, text=one.goal) for one in running[:MOST_SHOWN]]
