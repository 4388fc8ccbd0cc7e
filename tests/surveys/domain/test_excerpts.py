"""A piece of a text around the words that were looked for."""

from hypothesis import given
from hypothesis import strategies as st

from surveys.domain.excerpts import excerpt

LONG = " ".join(f"woord{number}" for number in range(100))


def marked(text: str, *words: str, around: int = 20) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in excerpt(text, words, around))


def test_every_word_is_marked_in_capitals_or_not() -> None:
    assert marked("De Pauze en de pauzes", "pauze") == "De [Pauze] en de [pauze]s"
    assert marked("rooster en pauze", "pauze", "rooster") == "[rooster] en [pauze]"


def test_it_is_cut_at_words_around_the_first_hit() -> None:
    assert marked(LONG, "woord50") == "… woord48 woord49 [woord50] woord51 woord52 …"


def test_without_a_hit_it_is_the_beginning() -> None:
    assert marked(LONG, "griep") == "woord0 woord1 woord2 woord3 woord4 …"
    assert marked("kort") == "kort"


def test_signs_are_looked_for_as_they_stand() -> None:
    assert marked("100% van (alle) a.b", "100%", "(alle)", "a.b") == "[100%] van [(alle)] [a.b]"
    assert marked("axb", "a.b") == "axb"


LETTERS = "abAé .%(<\n…"


@given(st.text(LETTERS, max_size=200), st.lists(st.text(LETTERS, max_size=4), max_size=3), st.integers(0, 30))
def test_pieces_are_always_a_part_of_the_text(text: str, words: list[str], around: int) -> None:
    pieces = excerpt(text, words, around)
    shown = "".join(piece.text for piece in pieces)
    assert shown.removeprefix("… ").removesuffix(" …") in " ".join(text.split())
    assert all(piece.text for piece in pieces)
