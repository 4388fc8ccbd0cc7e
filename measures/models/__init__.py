"""Measures with their actions and remarks, their rollout in waves, and what is always on offer."""

from measures.models.measures import (
    Action,
    ActionQuerySet,
    ActionState,
    Comment,
    Measure,
    MeasureKind,
    MeasureLevel,
    MeasureQuerySet,
    MeasureState,
)
from measures.models.offers import Audience, Offer, OfferDate, OfferKind
from measures.models.rollout import KeyUser, RolloutUnit, RolloutWave

__all__ = [
    "Action",
    "ActionQuerySet",
    "ActionState",
    "Audience",
    "Comment",
    "KeyUser",
    "Measure",
    "MeasureKind",
    "MeasureLevel",
    "MeasureQuerySet",
    "MeasureState",
    "Offer",
    "OfferDate",
    "OfferKind",
    "RolloutUnit",
    "RolloutWave",
]
