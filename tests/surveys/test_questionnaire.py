"""The questionnaire through HTTP: five statements, two open questions, a reason for what goes early."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from surveys.actions.items import retire_item
from surveys.actions.setup import ensure_settings
from surveys.models import Item, QuestionnaireItem
from tests.cast import Zandbak
from tests.surveys.published import close_with, sheets
from werkdruk.core.models import AuditEntry

JANUARY = date(2026, 1, 1)


@pytest.fixture
def filled(zandbak: Zandbak) -> Zandbak:
    """The organisation with its question bank."""
    with zandbak.scope():
        ensure_settings()
    return zandbak


@pytest.fixture
def anna(filled: Zandbak, sign_in: Any) -> Client:
    return sign_in(filled.anna)


def path(zandbak: Zandbak) -> str:
    return f"{zandbak.path}surveys/questions/"


def ids(zandbak: Zandbak, *codes: str) -> list[str]:
    with zandbak.scope():
        found = {item.code: str(item.id) for item in Item.objects.live()}
    return [found[code] for code in codes]


def asked(zandbak: Zandbak) -> list[str]:
    with zandbak.scope():
        uses = QuestionnaireItem.objects.filter(dropped_at__isnull=True)
        return sorted(uses.values_list("item__code", flat=True))


def choose(zandbak: Zandbak, client: Client, *codes: str, **more: Any) -> Any:
    """Choose exactly these questions on the page, as it was opened just before unless `seen` says otherwise."""
    seen = client.get(path(zandbak)).context["form"]["seen"].value()
    chosen = ids(zandbak, *codes)
    sent = {
        "seen": seen,
        "items": [one for one, code in zip(chosen, codes, strict=True) if code[0] == "V"],
        "open_questions": [one for one, code in zip(chosen, codes, strict=True) if code[0] == "O"],
        "reason": "",
    }
    return client.post(path(zandbak), sent | more)


def test_statements_and_open_questions_are_chosen_together(filled: Zandbak, anna: Client) -> None:
    assert asked(filled) == ["O1", "O2", "V27", "V29", "V31"]
    # No wave has asked anything yet: no reason is needed.
    assert choose(filled, anna, "V27", "V28", "O2").status_code == 302
    assert asked(filled) == ["O2", "V27", "V28"]
    assert choose(filled, anna, "V27", "V28").status_code == 302
    assert asked(filled) == ["V27", "V28"]
    assert choose(filled, anna, "V27", "V28").status_code == 302  # twice: nothing more happens
    with filled.scope():
        assert AuditEntry.objects.filter(action="surveys.item_added").count() == 1
        assert AuditEntry.objects.filter(action="surveys.item_dropped").count() == 4


def test_a_young_statement_goes_with_a_reason_only(filled: Zandbak, anna: Client) -> None:
    with filled.scope():
        QuestionnaireItem.objects.update(added_at="2025-06-01T00:00Z")
        close_with(JANUARY, sheets(8, 4))
    without = choose(filled, anna, "V27", "V28", "O1", "O2", reason="  ")
    assert (without.status_code, set(without.context["form"].errors)) == (422, {"__all__"})
    # What was chosen is still chosen.
    assert sorted(without.context["form"]["items"].value()) == sorted(ids(filled, "V27", "V28"))
    assert asked(filled) == ["O1", "O2", "V27", "V29", "V31"]
    assert choose(filled, anna, "V27", "V28", "O1", "O2", reason="Nu over roosters.").status_code == 302
    with filled.scope():
        gone = QuestionnaireItem.objects.get(item__code="V29")
        assert gone.dropped_because == "Nu over roosters."
        assert QuestionnaireItem.objects.get(item__code="V28").added_because == "Nu over roosters."


def test_after_three_waves_no_reason_is_needed(filled: Zandbak, anna: Client) -> None:
    with filled.scope():
        QuestionnaireItem.objects.update(added_at="2025-06-01T00:00Z")
        for month in (1, 2, 3):
            close_with(date(2026, month, 1), sheets(8, 4))
    assert choose(filled, anna, "V27", "V29", "O1").status_code == 302
    assert asked(filled) == ["O1", "V27", "V29"]


def test_more_than_five_statements_or_two_open_questions_are_refused(filled: Zandbak, anna: Client) -> None:
    with filled.scope():
        Item.objects.create(
            code="E01",
            own=True,
            kind="open",
            theme="t",
            direction="open",
            scale="open",
            text_nl="W",
            text_en="W",
        )
        third = str(Item.objects.get(code="E01").id)
    six = choose(filled, anna, *(f"V0{number}" for number in range(1, 7)))
    assert (six.status_code, set(six.context["form"].errors)) == (422, {"items"})
    three = choose(filled, anna, "V27", open_questions=[*ids(filled, "O1", "O2"), third])
    assert (three.status_code, set(three.context["form"].errors)) == (422, {"open_questions"})
    two = choose(filled, anna, "V27", open_questions=[*ids(filled, "O1"), third])
    assert two.status_code == 302
    assert asked(filled) == ["E01", "O1", "V27"]


@pytest.mark.parametrize("wrong", [{"items": ["x"]}, {"open_questions": ["x"]}, {"reason": "x" * 301}])
def test_bad_input_changes_nothing(filled: Zandbak, anna: Client, wrong: dict[str, Any]) -> None:
    answer = choose(filled, anna, "V01", **wrong)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, set(wrong))
    assert asked(filled) == ["O1", "O2", "V27", "V29", "V31"]


def test_a_retired_or_core_question_cannot_be_chosen(filled: Zandbak, anna: Client) -> None:
    core, retired = ids(filled, "K01", "V28")
    with filled.scope():
        retire_item(actor=None, item=Item.objects.get(id=retired), reason="Weg.")
    for wrong in (core, retired):
        answer = choose(filled, anna, items=[wrong])
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"items"})
    assert retired not in anna.get(path(filled)).content.decode()


def test_whoever_changed_the_questions_in_between_is_not_overwritten_unseen(
    filled: Zandbak, anna: Client
) -> None:
    seen = anna.get(path(filled)).context["form"]["seen"].value()
    assert choose(filled, anna, "V27", "V40", "O1").status_code == 302  # a colleague
    late = choose(filled, anna, "V27", "V28", "O1", "O2", seen=seen)
    form = late.context["form"]
    assert late.status_code == 422
    with filled.scope():
        wanted = Item.objects.get(code="V40").text
    assert any(wanted in value for _label, value in form.differences)
    assert sorted(form["items"].value()) == sorted(ids(filled, "V27", "V28"))
    assert asked(filled) == ["O1", "V27", "V40"]
    # Saving again keeps one's own.
    assert choose(filled, anna, "V27", "V28", "O1", "O2", seen=form["seen"].value()).status_code == 302
    assert asked(filled) == ["O1", "O2", "V27", "V28"]
