"""Comparing texts word by word."""

import time

from hypothesis import given
from hypothesis import strategies as st

from policy.domain.compare import ADDED, REMOVED, SAME, Piece, compare, fingerprint

TEXT = st.text(alphabet=st.sampled_from("ab é.,\n"), max_size=60)


def test_one_word_changed() -> None:
    found = compare("Druk zijn mag soms.", "Druk zijn mag nooit.")
    assert found.old == (Piece(SAME, "Druk zijn mag "), Piece(REMOVED, "soms"), Piece(SAME, "."))
    assert found.new == (Piece(SAME, "Druk zijn mag "), Piece(ADDED, "nooit"), Piece(SAME, "."))
    assert (found.removed, found.added, found.changed) == (1, 1, True)


def test_nothing_there_before() -> None:
    found = compare("", "Twee woorden")
    assert (found.old, found.new) == ((), (Piece(ADDED, "Twee woorden"),))
    assert (found.removed, found.added) == (0, 2)


def test_equal_texts_have_no_difference() -> None:
    assert compare("Zo is het.", "Zo is het.").changed is False
    assert compare("", "") == compare("", "")


@given(TEXT, TEXT)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    found = compare(old, new)
    assert ("".join(piece.text for piece in found.old), "".join(piece.text for piece in found.new)) == (
        old,
        new,
    )
    assert found.changed == (old != new)


def test_the_longest_answers_are_compared_in_time() -> None:
    old = " ".join(f"woord{number % 97}" for number in range(750))
    new = " ".join(f"woord{number % 89}" for number in range(750))
    started = time.perf_counter()
    assert compare(old, new).changed
    assert time.perf_counter() - started < 2


def test_fingerprint_sees_every_answer_and_takes_absent_for_empty() -> None:
    assert fingerprint({"a": "x"}, ["a", "b"]) == fingerprint({"a": "x", "b": ""}, ["a", "b"])
    assert fingerprint({"a": "x"}, ["a", "b"]) != fingerprint({"b": "x"}, ["a", "b"])
    assert fingerprint({"a": "x"}, ["a"]) != fingerprint({"a": "x "}, ["a"])
