"""Writing the policy and saving versions, also by two people at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from policy import actions, queries
from policy.models import PolicyDraft, PolicyVersion
from policy.questions import CHAPTERS, KEYS, QUESTIONS
from tests.cast import Zandbak, make_zandbak
from tests.policy.routes import write
from werkdruk.core.errors import ChangedMeanwhile, Refused
from werkdruk.core.models import AuditEntry


def test_there_are_ten_questions_with_keys_of_their_own() -> None:
    assert (len(QUESTIONS), len(set(KEYS)), len({chapter.key for chapter in CHAPTERS})) == (10, 10, 5)


def test_write_chapter_leaves_the_other_chapters_alone(zandbak: Zandbak) -> None:
    with zandbak.scope():
        write("Samen dragen", 0)
        write("Rooster zes weken vooraf", 1)
        draft = PolicyDraft.objects.get()
        assert (draft.answers["vision"], draft.answers["prevent"], draft.answered) == (
            "Samen dragen",
            "Rooster zes weken vooraf",
            2,
        )
        assert AuditEntry.objects.count() == 2
        write("Samen dragen", 0)
        assert AuditEntry.objects.count() == 2


def test_write_chapter_by_two_people(zandbak: Zandbak) -> None:
    chapter = CHAPTERS[0]
    with zandbak.scope():
        seen = actions.chapter_mark(queries.draft(), chapter)
        write("Van Bea", 0)
        write("Een ander hoofdstuk", 1)
        answers = {question.key: "Van Anna" for question in chapter.questions}
        with pytest.raises(ChangedMeanwhile) as refused:
            actions.write_chapter(actor=None, chapter=chapter, answers=answers, seen=seen)
        assert refused.value.current.answers["vision"] == "Van Bea"
        assert PolicyDraft.objects.get().answers["vision"] == "Van Bea"


def test_write_chapter_takes_its_own_answers_only(zandbak: Zandbak) -> None:
    with zandbak.scope(), pytest.raises(ValueError, match="prevent"):
        actions.write_chapter(actor=None, chapter=CHAPTERS[0], answers={"prevent": "x"}, seen="")


def test_save_version_numbers_and_keeps(zandbak: Zandbak) -> None:
    with zandbak.scope():
        with pytest.raises(Refused):
            actions.save_version(actor=None, note="Niets")
        write("Eerst")
        bea = zandbak.member(zandbak.bea)
        first = actions.save_version(actor=bea, note=" Begin ")
        assert (first.number, first.note, first.made_by_name) == (1, "Begin", "Bea Smit")
        with pytest.raises(Refused):
            actions.save_version(actor=bea, note="Nog eens")
        write("Daarna")
        assert actions.save_version(actor=bea, note="Meer").number == 2
        assert list(PolicyVersion.objects.values_list("number", "answers__vision")) == [
            (2, "Daarna"),
            (1, "Eerst"),
        ]


def test_save_version_of_a_draft_that_changed_meanwhile(zandbak: Zandbak) -> None:
    with zandbak.scope():
        write("Eerst")
        seen = PolicyDraft.objects.get().mark
        write("Daarna")
        with pytest.raises(Refused):
            actions.save_version(actor=None, note="Begin", seen=seen)
        assert PolicyVersion.objects.count() == 0


def test_of_six_who_save_at_once_one_makes_the_version(committed_db: None) -> None:
    zandbak = make_zandbak()

    def save(number: int) -> int:
        try:
            with zandbak.scope():
                return actions.save_version(actor=None, note="Tegelijk").number
        except Refused:
            return 0
        finally:
            connection.close()

    with zandbak.scope():
        write("Samen")
    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(save, range(6))) == [0, 0, 0, 0, 0, 1]


def test_six_who_write_the_first_chapter_at_once_make_one_draft(committed_db: None) -> None:
    zandbak = make_zandbak()
    chapter = CHAPTERS[0]
    unseen = actions.chapter_mark(None, chapter)

    def first(number: int) -> bool:
        answers = {question.key: f"Van {number}" for question in chapter.questions}
        try:
            with zandbak.scope():
                actions.write_chapter(actor=None, chapter=chapter, answers=answers, seen=unseen)
        except ChangedMeanwhile:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(first, range(6))) == [False] * 5 + [True]
    with zandbak.scope():
        assert PolicyDraft.objects.count() == 1
