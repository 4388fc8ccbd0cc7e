"""Who may open which page of measures: Tim leads the team, not the other team."""

from datetime import date
from typing import Any

from measures import actions
from measures.models import Action, Measure, MeasureState, Offer, RolloutWave
from tests.cast import Zandbak
from tests.routing import EVERYONE, EXECUTIVE, HR, TEAM_LEAD, WORKS_COUNCIL, Route
from werkdruk.organisations.models import Unit

READERS = frozenset({HR, WORKS_COUNCIL, EXECUTIVE})
KEEPERS = frozenset({HR, TEAM_LEAD})


def make_measure(unit: Unit | None, **fields: Any) -> Measure:
    """A measure in the plan of `unit` (None: the organisation's); inside the scope only."""
    given = {"title": "Vaste pauze", "intended_result": "Iedereen heeft elke dag echt pauze.", **fields}
    return actions.add_measure(actor=None, unit=unit, **given)


def make_action(measure: Measure | None, **fields: Any) -> Action:
    """An action under `measure`; inside the scope only."""
    return actions.add_action(actor=None, measure=measure, **{"what": "Rooster ophangen", **fields})


def own_unit(zandbak: Zandbak) -> dict[str, Any]:
    return {"unit": zandbak.team.id}


def other_unit(zandbak: Zandbak) -> dict[str, Any]:
    return {"unit": zandbak.other_team.id}


def above(zandbak: Zandbak) -> dict[str, Any]:
    return {"unit": zandbak.location.id}


def own_measure(zandbak: Zandbak) -> dict[str, Any]:
    return {"measure": make_measure(zandbak.team).id}


def dropped_measure(zandbak: Zandbak) -> dict[str, Any]:
    return {"measure": make_measure(zandbak.team, state=MeasureState.DROPPED).id}


def other_measure(zandbak: Zandbak) -> dict[str, Any]:
    return {"measure": make_measure(zandbak.other_team).id}


def whole_measure(zandbak: Zandbak) -> dict[str, Any]:
    return {"measure": make_measure(None).id}


def own_action(zandbak: Zandbak) -> dict[str, Any]:
    return {"action": make_action(make_measure(zandbak.team)).id}


def other_action(zandbak: Zandbak) -> dict[str, Any]:
    return {"action": make_action(make_measure(zandbak.other_team)).id}


def action_of_olaf(zandbak: Zandbak) -> dict[str, Any]:
    return {"action": make_action(make_measure(zandbak.other_team), who=zandbak.member(zandbak.olaf)).id}


def action_of_fatima(zandbak: Zandbak) -> dict[str, Any]:
    return {"action": make_action(make_measure(zandbak.other_team), who=zandbak.member(zandbak.fatima)).id}


GET, BOTH, POST = ("get",), ("get", "post"), ("post",)
FATIMA = frozenset({"facilitator"})


def own_wave(zandbak: Zandbak) -> dict[str, Any]:
    measure = make_measure(zandbak.team)
    wave = actions.add_wave(actor=None, measure=measure, name="Eerste golf", units=[zandbak.team])
    return {"measure": measure.id, "wave": wave.id}


def own_key_user(zandbak: Zandbak) -> dict[str, Any]:
    found = own_wave(zandbak)
    wave = RolloutWave.objects.get(id=found["wave"])
    return {**found, "key_user": actions.add_key_user(actor=None, wave=wave, name="Eva Bakker").id}


def make_offer(**fields: Any) -> Offer:
    """Something on offer; inside the scope only."""
    given = {"title": "Gesprek met een coach", "kind": "talk", "audience": "everyone"}
    given |= {"text": "Een uur, vertrouwelijk.", "how": "Bel de coach zelf.", **fields}
    return actions.add_offer(actor=None, **given)


def an_offer(zandbak: Zandbak) -> dict[str, Any]:
    return {"offer": make_offer().id}


def a_day(zandbak: Zandbak) -> dict[str, Any]:
    offer = make_offer()
    return {
        "offer": offer.id,
        "day": actions.add_offer_date(actor=None, offer=offer, on=date(2027, 1, 12)).id,
    }


ROUTES: list[Route] = [
    Route("measures:overview", EVERYONE),
    Route("measures:action_list", EVERYONE),
    Route("measures:plan", EVERYONE),
    Route("measures:plan", READERS | {TEAM_LEAD}, GET, own_unit),
    Route("measures:plan", READERS, GET, other_unit),
    Route("measures:plan", READERS, GET, above),
    Route("measures:ideas", frozenset({HR})),
    Route("measures:ideas", KEEPERS, GET, own_unit),
    Route("measures:measure_add", frozenset({HR}), BOTH),
    Route("measures:measure_add", KEEPERS, BOTH, own_unit),
    Route("measures:measure_add", frozenset({HR}), BOTH, other_unit),
    Route("measures:measure_add", frozenset({HR}), BOTH, above),
    Route("measures:measure", READERS | {TEAM_LEAD}, GET, own_measure),
    Route("measures:measure", READERS, GET, other_measure),
    Route("measures:measure", EVERYONE, GET, whole_measure),
    Route("measures:measure_change", KEEPERS, BOTH, own_measure),
    Route("measures:measure_change", frozenset({HR}), BOTH, other_measure),
    Route("measures:measure_state", KEEPERS, BOTH, own_measure),
    Route("measures:measure_state", frozenset({HR}), BOTH, whole_measure),
    Route("measures:measure_restore", KEEPERS, POST, dropped_measure),
    Route("measures:measure_comment", READERS | {TEAM_LEAD}, POST, own_measure),
    Route("measures:measure_comment", READERS, POST, other_measure),
    Route("measures:action_add", KEEPERS, BOTH, own_measure),
    Route("measures:action_add", frozenset({HR}), BOTH, other_measure),
    Route("measures:action", READERS | {TEAM_LEAD}, GET, own_action),
    Route("measures:action", READERS | FATIMA, GET, action_of_fatima),
    Route("measures:action_change", KEEPERS, BOTH, own_action),
    Route("measures:action_change", frozenset({HR}), BOTH, action_of_fatima),
    Route("measures:action_state", KEEPERS, BOTH, own_action),
    Route("measures:action_state", frozenset({HR}) | FATIMA, BOTH, action_of_fatima),
    Route("measures:action_state", frozenset({HR, WORKS_COUNCIL}), BOTH, action_of_olaf),
    Route("measures:action_comment", READERS, POST, other_action),
    Route("measures:action_comment", READERS | FATIMA, POST, action_of_fatima),
    Route("measures:rollout", READERS | {TEAM_LEAD}, GET, own_measure),
    Route("measures:rollout", READERS, GET, other_measure),
    Route("measures:wave_add", KEEPERS, BOTH, own_measure),
    Route("measures:wave_add", frozenset({HR}), BOTH, whole_measure),
    Route("measures:wave_change", KEEPERS, BOTH, own_wave),
    Route("measures:wave_remove", KEEPERS, BOTH, own_wave),
    Route("measures:wave_begin", KEEPERS, POST, own_wave),
    Route("measures:wave_finish", KEEPERS, POST, own_wave),
    Route("measures:key_user_add", KEEPERS, POST, own_wave),
    Route("measures:key_user_remove", KEEPERS, POST, own_key_user),
    Route("measures:offer_list", EVERYONE),
    Route("measures:offer_add", frozenset({HR}), BOTH),
    Route("measures:offer_change", frozenset({HR}), BOTH, an_offer),
    Route("measures:offer_end", frozenset({HR}), BOTH, an_offer),
    Route("measures:offer_restore", frozenset({HR}), POST, an_offer),
    Route("measures:offer_date_add", frozenset({HR}), POST, an_offer),
    Route("measures:offer_date_remove", frozenset({HR}), POST, a_day),
]
