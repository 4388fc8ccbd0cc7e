"""Who may do what in a review, in each of its states: one table, tried through HTTP."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from surveys.actions.review_notes import write_note
from surveys.models import Decision, Item, Review, ReviewNote, ReviewSignature
from tests.cast import Other, Zandbak
from tests.surveys import talks
from tests.surveys.talks import path

PEOPLE = ("anna", "olaf", "bea", "tim", "fatima", "carla", "nobody")
STATES = ("open", "half", "signed")  # nothing signed; Olaf signed; both signed

# Done; done already (the same state again); said no to, in words; 403 for a role; 404 for strangers; sign in first.
OK, NO, ROLE, GONE, LOGIN = "ok", "refused", 403, 404, "login"
ABOVE = {"tim": ROLE, "fatima": ROLE, "carla": GONE, "nobody": LOGIN}
SIDES = ("anna", "olaf", "bea")


def all_sides(open_: Any, half: Any, signed: Any) -> dict[str, dict[str, Any]]:
    """The same for HR, works council and executive."""
    return {
        state: dict.fromkeys(SIDES, outcome) | ABOVE
        for state, outcome in zip(STATES, (open_, half, signed), strict=True)
    }


def row(**of_state: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {state: outcomes | ABOVE for state, outcomes in of_state.items()}


MATRIX: dict[str, dict[str, dict[str, Any]]] = {
    "see": all_sides(OK, OK, OK),
    "poll": all_sides(OK, OK, OK),
    "decide": all_sides(OK, OK, NO),
    "drop a question": all_sides(OK, OK, NO),
    "take back": all_sides(OK, OK, NO),
    "start a project": row(
        open={"anna": OK, "olaf": ROLE, "bea": OK},
        half={"anna": OK, "olaf": ROLE, "bea": OK},
        signed={"anna": NO, "olaf": ROLE, "bea": NO},
    ),
    "write what was said": all_sides(OK, OK, NO),
    "write a note": all_sides(OK, OK, NO),
    "dissent": all_sides(OK, OK, NO),
    "share Olaf's note": row(
        open={"anna": ROLE, "olaf": OK, "bea": ROLE},
        half={"anna": ROLE, "olaf": OK, "bea": ROLE},
        signed={"anna": ROLE, "olaf": NO, "bea": ROLE},
    ),
    "plan": all_sides(OK, OK, NO),
    "sign": row(
        open={"anna": ROLE, "olaf": OK, "bea": OK},
        half={"anna": ROLE, "olaf": NO, "bea": OK},
        signed={"anna": ROLE, "olaf": NO, "bea": NO},
    ),
    "take a signature back": row(
        open={"anna": ROLE, "olaf": NO, "bea": NO},
        half={"anna": ROLE, "olaf": OK, "bea": NO},
        signed={"anna": ROLE, "olaf": NO, "bea": NO},
    ),
    "add": all_sides(NO, NO, OK),
}


def in_state(zandbak: Zandbak, state: str) -> Review:
    review = talks.talked(zandbak)
    write_note(actor=zandbak.member(zandbak.olaf), review=review, text="Van Olaf")
    if state in ("half", "signed"):
        talks.sign(zandbak, zandbak.olaf, review)
    if state == "signed":
        talks.sign(zandbak, zandbak.bea, review)
    return Review.objects.select_related("wave").get(id=review.id)


def tries(zandbak: Zandbak, review: Review) -> dict[str, Callable[[Client], Any]]:
    """How each thing is tried."""
    decision = Decision.objects.get(kind="action")
    note = ReviewNote.objects.get(text="Van Olaf")
    item = Item.objects.get(code="V27")
    mark = talks.current_mark(review)

    def send(*parts: object, **sent: Any) -> Callable[[Client], Any]:
        back = {"referer": path(zandbak, review)}
        return lambda client: client.post(path(zandbak, review, *parts), sent, headers=back)

    return {
        "see": lambda client: client.get(path(zandbak, review)),
        "poll": lambda client: client.get(path(zandbak, review, "changes")),
        "decide": send("action", what="Nieuw", who="Bea", due_on="2098-01-01", form_key=uuid4()),
        "drop a question": send("drop", item=str(item.id), reason="Weg"),
        "take back": send("decisions", decision.id, "undo"),
        "start a project": send(
            "project",
            name="Rust",
            signal="Vrijdag",
            goal="Rust",
            units=[str(zandbak.team.id)],
            form_key=uuid4(),
        ),
        "write what was said": send("notes", notes="Anders", version=review.version),
        "write a note": send("own-notes", text="Voor mij", form_key=uuid4()),
        "dissent": send("dissent", text="Nee", form_key=uuid4()),
        "share Olaf's note": send("own-notes", note.id, "share"),
        "plan": send(
            "meeting",
            day="2098-01-01",
            time="10:00",
            minutes=60,
            place="Kantoor",
            sequence=review.meeting_sequence,
        ),
        "sign": send("sign", mark=mark),
        "take a signature back": send("sign", "take-back"),
        "add": send("addendum", text="Erbij", form_key=uuid4()),
    }


def outcome(client: Client, answer: Any, zandbak: Zandbak, review: Review) -> Any:
    """What came of it: from the status, and where the page went back with words, from those."""
    if answer.status_code in (403, 404):
        return answer.status_code
    if answer.status_code == 302 and "/accounts/login/" in answer.url:
        return LOGIN
    if answer.status_code in (400, 409):
        return NO
    if answer.status_code == 302:
        kinds = {one.level_tag for one in client.get(path(zandbak, review)).context["messages"]}
        return NO if kinds == {"error"} else OK
    assert answer.status_code in (200, 204)
    return OK


class _RollBack(Exception):
    pass


def state_of(zandbak: Zandbak) -> Any:
    """Everything that a try could change."""
    with zandbak.scope():
        return [
            list(model.objects.order_by("id").values())
            for model in (Review, Decision, ReviewNote, ReviewSignature)
        ]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("what", MATRIX)
def test_review_matrix(what: str, state: str, zandbak: Zandbak, other: Other, sign_in: Any) -> None:
    with zandbak.scope():
        review = in_state(zandbak, state)
        trial = tries(zandbak, review)[what]
    before = state_of(zandbak)
    found = {}
    for name in PEOPLE:
        person = getattr(other if name == "carla" else zandbak, name, None)
        client = sign_in(person) if person else Client()
        try:
            with transaction.atomic():
                found[name] = outcome(client, trial(client), zandbak, review)
                if found[name] not in (OK,):
                    # Said no: nothing was written.
                    assert (name, state_of(zandbak)) == (name, before)
                raise _RollBack
        except _RollBack:
            pass
    assert found == MATRIX[what][state]
