"""Forms of projects: parse and validate."""

from projects.forms.kickoff import KickoffItemForm, SeenForm, StandForm, WaiveForm
from projects.forms.plan import GoalForm, LinkMeasureForm, PlanMeasureForm
from projects.forms.project import ContactForm, ProjectForm
from projects.forms.steps import FinishForm, SkipForm

__all__ = [
    "ContactForm",
    "FinishForm",
    "GoalForm",
    "KickoffItemForm",
    "LinkMeasureForm",
    "PlanMeasureForm",
    "ProjectForm",
    "SeenForm",
    "SkipForm",
    "StandForm",
    "WaiveForm",
]
