"""Reads over plans, by noun; those of the plans themselves are at hand here."""

from measures.queries.plans import (
    SOON,
    Plan,
    Standing,
    measures_for_page,
    organisation_standing,
    ownerless,
    people,
    search_measures,
    standings,
    visible_actions,
    visible_measures,
    waiting_actions,
    waiting_count,
)

__all__ = [
    "SOON",
    "Plan",
    "Standing",
    "measures_for_page",
    "organisation_standing",
    "ownerless",
    "people",
    "search_measures",
    "standings",
    "visible_actions",
    "visible_measures",
    "waiting_actions",
    "waiting_count",
]
