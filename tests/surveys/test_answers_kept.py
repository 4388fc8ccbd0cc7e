"""Open answers from closing to deletion: sealed, labelled, settled per block, opened in the worker, forgotten."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from surveys.actions import releasing
from surveys.actions.open_answers import (
    destroy_answer_keys,
    forget_open_answers,
    settle_open_answers,
)
from surveys.domain.seal import OPEN_ANSWER_SIZE, SEAL_OVERHEAD, decode_open_answer, open_sealed
from surveys.keys import KeyLost, destroy_key, make_key, read_key
from surveys.models import AnswerRelease, DraftAnswer, OpenAnswer, ReleasedAnswer, ReleaseState
from surveys.queries.waves import wave_items
from tests.cast import Zandbak
from tests.surveys import words
from tests.surveys.words import keep_sheets
from werkdruk.core.errors import Refused
from werkdruk.core.models import AuditEntry, Job

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def opened(zandbak: Zandbak, release: AnswerRelease) -> list[tuple[str, str]]:
    """Text and unit of every box."""
    private = read_key(zandbak.id, release.key_name)
    return sorted(
        decode_open_answer(open_sealed(private, bytes(row.box)))
        for row in OpenAnswer.objects.filter(release=release)
    )


def test_each_answer_gets_a_box_of_one_size_and_no_unit(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.sealed(zandbak, ["kort", "x" * 1000])
        assert [len(row.box) for row in OpenAnswer.objects.all()] == [OPEN_ANSWER_SIZE + SEAL_OVERHEAD] * 2
        assert opened(zandbak, release) == [("kort", ""), ("x" * 1000, "")]
        assert words.key_files(zandbak) == ["answers-2026-01.key"]


@pytest.mark.parametrize("respondents", [9, 10])
def test_fewer_than_ten_respondents_leave_no_answer(
    zandbak: Zandbak, respondents: int, django_capture_on_commit_callbacks: Any
) -> None:
    with zandbak.scope():
        wave = words.closed()
        answers = words.sheets_of(zandbak.team.id, ["Te druk"] * respondents)
        with django_capture_on_commit_callbacks(execute=True):
            keep_sheets(zandbak.id, wave, answers, wave_items(wave.id))
            settle_open_answers(zandbak.id, (JANUARY, JANUARY), len(answers), 10)
        kept = respondents >= 10
        assert AnswerRelease.objects.get().state == (ReleaseState.SEALED if kept else ReleaseState.NONE_KEPT)
        assert OpenAnswer.objects.count() == (10 if kept else 0)
        assert words.key_files(zandbak) == (["answers-2026-01.key"] if kept else [])


@pytest.mark.parametrize(
    ("sizes", "labelled"), [((20, 20), (20, 20)), ((20, 19), (0, 0)), ((25, 0), (0, 0)), ((19, 60), (0, 0))]
)
def test_a_unit_is_sealed_with_an_answer_only_where_it_and_the_rest_are_large(
    zandbak: Zandbak, sizes: tuple[int, int], labelled: tuple[int, int]
) -> None:
    units = (zandbak.team.id, zandbak.other_team.id)
    with zandbak.scope():
        wave = words.closed()
        words.two_regions(zandbak, wave)
        answers = [
            one
            for unit, size in zip(units, sizes, strict=True)
            for one in words.sheets_of(unit, ["Te druk"] * size)
        ]
        keep_sheets(zandbak.id, wave, answers, wave_items(wave.id))
        release = settle_open_answers(zandbak.id, (JANUARY, JANUARY), len(answers), 10)
        assert release is not None
        found = Counter(unit for _text, unit in opened(zandbak, release))
    assert tuple(found[str(unit)] for unit in units) == labelled
    assert found[""] == sum(sizes) - sum(labelled)


def test_a_block_of_three_waves_is_settled_as_a_whole_and_carries_no_unit(zandbak: Zandbak) -> None:
    block = (JANUARY, MARCH)
    with zandbak.scope():
        for month in (JANUARY, FEBRUARY, MARCH):
            wave = words.closed(month)
            words.two_regions(zandbak, wave)
            answers = words.sheets_of(zandbak.team.id, [f"Te druk in {month:%B}"] * 25)
            answers += words.sheets_of(zandbak.other_team.id, ["Ook hier"] * 25)
            keep_sheets(zandbak.id, wave, answers, wave_items(wave.id), block)
            release = AnswerRelease.objects.get()
            assert release.state == ReleaseState.GATHERING
            with pytest.raises(Refused):
                releasing.ask_to_open(actor=zandbak.member(zandbak.anna), release=release)
        before = set(OpenAnswer.objects.values_list("id", flat=True))
        settled = settle_open_answers(zandbak.id, block, 150, 10)
        assert settled is not None
        assert (settled.state, str(settled)) == (ReleaseState.SEALED, "2026-01–2026-03")
        # Rows of their own again: nothing tells which wave a box came from.
        assert before.isdisjoint(OpenAnswer.objects.values_list("id", flat=True))
        texts = opened(zandbak, settled)
        assert (len(texts), {unit for _text, unit in texts}) == (150, {""})
        # A second time, and a wave that comes late, change nothing.
        assert settle_open_answers(zandbak.id, block, 3, 10).state == ReleaseState.SEALED
        keep_sheets(zandbak.id, wave, answers, wave_items(wave.id), block)
        assert OpenAnswer.objects.count() == 150


def test_a_block_of_which_too_few_answered_is_destroyed_as_a_whole(
    zandbak: Zandbak, django_capture_on_commit_callbacks: Any
) -> None:
    block = (JANUARY, FEBRUARY)
    with zandbak.scope():
        with django_capture_on_commit_callbacks(execute=True):
            for month in block:
                wave = words.closed(month)
                keep_sheets(
                    zandbak.id, wave, words.sheets_of(zandbak.team.id, ["a"] * 4), wave_items(wave.id), block
                )
        assert words.key_files(zandbak) == ["answers-2026-01.key"]
        with django_capture_on_commit_callbacks(execute=True):
            settle_open_answers(zandbak.id, block, 8, 10)
        assert (OpenAnswer.objects.count(), words.key_files(zandbak)) == (0, [])


def test_nothing_written_leaves_no_key(zandbak: Zandbak) -> None:
    with zandbak.scope():
        wave = words.closed()
        keep_sheets(zandbak.id, wave, words.sheets_of(zandbak.team.id, [""] * 16), wave_items(wave.id))
        release = settle_open_answers(zandbak.id, (JANUARY, JANUARY), 16, 10)
        assert release is not None
        assert release.state == ReleaseState.NONE_KEPT
        assert words.key_files(zandbak) == []


# Opening


def test_opening_stores_the_texts_once_and_destroys_boxes_and_key(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.sealed(zandbak)
        sealed_ids = set(OpenAnswer.objects.values_list("id", flat=True))
        releasing.open_answers(zandbak.id, release.id)  # nobody asked
        assert DraftAnswer.objects.count() == 0
        assert releasing.ask_to_open(actor=zandbak.member(zandbak.anna), release=release)
        assert not releasing.ask_to_open(actor=zandbak.member(zandbak.olaf), release=release)
        assert Job.objects.get().payload == {"release": str(release.id)}
        for _ in range(2):  # a job that runs again changes nothing
            releasing.open_answers(zandbak.id, release.id)
        drafts = list(DraftAnswer.objects.all())
        assert sorted(one.original for one in drafts) == sorted(words.SAID)
        assert all((one.text, one.unit_id) == (one.original, None) for one in drafts)
        assert sealed_ids.isdisjoint(one.id for one in drafts)
        assert (OpenAnswer.objects.count(), words.key_files(zandbak)) == (0, [])


def test_opened_answers_come_in_no_order(zandbak: Zandbak) -> None:
    texts = [f"{number:02}" for number in range(40)]
    with zandbak.scope():
        words.reading(zandbak, texts)
        by_row = list(DraftAnswer.objects.order_by().values_list("original", flat=True))
        by_id = list(DraftAnswer.objects.values_list("original", flat=True))
    assert sorted(by_row) == texts
    assert by_row != texts
    assert by_id not in (texts, by_row)


def test_a_key_that_is_gone_is_said_and_can_be_found_again(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.sealed(zandbak)
        private = read_key(zandbak.id, release.key_name)
        destroy_key(zandbak.id, release.key_name)
        anna = zandbak.member(zandbak.anna)
        releasing.ask_to_open(actor=anna, release=release)
        releasing.open_answers(zandbak.id, release.id)
        release.refresh_from_db()
        assert release.state == ReleaseState.KEY_LOST
        assert OpenAnswer.objects.count() == len(words.SAID)
        # Another key than the right one is no key either.
        make_key(zandbak.id, release.key_name)
        releasing.ask_to_open(actor=anna, release=release)
        releasing.open_answers(zandbak.id, release.id)
        assert AnswerRelease.objects.get().state == ReleaseState.KEY_LOST
        path = words.settings.KEYS_DIR / str(zandbak.id) / f"{release.key_name}.key"
        path.write_bytes(private)
        releasing.ask_to_open(actor=anna, release=release)
        releasing.open_answers(zandbak.id, release.id)
        assert AnswerRelease.objects.get().state == ReleaseState.READING
        assert AuditEntry.objects.filter(action="surveys.answers_key_lost").count() == 2


def test_opening_that_was_given_up_can_be_asked_again(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.sealed(zandbak)
        anna = zandbak.member(zandbak.anna)
        releasing.ask_to_open(actor=anna, release=release)
        Job.objects.update(state="running")
        assert not releasing.ask_to_open(actor=anna, release=release)
        Job.objects.update(state="failed")
        assert releasing.ask_to_open(actor=anna, release=release)
        assert Job.objects.filter(state="waiting").count() == 1


def test_answers_of_a_wave_that_is_not_closed_cannot_be_opened(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.sealed(zandbak)
        words.Wave.objects.update(state="counted")
        with pytest.raises(Refused):
            releasing.ask_to_open(actor=zandbak.member(zandbak.anna), release=release)


# Twelve months


@pytest.mark.parametrize("stage", ["sealed", "reading", "half", "released"])
def test_everything_is_deleted_after_twelve_months(
    zandbak: Zandbak, stage: str, django_capture_on_commit_callbacks: Any
) -> None:
    with zandbak.scope():
        release = getattr(words, stage)(zandbak)

    def upkeep(days: int) -> None:
        with (
            time_machine.travel(release.since + timedelta(days=days)),
            zandbak.scope(),
            django_capture_on_commit_callbacks(execute=True),
        ):
            forget_open_answers()

    def left() -> int:
        return sum(model.objects.count() for model in (OpenAnswer, DraftAnswer, ReleasedAnswer))

    upkeep(364)
    with zandbak.scope():
        assert left() == len(words.SAID)
        assert words.key_files(zandbak) == (["answers-2026-01.key"] if stage == "sealed" else [])
    for _ in range(2):
        upkeep(366)
        with zandbak.scope():
            assert (left(), words.key_files(zandbak)) == (0, [])
            assert AnswerRelease.objects.get().state == ReleaseState.DELETED
            assert AuditEntry.objects.filter(action="surveys.answers_deleted").count() == 1


def test_upkeep_that_is_rolled_back_destroys_no_key(zandbak: Zandbak) -> None:
    with zandbak.scope():
        release = words.sealed(zandbak)
        with time_machine.travel(timezone.now() + timedelta(days=400)), transaction.atomic():
            forget_open_answers()
            assert OpenAnswer.objects.count() == 0
            transaction.set_rollback(True)
        assert read_key(zandbak.id, release.key_name)
        assert OpenAnswer.objects.count() == len(words.SAID)


def test_a_key_that_a_crash_left_is_destroyed_by_the_sweeps(
    zandbak: Zandbak, django_capture_on_commit_callbacks: Any
) -> None:
    with zandbak.scope():
        release = words.reading(zandbak)
        make_key(zandbak.id, release.key_name)
        with django_capture_on_commit_callbacks(execute=True):
            forget_open_answers()
        with pytest.raises(KeyLost):
            read_key(zandbak.id, release.key_name)
        make_key(zandbak.id, release.key_name)
        destroy_answer_keys(zandbak.id, words.Wave.objects.get())
        assert words.key_files(zandbak) == []
