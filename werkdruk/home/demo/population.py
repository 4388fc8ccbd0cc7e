"""The simulated staff: who answers, and what. Not a model of anyone; it gives the figures a story to tell.

Everyone has a latent score from 0 (bad) to 100 (good) on each theme: what the theme is like in the whole
organisation, what the region and the team add, what the person adds, and what changed. An answer is that
score with noise, on the scale of the item. The story: half a year ago region Zuid got another roster system,
since then shifts change late; in region Noord it became calmer; in the office people have it best.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from surveys.domain.scoring import Direction
from surveys.models import Item, Scale
from werkdruk.home.demo.sentences import COSTS, COSTS_IN_ZUID, GIVES, NAMED

BASE = {
    "taakeisen": 46,
    "regelmogelijkheden": 58,
    "steun collega's": 78,
    "steun leiding": 63,
    "rolduidelijkheid": 70,
    "herstel": 55,
    "werk-privé": 62,
    "werkplezier": 75,
    "roosters": 64,
    "bezetting": 38,
    "administratie": 40,
    "hulpmiddelen": 62,
    "energiebronnen": 71,
    "mentaal": 48,
    "emotioneel": 60,
    "verandering": 50,
    "vertrouwen": 44,
}
REGION = {"Regio Noord": 4, "Regio Midden": 3, "Regio Zuid": 0, "Servicekantoor": 9}
NEW_ROSTERS = {"roosters": -34, "werk-privé": -22, "herstel": -10, "taakeisen": -9, "steun leiding": -6}
CALMER = {"herstel": 9, "bezetting": 7, "taakeisen": 5}
ANSWERS, FLEXIBLE_ANSWERS, OFFICE_ANSWERS = 0.63, 0.48, 0.74
SKIPS, WRITES_COSTS, WRITES_GIVES = 0.02, 0.5, 0.42


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who was invited, as the simulation knows them; `months` since the first wave."""

    key: str
    region: str
    location: str
    team: str
    months: int

    def rng(self, purpose: str) -> random.Random:
        """The same chances at each filling."""
        return random.Random(f"{purpose}/{self.key}/{self.months}")

    @property
    def has_new_rosters(self) -> bool:
        return self.region == "Regio Zuid" and self.months >= 7


def takes_part(person: Respondent) -> bool:
    """Whether this person answers in this wave."""
    chance = ANSWERS
    if person.team.startswith("Flexteam"):
        chance = FLEXIBLE_ANSWERS
    elif person.location == "Servicekantoor":
        chance = OFFICE_ANSWERS
    return person.rng("takes part").random() < chance


def answers_of(person: Respondent, items: Sequence[Item]) -> dict[str, int | None]:
    """An answer from 1 to 5 to each statement of `items`; now and then one is left open."""
    rng = person.rng("answers")
    found: dict[str, int | None] = {}
    for item in items:
        if item.scale == Scale.OPEN:
            continue
        noise = rng.gauss(0, 15)
        if rng.random() < SKIPS and item.scale != Scale.BALANCE:
            found[item.key] = None
        elif item.scale == Scale.BALANCE:
            found[item.key] = _on_scale(3 + (56 - _latent(person, "taakeisen") - noise) / 24)
        else:
            score = _latent(person, item.theme) + noise
            backwards = item.direction == Direction.NEGATIVE
            found[item.key] = _on_scale(5 - score / 25 if backwards else 1 + score / 25)
    return found


def words_of(person: Respondent, said: set[str]) -> dict[str, str]:
    """Open answers of this person; nothing that is in `said` yet, which is added to."""
    rng = person.rng("words")
    costs = [*COSTS, *NAMED * 2, *(COSTS_IN_ZUID * 4 if person.has_new_rosters else ())]
    found = {}
    for code, chance, pool in (("O1", WRITES_COSTS, costs), ("O2", WRITES_GIVES, GIVES)):
        left = [text for text in pool if text not in said]
        if left and rng.random() < chance:
            found[code] = rng.choice(left)
            said.add(found[code])
    return found


def _latent(person: Respondent, theme: str) -> float:
    score: float = BASE[theme] + REGION.get(person.location, REGION.get(person.region, 0))
    score += random.Random(f"team/{person.team}/{theme}").gauss(0, 6)
    score += random.Random(f"person/{person.key}").gauss(0, 9)
    if person.has_new_rosters:
        score += NEW_ROSTERS.get(theme, -2)
    if person.region == "Regio Noord" and person.months >= 6:
        score += CALMER.get(theme, 1)
    if theme == "vertrouwen":
        score += 1.5 * person.months
    return score


def _on_scale(value: float) -> int:
    return min(5, max(1, round(value)))
