"""What whoever plans a wave should know about the projects that run: at step 2 a conversation says more."""

from django.db.models import F
from django.utils.translation import gettext as _

from projects.domain.lifecycle import Step
from projects.models import ProjectStep, StepState


def deepening_insight() -> list[str]:
    """One sentence for each project that is looking for causes now; one query."""
    steps = ProjectStep.objects.filter(
        number=Step.INSIGHT, state=StepState.UNDER_WAY, project__closed_at=None
    )
    steps = steps.filter(round=F("project__round")).select_related("project")
    running = [step.project for step in steps.order_by("project__name", "project_id")]
    return [
        _(
            "The project “%(name)s” is looking for causes now (step 2). Do not use a survey for that: it seldom shows "
            "where workload comes from. A session with staff does. The monthly survey itself can go on."
        )
        % {"name": project.name}
        for project in running
    ]
