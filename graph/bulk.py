"""Many new nodes at once into the embedded engine's graph, be it empty or not: by its batch route.

The route creates without looking, so it gets only what cannot be there: nodes whose ids the graph does not have, and
relationships of which at least one end is such a node. All else is merged.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from graph.connection import Graph
from graph.errors import GraphError
from graph.projection import EdgeKey, NodeKey, Stamped

# Rows of one request: the engine holds all of them, and the nodes that they join, until its end.
AT_ONCE = 50_000

Nodes = Mapping[NodeKey, Stamped]
Edges = Mapping[EdgeKey, Stamped]
Places = Mapping[NodeKey, str]  # what the batch route calls a node
Row = dict[str, Any]


def load_beside(graph: Graph, nodes: Nodes, edges: Edges, told: Callable[[int], None]) -> Collection[NodeKey]:
    """Create of these what cannot be there yet, and return the nodes that were created; `told` is told of each row.

    Raises GraphError, before anything is created, when a relationship hangs on a node that is not there.
    """
    near = {key: row for key, row in edges.items() if hangs_on(key, nodes)}
    held = _held(graph, {label for key in near for label in (key[1], key[3])} | {label for label, _ in nodes})
    new = {key: row for key, row in nodes.items() if key not in held}
    joined = {key: row for key, row in near.items() if hangs_on(key, new)}
    if loose := sum(end not in new and end not in held for key in joined for end in (key[1:3], key[3:5])):
        raise GraphError(f"{loose} relationships hang on nodes that are not there")
    if new:
        create(graph, new, joined, held, (), told)
    return new.keys()


def hangs_on(edge: EdgeKey, nodes: Collection[NodeKey]) -> bool:
    """Tell whether a relationship has one of the nodes at an end."""
    return edge[1:3] in nodes or edge[3:5] in nodes


def create(
    graph: Graph, nodes: Nodes, edges: Edges, held: Places, more: Iterable[Row], told: Callable[[int], None]
) -> None:
    """Create nodes, the vertices `more`, and relationships among the nodes and those that are `held`.

    Whatever ends it in between, the next write begins with an empty graph.
    """
    batch = graph.batch()
    names = {key: str(number) for number, key in enumerate(nodes)}
    vertices = chain(_vertices(nodes, names, told), more)
    with batch.marked():
        if len(nodes) + len(edges) <= AT_ONCE:
            batch.create(chain(vertices, _edges(edges, {**held, **names}, told)))
            return
        for part in _runs(vertices):
            batch.create(part)
        for part in _runs(_edges(edges, {**held, **_held(graph, {label for label, _ in nodes})}, told)):
            batch.create(part)


def _held(graph: Graph, labels: Collection[str]) -> Places:
    held: dict[NodeKey, str] = {}
    for label in sorted(labels):
        for record in graph.read(f"MATCH (n:{label}) RETURN collect([n.id, elementId(n)]) AS rows"):
            held |= {(label, own): place for own, place in record["rows"]}
    return held


def _vertices(nodes: Nodes, names: Places, told: Callable[[int], None]) -> Iterator[Row]:
    for key, row in nodes.items():
        yield {"@type": "vertex", "@class": key[0], "@id": names[key], **row.properties()}
        told(1)


def _edges(edges: Edges, places: Places, told: Callable[[int], None]) -> Iterator[Row]:
    for key, row in edges.items():
        ends = {"@from": places[key[1:3]], "@to": places[key[3:5]]}
        yield {"@type": "edge", "@class": key[0], **ends, **row.properties()}
        told(1)


def _runs(rows: Iterator[Row]) -> Iterator[list[Row]]:
    return iter(lambda: list(islice(rows, AT_ONCE)), [])
