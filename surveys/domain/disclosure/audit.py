"""Checking published sets afterwards: the combination that depends on the fewest respondents.

Apart from the gate in ``graph``, and by another implementation of the cut (networkx), so that one checks the
other. Imported by the audit only, because networkx is slow to load.
"""

from collections.abc import Collection
from dataclasses import dataclass

import networkx

from surveys.domain.disclosure.graph import Block, Cells, Tree, Unit, publication_graph


@dataclass(frozen=True, slots=True)
class Weakest:
    """A combination that depends on ``respondents`` people, fewer than or as many as any other.

    Add the sums of ``units`` (each without the published units below it) and subtract those of ``blocks``.
    """

    respondents: int
    units: frozenset[Unit]
    blocks: frozenset[Block]


def weakest_combination(
    cells: Cells, tree: Tree, units: Collection[Unit], published_blocks: Collection[Block]
) -> Weakest | None:
    """The weakest combination of everything published, or None when nothing can be combined."""
    graph: networkx.Graph = networkx.Graph()
    for vertex, neighbours in publication_graph(cells, tree, units, published_blocks).items():
        for neighbour, weight in neighbours.items():
            graph.add_edge(vertex, neighbour, weight=weight)
    weakest = None
    for component in networkx.connected_components(graph):
        respondents, (one, other) = networkx.stoer_wagner(graph.subgraph(component))
        side = one if not any(kind == "ground" for kind, _ in one) else other
        found = Weakest(
            int(respondents),
            frozenset(name for kind, name in side if kind == "unit"),
            frozenset(name for kind, name in side if kind == "block"),
        )
        if weakest is None or found.respondents < weakest.respondents:
            weakest = found
    return weakest
