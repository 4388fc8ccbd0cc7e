"""Who may open which page of surveys."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from surveys.actions.items import retire_item
from surveys.actions.meetings import plan_meeting
from surveys.actions.planning import plan_wave
from surveys.actions.proposals import propose_change
from surveys.actions.review_notes import write_note
from surveys.actions.reviewing import decide_action
from surveys.actions.setup import ensure_settings
from surveys.actions.signing import sign_review
from surveys.models import (
    Block,
    DraftAnswer,
    Item,
    Publication,
    ReferenceValue,
    Report,
    Review,
    ReviewMinutes,
)
from surveys.queries.review_content import current_mark
from tests.cast import Zandbak, make_employees
from tests.routing import EXECUTIVE, HR, TEAM_LEAD, WORKS_COUNCIL, Route
from tests.surveys import noted, words
from tests.surveys.published import close_with, publish_year, sheets

BOTH_SIDES = frozenset({HR, WORKS_COUNCIL, EXECUTIVE})
ONLY_HR = frozenset({HR})
BOTH_KEYS = frozenset({HR, WORKS_COUNCIL})
SIGNING = frozenset({WORKS_COUNCIL, EXECUTIVE})
BOTH_METHODS = ("get", "post")


def planned_wave(zandbak: Zandbak) -> dict[str, Any]:
    """A wave that is planned for today."""
    make_employees(zandbak.team, 120)
    return {"wave": plan_wave(actor=None, opens_on=timezone.localdate()).id}


def closed_wave(zandbak: Zandbak) -> dict[str, Any]:
    """A wave with figures."""
    return {"wave": close_with(date(2026, 1, 1), sheets(8, 4)).id}


def team_year(zandbak: Zandbak) -> dict[str, Any]:
    """The figures of Tim's team over a year."""
    return {"publication": publish_year(zandbak, 2025, sheets(12, 9)).id}


def account(zandbak: Zandbak) -> dict[str, Any]:
    """Figures of a wave and of a unit to give account of."""
    closed_wave(zandbak)
    team_year(zandbak)
    return {}


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


def note_to_draft(zandbak: Zandbak) -> dict[str, Any]:
    """A review of which nobody drafted a note."""
    return {"review": noted.review_of().id}


def note_to_approve(zandbak: Zandbak) -> dict[str, Any]:
    """A drafted note of a signed review."""
    return {"review": noted.drafted(zandbak).review_id}


def some_notes(zandbak: Zandbak) -> dict[str, Any]:
    """A published note."""
    noted.published(zandbak)
    return {}


def written(zandbak: Zandbak) -> dict[str, Any]:
    """A review with a private note of Olaf."""
    found = open_review(zandbak)
    review = Review.objects.get(id=found["review"])
    note = write_note(actor=zandbak.member(zandbak.olaf), review=review, text="Van mij")
    return {**found, "note": note.id}


def with_meeting(zandbak: Zandbak) -> dict[str, Any]:
    """A review with a meeting."""
    found = open_review(zandbak)
    review = Review.objects.get(id=found["review"])
    at = timezone.now() + timedelta(days=3)
    plan_meeting(actor=None, review=review, at=at, minutes=60, place="Kantoor", sequence=0)
    return found


def signed_review(zandbak: Zandbak) -> dict[str, Any]:
    """A review that both sides signed, with its minutes in both languages."""
    found = open_review(zandbak)
    review = Review.objects.select_related("wave").get(id=found["review"])
    for person in (zandbak.olaf, zandbak.bea):
        sign_review(actor=zandbak.member(person), review=review, mark=current_mark(review))
    for language in ("nl", "en"):
        ReviewMinutes.objects.create(
            review=review, number=1, language=language, pages=1, size=5, content=b"%PDF-"
        )
    return found


def signed_minutes(zandbak: Zandbak) -> dict[str, Any]:
    """The same, and the number of its minutes."""
    return {**signed_review(zandbak), "number": 1}


def signed_by_bea(zandbak: Zandbak) -> dict[str, Any]:
    """A review that the executive signed."""
    found = open_review(zandbak)
    review = Review.objects.select_related("wave").get(id=found["review"])
    sign_review(actor=zandbak.member(zandbak.bea), review=review, mark=current_mark(review))
    return found


def released_words(zandbak: Zandbak) -> dict[str, Any]:
    """Open answers that both keys released."""
    return {"release": words.released(zandbak).id}


def words_to_open(zandbak: Zandbak) -> dict[str, Any]:
    """Open answers that are still sealed."""
    return {"release": words.sealed(zandbak).id}


def words_to_read(zandbak: Zandbak) -> dict[str, Any]:
    """Open answers while names are taken out; the key of HR is turned."""
    return {"release": words.half(zandbak).id}


def words_to_redact(zandbak: Zandbak) -> dict[str, Any]:
    """One of them."""
    release = words.reading(zandbak)
    return {"release": release.id, "draft": DraftAnswer.objects.filter(release=release)[0].id}


def question(zandbak: Zandbak) -> dict[str, Any]:
    """A question of the bank that is not asked now."""
    ensure_settings()
    return {"item": Item.objects.get(code="V28").id}


def retired_question(zandbak: Zandbak) -> dict[str, Any]:
    """A question that cannot be chosen any more."""
    found = question(zandbak)
    retire_item(actor=None, item=Item.objects.get(id=found["item"]), reason="Gaat over iets anders.")
    return found


def proposed(zandbak: Zandbak) -> dict[str, Any]:
    """A proposal of the works council."""
    item = Item.objects.get(id=question(zandbak)["item"])
    olaf = zandbak.member(zandbak.olaf)
    return {"proposal": propose_change(actor=olaf, item=item, kind="ask", reason="Roosters.").id}


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


def announcement(zandbak: Zandbak) -> dict[str, Any]:
    """The announcement of a planned wave."""
    make_employees(zandbak.team, 120)
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
    Route("surveys:staff_changes", BOTH_SIDES),
    Route("surveys:staff_decide", frozenset({WORKS_COUNCIL}), BOTH_METHODS),
    Route("surveys:questionnaire", BOTH_SIDES, BOTH_METHODS),
    Route("surveys:preview", BOTH_SIDES),
    Route("surveys:items", BOTH_SIDES),
    Route("surveys:item_propose", BOTH_SIDES, BOTH_METHODS),
    Route("surveys:item", BOTH_SIDES, arguments=question),
    Route("surveys:item_wording", BOTH_SIDES, BOTH_METHODS, question),
    Route("surveys:item_ask", BOTH_SIDES, BOTH_METHODS, question),
    Route("surveys:item_retire", BOTH_SIDES, BOTH_METHODS, question),
    Route("surveys:item_restore", BOTH_SIDES, BOTH_METHODS, retired_question),
    Route("surveys:proposals", BOTH_SIDES),
    Route("surveys:proposal", BOTH_SIDES, arguments=proposed),
    Route("surveys:proposal_answer", frozenset({HR, EXECUTIVE}), ("post",), proposed),
    Route("surveys:proposal_withdraw", frozenset({WORKS_COUNCIL}), BOTH_METHODS, proposed),
    Route("surveys:settings", BOTH_SIDES),
    Route("surveys:agreement", BOTH_SIDES),
    Route("surveys:agreement_propose", frozenset({HR, EXECUTIVE}), BOTH_METHODS),
    Route("surveys:advice", BOTH_SIDES),
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
    Route("surveys:open_answers", BOTH_SIDES, arguments=released_words),
    Route("surveys:open_answers_open", BOTH_KEYS, BOTH_METHODS, words_to_open),
    Route("surveys:open_answers_names", BOTH_KEYS, arguments=words_to_read),
    Route("surveys:open_answer_edit", BOTH_KEYS, BOTH_METHODS, words_to_redact),
    Route("surveys:open_answers_ready", BOTH_KEYS, BOTH_METHODS, words_to_read),
    Route("surveys:open_answers_take_back", BOTH_KEYS, BOTH_METHODS, words_to_read),
    Route("surveys:publication_account", BOTH_SIDES, arguments=account),
    Route("surveys:publication_account_csv", BOTH_SIDES, arguments=account),
    Route("surveys:reviews", BOTH_SIDES),
    Route("surveys:history", BOTH_SIDES),
    Route("surveys:history_promises", BOTH_SIDES, arguments=account),
    Route("surveys:history_promises_csv", BOTH_SIDES),
    Route("surveys:history_questions", BOTH_SIDES, arguments=account),
    Route("surveys:review", BOTH_SIDES, arguments=open_review),
    Route("surveys:review_action", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_drop", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_add", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_notes", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:note", BOTH_SIDES, arguments=note_to_draft),
    Route("surveys:note_draft", BOTH_SIDES, BOTH_METHODS, note_to_draft),
    Route("surveys:note_change", BOTH_SIDES, ("post",), note_to_approve),
    Route("surveys:note_preview", BOTH_SIDES, BOTH_METHODS, note_to_approve),
    Route("surveys:note_approve", SIGNING, BOTH_METHODS, note_to_approve),
    Route("surveys:note_take_back", SIGNING, BOTH_METHODS, note_to_approve),
    Route("surveys:notes", BOTH_SIDES, arguments=some_notes),
    Route("surveys:staff_page", BOTH_KEYS, BOTH_METHODS),
    Route("surveys:staff_page_renew", BOTH_KEYS, BOTH_METHODS),
    Route("surveys:staff_page_poster", BOTH_KEYS),
    Route("surveys:review_changes", BOTH_SIDES, arguments=open_review),
    Route("surveys:review_project", frozenset({HR, EXECUTIVE}), BOTH_METHODS, open_review),
    Route("surveys:review_note_add", BOTH_SIDES, ("post",), open_review),
    Route("surveys:review_note_change", frozenset({WORKS_COUNCIL}), BOTH_METHODS, written),
    Route("surveys:review_note_share", frozenset({WORKS_COUNCIL}), ("post",), written),
    Route("surveys:review_note_delete", frozenset({WORKS_COUNCIL}), BOTH_METHODS, written),
    Route("surveys:review_dissent", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_meeting", BOTH_SIDES, BOTH_METHODS, open_review),
    Route("surveys:review_meeting_cancel", BOTH_SIDES, BOTH_METHODS, with_meeting),
    Route("surveys:review_meeting_file", BOTH_SIDES, arguments=with_meeting),
    Route("surveys:review_sign", frozenset({WORKS_COUNCIL, EXECUTIVE}), ("post",), open_review),
    Route("surveys:review_unsign", frozenset({WORKS_COUNCIL, EXECUTIVE}), BOTH_METHODS, signed_by_bea),
    Route("surveys:review_addendum", BOTH_SIDES, BOTH_METHODS, signed_review),
    Route("surveys:review_minutes_make", BOTH_SIDES, ("post",), signed_review),
    Route("surveys:review_minutes", BOTH_SIDES, arguments=signed_minutes),
    Route("surveys:review_undo", BOTH_SIDES, BOTH_METHODS, decided),
]
