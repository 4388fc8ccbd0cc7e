"""Hints on the wording of a question: what a machine can see. Whether a question is good, people judge."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MOST_WORDS = 20


class HintKind(StrEnum):
    """What is noticed. Only health is refused; about the rest people decide."""

    HEALTH = "health"
    HEALTH_PERHAPS = "health_perhaps"
    PRIVATE = "private"
    TWO_THINGS = "two_things"
    NEGATION = "negation"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that is noticed, with the words in which it shows (empty for length)."""

    kind: HintKind
    words: tuple[str, ...] = ()

    @property
    def refuses(self) -> bool:
        """Whether the question cannot be asked: questions on health are forbidden here."""
        return self.kind == HintKind.HEALTH


# Beginnings of words, or whole words where they end in a full stop.
_HEALTH = {
    "nl": "ziek verzuim burn-out. burnout depress medicatie medicijn medisch diagnos gezondheid huisarts "
    "bedrijfsarts psycholoog psychiat therap zwanger overspannen aandoening handicap ziekenhuis kwaal",
    "en": "sick. sickness ill. illness disease burnout burn-out. depress medication medicine medical diagnos health. "
    "healthcare. doctor psycholog psychiatr therap pregnan disab hospital",
}
_HEALTH_PERHAPS = {
    "nl": "moe. vermoeid uitgeput stress klacht pijn slaap slapen gezond. angst angstig somber hoofdpijn rugpijn "
    "spanning. afwezig",
    "en": "tired exhaust stress complaint pain ache headache sleep healthy anxi gloomy absent absence",
}
_PRIVATE = {
    "nl": "gezin kinderen. partner. huwelijk scheiding geloof religie politiek vakbond schulden mantelzorg relatie. "
    "thuissituatie",
    "en": "family children. spouse partner. marriage divorce religio politic debts union.",
}
_NEGATION = {
    "nl": "niet. geen. nooit. niemand. nergens. zonder.",
    "en": "not. no. never. nobody. none. without. don't. doesn't. can't. cannot. isn't. aren't.",
}
_TWO_THINGS = {"nl": "en. of. en/of. maar.", "en": "and. or. and/or. but."}
_LISTS = (
    (HintKind.HEALTH, _HEALTH),
    (HintKind.HEALTH_PERHAPS, _HEALTH_PERHAPS),
    (HintKind.PRIVATE, _PRIVATE),
    (HintKind.TWO_THINGS, _TWO_THINGS),
    (HintKind.NEGATION, _NEGATION),
)
_BURN_OUT = re.compile(r"burn\s+out", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’/-][^\W_]+)*")


def hints(text: str, language: str) -> list[Hint]:
    """What is noticed in `text` ("nl" or "en"), the refusals first.

    A word counts once, for the gravest list that knows it. Accents and capitals do not matter.
    """
    words = [found.group().replace("’", "'") for found in _WORD.finditer(_BURN_OUT.sub("burn-out", text))]
    seen: dict[HintKind, list[str]] = {}
    for word in words:
        plain = _plain(word)
        kind = next((kind for kind, known in _LISTS if _is_in(plain, known[language])), None)
        if kind is not None and word.lower() not in seen.setdefault(kind, []):
            seen[kind].append(word.lower())
    found = [Hint(kind, tuple(seen[kind])) for kind in HintKind if kind in seen]
    return [*found, *([Hint(HintKind.LONG)] if len(words) > MOST_WORDS else [])]


def _plain(word: str) -> str:
    """Without capitals and accents."""
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _is_in(word: str, known: str) -> bool:
    parts = {word, *word.split("/"), *(word.split("-") if word.count("-") else ())}
    for entry in known.split():
        whole, entry_word = entry.endswith("."), entry.rstrip(".")
        if any(part == entry_word if whole else part.startswith(entry_word) for part in parts):
            return True
    return False
