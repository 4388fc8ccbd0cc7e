"""Who may open which page of surveys."""

from datetime import date
from typing import Any

from django.utils import timezone

from surveys.actions.planning import plan_wave
from surveys.actions.reviewing import decide_action
from surveys.actions.setup import ensure_settings
from surveys.models import Block, Publication, ReferenceValue, Report, Review
from tests.cast import Zandbak
from tests.routing import EXECUTIVE, HR, TEAM_LEAD, WORKS_COUNCIL, Route
from tests.surveys.published import close_with, publish_year, sheets

BOTH_SIDES = frozenset({HR, WORKS_COUNCIL, EXECUTIVE})
ONLY_HR = frozenset({HR})
BOTH_METHODS = ("get", "post")


def planned_wave(zandbak: Zandbak) -> dict[str, Any]:
    """A wave that is planned for today."""
    return {"wave": plan_wave(actor=None, opens_on=timezone.localdate()).id}


def closed_wave(zandbak: Zandbak) -> dict[str, Any]:
    """A wave with figures."""
    return {"wave": close_with(date(2026, 1, 1), sheets(8, 4)).id}


def team_year(zandbak: Zandbak) -> dict[str, Any]:
    """The figures of Tim's team over a year."""
    return {"publication": publish_year(zandbak, 2025, sheets(12, 9)).id}


def open_review(zandbak: Zandbak) -> dict[str, Any]:
    """The review of a closed wave."""
    return {"review": Review.objects.get(wave_id=closed_wave(zandbak)["wave"]).id}


def decided(zandbak: Zandbak) -> dict[str, Any]:
    """A review with one action."""
    review = Review.objects.get(id=open_review(zandbak)["review"])
    decision = decide_action(
        actor=None, review=review, what="Invalpool", who_name="Bea", due_on=date(2027, 1, 1)
    )
    return {"review": review.id, "decision": decision.id}


def wave_with(**more: str) -> Any:
    """A wave with figures, and more in its address."""
    return lambda zandbak: {**closed_wave(zandbak), **more}


def finished_year(zandbak: Zandbak) -> dict[str, Any]:
    """A rotation with figures of units."""
    team_year(zandbak)
    return {"block": Block.objects.get(first_month=date(2025, 1, 1)).id}


def year_file(zandbak: Zandbak) -> dict[str, Any]:
    """The same, as a file."""
    return {**finished_year(zandbak), "form": "xlsx"}


def reference(zandbak: Zandbak) -> dict[str, Any]:
    """A reference value."""
    ensure_settings()
    return {"reference": ReferenceValue.objects.all()[0].id}


def made_report(zandbak: Zandbak) -> dict[str, Any]:
    """A wave with its report, in both languages."""
    found = closed_wave(zandbak)
    for language in ("nl", "en"):
        Report.objects.create(
            publication=Publication.objects.get(wave_id=found["wave"]),
            language=language,
            content=b"%PDF-",
            pages=1,
        )
    return found


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
    Route("surveys:wave_figures", BOTH_SIDES, arguments=closed_wave),
    Route("surveys:change_acknowledge", BOTH_SIDES, BOTH_METHODS, wave_with(figure="index")),
    Route("surveys:wave_export", BOTH_SIDES, arguments=wave_with(form="csv")),
    Route("surveys:report_make", BOTH_SIDES, ("post",), closed_wave),
    Route("surveys:report_file", BOTH_SIDES, arguments=made_report),
    Route("surveys:heat_map", BOTH_SIDES, arguments=finished_year),
    Route("surveys:year_export", BOTH_SIDES, arguments=year_file),
    Route("surveys:reference_values", BOTH_SIDES),
    Route("surveys:reference_value_add", ONLY_HR, BOTH_METHODS),
    Route("surveys:reference_value_change", ONLY_HR, BOTH_METHODS, reference),
    Route("surveys:reference_value_remove", ONLY_HR, BOTH_METHODS, reference),
    Route("surveys:unit_figures", BOTH_SIDES | {TEAM_LEAD}, arguments=team_year),
    Route("surveys:reviews", BOTH_SIDES),
    Route("surveys:review", BOTH_SIDES, arguments=open_review),
    Route("surveys:review_action", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_drop", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_add", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_notes", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_undo", BOTH_SIDES, BOTH_METHODS, decided),
]
