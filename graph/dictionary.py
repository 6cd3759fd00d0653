"""Prints the graph's dictionary, docs/graph.md, from the schema: `python -m graph.dictionary > docs/graph.md`."""

import sys
from collections.abc import Iterator
from dataclasses import fields

from graph.projection import stored_name
from graph.schema import EDGES, NODES, Edge, Node

HEAD = """# The graph's dictionary

Made from `graph/schema` by `python -m graph.dictionary > docs/graph.md`; do not edit.

Values are text, whole numbers, true/false or lists of text. Dates are ISO 8601 text, times are UTC, amounts are whole
minor units (cents). An absent property is *unknown*. The writer adds `row` (hash of what it wrote) and `unit` (the part
of the projection that gave it) to every node and relationship, and keeps its books in `Meta` nodes.
"""


def dictionary() -> str:
    """Return the dictionary as Markdown."""
    nodes = "\n".join(_node(node) for node in NODES)
    edges = "\n".join(_edge(edge) for edge in EDGES)
    return f"{HEAD}\n## Nodes\n\n{nodes}\n## Relationships\n\n{edges}"


def _node(node: type[Node]) -> str:
    return "\n".join([f"### {node.label}", _first_line(node), "", *_table(node)])


def _edge(edge: type[Edge]) -> str:
    return "\n".join([f"### {edge.type}", f"`{_first_line(edge).removesuffix('.')}`", "", *_table(edge)])


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]


def _table(kind: type[Node | Edge]) -> Iterator[str]:
    yield from ("| property | type | meaning |", "|---|---|---|")
    for field in fields(kind):
        if "description" in field.metadata:
            yield f"| `{stored_name(field.name)}` | {_type(field.type)} | {field.metadata['description']} |"
    yield ""


def _type(kind: object) -> str:
    names = {str: "text", int: "whole number", bool: "true/false"}
    return names.get(kind, "list of text") if isinstance(kind, type) else "list of text"


if __name__ == "__main__":
    sys.stdout.write(dictionary())
