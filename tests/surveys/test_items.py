"""The question bank: versions that never mix, use over the waves, search, and a new release of our bank."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.actions.accumulating import add_to_units, publish_units
from surveys.actions.answering import submit_answers
from surveys.actions.bank import bank_release, bank_rows, sync_bank
from surveys.actions.closing import close_wave
from surveys.actions.counting import INDEX_ITEMS, WaveCount
from surveys.actions.drawing import draw_wave
from surveys.actions.items import make_item, retire_item, reword_item
from surveys.actions.planning import plan_wave
from surveys.actions.proposals import accept_proposal, decline_proposal, propose_wording
from surveys.actions.questionnaires import add_item
from surveys.actions.reviewing import decide_add, decide_drop, undo_decision
from surveys.actions.setup import ensure_settings, place_everyone
from surveys.domain.ballot import Ballot as AnswerSheet
from surveys.domain.disclosure import PublishedBlock
from surveys.domain.tally import Tally
from surveys.links import make_token
from surveys.models import Block, Invitation, Item, Proposal, Publication, QuestionnaireItem, Review, Wave
from surveys.queries.items import item_lines, item_versions
from surveys.queries.publications import unit_sheet
from surveys.queries.waves import next_items, wave_items
from tests.cast import Zandbak, make_employees
from tests.surveys.published import close_with, sheets
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
CORE = {f"K{number:02}": 4 for number in range(1, 11)}
WORDS = {"text_nl": "Ik ken mijn rooster op tijd.", "text_en": "I know my schedule in time."}


@pytest.fixture
def filled(zandbak: Zandbak) -> Zandbak:
    """The organisation with its question bank."""
    with zandbak.scope():
        ensure_settings()
    return zandbak


def newest(code: str) -> Item:
    return Item.objects.filter(code=code).order_by("-version")[0]


def reword(code: str = "V27", **words: str) -> Item:
    return reword_item(actor=None, item=newest(code), reason="Duidelijker.", **(WORDS | words))


def asked_now() -> list[str]:
    return sorted(use.item.key for use in QuestionnaireItem.objects.current().select_related("item"))


# Versions


def test_a_new_wording_is_a_new_version_that_the_next_wave_asks(filled: Zandbak) -> None:
    with filled.scope():
        old = newest("V27")
        made = reword()
        assert (made.key, made.version, made.theme, made.direction) == ("V27.2", 2, old.theme, old.direction)
        old.refresh_from_db()
        assert old.key == "V27"
        assert (old.text_nl, old.retired_because) == (
            "Ik weet op tijd wanneer ik moet werken.",
            "Duidelijker.",
        )
        assert asked_now() == ["V27.2", "V29", "V31"]
        for wrong in (
            lambda: reword(),  # the same words again
            lambda: reword_item(actor=None, item=old, reason="Terug.", text_nl="A.", text_en="B."),
            lambda: reword("K03"),
            lambda: reword_item(actor=None, item=made, reason=" ", text_nl="A.", text_en="B."),
            lambda: reword("V27", text_nl=newest("V28").text_nl),
            lambda: add_item(actor=None, item=old, reason="Toch de oude."),
        ):
            with pytest.raises(Refused):
                wrong()
        assert reword(text_nl=old.text_nl, text_en=old.text_en).key == "V27.3"


def test_the_database_holds_one_live_version_of_a_question(filled: Zandbak) -> None:
    with filled.scope():
        old = newest("V27")
        reword()
        with pytest.raises(IntegrityError), transaction.atomic():
            Item.objects.filter(id=old.id).update(retired_at=None)
        codes = [item.code for item in next_items()]
        assert len(codes) == len(set(codes)) == 15


def test_an_open_wave_keeps_the_wording_that_it_was_drawn_with(filled: Zandbak) -> None:
    with filled.scope():
        make_employees(filled.team, 119, "boomhut")
        place_everyone()
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
        proposal = propose_wording(
            actor=filled.member(filled.olaf), item=newest("V27"), reason="Duidelijker.", **WORDS
        )
    assert draw_wave(filled.id, wave.id)  # between the proposal and its answer
    with filled.scope():
        accept_proposal(actor=filled.member(filled.anna), proposal=proposal)
        assert [item.key for item in wave_items(wave.id) if item.code == "V27"] == ["V27"]
        rows = list(Invitation.objects.filter(wave=wave))
    path = f"/s/zandbak/{make_token(filled.id, rows[0].id)}/"
    assert "Ik weet op tijd wanneer ik moet werken." in Client().get(path).content.decode()
    for row in rows:
        token = make_token(filled.id, row.id)
        with filled.scope():
            submit_answers(token=token, answers=CORE | {"V27": 5, "V27.2": 1}, open_answers={})
    close_wave(filled.id, wave.id)
    with filled.scope():
        figures = PublishedBlock.from_json(Publication.objects.get().figures)
        assert "V27.2" not in figures.items
        assert figures.items["V27"].mean.value == 95  # type: ignore[union-attr]
        assert [item.key for item in next_items() if item.code == "V27"] == ["V27.2"]


def test_an_employee_answers_the_second_version(filled: Zandbak) -> None:
    with filled.scope():
        make_employees(filled.team, 119, "boomhut")
        place_everyone()
        reword()
        reword("O1", text_nl="Wat kost je nu energie?", text_en="What costs you energy now?")
        wave = plan_wave(actor=None, opens_on=timezone.localdate())
    assert draw_wave(filled.id, wave.id)
    with filled.scope():
        rows = list(Invitation.objects.filter(wave=wave))
    for row in rows:
        path = f"/s/zandbak/{make_token(filled.id, row.id)}/"
        assert 'name="V27.2"' in Client().get(path).content.decode()
        sent = {code: str(value) for code, value in CORE.items()} | {
            "V27.2": "4",
            "V27": "1",
            "O1.2": "Vergaderen",
        }
        assert Client().post(path, sent).status_code == 303
    close_wave(filled.id, wave.id)
    with filled.scope():
        figures = PublishedBlock.from_json(Publication.objects.get().figures)
        assert figures.items["V27.2"].mean.value == 75  # type: ignore[union-attr]
        assert "V27" not in figures.items


def test_two_versions_never_mix_in_a_yearly_block(filled: Zandbak) -> None:
    """Ten people answered version 1 with one end of the scale, ten others version 2 with the other end."""
    with filled.scope():
        block = Block.objects.create(
            first_month=JANUARY, last_month=date(2026, 12, 1), tree=[[str(filled.team.id), None, "Team"]]
        )
        _count(filled, block, JANUARY, {"V27": 1})
        reword()
        _count(filled, block, FEBRUARY, {"V27.2": 5})
        publish_units(filled.id, block, 5)
        publication = Publication.objects.get(unit=filled.team)
        figures = PublishedBlock.from_json(publication.figures)
        means = {key: figures.items[key].mean for key in ("V27", "V27.2")}
        assert [(mean.value, mean.bound) for mean in means.values()] == [(5, "at_most"), (95, "at_least")]  # type: ignore[union-attr]
        assert figures.respondents.low == 20  # type: ignore[union-attr]
        rows = [row for row in unit_sheet(publication).variable if row.item.code == "V27"]
        assert [(row.item.version, row.mean and row.mean.figure) for row in rows] == [
            (1, means["V27"]),
            (2, means["V27.2"]),
        ]


def _count(zandbak: Zandbak, block: Block, month: date, more: dict[str, int]) -> None:
    """A wave of ten people of Tim's team, published for the whole and added to the block."""
    wave = close_with(month, [CORE | more] * 10)
    Wave.objects.filter(id=wave.id).update(year_block=block)
    wave.year_block = block
    counted = [item.counted for item in wave_items(wave.id)]
    sheet = AnswerSheet(unit=zandbak.team.id, answers=CORE | more, open_answers={})
    tally = Tally.of([sheet] * 10, counted, index_items=INDEX_ITEMS)
    add_to_units(zandbak.id, block, wave, WaveCount(tally, {zandbak.team.id: tally}), {zandbak.team.id: 10})


def test_a_review_cannot_bring_back_what_was_replaced_or_retired(filled: Zandbak) -> None:
    with filled.scope():
        review = Review.objects.get(wave=close_with(JANUARY, sheets(8, 4)))
        out = decide_drop(actor=None, review=review, item=newest("V31"), reason="Klaar.")
        retire_item(actor=None, item=newest("V31"), reason="Klaar.")
        with pytest.raises(Refused):
            undo_decision(actor=None, review=review, decision=out)
        assert asked_now() == ["V27", "V29"]


# The pages


def test_the_page_of_a_question_tells_its_whole_history(filled: Zandbak, sign_in: Any) -> None:
    with filled.scope():
        QuestionnaireItem.objects.update(added_at=datetime(2025, 6, 1, tzinfo=UTC))
        close_with(JANUARY, sheets(8, 4, V27=4))
        close_with(FEBRUARY, sheets(8, 4, V27=4))
        reword()
        review = Review.objects.get(wave__month=FEBRUARY)
        wave = close_with(MARCH, sheets(8, 4, **{"V27.2": 2}))
        drop = decide_drop(actor=None, review=review, item=newest("V27"), reason="We weten genoeg.")
        versions = item_versions(newest("V27"))
        assert [(one.item.version, [wave.month for wave in one.waves]) for one in versions] == [
            (2, [MARCH]),
            (1, [FEBRUARY, JANUARY]),
        ]
        means = [[figure.mean.figure.value for figure in one.figures if figure.mean] for one in versions]  # type: ignore[attr-defined]
        assert means == [[25], [75, 75]]
        assert [use.dropped_in for use in versions[0].uses] == [drop.review]
        assert versions[0].uses[0].added_in is None
        old = versions[1].item
    page = sign_in(filled.olaf).get(f"{filled.path}surveys/questions/bank/{old.id}/").content.decode()
    for said in (
        WORDS["text_nl"],
        WORDS["text_en"],
        old.text_nl,
        "Duidelijker.",
        "We weten genoeg.",
        "Met versie 2 begint de trend opnieuw.",
        f"/surveys/waves/{wave.id}/figures/",
    ):
        assert said in page, said


def test_the_bank_is_searched_and_filtered(filled: Zandbak) -> None:
    with filled.scope():
        close_with(JANUARY, sheets(8, 4))
        reword()
        retire_item(actor=None, item=newest("V04"), reason="Past hier niet.")
        own = make_item(
            actor=None,
            kind="bank",
            theme="overdracht",
            direction="positive",
            text_nl="Goed.",
            text_en="Fine.",
        )

        def found(**given: str) -> list[str]:
            return sorted(line.item.key for _theme, lines in item_lines(**given) for line in lines)

        assert len(found()) == len(bank_rows()) + 1
        assert found(words="WANNEER moet") == ["V27.2"]  # also by the wording of before
        assert found(words="v28") == ["V28"]
        assert found(kind="own") == [own.key]
        assert found(state="retired") == ["V04"]
        assert found(state="asked", kind="bank") == ["V27.2", "V29", "V31"]
        assert found(state="asked", kind="core") == [f"K{number:02}" for number in range(1, 11)]
        assert found(theme="roosters", state="free") == ["V28"]
        assert found(words="niets daarvan") == []
        lines = {line.item.code: line for _theme, all_of in item_lines() for line in all_of}
        assert (lines["V27"].asked.waves, lines["V27"].asked.first, lines["V28"].asked.waves) == (
            1,
            JANUARY,
            0,
        )


@pytest.mark.parametrize("query", ["?theme=bestaat-niet&kind=x&state=y", "?q=%00", "?q=" + "x" * 5000])
def test_an_unreadable_filter_is_no_error(filled: Zandbak, sign_in: Any, query: str) -> None:
    assert sign_in(filled.bea).get(f"{filled.path}surveys/questions/bank/{query}").status_code == 200


def test_pages_ask_as_many_queries_for_one_row_as_for_three(filled: Zandbak, sign_in: Any) -> None:
    anna = sign_in(filled.anna)
    with filled.scope():
        item = newest("V27")
    paths = [f"{filled.path}surveys/questions/bank/{part}" for part in ("", f"{item.id}/")]
    paths += [f"{filled.path}surveys/questions/proposals/", filled.path]
    counts = []
    for number, month in enumerate((JANUARY, FEBRUARY, MARCH)):
        with filled.scope():
            close_with(month, sheets(8, 4, V27=4))
            review = Review.objects.get(wave__month=month)
            decide_add(actor=None, review=review, item=newest(f"V0{number + 1}"), reason="Nieuw.")
            words = {"text_nl": f"Tekst {number}.", "text_en": f"Text {number}."}
            if number:
                reword_item(actor=None, item=newest("V27"), reason="Anders.", **words)
            propose_wording(
                actor=filled.member(filled.olaf),
                item=newest(f"V1{number}"),
                reason="Zo.",
                text_nl=f"Zo {number}.",
                text_en=f"So {number}.",
            )
            QuestionnaireItem.objects.filter(item__code__startswith="V0").delete()
        if number != 1:
            found = []
            for path in paths:
                with CaptureQueriesContext(connection) as queries:
                    assert anna.get(path).status_code == 200
                found.append(len(queries))
            counts.append(found)
    assert counts[0] == counts[1]


def test_the_preview_shows_each_wave_and_each_question_in_both_languages(
    filled: Zandbak, sign_in: Any
) -> None:
    anna = sign_in(filled.anna)
    with filled.scope():
        wave = close_with(JANUARY, sheets(8, 4))
        old, made = newest("V27"), reword()
        free = newest("V28")
    path = f"{filled.path}surveys/questions/preview/"

    def legends(query: str) -> list[str]:
        html = anna.get(f"{path}{query}").content.decode()
        return re.findall(r"<legend>(.*?)</legend>", html)

    assert made.text_nl in legends("?lang=nl")
    assert old.text_nl in legends(f"?wave={wave.id}&lang=nl")
    assert old.text_en in legends(f"?wave={wave.id}&lang=en")
    assert free.text_nl in legends(f"?item={free.id}&lang=nl")
    assert len(legends(f"?item={free.id}")) == 14
    assert len(legends(f"?item={made.id}")) == 13  # already among them: not twice
    html = anna.get(f"{path}?item={free.id}&lang=nl").content.decode()
    assert f'href="?item={free.id}&amp;lang=en"' in html
    assert '<form method="dialog"' in html
    assert anna.post(f"{path}", {"V27": "1"}).status_code == 200
    with filled.scope():
        assert not Invitation.objects.exists()
    for wrong in ("?wave=x", "?item=x&proposal=y&lang=fr"):
        assert len(legends(wrong)) == 13
    assert anna.get(f"{path}?wave={free.id}").status_code == 404


# A new release of our bank


def changed_rows(**changes: str) -> list[dict[str, str]]:
    """Our bank with V28 worded anew, K02 too, and a new statement."""
    rows = [dict(row) for row in bank_rows()]
    for row in rows:
        if row["code"] in ("V28", "K02"):
            row["text_nl"] = changes.get("text_nl", "Anders gezegd.")
    return [*rows, dict(rows[10], code="V99", text_nl="Nieuw.", text_en="New.")]


def test_a_release_adds_questions_and_proposes_wordings(filled: Zandbak) -> None:
    with filled.scope():
        before = {item.id: item.text_nl for item in Item.objects.all()}
        for _ in range(2):
            settings = sync_bank(changed_rows(), "two")
        assert settings.bank_release == "two"
        assert {item.id: item.text_nl for item in Item.objects.exclude(code="V99")} == before
        assert Item.objects.bank().get(code="V99").text_nl == "Nieuw."
        assert asked_now() == ["V27", "V29", "V31"]
        offer = Proposal.objects.get()
        assert (offer.item and offer.item.code, offer.text_nl, offer.side) == (
            "V28",
            "Anders gezegd.",
            "publisher",
        )
        told = AuditEntry.objects.get(action="surveys.bank_synced")
        assert told.details == {"added": 1, "offered": 1}


@pytest.mark.parametrize("who", ["anna", "olaf"])
def test_either_side_answers_a_wording_of_ours(filled: Zandbak, who: str) -> None:
    with filled.scope():
        actor = filled.member(getattr(filled, who))
        sync_bank(changed_rows(), "two")
        accept_proposal(actor=actor, proposal=Proposal.objects.get())
        assert (newest("V28").version, newest("V28").text_nl) == (2, "Anders gezegd.")
        sync_bank(changed_rows(), "three")
        assert Proposal.objects.count() == 1


def test_what_was_declined_is_not_offered_again_and_a_newer_wording_takes_its_place(filled: Zandbak) -> None:
    with filled.scope():
        sync_bank(changed_rows(), "two")
        decline_proposal(actor=filled.member(filled.olaf), proposal=Proposal.objects.get(), answer="Nee.")
        sync_bank(changed_rows(), "three")
        assert Proposal.objects.count() == 1
        sync_bank(changed_rows(text_nl="Nog anders."), "four")
        sync_bank(changed_rows(text_nl="Weer anders."), "five")
        assert sorted(Proposal.objects.values_list("text_nl", "state")) == [
            ("Anders gezegd.", "declined"),
            ("Nog anders.", "withdrawn"),
            ("Weer anders.", "proposed"),
        ]


def test_a_retired_question_is_left_alone_by_a_release(filled: Zandbak) -> None:
    with filled.scope():
        retire_item(actor=None, item=newest("V28"), reason="Weg.")
        sync_bank(changed_rows(), "two")
        assert not Proposal.objects.exists()


def test_an_organisation_of_before_keeps_both_open_questions_and_is_not_asked_twice(filled: Zandbak) -> None:
    with filled.scope():
        settings = ensure_settings()
        QuestionnaireItem.objects.filter(item__kind="open").delete()
        settings.bank_release = ""
        settings.save()
        assert ensure_settings().bank_release == bank_release()
        uses = QuestionnaireItem.objects.current_open()
        assert [use.item.code for use in uses] == ["O1", "O2"]
        uses.update(dropped_at=timezone.now())
        settings.bank_release = ""
        settings.save()
        ensure_settings()
        assert not QuestionnaireItem.objects.current_open().exists()
        with CaptureQueriesContext(connection) as queries:
            ensure_settings()
        assert len(queries) == 1


def test_codes_of_our_bank_never_meet_own_codes() -> None:
    codes = [row["code"] for row in bank_rows()]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if code.startswith("E") or "." in code] == []


def test_own_codes_go_on_after_the_last(filled: Zandbak) -> None:
    with filled.scope():
        made = [
            make_item(
                actor=None, kind="bank", theme="t", direction="positive", text_nl=f"N {n}", text_en=f"E {n}"
            )
            for n in range(3)
        ]
        retire_item(actor=None, item=made[2], reason="Weg.")
        reword_item(actor=None, item=made[0], reason="Anders.", text_nl="Nieuw", text_en="New")
        fourth = make_item(
            actor=None, kind="open", theme="t", direction="open", text_nl="Wat?", text_en="What?"
        )
        assert [one.code for one in (*made, fourth)] == ["E01", "E02", "E03", "E04"]
