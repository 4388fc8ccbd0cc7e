"""Forms of measures and actions, of their rollout, and of the standing offer."""

from measures.forms.measures import (
    ActionForm,
    ActionStateForm,
    CommentForm,
    MeasureForm,
    MeasureStateForm,
    OnceForm,
    PlanFilter,
)
from measures.forms.offers import OfferDateForm, OfferForm
from measures.forms.rollout import FinishWaveForm, KeyUserForm, WaveForm

__all__ = [
    "ActionForm",
    "ActionStateForm",
    "CommentForm",
    "FinishWaveForm",
    "KeyUserForm",
    "MeasureForm",
    "MeasureStateForm",
    "OfferDateForm",
    "OfferForm",
    "OnceForm",
    "PlanFilter",
    "WaveForm",
]
