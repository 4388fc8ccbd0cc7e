"""Which units can be published beside the organisation's blocks.

The published sets are the whole organisation in each published block, and units of one tree over all blocks
of one rotation. Combinations of their sums are the cut space of a graph (proof in
``docs/algorithms/disclosure.md``):

- a vertex for each published block;
- a vertex for each published unit, standing for those of its people who are in no published unit below it
  (the unit itself at the finest level, the hidden remainder of a parent above it);
- one vertex, the ground, for what is in no published set: people outside every published unit, and blocks
  that are not published;
- an edge for each cell (unit part and block) with its number of respondents as weight; no edge for nobody.

The fewest respondents on whom any nonzero combination depends is the smallest cut of this graph, taken within
its connected components.
"""

import heapq
from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import pairwise

Unit = Hashable
Block = Hashable
Cells = Mapping[tuple[Unit, Block], int]
"""(unit where people are, block) → number of respondents."""
Tree = Mapping[Unit, Unit | None]
"""Unit → its parent; None for a unit directly under the organisation."""
Vertex = tuple[str, Hashable]
Graph = dict[Vertex, dict[Vertex, int]]

GROUND: Vertex = ("ground", None)


def publishable_units(
    cells: Cells,
    tree: Tree,
    k: int,
    *,
    published_blocks: Collection[Block],
    candidates: Collection[Unit] | None = None,
) -> frozenset[Unit]:
    """Units that can be published, largest first, until no single further one can be added.

    ``cells`` holds all respondents of the rotation. ``published_blocks``: blocks already published for the
    whole organisation. ``candidates``: the units to consider, all of the tree by default.

    Nothing can be added where the published blocks by themselves give fewer than k away: k was raised since.
    Raises ValueError when k is not positive, a cell is negative, or a unit is not in the tree.
    """
    if k < 1:
        raise ValueError("k is at least 1")
    blocks = frozenset(published_blocks)
    if has_cut_below(publication_graph(cells, tree, frozenset(), blocks), k):
        # k was raised since a block was published: nothing that is added could take its combination away.
        return frozenset()
    sizes = respondents_by_unit(cells, tree)
    wanted = tree.keys() if candidates is None else candidates
    queue = sorted(
        (unit for unit in wanted if sizes.get(unit, 0) >= k),
        key=lambda unit: (-sizes[unit], len(list(_upwards(unit, tree))), str(unit)),
    )
    published: frozenset[Unit] = frozenset()
    # Adding a unit adds combinations and takes none away. So a batch that is safe as a whole is what adding
    # its units one by one would have given, and a unit that was refused once can never be added later.
    batches = [queue] if queue else []
    while batches:
        batch = batches.pop()
        if not has_cut_below(publication_graph(cells, tree, published.union(batch), blocks), k):
            published = published.union(batch)
        elif len(batch) > 1:
            middle = len(batch) // 2
            batches += [batch[middle:], batch[:middle]]
    return published


def withheld_figures(
    layers: Mapping[str, Cells],
    tree: Tree,
    k: int,
    *,
    units: Collection[Unit],
    published_blocks: Mapping[str, Collection[Block]],
) -> dict[Unit, frozenset[str]]:
    """Figures to hold back in units that are published: the same rule, per figure, for those who answered it.

    ``layers``: name of a figure (item code, theme, index) → its respondents per cell. ``published_blocks``:
    name → blocks in which the organisation's figure of that name was published.
    """
    withheld: dict[Unit, set[str]] = {unit: set() for unit in units}
    for name, cells in layers.items():
        shown = publishable_units(
            cells, tree, k, published_blocks=published_blocks.get(name, ()), candidates=units
        )
        for unit in units:
            if unit not in shown:
                withheld[unit].add(name)
    return {unit: frozenset(names) for unit, names in withheld.items()}


def respondents_by_unit(cells: Cells, tree: Tree) -> dict[Unit, int]:
    """Respondents over all blocks of each unit with everything below it."""
    sizes: dict[Unit, int] = {}
    for (unit, _), number in cells.items():
        for ancestor in _upwards(unit, tree):
            sizes[ancestor] = sizes.get(ancestor, 0) + number
    return sizes


def publication_graph(
    cells: Cells, tree: Tree, units: Collection[Unit], published_blocks: Collection[Block]
) -> Graph:
    """The graph described above, as symmetric weights without zeros and without loops."""
    graph: Graph = {}
    parts: dict[Unit, Vertex] = {}
    for (unit, block), number in cells.items():
        if number < 0:
            raise ValueError("a cell cannot hold fewer than no respondents")
        if unit not in parts:
            finest = next((above for above in _upwards(unit, tree) if above in units), None)
            parts[unit] = GROUND if finest is None else ("unit", finest)
        one: Vertex = parts[unit]
        other: Vertex = ("block", block) if block in published_blocks else GROUND
        if number and one != other:
            _join(graph, one, other, number)
    return graph


def has_cut_below(graph: Graph, k: int) -> bool:
    """Whether some connected component can be cut in two along edges that weigh less than ``k`` together.

    Each round walks a component in maximum adjacency order. When a vertex is reached, the weight between it
    and all before it is the smallest cut between it and its predecessor among those (the lemma of Stoer and
    Wagner, 1997, J. ACM 44, 585-591). With weight k or more the two can never be on different sides of a cut
    below k, so they are merged; for the last vertex that weight is a cut of the component itself.
    """
    graph = {vertex: dict(neighbours) for vertex, neighbours in graph.items()}
    while graph:
        order = _maximum_adjacency_order(graph)
        if len(order) == 1:
            del graph[order[0][0]]
            continue
        if order[-1][1] < k:
            return True
        merged: dict[Vertex, Vertex] = {}
        for (before, _), (vertex, weight) in pairwise(order):
            if weight >= k:
                merged[vertex] = merged.get(before, before)
        graph = _merge(graph, merged)
    return False


def _maximum_adjacency_order(graph: Graph) -> list[tuple[Vertex, int]]:
    """Vertices of one component with the weight between each and all those before it."""
    start = next(iter(graph))
    order: list[tuple[Vertex, int]] = []
    seen: set[Vertex] = set()
    weights = {start: 0}
    heap: list[tuple[int, int, Vertex]] = [(0, 0, start)]
    pushed = 0
    while heap:
        negative, _, vertex = heapq.heappop(heap)
        if vertex in seen:
            continue
        seen.add(vertex)
        order.append((vertex, -negative))
        for neighbour, weight in graph[vertex].items():
            if neighbour not in seen:
                weights[neighbour] = weights.get(neighbour, 0) + weight
                pushed += 1
                heapq.heappush(heap, (-weights[neighbour], pushed, neighbour))
    return order


def _merge(graph: Graph, merged: Mapping[Vertex, Vertex]) -> Graph:
    smaller: Graph = {merged.get(vertex, vertex): {} for vertex in graph}
    for vertex, neighbours in graph.items():
        one = merged.get(vertex, vertex)
        for neighbour, weight in neighbours.items():
            other = merged.get(neighbour, neighbour)
            if one != other:
                smaller[one][other] = smaller[one].get(other, 0) + weight
    return smaller


def _join(graph: Graph, one: Vertex, other: Vertex, weight: int) -> None:
    for first, second in ((one, other), (other, one)):
        neighbours = graph.setdefault(first, {})
        neighbours[second] = neighbours.get(second, 0) + weight


def _upwards(unit: Unit, tree: Tree) -> Iterable[Unit]:
    """The unit itself, its parent, and so on to the top."""
    steps = 0
    current: Unit | None = unit
    while current is not None:
        if current not in tree:
            raise ValueError(f"unit {current!r} is not in the tree")
        yield current
        current = tree[current]
        steps += 1
        if steps > len(tree):
            raise ValueError("the tree of units goes round in a circle")
