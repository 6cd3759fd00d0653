"""What the nodes of a path are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.connection import Graph, in_batches

BATCH = 5000
_RETURN = {
    "Change": "x.title AS title, x.list AS list, x.entry AS entry, '' AS code",
    "Control": "x.place AS title, x.list AS list, x.entry AS entry, x.designation AS code",
    "Product": "x.name AS title, '' AS list, '' AS entry, x.eccn AS code",
    "Customer": "x.name AS title, '' AS list, '' AS entry, '' AS code",
    "Party": "x.name AS title, '' AS list, '' AS entry, x.citation AS code",
    "Line": "'' AS title, '' AS list, '' AS entry, '' AS code",
    "Country": "x.name AS title, '' AS list, '' AS entry, '' AS code",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A node's names; `code` is a control's designation, a product's classification or a party's citation."""

    label: str
    id: str
    title: str
    list: str
    entry: str
    code: str


def names(graph: Graph, keys: Iterable[str]) -> Mapping[str, Named]:
    """Return the names of the nodes with these keys (label/id); keys of no known label or node are left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        label, _, id = key.partition("/")
        wanted[label].add(id)
    found: dict[str, Named] = {}
    for label in sorted(wanted.keys() & _RETURN.keys()):
        for part in in_batches(sorted(wanted[label]), BATCH):
            found.update(_named(graph, label, list(part)))
    return found


def _named(graph: Graph, label: str, ids: list[str]) -> Mapping[str, Named]:
    query = f"UNWIND $ids AS id MATCH (x:{label} {{id: id}}) RETURN id, {_RETURN[label]}"
    return {
        f"{label}/{row['id']}": Named(
            label, row["id"], row["title"] or "", row["list"] or "", row["entry"] or "", row["code"] or ""
        )
        for row in graph.read(query, ids=ids)
    }
