"""Proposals through HTTP: one side proposes, the other answers; a new question, another wording, retirement."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from surveys.actions.items import make_item, retire_item
from surveys.actions.proposals import accept_proposal, decline_proposal, propose_change, withdraw_proposal
from surveys.actions.setup import ensure_settings
from surveys.models import Item, Proposal, ProposalState, QuestionnaireItem, Review
from surveys.words.items import CHECKS
from tests.cast import Other, Zandbak
from tests.surveys.published import close_with, sheets
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry
from werkdruk.organisations.models import Membership

BANK = "surveys/questions/bank/"
OFTEN = "De overdracht is op tijd klaar."


@pytest.fixture
def filled(zandbak: Zandbak) -> Zandbak:
    """The organisation with its question bank."""
    with zandbak.scope():
        ensure_settings()
    return zandbak


def new_question(**changed: Any) -> dict[str, Any]:
    return {
        "kind": "bank",
        "text_nl": OFTEN,
        "text_en": "The handover is ready in time.",
        "theme": "roosters",
        "own_theme": "",
        "direction": "positive",
        "reason": "Teams noemen de overdracht vaak.",
        "use": "We passen de overdrachtstijd aan.",
        "checks": [key for key, _label in CHECKS],
        "form_key": str(uuid4()),
    } | changed


def propose(client: Client, zandbak: Zandbak, **changed: Any) -> Any:
    return client.post(f"{zandbak.path}{BANK}propose/", new_question(**changed))


def item(zandbak: Zandbak, code: str) -> Item:
    with zandbak.scope():
        return Item.objects.filter(code=code).order_by("-version")[0]


def answer_path(zandbak: Zandbak, proposal: Proposal) -> str:
    return f"{zandbak.path}surveys/questions/proposals/{proposal.id}/answer/"


def only_proposal(zandbak: Zandbak) -> Proposal:
    with zandbak.scope():
        return Proposal.objects.get()


def states(zandbak: Zandbak) -> list[tuple[str, str]]:
    with zandbak.scope():
        return list(Proposal.objects.order_by("proposed_at").values_list("kind", "state"))


def form_errors(answer: Any) -> set[str]:
    return set(answer.context["form"].errors)


def test_a_question_of_the_works_council_from_proposal_to_questionnaire(
    filled: Zandbak, sign_in: Any
) -> None:
    olaf, anna = sign_in(filled.olaf), sign_in(filled.anna)
    made = propose(olaf, filled)
    proposal = only_proposal(filled)
    page = f"{filled.path}surveys/questions/proposals/{proposal.id}/"
    assert (made.status_code, made.url) == (302, page)
    # Only the other side is asked for an answer.
    assert OFTEN not in olaf.get(filled.path).content.decode()
    start = anna.get(filled.path).content.decode()
    assert OFTEN in start
    assert page in start
    shown = anna.get(f"{filled.path}surveys/questions/preview/?proposal={proposal.id}").content.decode()
    assert f"<legend>{OFTEN}</legend>" in shown
    with filled.scope():
        assert not Item.objects.filter(own=True).exists()

    assert anna.post(answer_path(filled, proposal), {"decision": "accept", "answer": ""}).url == page
    with filled.scope():
        own = Item.objects.get(own=True)
        assert (own.code, own.version, own.kind, own.theme, own.direction) == (
            "E01",
            1,
            "bank",
            "roosters",
            "positive",
        )
        assert Proposal.objects.get().item_id == own.id
        assert not QuestionnaireItem.objects.filter(item=own).exists()
        told = AuditEntry.objects.filter(action__in=["surveys.proposal_accepted", "surveys.item_made"])
        assert {(one.actor, one.subject) for one in told} == {(filled.anna, OFTEN)}
        # The monthly review can choose it.
        review = Review.objects.get(wave=close_with(date(2026, 1, 1), sheets(8, 4)))
    added = olaf.post(
        f"{filled.path}surveys/reviews/{review.id}/add/", {"item": str(own.id), "reason": "Afgesproken."}
    )
    assert added.status_code == 302
    with filled.scope():
        assert QuestionnaireItem.objects.current().filter(item=own).exists()


def test_the_same_form_twice_makes_one_proposal(filled: Zandbak, sign_in: Any) -> None:
    olaf = sign_in(filled.olaf)
    sent = new_question()
    first, second = (olaf.post(f"{filled.path}{BANK}propose/", sent) for _ in range(2))
    assert first.url == second.url
    assert states(filled) == [("new", "proposed")]
    again = propose(olaf, filled)
    assert (again.status_code, form_errors(again)) == (422, {"__all__"})


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"text_nl": ""}, {"text_nl"}),
        ({"text_nl": "x" * 201}, {"text_nl"}),
        ({"text_en": "   "}, {"text_en"}),
        ({"text_nl": "Ik was dit jaar ziek."}, {"text_nl"}),
        ({"text_nl": "Ik was dit jaar ziek.", "keep": "on"}, {"text_nl"}),
        ({"text_en": "Work harms my health."}, {"text_en"}),
        ({"text_nl": "De overdracht is nooit klaar."}, {"text_nl"}),
        ({"theme": ""}, {"theme"}),
        ({"theme": "verzonnen"}, {"theme"}),
        ({"theme": "werkdrukbalans"}, {"theme"}),
        ({"own_theme": "ziekteverzuim", "theme": "+"}, {"own_theme"}),
        ({"own_theme": "overdracht"}, {"own_theme"}),
        ({"theme": "+"}, {"own_theme"}),
        ({"direction": ""}, {"direction"}),
        ({"direction": "bipolar"}, {"direction"}),
        ({"kind": "core"}, {"kind"}),
        ({"reason": ""}, {"reason"}),
        ({"reason": "x" * 301}, {"reason"}),
        ({"use": ""}, {"use"}),
        ({"checks": []}, {"checks"}),
        ({"checks": ["one", "plain"]}, {"checks"}),
        ({"text_nl": "Ik weet op tijd wanneer ik moet werken."}, {"__all__"}),
    ],
)
def test_a_proposal_says_what_is_wrong_and_keeps_what_was_typed(
    filled: Zandbak, sign_in: Any, wrong: dict[str, Any], fields: set[str]
) -> None:
    sent = new_question(**wrong)
    answer = sign_in(filled.olaf).post(f"{filled.path}{BANK}propose/", sent)
    assert (answer.status_code, form_errors(answer)) == (422, fields)
    form = answer.context["form"]
    assert {name: form[name].value() for name in sent if name != "keep"} == {
        name: value for name, value in sent.items() if name != "keep"
    }
    assert states(filled) == []


def test_hints_are_shown_once_and_the_writer_decides(filled: Zandbak, sign_in: Any) -> None:
    olaf = sign_in(filled.olaf)
    text = "De overdracht is nooit klaar."
    first = propose(olaf, filled, text_nl=text)
    assert 'type="checkbox" name="keep"' in first.content.decode()
    assert propose(olaf, filled, text_nl=text, keep="on").status_code == 302
    assert only_proposal(filled).text_nl == text


def test_an_open_question_and_a_theme_of_ones_own(filled: Zandbak, sign_in: Any) -> None:
    propose(sign_in(filled.anna), filled, kind="open", theme="+", own_theme="  De  Overdracht ", direction="")
    sign_in(filled.olaf).post(answer_path(filled, only_proposal(filled)), {"decision": "accept"})
    with filled.scope():
        own = Item.objects.open().get(own=True)
        assert (own.theme, own.direction, own.scale) == ("de overdracht", "open", "open")
    # A theme that exists is that theme, whatever its capitals.
    propose(
        sign_in(filled.anna),
        filled,
        text_nl="Wij zien ons rooster op tijd.",
        text_en="We see it in time.",
        theme="+",
        own_theme="ROOSTERS",
    )
    with filled.scope():
        assert Proposal.objects.waiting().get().theme == "roosters"


def test_nobody_answers_a_proposal_of_the_own_side(filled: Zandbak, sign_in: Any) -> None:
    propose(sign_in(filled.anna), filled)
    proposal = only_proposal(filled)
    yes = {"decision": "accept", "answer": "Prima."}
    for person in (filled.anna, filled.bea):
        assert sign_in(person).post(answer_path(filled, proposal), yes).status_code == 403
    no_reason = sign_in(filled.olaf).post(answer_path(filled, proposal), {"decision": "decline"})
    assert (no_reason.status_code, form_errors(no_reason)) == (422, {"answer"})
    sent = {"decision": "decline", "answer": "Dit vragen we al."}
    assert sign_in(filled.olaf).post(answer_path(filled, proposal), sent).status_code == 302
    assert states(filled) == [("new", "declined")]
    late = sign_in(filled.olaf).post(answer_path(filled, proposal), yes)
    assert late.status_code == 422
    assert states(filled) == [("new", "declined")]


def test_who_changed_sides_does_not_answer_the_own_proposal(filled: Zandbak) -> None:
    with filled.scope():
        anna = filled.member(filled.anna)
        proposal = propose_change(actor=anna, item=Item.objects.get(code="V28"), kind="ask", reason="Nu.")
        Membership.objects.filter(id=anna.id).update(roles=["works_council"])
        with pytest.raises(Refused):
            accept_proposal(actor=filled.member(filled.anna), proposal=proposal)


def test_hr_decides_alone_only_where_nobody_speaks_for_the_staff(filled: Zandbak, sign_in: Any) -> None:
    anna = sign_in(filled.anna)
    propose(anna, filled)
    proposal = only_proposal(filled)
    filled.organisation.representation = "none"
    filled.organisation.save()
    yes = {"decision": "accept", "answer": ""}
    # A member of the works council is still there: that is a second key, whatever the profile says.
    assert anna.post(answer_path(filled, proposal), yes).status_code == 403
    with filled.scope():
        Membership.objects.with_role("works_council").delete()
    assert sign_in(filled.bea).post(answer_path(filled, proposal), yes).status_code == 403
    without = anna.post(answer_path(filled, proposal), yes)
    assert (without.status_code, form_errors(without)) == (422, {"answer"})
    anna.post(answer_path(filled, proposal), yes | {"answer": "Wij hebben geen OR."})
    with filled.scope():
        assert Proposal.objects.get().answer == "Wij hebben geen OR."
        assert Item.objects.filter(own=True).count() == 1


def test_a_proposal_can_be_taken_back_by_its_side_only(filled: Zandbak, sign_in: Any) -> None:
    propose(sign_in(filled.anna), filled)
    proposal = only_proposal(filled)
    path = f"{filled.path}surveys/questions/proposals/{proposal.id}/withdraw/"
    assert sign_in(filled.olaf).post(path).status_code == 403
    assert sign_in(filled.bea).post(path).status_code == 302
    assert states(filled) == [("new", "withdrawn")]
    sign_in(filled.anna).post(path)
    with filled.scope():
        assert AuditEntry.objects.filter(action="surveys.proposal_withdrawn").count() == 1


def test_the_second_of_two_answers_at_once_is_refused(filled: Zandbak) -> None:
    """Both have the page open: each action looks again, under a lock."""
    with filled.scope():
        olaf, anna, bea = (filled.member(one) for one in (filled.olaf, filled.anna, filled.bea))
        stale = propose_change(actor=olaf, item=Item.objects.get(code="V28"), kind="ask", reason="Roosters.")
        accept_proposal(actor=anna, proposal=Proposal.objects.get())
        for act in (
            lambda: decline_proposal(actor=bea, proposal=stale, answer="Nee."),
            lambda: accept_proposal(actor=bea, proposal=stale),
            lambda: withdraw_proposal(actor=olaf, proposal=stale),
        ):
            with pytest.raises(Refused):
                act()
        assert Proposal.objects.get().state == ProposalState.ACCEPTED
        assert QuestionnaireItem.objects.current().filter(item__code="V28").count() == 1


def test_the_same_is_not_proposed_twice_at_a_time(filled: Zandbak) -> None:
    with filled.scope():
        found = Item.objects.get(code="V28")
        propose_change(actor=filled.member(filled.olaf), item=found, kind="ask", reason="Roosters.")
        with pytest.raises(Refused):
            propose_change(actor=filled.member(filled.anna), item=found, kind="ask", reason="Ook.")
        propose_change(actor=filled.member(filled.anna), item=found, kind="retire", reason="Weg ermee.")


def test_a_sixth_statement_is_refused_and_its_proposal_waits(filled: Zandbak, sign_in: Any) -> None:
    with filled.scope():
        for code in ("V01", "V02"):
            QuestionnaireItem.objects.create(item=Item.objects.get(code=code))
    path = f"{filled.path}{BANK}{item(filled, 'V28').id}/ask/"
    assert sign_in(filled.olaf).post(path, {"reason": "Roosters."}).status_code == 302
    answer = sign_in(filled.anna).post(answer_path(filled, only_proposal(filled)), {"decision": "accept"})
    assert (answer.status_code, form_errors(answer)) == (422, {"__all__"})
    assert states(filled) == [("ask", "proposed")]
    with filled.scope():
        assert QuestionnaireItem.objects.current().count() == 5


def test_a_retired_question_leaves_the_questionnaire_with_the_reason(filled: Zandbak, sign_in: Any) -> None:
    anna, olaf = sign_in(filled.anna), sign_in(filled.olaf)
    found = item(filled, "V27")
    path = f"{filled.path}{BANK}{found.id}/"
    with translation.override("nl"):
        assert "Deze vraag wordt nu gesteld." in anna.get(f"{path}retire/").content.decode()
    anna.post(f"{path}retire/", {"reason": "Het rooster is vast."})
    olaf.post(answer_path(filled, only_proposal(filled)), {"decision": "accept"})
    with filled.scope():
        use = QuestionnaireItem.objects.get(item=found)
        assert use.dropped_at is not None
        assert use.dropped_because == "Het rooster is vast."
        assert found.id not in Item.objects.bank().values_list("id", flat=True)
    assert "Het rooster is vast." in anna.get(path).content.decode()
    # Not to be asked, worded or retired any more; to be brought back.
    refused = olaf.post(f"{path}ask/", {"reason": "Toch."})
    assert (refused.status_code, form_errors(refused)) == (422, {"__all__"})
    assert olaf.post(f"{path}restore/").status_code == 302
    with filled.scope():
        assert found.id in Item.objects.bank().values_list("id", flat=True)
        assert not QuestionnaireItem.objects.current().filter(item=found).exists()
    olaf.post(f"{path}restore/")  # twice
    with filled.scope():
        assert AuditEntry.objects.filter(action="surveys.item_restored").count() == 1


@pytest.mark.parametrize("what", ["wording", "retire", "ask"])
def test_the_core_is_not_changed(filled: Zandbak, sign_in: Any, what: str) -> None:
    core = item(filled, "K03")
    path = f"{filled.path}{BANK}{core.id}/{what}/"
    client = sign_in(filled.olaf)
    assert '<form class="form"' not in client.get(path).content.decode()
    sent = (
        new_question(text_nl="Ik kies zelf.", text_en="I choose.") if what == "wording" else {"reason": "x"}
    )
    answer = client.post(path, sent)
    assert (answer.status_code, form_errors(answer)) == (422, {"__all__"})
    assert states(filled) == []


def test_another_organisation_has_its_own_questions_and_proposals(
    filled: Zandbak, other: Other, sign_in: Any
) -> None:
    propose(sign_in(filled.olaf), filled)
    with other.scope():
        ensure_settings()
        theirs = Item.objects.get(code="V28")
        made = make_item(
            actor=None, kind="bank", theme="roosters", direction="positive", text_nl="A.", text_en="B."
        )
        assert made.code == "E01"
        retire_item(actor=None, item=made, reason="Weg.")
        assert not Proposal.objects.exists()
    anna = sign_in(filled.anna)
    for part in ("", "wording/", "ask/", "retire/", "restore/"):
        assert anna.get(f"{filled.path}{BANK}{theirs.id}/{part}").status_code == 404
    carla = sign_in(other.carla)
    start = f"/o/{other.organisation.slug}/surveys/questions/"
    assert carla.get(f"{start}proposals/{only_proposal(filled).id}/").status_code == 404
    assert carla.get(f"{start}preview/?proposal={only_proposal(filled).id}").status_code == 404
    assert OFTEN not in carla.get(f"{start}bank/").content.decode()
