"""What the graph says, in an order and form that are equal on every engine."""

import hashlib
from collections.abc import Iterator
from typing import Any

from graph.connection import Graph
from graph.schema import EDGES, NODES
from ruletrace.model import canonical

_KEPT_BY_THE_WRITER = {"row", "unit"}


def export(graph: Graph) -> Iterator[str]:
    """Yield one line of canonical JSON a node and then one a relationship, sorted, without the writer's own marks."""
    for label in sorted(node.label for node in NODES):
        yield from sorted(_node_lines(graph, label))
    for kind, start, end in sorted((edge.type, *ends) for edge in EDGES for ends in edge.ends):
        yield from sorted(_edge_lines(graph, kind, start, end))


def export_hash(graph: Graph) -> str:
    """Return the SHA-256 over the lines of the export, each with its line end."""
    digest = hashlib.sha256()
    for line in export(graph):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _node_lines(graph: Graph, label: str) -> Iterator[str]:
    for record in graph.read(f"MATCH (n:{label}) RETURN collect(properties(n)) AS all"):
        for said in record["all"]:
            yield canonical({"label": label, "properties": _said(said)})


def _edge_lines(graph: Graph, kind: str, start: str, end: str) -> Iterator[str]:
    query = f"MATCH (a:{start})-[r:{kind}]->(b:{end}) RETURN collect([a.id, b.id, properties(r)]) AS all"
    for record in graph.read(query):
        for one, other, said in record["all"]:
            ends = {"start": [start, one], "end": [end, other]}
            yield canonical({"type": kind, "ends": ends, "properties": _said(said)})


def _said(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in _KEPT_BY_THE_WRITER and value != ""}
