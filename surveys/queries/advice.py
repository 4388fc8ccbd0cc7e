"""What the survey can show of this organisation's real tree, from the roster and an assumed response."""

import random
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass

from surveys.domain.advisor import ASSUMED_RESPONSE, Advice, UnitAdvice, advise, expect_units
from surveys.domain.rotation import PLACES
from surveys.models import SurveySettings
from werkdruk.organisations.models import Employee
from werkdruk.organisations.queries import staff_by_unit, unit_tree

# Trying out takes time that grows with the tree: fewer tries where it is large.
_WORK = 20_000


@dataclass(frozen=True, slots=True)
class UnitOutlook:
    """One unit with its name, how deep it lies in the tree, and what can be expected of it."""

    name: str
    depth: int
    advice: UnitAdvice


@dataclass(frozen=True, slots=True)
class LevelOutlook:
    """One level of the tree: how many units it has, and how many are likely to get a figure once a year."""

    depth: int
    units: int
    likely: int
    perhaps: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a design can show here: for the whole organisation, per level of the tree and per unit."""

    staff: int
    response: float
    advice: Advice
    levels: list[LevelOutlook]
    units: list[UnitOutlook]

    @property
    def percent(self) -> int:
        """The assumed response in percent."""
        return round(self.response * 100)


def outlook(
    settings: SurveySettings,
    *,
    rhythm: str | None = None,
    waves_per_block: int | None = None,
    response: float = ASSUMED_RESPONSE,
) -> Outlook:
    """What the present settings, or the given design, can show at this `response` (two queries)."""
    rhythm = rhythm or settings.rhythm
    together = waves_per_block or settings.waves_per_block
    tree = unit_tree()
    staff = staff_by_unit()
    total = sum(staff.values())
    ordered = tree.depth_first()
    parents: dict[Hashable, Hashable | None] = {unit.id: unit.parent_id for unit, _depth in ordered}
    known: dict[Hashable, int] = {unit: number for unit, number in staff.items() if unit in parents}
    tries = max(3, min(20, _WORK // max(total, 1)))
    expected = expect_units(
        known,
        parents,
        response,
        settings.k,
        blocks=max(1, PLACES[rhythm] // together),
        rng=random.Random(total),
        tries=tries,
    )
    units = [UnitOutlook(unit.name, depth, expected[unit.id]) for unit, depth in ordered]
    by_level = Counter((one.depth, one.advice.outlook) for one in units)
    depths = sorted({one.depth for one in units})
    return Outlook(
        staff=total,
        response=response,
        advice=advise(total, response, rhythm, settings.k, together),
        levels=[
            LevelOutlook(
                depth,
                sum(number for (level, _), number in by_level.items() if level == depth),
                by_level[depth, "likely"],
                by_level[depth, "perhaps"],
            )
            for depth in depths
        ],
        units=units,
    )


def simple_advice(settings: SurveySettings) -> tuple[int, Advice]:
    """How many people work here, and the advice on the present design for the whole organisation (one query)."""
    staff = Employee.objects.current().count()
    return staff, advise(staff, ASSUMED_RESPONSE, settings.rhythm, settings.k, settings.waves_per_block)
