"""Words can be taken out of an answer, and nothing else can be done to it: against a slow check of every way."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.redaction import CUT_MARKER, MARKERS, NAME_MARKER, Flaw, flaw_in

TEXT = "Jan en Anne-Marie praten door mij heen.\nDat kost me elke dag tijd."

texts = st.text(st.sampled_from("ab. -\nq"), min_size=1, max_size=12).map(str.strip).filter(bool)


def slow_is_redaction(original: str, edited: str) -> bool:
    """Whether some choice of whole words, each replaced by a marker, gives `edited`: by a regular expression."""
    if edited == original:
        return True
    if not re.search(r"\w", "".join(re.split("|".join(map(re.escape, MARKERS)), edited))):
        return False
    pieces = re.split("|".join(map(re.escape, MARKERS)), edited)
    edge = r"(?:(?<!\w)|(?!\w))"  # no word runs across this place
    gap = f"{edge}(?s:.+?){edge}"
    return len(pieces) > 1 and re.fullmatch(gap.join(map(re.escape, pieces)), original) is not None


@given(texts, st.lists(st.sampled_from(["a", "b", "q", " ", ".", *MARKERS]), max_size=7).map("".join))
def test_a_text_is_taken_exactly_when_it_is_the_original_with_words_taken_out(
    original: str, edited: str
) -> None:
    assert (flaw_in(original, edited) is None) == slow_is_redaction(original, edited)


@given(texts, st.data())
def test_any_piece_that_is_cut_out_is_judged_as_by_the_slow_way(original: str, data: st.DataObject) -> None:
    ends = sorted(data.draw(st.sets(st.integers(0, len(original)), min_size=2, max_size=5)))
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    edited, done = "", 0
    for start, end in pairs:
        edited += original[done:start] + data.draw(st.sampled_from(MARKERS))
        done = end
    edited += original[done:]
    assert (flaw_in(original, edited) is None) == slow_is_redaction(original, edited)


@given(texts, st.data())
def test_taking_any_whole_words_out_is_right(original: str, data: st.DataObject) -> None:
    words = re.findall(r"\w+|\W+", original)
    out = data.draw(st.sets(st.integers(0, len(words) - 1)))
    markers = data.draw(st.lists(st.sampled_from(MARKERS), min_size=len(words), max_size=len(words)))
    edited = "".join(
        marker if number in out else word
        for number, (word, marker) in enumerate(zip(words, markers, strict=True))
    )
    problem = flaw_in(original, edited)
    left = any(number not in out and re.search(r"\w", word) for number, word in enumerate(words))
    if edited == original or left:
        assert problem is None
    else:
        assert problem == (Flaw.NOTHING_LEFT, "")


@pytest.mark.parametrize(
    "edited",
    [
        TEXT,
        TEXT.replace("Jan", NAME_MARKER),
        TEXT.replace("Jan", NAME_MARKER).replace("Anne-Marie", NAME_MARKER),
        TEXT.replace("Anne", NAME_MARKER),
        TEXT.replace("Jan en Anne-Marie", CUT_MARKER).replace("elke dag tijd", CUT_MARKER),
        f"{CUT_MARKER}\nDat kost me elke dag tijd.",
        f"Jan {CUT_MARKER}",
    ],
)
def test_words_that_are_taken_out(edited: str) -> None:
    assert flaw_in(TEXT, edited) is None


@pytest.mark.parametrize(
    ("edited", "flaw", "piece"),
    [
        (TEXT.replace("Jan", "Piet"), Flaw.OTHER_WORDS, TEXT.replace("Jan", "Piet")),
        (TEXT.replace("Jan ", ""), Flaw.OTHER_WORDS, TEXT.replace("Jan ", "")),
        (TEXT.replace("Jan", "[Jan]"), Flaw.OTHER_WORDS, TEXT.replace("Jan", "[Jan]")),
        (TEXT.replace("Jan", NAME_MARKER) + " Prima.", Flaw.OTHER_WORDS, None),
        (TEXT.replace("Jan", NAME_MARKER).replace("kost", "geeft"), Flaw.OTHER_WORDS, None),
        # Letters out of a word would make another one.
        (TEXT.replace("praten", f"p{CUT_MARKER}en"), Flaw.OTHER_WORDS, None),
        (TEXT.replace("praten", f"{CUT_MARKER}ten"), Flaw.OTHER_WORDS, None),
        (TEXT.replace("praten", f"pra{CUT_MARKER}"), Flaw.OTHER_WORDS, None),
        # The right words in another order.
        (f"Anne-Marie {CUT_MARKER} Jan {CUT_MARKER}", Flaw.OTHER_WORDS, "Anne-Marie"),
        (CUT_MARKER, Flaw.NOTHING_LEFT, ""),
        (f"{NAME_MARKER} {CUT_MARKER}.", Flaw.NOTHING_LEFT, ""),
        ("", Flaw.NOTHING_LEFT, ""),
    ],
)
def test_what_is_no_redaction(edited: str, flaw: Flaw, piece: str | None) -> None:
    found = flaw_in(TEXT, edited)
    assert found is not None
    assert found[0] == flaw
    assert piece is None or found[1] == piece


def test_a_marker_that_somebody_wrote_stays_what_it_is() -> None:
    assert flaw_in("Vraag [naam] of Jan.", "Vraag [naam] of [naam].") is None
    assert flaw_in("Vraag [naam] of Jan.", "Vraag [naam] of Piet.") is not None
