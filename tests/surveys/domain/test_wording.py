"""Hints on the wording of a question: health is refused, the rest is for people to judge."""

import csv

import pytest

from surveys.actions.bank import BANK
from surveys.domain.wording import MOST_WORDS, Hint, HintKind, hints


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("nl", "Ik heb me dit jaar ziekgemeld.", ("ziekgemeld",)),
        ("nl", "Ik ben bang voor een BURN-OUT.", ("burn-out",)),
        ("nl", "Ik heb een burn out gehad.", ("burn-out",)),
        ("nl", "Mijn verzuim komt door het werk.", ("verzuim",)),
        ("nl", "Ik slik medicatie door depressieve klachten.", ("medicatie", "depressieve")),
        ("en", "I was sick because of my work.", ("sick",)),
        ("en", "My health suffers from my work.", ("health",)),
    ],
)
def test_health_is_refused(language: str, text: str, words: tuple[str, ...]) -> None:
    found = hints(text, language)
    assert found[0] == Hint(HintKind.HEALTH, words)
    assert [hint.refuses for hint in found] == [True, *[False] * (len(found) - 1)]


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("nl", "Ik krijg mijn werk af.", []),
        ("nl", "Ik krijg hulp en uitleg.", [HintKind.TWO_THINGS]),
        ("nl", "Ik krijg hulp en/of uitleg.", [HintKind.TWO_THINGS]),
        ("nl", "Ik krijg níét genoeg tijd.", [HintKind.NEGATION]),
        ("nl", "Ik heb stress van mijn werk.", [HintKind.HEALTH_PERHAPS]),
        ("nl", "Mijn gezin merkt dat ik druk ben.", [HintKind.PRIVATE]),
        ("nl", "Ik ken mijn ziel en de kerk.", [HintKind.TWO_THINGS]),
        ("nl", "Bij ons is de oplossing begrensd.", []),
        ("en", "I don’t get enough time.", [HintKind.NEGATION]),
        ("en", "I have skills.", []),
        ("nl", "woord " * MOST_WORDS, []),
        ("nl", "woord " * (MOST_WORDS + 1), [HintKind.LONG]),
    ],
)
def test_hints_name_what_is_seen(language: str, text: str, kinds: list[HintKind]) -> None:
    assert [hint.kind for hint in hints(text, language)] == kinds


def test_no_question_of_our_own_is_refused() -> None:
    with BANK.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 50
    found = [
        (row["code"], hint)
        for row in rows
        for language in ("nl", "en")
        for hint in hints(row[f"text_{language}"], language)
        if hint.refuses or hint.kind == HintKind.LONG
    ]
    assert found == []
