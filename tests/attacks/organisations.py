"""Three years of an invented organisation: people come, go and move, teams are split and merged, waves are answered.

Rotation, counting and publishing are the product's own functions; only the database is left out. What the attacker
gets is what was published (stored figures) and which answers stand behind it.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from surveys.domain.ballot import Ballot
from surveys.domain.disclosure import publish_block, publishable_units, withheld_figures
from surveys.domain.rotation import (
    Person,
    PlaceCounts,
    RosterRow,
    add_months,
    deal,
    draw,
    month_index,
    place_joiners,
    place_of_month,
)
from surveys.domain.scoring import Direction, Item
from surveys.domain.tally import Tally

INDEX = tuple(f"K{number:02}" for number in range(1, 10))
ITEMS = [
    *(
        Item(code, Direction.NEGATIVE if code == "K02" else Direction.POSITIVE, f"theme {code[-1]}")
        for code in INDEX
    ),
    Item("K10", Direction.BIPOLAR, "balance"),
    Item("V27", Direction.POSITIVE, "varying"),
]
# How many leave a question out: hardly anybody, or half.
ANSWERED = dict.fromkeys((*INDEX, "K10"), 0.97) | {"V27": 0.5}
NAMES = (
    "",
    "index",
    *(item.code for item in ITEMS),
    *(f"theme:{item.theme}" for item in ITEMS if item.is_scored),
)


@dataclass
class Year:
    """One rotation as the attacker sees it. `layers`: name ("" for the respondents) → (unit, wave) → people."""

    tree: dict[Hashable, Hashable | None]
    k: int
    waves: dict[int, Any] = field(default_factory=dict)
    units: dict[Hashable, Any] = field(default_factory=dict)
    layers: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))

    def below(self, unit: Hashable, above: Hashable) -> bool:
        """Whether `unit` is `above` or lies in it."""
        while unit is not None and unit != above:
            unit = self.tree[unit]
        return unit == above

    def sets(self, name: str, units: Any = None) -> tuple[dict[Hashable, list], list[Hashable]]:
        """The published sets in which the figure `name` is shown, as cells; and which of them are waves."""
        cells = [cell for cell, number in self.layers[name].items() if number]
        waves = [wave for wave, figures in self.waves.items() if shows(figures, name)]
        shown = (
            [unit for unit, figures in self.units.items() if shows(figures, name)] if units is None else units
        )
        found: dict[Hashable, list] = {
            ("wave", wave): [cell for cell in cells if cell[1] == wave] for wave in waves
        }
        found |= {("unit", unit): [cell for cell in cells if self.below(cell[0], unit)] for unit in shown}
        return found, [("wave", wave) for wave in waves]

    def sizes(self) -> Counter:
        """How many people answered in each unit with all below it."""
        sizes: Counter = Counter()
        for (unit, _wave), number in self.layers[""].items():
            above = unit
            while above is not None:
                sizes[above] += number
                above = self.tree[above]
        return sizes


def shows(stored: Mapping[str, Any], name: str) -> bool:
    """Whether stored figures say anything about those who have the figure `name`."""
    if not name:
        return stored["respondents"]["kind"] != "suppressed"
    if name == "index":
        parts = [stored["index"]]
    elif name.startswith("theme:"):
        parts = [stored["themes"].get(name.removeprefix("theme:"))]
    else:
        parts = list(stored["items"].get(name, {}).values())
        if name == "K10":
            parts += [stored["too_high"], stored["too_low"]]
    return any(part is not None and part["kind"] != "suppressed" for part in parts)


def every_large_enough(year: Year) -> set[Hashable]:
    """The naive rule: every unit with k answers, whatever is left."""
    return {unit for unit, number in year.sizes().items() if number >= year.k}


class Organisation:
    """`staff` people in locations and teams; each year the staff changes, and some teams are split or merged."""

    def __init__(self, staff: int, k: int, seed: int) -> None:
        self.rng, self.k, self.next_id = random.Random(seed), k, 0
        self.places = 12 if staff >= 400 else 4 if staff >= 120 else 2
        self.parents: dict[Hashable, Hashable | None] = {}
        self.people: dict[Hashable, Hashable] = {}
        self.joined: dict[Hashable, date | None] = {}
        self.last: dict[Hashable, int] = {}
        self.response = self.rng.uniform(0.45, 0.8)
        teams = []
        while len(self.people) < staff:
            if not teams or len(teams) % 8 == 0:
                location = self._unit(None)
            team = self._unit(self.rng.choice([location, location, location, *teams[-1:]]))
            teams.append(team)
            for _ in range(min(self.rng.choice([3, 6, 9, 12, 15, 20, 30]), staff - len(self.people))):
                self._person(team, None)
        places = deal([self._as_person(one) for one in self.people], self.places, self.rng)
        self.place: dict[Hashable, int] = dict(places)

    def _unit(self, parent: Hashable | None) -> Hashable:
        self.next_id += 1
        self.parents[f"unit {self.next_id}"] = parent
        return f"unit {self.next_id}"

    def _person(self, unit: Hashable, joined: date | None) -> Hashable:
        self.next_id += 1
        self.people[self.next_id], self.joined[self.next_id] = unit, joined
        return self.next_id

    def _as_person(self, one: Hashable) -> Person:
        path, unit = [], self.people[one]
        while unit is not None:
            path.insert(0, unit)
            unit = self.parents[unit]
        return Person(one, tuple(path))

    def years(self, number: int = 3) -> list[Year]:
        """Run the rotations one after the other."""
        return [self._year(date(2026 + year, 1, 1)) for year in range(number)]

    def _year(self, start: date) -> Year:
        if start.year > 2026:
            self._reorganise()
        year = Year(dict(self.parents), self.k)
        tallies: dict[Hashable, Tally] = defaultdict(Tally)
        invited: Counter = Counter()
        for month in range(0, 12, 12 // self.places):
            day = add_months(start, month)
            if month:
                self._staff_changes(day, month == 12 // self.places)
                for unit in self.parents:
                    year.tree.setdefault(unit, self.parents[unit])
            asked = draw(
                [
                    RosterRow(
                        one, self.place[one], self.joined[one], self.joined[one] is None, self.last.get(one)
                    )
                    for one in self.people
                ],
                place_of_month(month_index(day), self.places),
                day,
                seed=f"{self.rng.random()}",
            ).invited
            self.last |= dict.fromkeys(asked, month_index(day))
            sheets: dict[Hashable, list[Ballot]] = defaultdict(list)
            for one in asked:
                invited[self.people[one]] += 1
                if self.rng.random() < self.response:
                    sheets[self.people[one]].append(self._sheet(one))
            wave = month_index(day)
            whole = Tally()
            for unit, filled in sheets.items():
                tally = Tally.of(filled, ITEMS, index_items=INDEX)
                tallies[unit] += tally
                whole += tally
                self._remember(year, unit, wave, tally)
            year.waves[wave] = publish_block(
                whole, len(asked), self.k, ITEMS, staff=len(self.people)
            ).to_json()
        self._publish_units(year, tallies, invited)
        return year

    def _publish_units(self, year: Year, tallies: Mapping[Hashable, Tally], invited: Counter) -> None:
        shown = [wave for wave, figures in year.waves.items() if shows(figures, "")]
        units = publishable_units(year.layers[""], year.tree, year.k, published_blocks=shown)
        withheld = withheld_figures(
            {name: cells for name, cells in year.layers.items() if name},
            year.tree,
            year.k,
            units=units,
            published_blocks={
                name: [wave for wave in shown if shows(year.waves[wave], name)] for name in year.layers
            },
        )
        for unit in units:
            below = [one for one in tallies if year.below(one, unit)]
            tally = sum((tallies[one] for one in below), Tally())
            year.units[unit] = publish_block(
                tally,
                sum(invited[one] for one in below),
                year.k,
                ITEMS,
                withheld=withheld[unit],
            ).to_json()

    def _remember(self, year: Year, unit: Hashable, wave: int, tally: Tally) -> None:
        year.layers[""][unit, wave] = tally.n
        year.layers["index"][unit, wave] = tally.index.n
        for theme, score in tally.themes.items():
            year.layers[f"theme:{theme}"][unit, wave] = score.n
        for code, item in tally.items.items():
            year.layers[code][unit, wave] = item.n

    def _sheet(self, one: Hashable) -> Ballot:
        return Ballot(
            self.people[one],
            {
                code: self.rng.randint(1, 5) if self.rng.random() < often else None
                for code, often in ANSWERED.items()
            },
        )

    def _staff_changes(self, day: date, new_unit: bool) -> None:
        turnover = 0.15 / self.places
        teams = list(dict.fromkeys(self.people.values()))
        if new_unit:
            teams.append(self._unit(self.rng.choice([*self.parents.values()])))
        for one in list(self.people):
            if self.rng.random() < turnover:
                del self.people[one], self.joined[one], self.place[one]
            elif self.rng.random() < turnover / 2:
                self.people[one] = self.rng.choice(teams)
        counts = PlaceCounts.of(
            ((self._as_person(one).path, self.place[one]) for one in self.people), self.places
        )
        joiners = [
            self._person(self.rng.choice(teams), day) for _ in range(round(len(self.people) * turnover) + 1)
        ]
        self.place |= place_joiners(counts, [self._as_person(one) for one in joiners], self.rng)

    def _reorganise(self) -> None:
        """A fifth of the teams is split or merged: new units, never old ones changed."""
        members: dict[Hashable, list] = defaultdict(list)
        for one, unit in self.people.items():
            members[unit].append(one)
        for unit, people in list(members.items()):
            chance = self.rng.random()
            if chance < 0.1 and len(people) > 4:
                new = self._unit(self.parents[unit])
                for one in people[: len(people) // 2]:
                    self.people[one] = new
            elif chance < 0.2:
                target = self.rng.choice(list(members))
                for one in people:
                    self.people[one] = target
