import random
import time
from fractions import Fraction
from itertools import combinations

import networkx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from surveys.domain.disclosure.audit import Weakest, weakest_combination
from surveys.domain.disclosure.graph import has_cut_below, publishable_units, withheld_figures

# The cross-check: linear algebra over all sets of cells. It shares nothing with the graph.


def rank(rows):
    rows = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        for row in rows[found + 1 :]:
            factor = row[column] / pivot[column]
            for position, value in enumerate(pivot):
                row[position] -= factor * value
        found += 1
    return found


def fewest_respondents(cells, tree, units, blocks):
    """On how many people the weakest nonzero combination of published sums depends, or None.

    A combination that is zero outside a set of cells and not inside exists when leaving those cells out
    lowers the rank of the published sums.
    """

    def below(unit, ancestor):
        while unit is not None and unit != ancestor:
            unit = tree[unit]
        return unit == ancestor

    filled = [cell for cell, number in cells.items() if number]
    sums = [[int(below(unit, published)) for unit, _ in filled] for published in units]
    sums += [[int(block == published) for _, block in filled] for published in blocks]
    whole = rank(sums)
    fewest = None
    for size in range(1, len(filled) + 1):
        for left_out in combinations(range(len(filled)), size):
            people = sum(cells[filled[position]] for position in left_out)
            if fewest is not None and people >= fewest:
                continue
            kept = [[value for at, value in enumerate(row) if at not in left_out] for row in sums]
            if rank(kept) < whole:
                fewest = people
    return fewest


TREES = [
    {"a": None, "b": None, "c": None},
    {"root": None, "a": "root", "b": "root", "c": "root"},
    {"north": None, "a": "north", "b": "north", "c": None},
    {"root": None, "north": "root", "a": "north", "b": "north", "c": "root"},
    {"root": None, "north": "root", "a": "north", "b": "a"},
]


@st.composite
def rotations(draw):
    tree = draw(st.sampled_from(TREES))
    homes = draw(st.lists(st.sampled_from(sorted(tree)), min_size=1, max_size=4, unique=True))
    blocks = range(draw(st.integers(1, 2 if len(homes) > 3 else 3)))
    cells = {(unit, block): draw(st.integers(0, 6)) for unit in homes for block in blocks}
    published = [
        block for block in blocks if sum(cells[unit, block] for unit in homes) >= 5 and draw(st.booleans())
    ]
    return tree, cells, published


@settings(max_examples=150, deadline=None)
@given(rotations())
def test_no_combination_depends_on_fewer_than_k_and_nothing_more_can_be_added(rotation):
    tree, cells, blocks = rotation
    k = 5

    units = publishable_units(cells, tree, k, published_blocks=blocks)

    fewest = fewest_respondents(cells, tree, units, blocks)
    assert fewest is None or fewest >= k
    for unit in set(tree) - units:
        alone = fewest_respondents(cells, tree, {unit}, [])
        with_it = fewest_respondents(cells, tree, units | {unit}, blocks)
        assert alone is None or with_it < k


@settings(max_examples=100, deadline=None)
@given(rotations(), st.data())
def test_audit_finds_the_weakest_combination(rotation, data):
    tree, cells, blocks = rotation
    units = data.draw(st.sets(st.sampled_from(sorted(tree))))

    found = weakest_combination(cells, tree, units, blocks)

    assert (found and found.respondents) == fewest_respondents(cells, tree, units, blocks)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 12), st.floats(0.1, 0.9), st.integers(1, 12))
def test_cut_agrees_with_another_implementation(seed, vertices, density, k):
    rng = random.Random(seed)
    graph = networkx.Graph()
    for one, other in combinations(range(vertices), 2):
        if rng.random() < density:
            graph.add_edge(("v", one), ("v", other), weight=rng.randint(1, 6))
    assume(graph.number_of_edges())
    own = {vertex: {to: data["weight"] for to, data in graph[vertex].items()} for vertex in graph}

    smallest = min(
        networkx.stoer_wagner(graph.subgraph(part))[0] for part in networkx.connected_components(graph)
    )

    assert has_cut_below(own, k) == (smallest < k)


def year(**teams):
    return {(team, block): number for team, row in teams.items() for block, number in enumerate(row)}


def test_the_last_team_is_hidden_when_its_sibling_is_small():
    cells = year(a=[4, 4, 4], b=[3, 3, 3], c=[1, 1, 1])
    tree = {"a": None, "b": None, "c": None}
    # a and b are large enough; all months minus a and b would be c, who are three.
    assert publishable_units(cells, tree, 5, published_blocks=[0, 1, 2]) == {"a"}
    # While the months are not published nothing gives c away.
    assert publishable_units(cells, tree, 5, published_blocks=[]) == {"a", "b"}


def test_a_team_that_nearly_fills_a_month_is_hidden():
    tree = {"a": None, "b": None}
    mixed = year(a=[6, 8], b=[5, 9])
    assert publishable_units(mixed, tree, 5, published_blocks=[0]) == {"a", "b"}
    # Month 0 minus team a leaves the two of b in month 0 and the one of a in month 1.
    nearly = year(a=[6, 1], b=[2, 9])
    assert weakest_combination(nearly, tree, {"a"}, [0]) == Weakest(3, frozenset({"a"}), frozenset({0}))
    assert publishable_units(nearly, tree, 5, published_blocks=[0], candidates=["a"]) == frozenset()
    assert publishable_units(nearly, tree, 5, published_blocks=[0]) == {"b"}


def test_larger_units_go_first():
    cells = year(a1=[5, 0], a2=[3, 0], b=[9, 9])
    tree = {"a": None, "a1": "a", "a2": "a", "b": None}
    assert publishable_units(cells, tree, 5, published_blocks=[]) == {"a", "b"}
    assert publishable_units(cells, tree, 5, published_blocks=[], candidates=["a1"]) == {"a1"}


def test_item_level():
    cells = year(a=[9, 9], b=[9, 9])
    tree = {"a": None, "b": None}
    answered = year(a=[9, 9], b=[9, 1])
    few = year(a=[9, 9], b=[2, 1])
    assert withheld_figures(
        {"K01": cells, "K02": answered, "K03": few},
        tree,
        5,
        units=["a", "b"],
        published_blocks={"K01": [0, 1], "K02": [0, 1], "K03": [0, 1]},
    ) == {"a": {"K03"}, "b": {"K03"}}


@pytest.mark.parametrize(
    ("cells", "tree", "blocks", "message"),
    [
        ({("a", 0): -1}, {"a": None}, [], "fewer than no"),
        ({("z", 0): 9}, {"a": None}, [], "not in the tree"),
        ({("a", 0): 9}, {"a": "b", "b": "a"}, [], "circle"),
    ],
)
def test_impossible_input_is_refused(cells, tree, blocks, message):
    with pytest.raises(ValueError, match=message):
        publishable_units(cells, tree, 5, published_blocks=blocks)


def test_nothing_is_added_to_a_block_that_is_smaller_than_a_raised_k():
    cells = year(a=[6, 20], b=[0, 20])
    tree = {"a": None, "b": None}
    assert publishable_units(cells, tree, 5, published_blocks=[0, 1]) == {"a", "b"}
    assert publishable_units(cells, tree, 7, published_blocks=[0, 1]) == frozenset()


def test_large_organisation_in_seconds():
    """12,000 staff in 40 locations and 1,000 teams, 60 % response: useful, and quick enough for a closing."""
    rng = random.Random(4)
    tree = {("location", number): None for number in range(40)}
    tree |= {("team", number): ("location", number % 40) for number in range(1000)}
    cells = {(("team", team), month): int(rng.random() < 0.6) for team in range(1000) for month in range(12)}
    started = time.perf_counter()
    units = publishable_units(cells, tree, 5, published_blocks=range(12))
    assert time.perf_counter() - started < 20
    assert {unit for unit in units if unit[0] == "location"} == {("location", number) for number in range(40)}
    assert len(units) > 900
