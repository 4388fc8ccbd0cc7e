import uuid

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveys.domain.ballot import Ballot
from surveys.domain.seal import (
    BALLOT_SIZE,
    OPEN_ANSWER_SIZE,
    SEAL_OVERHEAD,
    SealBroken,
    clean_open_answer,
    decode_ballot,
    decode_open_answer,
    encode_ballot,
    encode_open_answer,
    new_keypair,
    open_sealed,
    seal,
)

PRIVATE, PUBLIC = new_keypair()
UNIT = uuid.UUID(int=2**128 - 1)

texts = st.text(max_size=1000) | st.sampled_from(
    ["😀" * 1000, '"' * 1000, "\\" * 1000, "a\n" * 499, "\x00" * 1000, "\u2028" * 1000, "\ud800"]
)
ballots = st.builds(
    Ballot,
    st.uuids(),
    st.dictionaries(st.text("KV0123456789", max_size=8), st.none() | st.integers(1, 5), max_size=18),
    st.dictionaries(st.sampled_from(["O1", "O2"]), texts, max_size=2),
)


@settings(max_examples=100, deadline=None)
@given(ballots)
@example(Ballot(UNIT, {}, {}))
@example(
    Ballot(UNIT, {f"{number:064}": 5 for number in range(18)}, {"O" * 64: "😀" * 1000, "P" * 64: "😀" * 1000})
)
def test_every_sealed_ballot_has_the_same_size_and_opens_again(ballot):
    box = seal(PUBLIC, encode_ballot(ballot), BALLOT_SIZE)

    assert len(box) == BALLOT_SIZE + SEAL_OVERHEAD
    opened = decode_ballot(open_sealed(PRIVATE, box))
    assert opened.unit == ballot.unit
    assert opened.answers == {code: given for code, given in ballot.answers.items() if given is not None}
    assert opened.open_answers == {
        code: clean for code, text in ballot.open_answers.items() if (clean := clean_open_answer(text))
    }


def test_the_order_of_answering_leaves_no_trace():
    forth = Ballot(UNIT, {"K01": 1, "K02": 2}, {"O1": "a", "O2": "b"})
    back = Ballot(UNIT, {"K02": 2, "K01": 1}, {"O2": "b", "O1": "a"})
    assert encode_ballot(forth) == encode_ballot(back)
    assert encode_ballot(forth) == (
        b'{"answers":{"K01":1,"K02":2},"open":{"O1":"a","O2":"b"},'
        b'"unit":"ffffffff-ffff-ffff-ffff-ffffffffffff"}'
    )


def test_the_same_ballot_never_seals_the_same():
    assert seal(PUBLIC, b"x", 64) != seal(PUBLIC, b"x", 64)


def test_only_the_private_key_opens():
    other, _ = new_keypair()
    box = seal(PUBLIC, b"x", 64)
    assert open_sealed(PRIVATE, box) == b"x"
    with pytest.raises(SealBroken):
        open_sealed(other, box)
    with pytest.raises(SealBroken):
        open_sealed(PRIVATE, bytes([box[0] ^ 1]) + box[1:])
    with pytest.raises(SealBroken):
        open_sealed(PRIVATE, b"")


def test_what_is_too_long_is_refused():
    assert len(seal(PUBLIC, b"x" * 60, 64)) == 64 + SEAL_OVERHEAD
    with pytest.raises(ValueError, match="do not fit"):
        seal(PUBLIC, b"x" * 61, 64)


@pytest.mark.parametrize(
    "ballot",
    [
        Ballot(UNIT, {f"K{number}": 1 for number in range(19)}),
        Ballot(UNIT, {}, {"O1": "a", "O2": "b", "O3": "c"}),
        Ballot(UNIT, {"K" * 65: 1}),
        Ballot(UNIT, {"K01": 6}),
        Ballot(UNIT, {"K01": True}),
        Ballot("u" * 65, {}),
        Ballot(UNIT, {}, {"O1": "a" * 1001}),
    ],
)
def test_a_ballot_beyond_its_limits_is_refused(ballot):
    with pytest.raises(ValueError, match=r"at most|is 1 to 5"):
        encode_ballot(ballot)


def test_control_characters_are_taken_out_and_new_lines_kept():
    assert clean_open_answer(" a\r\nb\tc\x00\x1b[31m\x7f\ud800 ") == "a\nb c[31m"


@pytest.mark.parametrize("data", [b"{}", b"[]", b"no", b"\xff", b'{"unit":"x","answers":{},"open":{}}'])
def test_something_else_is_no_ballot(data):
    with pytest.raises(ValueError):  # noqa: PT011 (each is a ValueError of another origin)
        decode_ballot(data)


@settings(max_examples=50, deadline=None)
@given(texts.map(clean_open_answer), st.uuids().map(str) | st.just(""))
@example("😀" * 1000, "u" * 64)
@example('"' * 1000, "")
def test_every_open_answer_has_the_same_size_and_opens_again(text, unit):
    box = seal(PUBLIC, encode_open_answer(text, unit), OPEN_ANSWER_SIZE)
    assert len(box) == OPEN_ANSWER_SIZE + SEAL_OVERHEAD
    assert decode_open_answer(open_sealed(PRIVATE, box)) == (text, unit)


@pytest.mark.parametrize(("text", "unit"), [("a" * 1001, ""), ("a", "u" * 65)])
def test_an_open_answer_beyond_its_limits_is_refused(text, unit):
    with pytest.raises(ValueError, match="at most"):
        encode_open_answer(text, unit)


@pytest.mark.parametrize("data", [b"{}", b"[]", b"no", b"\xff", b'["u","t","x"]', b'["u",1]'])
def test_something_else_is_no_open_answer(data):
    with pytest.raises(ValueError):  # noqa: PT011 (each is a ValueError of another origin)
        decode_open_answer(data)
