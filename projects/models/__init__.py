"""Projects: the project and its people, its seven steps, the kick-off, the plan."""

from projects.models.kickoff import Attitude, KickoffItem, KickoffState, Party, Stand
from projects.models.plan import Goal, PlanDocument, ProjectMeasure
from projects.models.project import Approach, Project, ProjectFacilitator, ProjectStep, ProjectUnit, StepState

__all__ = [
    "Approach",
    "Attitude",
    "Goal",
    "KickoffItem",
    "KickoffState",
    "Party",
    "PlanDocument",
    "Project",
    "ProjectFacilitator",
    "ProjectMeasure",
    "ProjectStep",
    "ProjectUnit",
    "Stand",
    "StepState",
]
