"""The agreement on the survey: two keys, versions that stay, no wave without it, and every rule in force."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from pypdf import PdfReader

from policy.actions import endorsements
from policy.models import EndorsementRequest, EndorsementStep
from surveys.actions.agreements import propose_agreement
from surveys.actions.closing import close_wave
from surveys.actions.drawing import draw_wave
from surveys.actions.open_answers import forget_open_answers
from surveys.actions.planning import open_now, plan_this_month, plan_wave
from surveys.actions.proposals import propose_change
from surveys.actions.questionnaires import add_item, change_questionnaire
from surveys.actions.setup import ensure_settings, place_everyone
from surveys.models import (
    Agreement,
    AnswerRelease,
    Item,
    ItemKind,
    QuestionnaireItem,
    ReleaseState,
    SurveySettings,
    Wave,
    WaveItem,
    WaveState,
)
from surveys.queries.agreements import as_promised
from surveys.queries.reviews import bank_to_add
from surveys.queries.waves import next_items
from surveys.today import agreement_step, todos
from tests.cast import Zandbak, make_employees
from tests.surveys import words
from tests.surveys.agreed import agree_on, propose, rules
from tests.surveys.published import close_with, publish_year, sheets
from werkdruk.core.errors import Refused
from werkdruk.organisations.models import Membership, Representation

SENT: dict[str, Any] = {
    "rhythm": "monthly",
    "waves_per_block": 1,
    "k": 5,
    "open_k": 10,
    "open_days": 14,
    "answers_kept_months": 12,
    "leads_see_units": "on",
    "themes": ["herstel", "roosters"],
    "reasons": "Samen besproken.",
}


@pytest.fixture
def staffed(zandbak: Zandbak) -> Zandbak:
    """With 241 people, everyone placed."""
    with zandbak.scope():
        make_employees(zandbak.team, 120)
        make_employees(zandbak.other_team, 120)
        place_everyone()
    return zandbak


@pytest.fixture
def unagreed(staffed: Zandbak) -> Zandbak:
    """The same as it was before there were agreements."""
    with staffed.scope():
        SurveySettings.objects.update(agreement=None)
        Agreement.objects.all().delete()
        EndorsementRequest.objects.all().delete()
    return staffed


def path(zandbak: Zandbak, *parts: str) -> str:
    return f"{zandbak.path}surveys/" + "".join(f"{part}/" for part in parts)


def told(response: Any) -> str:
    return " ".join(response.content.decode().split())


# -- Two keys


def test_hr_proposes_the_works_council_endorses_and_it_holds(staffed: Zandbak, sign_in: Any) -> None:
    anna, olaf = sign_in(staffed.anna), sign_in(staffed.olaf)
    form = anna.get(path(staffed, "agreement", "propose")).context["form"]
    assert (form["k"].value(), form["rhythm"].value(), len(form["themes"].value())) == (5, "monthly", 19)
    sent = {**SENT, "k": 7, "coordinator": "Een dag per week.", "form_key": str(form["form_key"].value())}
    made = [anna.post(path(staffed, "agreement", "propose"), sent).url for _twice in range(2)]
    assert made[0] == made[1]
    with staffed.scope():
        running = Agreement.objects.get(number=2)
        assert (running.agreed_at, ensure_settings().k) == (None, 5)
        assert running.request is not None
        assert "Kleinste aantal antwoorden in een cijfer: 7 antwoorden (nu: 5 antwoorden)" in (
            running.request.intended
        )
    assert olaf.post(f"{made[0]}answer/", {"outcome": "endorsed"}).status_code == 302
    with staffed.scope():
        running.refresh_from_db()
        settings = ensure_settings()
        assert running.agreed_at is not None
        assert (settings.k, settings.agreement_id, set(settings.themes)) == (
            7,
            running.id,
            {"herstel", "roosters"},
        )
        steps = EndorsementStep.objects.filter(request=running.request).values_list("state", "by_name")
        assert list(steps) == [("asked", "Anna Visser"), ("endorsed", "Olaf Jansen"), ("decided", "")]
    page = told(olaf.get(path(staffed, "agreement")))
    assert "Van kracht: versie 2" in page
    assert "Een dag per week." in page
    letter = olaf.get(f"{made[0]}letter/", {"lang": "nl"}).content
    assert letter.startswith(b"%PDF-1.7")


def test_the_letter_holds_the_whole_agreement(staffed: Zandbak, sign_in: Any, tmp_path: Any) -> None:
    with staffed.scope():
        made = propose(staffed, k=8)
    url = f"{staffed.path}policy/requests/{made.request_id}/letter/?lang=en"
    file = tmp_path / "letter.pdf"
    file.write_bytes(sign_in(staffed.olaf).get(url).content)
    text = "".join(page.extract_text() for page in PdfReader(file).pages)
    for part in (
        "Intended decision",
        "Kleinste aantal antwoorden in een cijfer: 8 antwoorden",
        "8 answers",
        "Samen besproken.",
        "article 27",
        "Signature",
    ):
        assert part in " ".join(text.split()), part


def test_k_is_never_lowered_by_one_side(staffed: Zandbak, sign_in: Any) -> None:
    """No form, no address and no action of one side changes k; together they agree on one of five at least."""
    with staffed.scope():
        agree_on(staffed, k=8)
    for person in (staffed.anna, staffed.bea, staffed.olaf):
        client = sign_in(person)
        assert client.post(path(staffed, "settings"), {**SENT, "k": 5}).status_code == 405
        assert client.get(path(staffed, "settings")).url == path(staffed, "agreement")
    with staffed.scope():
        propose(staffed, k=6)
        assert ensure_settings().k == 8
        request = Agreement.objects.get(number=3).request
        assert request is not None
        for own in (staffed.anna, staffed.bea):
            with pytest.raises(Refused, match="De OR antwoordt op dit verzoek"):
                endorsements.answer(
                    actor=staffed.member(own), endorsement=request, outcome="endorsed", alone_because="Zelf."
                )
            with pytest.raises(Refused, match="nog geen antwoord"):
                endorsements.decide(
                    actor=staffed.member(own), endorsement=request, carries_out=True, text="Zo."
                )
    answer = f"{staffed.path}policy/requests/{request.id}/answer/"
    assert sign_in(staffed.anna).post(answer, {"outcome": "endorsed"}).status_code == 403
    with staffed.scope():
        assert ensure_settings().k == 8
    assert sign_in(staffed.olaf).post(answer, {"outcome": "endorsed"}).status_code == 302
    with staffed.scope():
        assert ensure_settings().k == 6  # with both keys


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [("k", 4, "Een cijfer vraagt minstens 5"), ("open_k", 9, "Open antwoorden vragen minstens 10")],
)
def test_no_agreement_goes_below_five_and_ten(
    staffed: Zandbak, sign_in: Any, name: str, value: int, message: str
) -> None:
    with staffed.scope(), pytest.raises(Refused, match=message):
        propose(staffed, **{name: value})
    sent = sign_in(staffed.anna).post(path(staffed, "agreement", "propose"), {**SENT, name: value})
    assert sent.status_code == 422
    with staffed.scope():
        assert Agreement.objects.count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(number=9, **rules(**{name: value}))


def test_only_hr_and_executive_propose_and_one_proposal_runs(staffed: Zandbak, sign_in: Any) -> None:
    with staffed.scope():
        with pytest.raises(Refused, match="HR of de bestuurder schrijft"):
            propose_agreement(actor=staffed.member(staffed.olaf), rules=rules(k=9), reasons="Zo.")
        with pytest.raises(Refused, match="al afgesproken"):
            propose(staffed)
        propose(staffed, k=9)
        with pytest.raises(Refused, match="loopt al een voorstel"):
            propose(staffed, k=6)
    page = sign_in(staffed.bea).post(path(staffed, "agreement", "propose"), {**SENT, "k": 6})
    assert (page.status_code, "Er loopt al een voorstel" in told(page)) == (422, True)


def test_conditions_take_a_new_version_and_a_refusal_changes_nothing(staffed: Zandbak, sign_in: Any) -> None:
    with staffed.scope():
        first = propose(staffed, k=7).request
        anna, olaf = staffed.member(staffed.anna), staffed.member(staffed.olaf)
        endorsements.answer(actor=olaf, endorsement=first, outcome="conditions", text="Acht.")
        with pytest.raises(Refused, match="Laat deze versie vallen"):
            endorsements.decide(actor=anna, endorsement=first, carries_out=True, text="Toch zeven.")
    assert first is not None
    decide = f"{staffed.path}policy/requests/{first.id}/decide/"
    page = sign_in(staffed.anna).post(decide, {"decision": "carry_out", "text": "Toch zeven."})
    assert (page.status_code, "Laat deze versie vallen" in told(page)) == (422, True)
    dropped = sign_in(staffed.anna).post(decide, {"decision": "drop", "text": "We stellen acht voor."})
    assert dropped.status_code == 302
    with staffed.scope():
        second = propose(staffed, k=8).request
        endorsements.answer(actor=olaf, endorsement=second, outcome="refused", text="Te hoog.")
        with pytest.raises(Refused, match="dus je kunt het niet uitvoeren"):
            endorsements.decide(actor=anna, endorsement=second, carries_out=True, text="Toch.")
        assert (ensure_settings().k, Agreement.objects.agreed().count()) == (5, 1)


def test_hr_agrees_alone_with_a_reason_where_nobody_speaks_for_the_staff(staffed: Zandbak) -> None:
    staffed.organisation.representation = Representation.NONE
    staffed.organisation.save()
    with staffed.scope():
        Membership.objects.filter(user=staffed.olaf).update(ended_at=timezone.now())
        made = propose(staffed, k=6)
        anna = staffed.member(staffed.anna)
        with pytest.raises(Refused, match="hoe medewerkers zijn gehoord"):
            endorsements.answer(actor=anna, endorsement=made.request, outcome="endorsed")
        endorsements.answer(
            actor=anna, endorsement=made.request, outcome="endorsed", alone_because="Besproken met allen."
        )
        assert ensure_settings().k == 6


@pytest.mark.parametrize(
    "change", ["k = 6", "themes = '{}'", "remarks = 'Anders'", "agreed_at = NULL", "asked_at = NULL"]
)
def test_the_database_keeps_a_version_as_it_was_sent(zandbak: Zandbak, change: str) -> None:
    with zandbak.scope(), pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        connection.cursor().execute(f"UPDATE surveys_agreement SET {change}")


def test_a_design_that_cannot_publish_is_not_proposed(staffed: Zandbak, sign_in: Any) -> None:
    sent = {**SENT, "k": 20, "open_k": 20}
    page = sign_in(staffed.anna).post(path(staffed, "agreement", "propose"), sent)
    assert page.status_code == 422
    assert "ongeveer 12 antwoorden" in told(page)
    with staffed.scope(), pytest.raises(Refused, match="ongeveer 12 antwoorden"):
        propose(staffed, k=20)


def test_texts_and_numbers_stay_within_bounds(staffed: Zandbak) -> None:
    with staffed.scope():
        for wrong in (
            {"open_days": 2},
            {"answers_kept_months": 13},
            {"waves_per_block": 4},
            {"rhythm": "daily"},
        ):
            with pytest.raises((Refused, ValidationError, ValueError)):
                propose(staffed, **wrong)
        assert Agreement.objects.count() == 1


# -- No wave without an agreement


def test_no_wave_starts_without_an_agreement(unagreed: Zandbak, sign_in: Any) -> None:
    anna, today = sign_in(unagreed.anna), timezone.localdate()
    with unagreed.scope():
        with pytest.raises(Refused, match="zonder afspraken begint er geen ronde"):
            plan_wave(actor=None, opens_on=today)
        planned = Wave.objects.create(
            month=today.replace(day=1), place=0, opens_on=today, closes_on=today, seed="0"
        )
        with pytest.raises(Refused, match="zonder afspraken begint er geen ronde"):
            open_now(actor=None, wave=planned)
        SurveySettings.objects.update(started_on=today)
        assert plan_this_month(today=today + timedelta(days=40)) is None
        (todo,) = [one for one in todos(unagreed.member(unagreed.anna), today) if one.due == today]
        assert (todo.kind, todo.detail) == (
            "drain",
            "Er gelden nog geen afspraken. Zonder afspraken begint er geen ronde.",
        )
    assert draw_wave(unagreed.id, planned.id) is False
    with unagreed.scope():
        assert Wave.objects.get(id=planned.id).state == WaveState.PLANNED
    later = (today + timedelta(days=40)).isoformat()
    page = anna.post(path(unagreed, "plan"), {"opens_on": later})
    assert (page.status_code, "zonder afspraken begint er geen ronde" in told(page)) == (422, True)
    wave_page = path(unagreed, "waves", str(planned.id))
    assert "Deze loting wacht op de afspraken." in told(anna.get(wave_page))
    page = anna.post(f"{wave_page}open/", follow=True)
    assert "zonder afspraken begint er geen ronde" in told(page)
    with unagreed.scope():
        step = agreement_step(unagreed.organisation)
        assert (step.done, step.button) == (False, "Stel afspraken voor")
        propose(unagreed)
        assert agreement_step(unagreed.organisation).detail == "Het voorstel wacht op antwoord."
    assert draw_wave(unagreed.id, planned.id) is False
    with unagreed.scope():
        request = Agreement.objects.get().request
        endorsements.answer(actor=unagreed.member(unagreed.olaf), endorsement=request, outcome="endorsed")
        assert agreement_step(unagreed.organisation).done
    assert draw_wave(unagreed.id, planned.id) is True
    with unagreed.scope():
        assert Wave.objects.get(id=planned.id).agreement == Agreement.objects.get()


def test_a_change_takes_effect_with_the_next_wave(staffed: Zandbak, sign_in: Any) -> None:
    today = timezone.localdate()
    with staffed.scope():
        wave = plan_wave(actor=None, opens_on=today)
    assert draw_wave(staffed.id, wave.id)
    with staffed.scope():
        agreed = agree_on(staffed, k=8, open_days=21)
        settings = ensure_settings()
        assert (settings.k, settings.agreement.number) == (5, 1)
        assert Wave.objects.get(id=wave.id).agreement.number == 1
    page = told(sign_in(staffed.olaf).get(path(staffed, "agreement")))
    assert "Het gaat in als de open ronde is gesloten" in page
    close_wave(staffed.id, wave.id)
    with staffed.scope():
        assert (ensure_settings().k, ensure_settings().agreement_id) == (8, agreed.id)
        following = plan_wave(actor=None, opens_on=(today.replace(day=1) + timedelta(days=40)).replace(day=1))
    with time_machine.travel(f"{following.opens_on} 09:00+01:00"):
        assert draw_wave(staffed.id, following.id)
    with staffed.scope():
        drawn = Wave.objects.get(id=following.id)
        assert (drawn.agreement, (drawn.closes_on - drawn.opens_on).days) == (agreed, 21)


def test_a_lower_k_holds_for_later_answers_only(staffed: Zandbak) -> None:
    """Who answered under eight stays under eight, also in a block that ends when five is agreed."""
    with staffed.scope():
        agree_on(staffed, k=8, open_k=12)
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    assert draw_wave(staffed.id, wave.id)
    with staffed.scope():
        agree_on(staffed, k=5, open_k=10)
    close_wave(staffed.id, wave.id)
    with staffed.scope():
        settings, drawn = ensure_settings(), Wave.objects.get(id=wave.id)
        assert (settings.k, settings.open_k) == (5, 10)
        promised = as_promised(settings, year_block=drawn.year_block_id)
        assert (promised.k, promised.open_k) == (8, 12)


# -- What is agreed is what happens


def test_statements_of_other_themes_are_not_asked(staffed: Zandbak, sign_in: Any) -> None:
    with staffed.scope():
        ensure_settings()
        asked = [use.item for use in QuestionnaireItem.objects.current().select_related("item")]
        kept = asked[0].theme
        out = [item for item in asked if item.theme != kept]
        agree_on(staffed, themes=[kept])
        codes = [item.code for item in next_items()]
        assert not {item.code for item in out} & set(codes)
        assert len([item for item in next_items() if item.kind == ItemKind.CORE]) == 10
        other = Item.objects.bank().exclude(theme=kept).exclude(id__in=[item.id for item in asked])[0]
        for act in (
            lambda: add_item(actor=None, item=other, reason="Graag."),
            lambda: change_questionnaire(actor=None, item_ids={asked[0].id, other.id}, reason="Graag."),
            lambda: propose_change(
                actor=staffed.member(staffed.olaf), item=other, kind="ask", reason="Graag."
            ),
        ):
            with pytest.raises(Refused, match="volgens de afspraken niet gevraagd"), transaction.atomic():
                act()
        assert {item.theme for item in bank_to_add([])} <= {kept}
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    anna = sign_in(staffed.anna)
    page = anna.post(path(staffed, "questions", "bank", str(other.id), "ask"), {"reason": "Graag."})
    assert (page.status_code, "volgens de afspraken niet gevraagd" in told(page)) == (422, True)
    assert told(anna.get(path(staffed, "questions"))).count("niet volgens de afspraken") == len(out)
    assert draw_wave(staffed.id, wave.id)
    with staffed.scope():
        drawn = set(WaveItem.objects.filter(wave=wave).values_list("item__code", flat=True))
        assert drawn == set(codes)


@pytest.mark.parametrize(("months", "days"), [(12, 365), (6, 182), (1, 30)])
def test_open_answers_are_kept_as_agreed(staffed: Zandbak, months: int, days: int) -> None:
    with staffed.scope():
        if months != 12:
            agree_on(staffed, answers_kept_months=months)
        release = words.released(staffed)
        since = release.since
        assert release.deleted_on == timezone.localdate(since + timedelta(days=days))
    for late, gone in ((timedelta(hours=-1), False), (timedelta(hours=1), True)):
        with time_machine.travel(since + timedelta(days=days) + late), staffed.scope():
            forget_open_answers()
            found = AnswerRelease.objects.get(id=release.id)
            assert (found.state == ReleaseState.DELETED) is gone


def test_a_longer_time_holds_for_later_answers_only(staffed: Zandbak) -> None:
    with staffed.scope():
        agree_on(staffed, answers_kept_months=3)
        release = words.released(staffed)
        Wave.objects.update(agreement=Agreement.objects.agreed()[0])
        agree_on(staffed, answers_kept_months=12)
        assert AnswerRelease.objects.get(id=release.id).kept_months == 3


def test_the_anonymity_page_tells_the_agreed_time(staffed: Zandbak, client: Any) -> None:
    with staffed.scope():
        agree_on(staffed, answers_kept_months=4)
    assert "Na 4 maanden wissen we ze" in told(client.get("/s/zandbak/anonymity/"))


def test_team_leads_see_their_units_as_agreed(staffed: Zandbak, sign_in: Any) -> None:
    with staffed.scope():
        publication = publish_year(staffed, 2025, sheets(12, 9))
    page = path(staffed, "units", str(publication.id))
    tim, bea = sign_in(staffed.tim), sign_in(staffed.bea)
    assert tim.get(page).status_code == 200
    with staffed.scope():
        agree_on(staffed, leads_see_units=False)
    assert (tim.get(page).status_code, bea.get(page).status_code) == (403, 200)
    assert str(publication.id) not in told(tim.get(staffed.path))


def test_the_page_shows_versions_and_what_differed(staffed: Zandbak, sign_in: Any) -> None:
    with staffed.scope():
        agree_on(staffed, k=7)
        propose(staffed, k=9, themes=["herstel"])
        close_with(date(2026, 1, 1), sheets(8, 8))
    page = sign_in(staffed.olaf).get(path(staffed, "agreement"))
    numbers = [(one.number, [row.after for row in rows]) for one, _kind, rows in page.context["versions"]]
    assert [number for number, _rows in numbers] == [3, 2, 1]
    assert numbers[1][1] == ["7 antwoorden"]
    assert page.context["may_propose"] is False
    assert "Voorstel: versie 3" in told(page)


def test_units_answered_under_a_promise_stay_closed_to_leads(staffed: Zandbak, sign_in: Any) -> None:
    with staffed.scope():
        agree_on(staffed, leads_see_units=False)
        close_with(date(2025, 1, 1), sheets(12, 9))
        publication = publish_year(staffed, 2025, sheets(12, 9))
        Wave.objects.update(agreement=Agreement.objects.agreed()[0])  # what the draw writes
        agree_on(staffed, leads_see_units=True)
    page = path(staffed, "units", str(publication.id))
    assert sign_in(staffed.tim).get(page).status_code == 403
