"""Who may open which page of surveys."""

from typing import Any

from django.utils import timezone

from surveys.actions.planning import plan_wave
from tests.cast import Zandbak
from tests.routing import EXECUTIVE, HR, WORKS_COUNCIL, Route

BOTH_SIDES = frozenset({HR, WORKS_COUNCIL, EXECUTIVE})
ONLY_HR = frozenset({HR})
BOTH_METHODS = ("get", "post")


def planned_wave(zandbak: Zandbak) -> dict[str, Any]:
    """A wave that is planned for today."""
    return {"wave": plan_wave(actor=None, opens_on=timezone.localdate()).id}


ROUTES: list[Route] = [
    Route("surveys:overview", BOTH_SIDES),
    Route("surveys:wave_plan", ONLY_HR, BOTH_METHODS),
    Route("surveys:wave_page", BOTH_SIDES, arguments=planned_wave),
    Route("surveys:wave_open", ONLY_HR, BOTH_METHODS, planned_wave),
    Route("surveys:wave_close", ONLY_HR, BOTH_METHODS, planned_wave),
    Route("surveys:wave_cancel", ONLY_HR, BOTH_METHODS, planned_wave),
    Route("surveys:questionnaire", BOTH_SIDES, BOTH_METHODS),
    Route("surveys:preview", BOTH_SIDES),
    Route("surveys:settings", ONLY_HR, BOTH_METHODS),
]
