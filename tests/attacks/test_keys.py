"""One person, or one side, with two keys; what both signed; what reaches a mail: each was found by attacking it."""

import re
import threading
import time
import uuid
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.db import connections
from django.urls import reverse

from measures.actions import change_action
from measures.models import Action
from policy.actions import endorsements
from policy.actions.documents import add_document
from surveys.actions import notes as note_actions
from surveys.actions.review_projects import decide_project
from surveys.actions.rhythm import take_up_agreement
from surveys.actions.staff_page import ensure_staff_page
from surveys.models import FeedbackNote, Review, ReviewNote, SurveySettings
from tests.cast import Zandbak, make_zandbak
from tests.surveys import noted, talks
from tests.surveys.agreed import propose
from tests.surveys.talks import path
from tests.surveys.test_note_mailing import send
from tests.surveys.test_notes import form_of
from tests.surveys.test_wave_journey import open_wave
from werkdruk.core.errors import Refused
from werkdruk.organisations.actions.mails import send_member_mail
from werkdruk.organisations.actions.people import change_roles, end_membership
from werkdruk.organisations.actions.profile import change_profile
from werkdruk.organisations.models import Membership, Party, Representation, Role

# The letter that once stood for a person's own link inside a mail.
MARK = "\ue000"
TOKEN = re.compile(r"evil\.example/\?t=[\w-]{30,}")


def _to_executive(zandbak: Zandbak) -> None:
    """Fatima is in the works council too; Olaf leaves it and becomes executive."""
    Membership.objects.filter(user=zandbak.fatima).update(roles=[Role.WORKS_COUNCIL])
    olaf = zandbak.member(zandbak.olaf)
    change_roles(actor=zandbak.member(zandbak.anna), member=olaf, roles=[Role.EXECUTIVE], units=[])


def test_a_note_carries_no_link_of_a_person(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        note = noted.drafted(zandbak)
    text = f"Lees meer: https://evil.example/?t={MARK}"
    page = f"{zandbak.path}surveys/reviews/{note.review_id}/note/change/"
    assert sign_in(zandbak.anna).post(page, form_of(note, heard_nl=text)).status_code == 422
    with zandbak.scope():
        FeedbackNote.objects.update(heard_nl=text)  # as if it had been taken
        noted.turn(zandbak, note, Party.WORKS_COUNCIL)
        noted.turn(zandbak, note, Party.EMPLOYER)
    send(zandbak)
    assert len(mail.outbox) > 0
    assert [one.to for one in mail.outbox if TOKEN.search(str(one.body))] == []


def test_the_name_of_the_organisation_carries_no_link_of_a_person(zandbak: Zandbak, sign_in: Any) -> None:
    name = f"De Zandbak (https://evil.example/?t={MARK})"
    profile = {
        "name": name,
        "sector": "",
        "representation": "works_council",
        "coordinator_title": "regisseur",
    }
    sign_in(zandbak.anna).post(f"{zandbak.path}organisation/profile/", profile)
    zandbak.organisation.refresh_from_db()
    assert zandbak.organisation.name == "Kinderopvang De Zandbak"
    zandbak.organisation.name = name  # as if it had been taken
    zandbak.organisation.save()
    open_wave(zandbak)
    assert len(mail.outbox) > 0
    assert [one.to for one in mail.outbox if TOKEN.search(str(one.body))] == []


def test_one_person_signs_a_review_for_both_sides(zandbak: Zandbak) -> None:
    with zandbak.scope():
        review = talks.talked(zandbak)
        talks.sign(zandbak, zandbak.olaf, review)
        _to_executive(zandbak)
        with pytest.raises(Refused):
            talks.sign(zandbak, zandbak.olaf, review)
        assert not Review.objects.get(id=review.id).is_signed


def test_one_person_publishes_a_note_with_both_keys(zandbak: Zandbak) -> None:
    with zandbak.scope():
        note = noted.half_approved(zandbak)
        _to_executive(zandbak)
        with pytest.raises(Refused):
            note_actions.approve_note(
                actor=zandbak.member(zandbak.olaf), party=Party.EMPLOYER, note=note, version=note.version
            )


def test_hr_alone_does_not_empty_the_works_council(zandbak: Zandbak) -> None:
    with zandbak.scope():
        anna, olaf = zandbak.member(zandbak.anna), zandbak.member(zandbak.olaf)
        with pytest.raises(Refused, match="Olaf Jansen"):
            end_membership(actor=anna, member=olaf)
        with pytest.raises(Refused, match="Olaf Jansen"):
            change_roles(actor=anna, member=olaf, roles=[Role.FACILITATOR], units=[])
        with pytest.raises(Refused):
            change_profile(actor=anna, organisation=zandbak.organisation, representation=Representation.NONE)
        assert zandbak.member(zandbak.olaf).roles == [Role.WORKS_COUNCIL]


def test_who_answered_for_the_council_does_not_decide_for_the_employer(zandbak: Zandbak) -> None:
    with zandbak.scope():
        one = endorsements.make_request(
            actor=zandbak.member(zandbak.anna), title="t", intended="i", reasons="r"
        )
        endorsements.ask(actor=zandbak.member(zandbak.anna), endorsement=one)
        endorsements.answer(
            actor=zandbak.member(zandbak.olaf), endorsement=one, outcome="conditions", text="c"
        )
        _to_executive(zandbak)
        with pytest.raises(Refused):
            endorsements.decide(
                actor=zandbak.member(zandbak.olaf), endorsement=one, carries_out=True, text="ok"
            )


def test_who_rewrote_the_draft_for_the_employer_does_not_answer(zandbak: Zandbak) -> None:
    with zandbak.scope():
        one = endorsements.make_request(
            actor=zandbak.member(zandbak.anna), title="t", intended="i", reasons="r"
        )
        endorsements.change_request(
            actor=zandbak.member(zandbak.bea), endorsement=one, version=1, intended="by bea"
        )
        endorsements.ask(actor=zandbak.member(zandbak.anna), endorsement=one)
        Membership.objects.filter(user=zandbak.bea).update(roles=[Role.WORKS_COUNCIL])
        with pytest.raises(Refused):
            endorsements.answer(actor=zandbak.member(zandbak.bea), endorsement=one, outcome="endorsed")


def test_a_project_of_an_unsigned_review_is_not_public(zandbak: Zandbak, client: Any) -> None:
    with zandbak.scope():
        review = talks.opened(zandbak)
        token = ensure_staff_page().token
        decide_project(
            actor=zandbak.member(zandbak.anna),
            review=review,
            name="Project Piet",
            goal="Piet moet weg bij BSO.",
            units=[zandbak.team],
            signal="s",
        )
    page = client.get(f"/s/zandbak/page/{token}/").content.decode()
    assert "Piet" not in page


def test_a_signed_promise_is_public_as_signed(zandbak: Zandbak, client: Any, sign_in: Any) -> None:
    with zandbak.scope():
        review = talks.talked(zandbak)
        talks.signed(zandbak, review)
        token = ensure_staff_page().token
        action = Action.objects.get(what="Invalpool op vrijdag")
        change_action(
            actor=zandbak.member(zandbak.anna),
            action=action,
            version=action.version,
            what="Jan doet voortaan alles",
            due_on=date(2031, 1, 1),
        )
    assert "Jan doet" not in client.get(f"/s/zandbak/page/{token}/").content.decode()


def test_a_signed_review_shows_what_was_signed(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        review = talks.talked(zandbak)
        talks.signed(zandbak, review)
        action = Action.objects.get(what="Invalpool op vrijdag")
        change_action(
            actor=zandbak.member(zandbak.anna),
            action=action,
            version=action.version,
            what="Jan doet voortaan alles",
        )
    page = sign_in(zandbak.olaf).get(path(zandbak, review)).content.decode()
    assert "Invalpool op vrijdag" in page


def test_form_key_in_two_reviews(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        first, second = talks.opened(zandbak), talks.opened(zandbak, date(2026, 2, 1))
    sent = {"text": "Van mij", "form_key": str(uuid.uuid4())}
    olaf = sign_in(zandbak.olaf)
    assert olaf.post(path(zandbak, first, "own-notes"), sent).status_code == 302
    assert olaf.post(path(zandbak, second, "own-notes"), sent).status_code == 400
    with zandbak.scope():
        assert ReviewNote.objects.get().review_id == first.id


def test_draft_titles_not_in_the_councils_log(zandbak: Zandbak, sign_in: Any) -> None:
    with zandbak.scope():
        endorsements.make_request(
            actor=zandbak.member(zandbak.anna), title="Ontslag van Piet", intended="i", reasons="r"
        )
    page = sign_in(zandbak.olaf).get(reverse("organisations:audit_log", args=["zandbak"]))
    assert page.status_code == 200
    assert "Ontslag van Piet" not in page.content.decode()


def test_a_document_after_the_answer(zandbak: Zandbak) -> None:
    with zandbak.scope():
        one = endorsements.make_request(
            actor=zandbak.member(zandbak.anna), title="t", intended="i", reasons="r"
        )
        endorsements.ask(actor=zandbak.member(zandbak.anna), endorsement=one)
        endorsements.answer(actor=zandbak.member(zandbak.olaf), endorsement=one, outcome="endorsed")
        with pytest.raises(Refused):
            add_document(
                actor=zandbak.member(zandbak.anna), endorsement=one, name="a.pdf", content=b"%PDF-1.4 after"
            )


def test_an_older_agreement_does_not_win_a_race(committed_db: None) -> None:
    zandbak = make_zandbak()
    with zandbak.scope():
        made = propose(zandbak, open_k=20)
    agreed, waiting = threading.Event(), threading.Event()

    def endorse() -> None:
        with zandbak.scope():
            endorsements.answer(
                actor=zandbak.member(zandbak.olaf), endorsement=made.request, outcome="endorsed"
            )
            agreed.set()
            waiting.wait(10)
            time.sleep(0.5)  # the other one stands before the lock by now
        connections.close_all()

    def sweep() -> None:
        agreed.wait(10)
        waiting.set()
        with zandbak.scope():
            take_up_agreement()
        connections.close_all()

    threads = [threading.Thread(target=each) for each in (endorse, sweep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with zandbak.scope():
        settings = SurveySettings.objects.get()
        assert settings.agreement is not None
        assert (settings.agreement.number, settings.open_k) == (made.number, 20)


def test_endorsement_mail_after_role_is_taken(zandbak: Zandbak) -> None:
    with zandbak.scope():
        one = endorsements.make_request(
            actor=zandbak.member(zandbak.anna), title="Geheim", intended="i", reasons="r"
        )
        endorsements.ask(actor=zandbak.member(zandbak.anna), endorsement=one)
        Membership.objects.filter(user=zandbak.olaf).update(roles=["facilitator"])
    send_member_mail(zandbak.id)
    assert not [m for m in mail.outbox if m.to == [zandbak.olaf.email]]
