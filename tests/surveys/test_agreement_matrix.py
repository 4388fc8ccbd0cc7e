"""Who may see, propose, answer, decide and take back an agreement, in every state, tried through HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from policy.actions import endorsements
from policy.models import EndorsementRequest
from surveys.actions.setup import place_everyone
from surveys.models import Agreement
from tests.cast import Other, Zandbak, make_employees
from tests.surveys.agreed import propose
from tests.surveys.test_agreement import SENT

WHO = ("hr", "works_council", "executive", "team_lead", "facilitator", "other's hr", "signed out")
# What each of them meets, in this order. 422: the page says why not; 302: done (or to the sign-in page).
OUTSIDE = (403, 403, 404, 302)


def _employer(does: int, council: int = 403) -> tuple[int, ...]:
    """HR and executive meet `does`, the works council `council`."""
    return (does, council, does, *OUTSIDE)


STATES: dict[str, Callable[[Zandbak], None]] = {
    "agreed": lambda zandbak: None,
    "proposed": lambda zandbak: _propose(zandbak),
    "talked about": lambda zandbak: _talk(zandbak),
    "with conditions": lambda zandbak: _answer(zandbak, "conditions"),
    "not endorsed": lambda zandbak: _answer(zandbak, "refused"),
    "endorsed": lambda zandbak: _answer(zandbak, "endorsed"),
    "dropped": lambda zandbak: _drop(zandbak),
    "withdrawn": lambda zandbak: _withdraw(zandbak),
}
SEE = (200, 200, 200, *OUTSIDE)
ANSWERED = (403, 422, 403, *OUTSIDE)  # the works council hears that it was answered, or is not asked

TABLE: dict[tuple[str, str], tuple[int, ...]] = {
    **{("see", state): SEE for state in STATES},
    **{("read the request", state): SEE for state in STATES},
    **{("letter", state): SEE for state in STATES},
    ("propose", "agreed"): _employer(302),
    ("propose", "proposed"): _employer(422),
    ("propose", "talked about"): _employer(422),
    ("propose", "with conditions"): _employer(422),
    ("propose", "not endorsed"): _employer(422),
    ("propose", "endorsed"): _employer(302),
    ("propose", "dropped"): _employer(302),
    ("propose", "withdrawn"): _employer(302),
    ("answer", "agreed"): ANSWERED,
    ("answer", "proposed"): (403, 302, 403, *OUTSIDE),
    ("answer", "talked about"): (403, 302, 403, *OUTSIDE),
    ("answer", "with conditions"): ANSWERED,
    ("answer", "not endorsed"): ANSWERED,
    ("answer", "endorsed"): ANSWERED,
    ("answer", "dropped"): ANSWERED,
    ("answer", "withdrawn"): ANSWERED,
    **{("carry out", state): _employer(422) for state in STATES},
    **{("drop", state): _employer(422) for state in STATES},
    ("drop", "with conditions"): _employer(302),
    ("drop", "not endorsed"): _employer(302),
    **{("take back", state): _employer(422) for state in STATES},
    ("take back", "proposed"): _employer(302),
    ("take back", "talked about"): _employer(302),
    **{("change the text", state): _employer(422) for state in STATES},
}
TEXT = {"title": "Anders", "intended": "Anders", "reasons": "Anders", "version": "1"}
DEEDS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "see": ("surveys/agreement/", None),
    "read the request": ("policy/requests/{request}/", None),
    "letter": ("policy/requests/{request}/letter/", None),
    "propose": ("surveys/agreement/propose/", {**SENT, "k": 9}),
    "answer": ("policy/requests/{request}/answer/", {"outcome": "endorsed"}),
    "carry out": ("policy/requests/{request}/decide/", {"decision": "carry_out", "text": "Zo."}),
    "drop": ("policy/requests/{request}/decide/", {"decision": "drop", "text": "Niet zo."}),
    "take back": ("policy/requests/{request}/withdraw/", {"text": "Bij nader inzien."}),
    "change the text": ("policy/requests/{request}/change/", TEXT),
}


def _newest() -> EndorsementRequest:
    found = Agreement.objects.order_by("-number")[0].request
    assert found is not None
    return found


def _propose(zandbak: Zandbak) -> None:
    propose(zandbak, k=7)


def _talk(zandbak: Zandbak) -> None:
    _propose(zandbak)
    endorsements.consult(
        actor=zandbak.member(zandbak.olaf),
        endorsement=_newest(),
        held_on=_newest().made_at.date(),
        text="Besproken.",
    )


def _answer(zandbak: Zandbak, outcome: str) -> None:
    _propose(zandbak)
    olaf = zandbak.member(zandbak.olaf)
    endorsements.answer(actor=olaf, endorsement=_newest(), outcome=outcome, text="Hierom.")


def _drop(zandbak: Zandbak) -> None:
    _answer(zandbak, "refused")
    bea = zandbak.member(zandbak.bea)
    endorsements.decide(actor=bea, endorsement=_newest(), carries_out=False, text="Niet zo.")


def _withdraw(zandbak: Zandbak) -> None:
    _propose(zandbak)
    endorsements.withdraw(actor=zandbak.member(zandbak.anna), endorsement=_newest(), text="Toch niet.")


def test_the_table_is_complete() -> None:
    assert set(TABLE) == {(deed, state) for deed in DEEDS for state in STATES}
    assert {len(row) for row in TABLE.values()} == {len(WHO)}


@pytest.mark.parametrize("state", STATES)
def test_the_matrix(zandbak: Zandbak, other: Other, sign_in: Any, state: str) -> None:
    """Each cell is tried by itself: what it did is undone before the next."""
    with zandbak.scope():
        make_employees(zandbak.team, 240)
        place_everyone()
        STATES[state](zandbak)
        request = _newest().id
    people = zandbak.people()
    clients = [
        *(sign_in(people[role]) for role in WHO[:5]),
        sign_in(other.carla),
        Client(),
    ]
    found = {}
    for deed, (part, data) in DEEDS.items():
        url = zandbak.path + part.format(request=request)
        met = []
        for client in clients:
            with transaction.atomic():
                answer = client.get(url) if data is None else client.post(url, data)
                met.append(answer.status_code)
                transaction.set_rollback(True)
        found[deed, state] = tuple(met)
    assert found == {key: row for key, row in TABLE.items() if key[1] == state}
