"""Paragraphs that kept their number and now mean something else, with what of ours is classified there."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from graph.connection import Graph
from graph.reads.build import node
from graph.schema import Change, Control, Product

LIMIT = 1000
DEEPEST = 9


class Where(StrEnum):
    """Where a product is classified, seen from the paragraph whose meaning changed."""

    THERE = "there"
    BELOW = "below it"
    ABOVE = "above it"


@dataclass(frozen=True, slots=True)
class ToCheck:
    """A current product to look at again: the designation it is classified under, and where that is."""

    product: Product
    designation: str
    where: Where


@dataclass(frozen=True, slots=True)
class Meaning:
    """A change whose number now means something else, the paragraph, and the products to look at, by SKU."""

    change: Change
    designation: str
    products: tuple[ToCheck, ...]


_PATHS = {
    Where.THERE: "(k)<-[r:CLASSIFIED_AS]-(p:Product)",
    Where.BELOW: f"(k)<-[:PART_OF*1..{DEEPEST}]-(x:Control)<-[r:CLASSIFIED_AS]-(p:Product)",
    Where.ABOVE: f"(k)-[:PART_OF*1..{DEEPEST}]->(x:Control)<-[r:CLASSIFIED_AS]-(p:Product)",
}


def meanings(graph: Graph, change_ids: tuple[str, ...], limit: int = LIMIT) -> tuple[Meaning, ...]:
    """Return those of these changes whose number now means something else, by designation."""
    query = """
        UNWIND $ids AS id
        MATCH (c:Change {id: id})-[:CHANGES]->(k:Control) WHERE c.meaning_changed IS NOT NULL
        RETURN properties(c) AS change, properties(k) AS control LIMIT $limit
    """
    rows = graph.read(query, ids=sorted(set(change_ids)), limit=limit)
    changed = [(node(Change, row["change"]), node(Control, row["control"])) for row in rows]
    found = _to_check(graph, [change.id for change, _ in changed], limit) if changed else {}
    made = [Meaning(change, _named(change, control), found.get(change.id, ())) for change, control in changed]
    return tuple(sorted(made, key=lambda one: (one.change.list, one.designation, one.change.id)))


def _named(change: Change, control: Control) -> str:
    """Return the number that kept standing: a place that is gone tells only the one it had."""
    return control.designation or f"{change.entry} {change.place}".strip()


def _to_check(graph: Graph, ids: Iterable[str], limit: int) -> dict[str, tuple[ToCheck, ...]]:
    found: dict[tuple[str, str], ToCheck] = {}
    for where, path in _PATHS.items():
        query = f"""
            UNWIND $ids AS id
            MATCH (c:Change {{id: id}})-[:CHANGES]->(k:Control)
            MATCH {path} WHERE r.to IS NULL AND r.counts
            WITH DISTINCT id, p, r ORDER BY id, p.id LIMIT $limit
            RETURN id, properties(p) AS product, r.designation AS designation
        """
        for row in graph.read(query, ids=[*ids], limit=limit):
            product = node(Product, row["product"])
            found.setdefault((row["id"], product.id), ToCheck(product, row["designation"] or "", where))
    by_change: dict[str, tuple[ToCheck, ...]] = {}
    for (change, _), one in sorted(found.items()):
        by_change[change] = (*by_change.get(change, ()), one)
    return by_change
