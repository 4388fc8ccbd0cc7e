"""Who may open which page of surveys."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from surveys.actions.planning import plan_wave
from surveys.actions.reviewing import decide_action
from surveys.models import Review
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


def announcement(zandbak: Zandbak) -> dict[str, Any]:
    """The announcement of a planned wave."""
    return {
        "wave": plan_wave(actor=None, opens_on=timezone.localdate() + timedelta(days=3)).id,
        "key": "announcement",
    }


def reminder_text(zandbak: Zandbak) -> dict[str, Any]:
    """The Dutch text of the reminder."""
    return {"kind": "reminder", "language": "nl"}


WRITERS = frozenset({HR, WORKS_COUNCIL})
ROUTES: list[Route] = [
    Route("surveys:letters", frozenset({WORKS_COUNCIL}), BOTH_METHODS, planned_wave),
    Route("surveys:mailing_send", ONLY_HR, BOTH_METHODS, announcement),
    Route("surveys:mailing_skip", ONLY_HR, BOTH_METHODS, announcement),
    Route("surveys:mail_texts", WRITERS),
    Route("surveys:mail_settings", ONLY_HR, BOTH_METHODS),
    Route("surveys:mail_text", WRITERS, BOTH_METHODS, reminder_text),
    Route("surveys:mail_preview", WRITERS, BOTH_METHODS, reminder_text),
    Route("surveys:mail_reset", WRITERS, BOTH_METHODS, reminder_text),
    Route("surveys:mail_test", WRITERS, BOTH_METHODS, reminder_text),
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
    Route("surveys:unit_figures", BOTH_SIDES | {TEAM_LEAD}, arguments=team_year),
    Route("surveys:reviews", BOTH_SIDES),
    Route("surveys:review", BOTH_SIDES, arguments=open_review),
    Route("surveys:review_action", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_drop", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_add", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_notes", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_undo", BOTH_SIDES, BOTH_METHODS, decided),
]
