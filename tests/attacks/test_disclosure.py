"""Somebody keeps every figure ever shown, for years, and adds and subtracts them: nobody is singled out."""

import os
import random
from collections import Counter
from collections.abc import Hashable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.domain.disclosure.audit import weakest_combination
from surveys.domain.disclosure.graph import has_cut_below, publication_graph, publishable_units
from tests.attacks.algebra import (
    Published,
    Step,
    Unsound,
    attack,
    breaks_with,
    brute_force,
    by_elimination,
    check,
)
from tests.attacks.organisations import NAMES, Organisation, Year, every_large_enough
from tests.attacks.report import tell

# The years are made once, for one process.
pytestmark = pytest.mark.xdist_group("disclosure")

# Staff and smallest group of the twenty; all figures of each are attacked where all are asked for, else four.
SIZES = [30, 40, 50, 65, 80, 100, 120, 150, 180, 220, 270, 330, 400, 500, 650, 800, 1000, 1400, 2000, 3000]
CASES = [(staff, (5, 7, 10)[number % 3], 100 + number) for number, staff in enumerate(SIZES)]
ALL_FIGURES = bool(os.environ.get("WERKDRUK_ATTACK_ALL"))
SOME = ("", "index", "V27", "K10")


def _published(year: Year, name: str, units: object = None) -> tuple[Published, list[Hashable]]:
    sets, waves = year.sets(name, units)
    return Published(sets, year.layers[name]), waves


@pytest.fixture(scope="module")
def years() -> dict[tuple[int, int, int], list[Year]]:
    """Three years of each of the twenty organisations."""
    return {case: Organisation(*case).years() for case in CASES}


def test_no_combination_depends_on_fewer_than_k(years: dict) -> None:
    names = NAMES if ALL_FIGURES else SOME
    attacked = answers = in_teams = 0
    for (staff, k, _seed), run in years.items():
        own = own_in_teams = 0
        for year in run:
            for name in names:
                published, waves = _published(year, name)
                assert attack(published, waves, k) is None, (staff, k, name)
                attacked += 1
            counts = year.layers[""]
            own += sum(counts.values())
            own_in_teams += sum(n for (unit, _wave), n in counts.items() if unit in year.units)
        answers, in_teams = answers + own, in_teams + own_in_teams
        tell(
            f"disclosure: {staff:>4} staff, k {k:>2}: {100 * own_in_teams / own:3.0f} % of answers in a team figure"
        )
    tell(
        f"disclosure: {attacked} families of figures attacked, none broken; "
        f"{100 * in_teams / answers:.0f} % of {answers} answers are in a team figure"
    )
    assert in_teams > answers / 2


def test_no_further_figure_could_have_been_added(years: dict) -> None:
    refused, rng = 0, random.Random(1)
    for (staff, k, _seed), run in years.items():
        for year in run:
            sizes = year.sizes()
            hidden = sorted(unit for unit in set(year.tree) - set(year.units) if sizes[unit])
            for unit in hidden if ALL_FIGURES else rng.sample(hidden, min(len(hidden), 4)):
                refused += 1
                published, waves = _published(year, "", [*year.units, unit])
                assert breaks_with(published, waves, k, ("unit", unit)) or sizes[unit] < k, (staff, k, unit)
    tell(f"disclosure: {refused} units without figures; each of them would have given fewer than k away")
    assert refused


def test_the_attacker_breaks_the_rule_without_remainders(years: dict) -> None:
    """The same answers, but every unit with k of them is published."""
    broken = 0
    for (_staff, k, _seed), run in years.items():
        broken += any(attack(*_published(year, "", every_large_enough(year)), k) for year in run)
    tell(f"disclosure: without the rule for remainders {broken} of {len(years)} organisations are broken")
    assert broken >= len(years) * 3 // 4


@pytest.mark.parametrize("window", [11, 12])
def test_the_attacker_breaks_rolling_windows(window: int, years: dict) -> None:
    """Each team's figure of the last `window` months, made again each month when k people are in it."""
    broken = groups = 0
    cases = [case for case in CASES if 400 <= case[0] <= 1000]
    for case in cases:
        _staff, k, seed = case
        cells = Counter()
        for year in years[case]:
            cells.update({cell: n for cell, n in year.layers[""].items() if n})
        months = sorted({wave for _unit, wave in cells})
        found = 0
        for team in sorted({unit for unit, _wave in cells}):
            own = {wave: n for (unit, wave), n in cells.items() if unit == team}
            sets = {
                last: [wave for wave in own if last - window < wave <= last]
                for last in months[window - 1 :]
                if sum(n for wave, n in own.items() if last - window < wave <= last) >= k
            }
            found += by_elimination(Published(sets, own), k, seed) is not None
        broken += found > 0
        groups += found
    tell(
        f"disclosure: rolling windows of {window} months: {broken} of {len(cases)} organisations are broken, "
        f"in {groups} teams"
    )
    assert broken == len(cases)


TREES = [
    {"a": None, "b": None, "c": None},
    {"root": None, "a": "root", "b": "root", "c": "root"},
    {"north": None, "a": "north", "b": "north", "c": None},
    {"root": None, "north": "root", "a": "north", "b": "a"},
]


@st.composite
def small(draw):
    """A year of at most nine cells, with any waves and any units published."""
    tree = draw(st.sampled_from(TREES))
    homes = draw(st.lists(st.sampled_from(sorted(tree)), min_size=1, max_size=3, unique=True))
    waves = range(draw(st.integers(1, 3)))
    year = Year(dict(tree), 5)
    for unit in homes:
        for wave in waves:
            year.layers[""][unit, wave] = draw(st.integers(0, 6))
    shown = draw(st.sets(st.sampled_from(list(waves))))
    units = draw(st.sets(st.sampled_from(sorted(tree))))
    return year, shown, units


def _of(year: Year, shown, units) -> tuple[Published, list]:
    year.waves = {wave: {"respondents": {"kind": "count"}} for wave in shown}
    return _published(year, "", units)


@settings(max_examples=120, deadline=None)
@given(small())
def test_on_small_cases_everybody_finds_the_same_number(case) -> None:
    year, shown, units = case
    published, waves = _of(year, shown, units)
    fewest = brute_force(published)
    cells = year.layers[""]
    audited = weakest_combination(cells, year.tree, units, shown)
    assert (audited and audited.respondents) == fewest
    graph = publication_graph(cells, year.tree, units, shown)
    for k in range(1, 15):
        below = fewest is not None and fewest < k
        assert has_cut_below(graph, k) == below
        assert (attack(published, waves, k) is not None) == below


@settings(max_examples=80, deadline=None)
@given(small())
def test_on_small_cases_the_gate_lets_through_all_that_brute_force_allows(case) -> None:
    year, shown, _units = case
    cells = year.layers[""]
    shown = {wave for wave in shown if sum(n for (_u, one), n in cells.items() if one == wave) >= 5}
    units = publishable_units(cells, year.tree, 5, published_blocks=shown)
    fewest = brute_force(_of(year, shown, units)[0])
    assert fewest is None or fewest >= 5
    for unit in set(year.tree) - units:
        more = brute_force(_of(year, shown, {*units, unit})[0])
        alone = brute_force(_of(year, set(), {unit})[0])
        assert alone is None or more < 5


def test_a_wrong_proof_is_refused() -> None:
    published = Published({"a": [1, 2], "b": [2, 3], "w": [1, 2, 3]}, {1: 4, 2: 3, 3: 2})
    classes = list(published.people)
    for k in (2, 5):
        with pytest.raises(Unsound):
            check(published, [Step(one, []) for one in classes[:-1]], k)
    with pytest.raises(Unsound, match="not a dependency"):
        check(published, [Step(classes[0], [(1, {classes[0]: 1, classes[1]: -1})])], 5)
    with pytest.raises(Unsound, match="people only"):
        check(published, [Step(classes[0], [])], 5)


def test_any_family_of_sets_is_broken_by_elimination() -> None:
    rng = random.Random(7)
    cells = {number: rng.randint(1, 3) for number in range(24)}
    rolling = {start: list(range(start, start + 12)) for start in range(12)}
    found = by_elimination(Published(rolling, cells), 7, 1)
    assert found is not None
    assert 0 < Published(rolling, cells).people_of(found) < 7
