"""Constraints and indexes from the schema, in words that both engines understand."""

from dataclasses import fields

from graph.connection import Graph
from graph.projection import stored_name
from graph.schema import EDGES, NODES
from ruletrace.model import canonical, sha256_hex

META = "Meta"
SCHEMA = "#schema"

# What reads start from besides the id.
LOOKED_UP = (
    ("Alert", "severity"),
    ("Change", "to_version"),
    ("Control", "designation"),
    ("Control", "entry"),
    ("Document", "published"),
)


def create_schema(graph: Graph) -> None:
    """Create what is not there yet: unique ids, look-ups, and the units by which the writer finds its own."""
    for statement in statements():
        graph.run(statement)


def statements() -> list[str]:
    """Return the statements that create the schema; each may be run again."""
    labels = [node.label for node in NODES]
    return [
        *[_unique(label) for label in [*labels, META]],
        *[_index(label, name) for label, name in LOOKED_UP],
        *[_index(label, "unit") for label in labels],
        *[_edge_index(edge.type) for edge in EDGES],
    ]


def fingerprint() -> str:
    """Return a hash that changes with the schema: a graph of another schema is made anew."""
    shape = [[node.label, *_names(node)] for node in NODES]
    joins = [[edge.type, *_names(edge), *map(list, edge.ends)] for edge in EDGES]
    return sha256_hex(canonical([shape, joins, statements()]).encode())


def _unique(label: str) -> str:
    return f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"


def _index(label: str, name: str) -> str:
    return f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"


def _edge_index(kind: str) -> str:
    return f"CREATE INDEX {kind.lower()}_unit IF NOT EXISTS FOR ()-[r:{kind}]-() ON (r.unit)"


def _names(kind: type) -> list[str]:
    return [stored_name(field.name) for field in fields(kind)]
