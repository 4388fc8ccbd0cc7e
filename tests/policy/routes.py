"""Who may open which page of policy."""

from typing import Any

from policy import actions, queries
from policy.actions import documents, endorsements
from policy.models import EndorsementRequest
from policy.questions import CHAPTERS
from tests.cast import Zandbak
from tests.routing import EVERYONE, EXECUTIVE, HR, WORKS_COUNCIL, Route

EDITORS = frozenset({HR, EXECUTIVE})
BOTH_SIDES = frozenset({HR, EXECUTIVE, WORKS_COUNCIL})
BOTH_METHODS = ("get", "post")
PDF = b"%PDF-1.7\n%demo\n"


def write(text: str, chapter: int = 0, **others: str) -> None:
    """Write `text` in the first answer of a chapter; inside the scope only."""

    one = CHAPTERS[chapter]
    answers = {question.key: "" for question in one.questions} | {one.questions[0].key: text} | others
    actions.write_chapter(
        actor=None, chapter=one, answers=answers, seen=actions.chapter_mark(queries.draft(), one)
    )


def a_version(zandbak: Zandbak) -> dict[str, Any]:
    write("Druk zijn mag, altijd druk zijn niet.")
    return {"number": actions.save_version(actor=None, note="Eerste versie").number}


def a_chapter(zandbak: Zandbak) -> dict[str, Any]:
    return {"chapter_key": CHAPTERS[0].key}


def a_request(zandbak: Zandbak, **texts: Any) -> EndorsementRequest:
    """A draft by Anna; inside the scope only."""
    given = {"title": "Roosters", "intended": "Zes weken vooruit.", "reasons": "Rust.", **texts}
    return endorsements.make_request(actor=zandbak.member(zandbak.anna), **given)


def asked(zandbak: Zandbak, **texts: Any) -> EndorsementRequest:
    """The same, sent by Anna."""
    return endorsements.ask(actor=zandbak.member(zandbak.anna), endorsement=a_request(zandbak, **texts))


def answered(zandbak: Zandbak, outcome: str = "endorsed", text: str = "") -> EndorsementRequest:
    """The same, answered by Olaf."""
    return endorsements.answer(
        actor=zandbak.member(zandbak.olaf), endorsement=asked(zandbak), outcome=outcome, text=text
    )


def draft_route(zandbak: Zandbak) -> dict[str, Any]:
    return {"endorsement": a_request(zandbak).id}


def asked_route(zandbak: Zandbak) -> dict[str, Any]:
    return {"endorsement": asked(zandbak).id}


def answered_route(zandbak: Zandbak) -> dict[str, Any]:
    return {"endorsement": answered(zandbak).id}


def document_route(zandbak: Zandbak) -> dict[str, Any]:
    found = asked(zandbak)
    made = documents.add_document(
        actor=zandbak.member(zandbak.anna), endorsement=found, name="plan.pdf", content=PDF
    )
    return {"endorsement": found.id, "document": made.id}


ROUTES: list[Route] = [
    Route("policy:policy", EVERYONE),
    Route("policy:chapter_write", EDITORS, ("get", "post"), a_chapter),
    Route("policy:version_save", EDITORS, ("get", "post")),
    Route("policy:version_list", EVERYONE),
    Route("policy:version", EVERYONE, ("get",), a_version),
    Route("policy:compare", EVERYONE),
    Route("policy:endorsements", BOTH_SIDES),
    Route("policy:endorsement_make", EDITORS, BOTH_METHODS),
    Route("policy:endorsement", BOTH_SIDES, arguments=asked_route),
    Route("policy:endorsement_change", EDITORS, BOTH_METHODS, draft_route),
    Route("policy:endorsement_ask", EDITORS, BOTH_METHODS, draft_route),
    Route("policy:endorsement_consult", BOTH_SIDES, ("post",), asked_route),
    Route("policy:endorsement_answer", frozenset({WORKS_COUNCIL}), ("post",), asked_route),
    Route("policy:endorsement_decide", EDITORS, ("post",), answered_route),
    Route("policy:endorsement_withdraw", EDITORS, BOTH_METHODS, asked_route),
    Route("policy:endorsement_letter", BOTH_SIDES, arguments=asked_route),
    Route("policy:document_add", BOTH_SIDES, ("post",), asked_route),
    Route("policy:document_file", BOTH_SIDES, arguments=document_route),
    Route("policy:document_remove", BOTH_SIDES, BOTH_METHODS, document_route),
]
