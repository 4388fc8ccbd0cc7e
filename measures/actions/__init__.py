"""What people do with measures and actions, their rollout, and the standing offer."""

from measures.actions.measures import (
    ACTION_FIELDS,
    MEASURE_FIELDS,
    add_action,
    add_comment,
    add_measure,
    change_action,
    change_measure,
    restore_measure,
    set_action_state,
    set_measure_state,
)
from measures.actions.offers import add_offer, add_offer_date, change_offer, end_offer, remove_offer_date
from measures.actions.rollout import (
    add_key_user,
    add_wave,
    begin_wave,
    change_wave,
    finish_wave,
    remove_key_user,
    remove_wave,
)

__all__ = [
    "ACTION_FIELDS",
    "MEASURE_FIELDS",
    "add_action",
    "add_comment",
    "add_key_user",
    "add_measure",
    "add_offer",
    "add_offer_date",
    "add_wave",
    "begin_wave",
    "change_action",
    "change_measure",
    "change_offer",
    "change_wave",
    "end_offer",
    "finish_wave",
    "remove_key_user",
    "remove_offer_date",
    "remove_wave",
    "restore_measure",
    "set_action_state",
    "set_measure_state",
]
