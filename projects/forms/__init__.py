"""Forms of projects: parse and validate."""

from projects.forms.kickoff import KickoffItemForm, SeenForm, StandForm, WaiveForm
from projects.forms.light import LightForm
from projects.forms.plan import GoalForm, LinkMeasureForm, PlanMeasureForm
from projects.forms.project import ContactForm, ProjectForm
from projects.forms.search import ProjectSearchForm
from projects.forms.steps import DatesForm, FinishForm, InvolvementForm, RoundForm, SkipForm

__all__ = [
    "ContactForm",
    "DatesForm",
    "FinishForm",
    "GoalForm",
    "InvolvementForm",
    "KickoffItemForm",
    "LightForm",
    "LinkMeasureForm",
    "PlanMeasureForm",
    "ProjectForm",
    "ProjectSearchForm",
    "RoundForm",
    "SeenForm",
    "SkipForm",
    "StandForm",
    "WaiveForm",
]
