"""The queue of classifications to look at again: why, for which product, and what was decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connection import Graph
from graph.reads.build import node, nodes
from graph.reads.lines import sales
from graph.schema import Change, Product, Reclassification

LIMIT = 1000
EVERYTHING = 1_000_000
OPEN = "open"
LISTS = ("ccl", "annex-i")


@dataclass(frozen=True, slots=True)
class ReclassificationRow:
    """One item of the queue with its product and the changes that caused it.

    `open_minor` is the value of the product's contract lines in force, in hundredths, by currency (ISO 4217), sorted.
    """

    item: Reclassification
    product: Product
    changes: tuple[Change, ...]
    open_minor: tuple[tuple[str, int], ...] = ()


_RETURN = """
    RETURN properties(q) AS item, properties(p) AS product,
        [(q)-[:BECAUSE_OF]->(c:Change) | properties(c)] AS changes
"""


def reclassifications(graph: Graph, *, state: str | None = OPEN, limit: int = LIMIT) -> tuple[ReclassificationRow, ...]:
    """Return the items of a state (None: any), those of one product together, the product with most value first.

    Of a product the oldest cause comes first. Amounts of different currencies are not compared: that of most products
    decides, then the next one.
    """
    query = f"""
        MATCH (p:Product)-[:TO_RECLASSIFY]->(q:Reclassification) WHERE $state IS NULL OR q.state = $state
        {_RETURN} LIMIT {EVERYTHING}
    """
    return _rows(graph, graph.read(query, state=state))[:limit]


def product_reclassifications(graph: Graph, sku: str, limit: int = LIMIT) -> tuple[ReclassificationRow, ...]:
    """Return the items of a product, decided ones too, the oldest cause first."""
    query = f"""
        MATCH (p:Product {{id: $sku}})-[:TO_RECLASSIFY]->(q:Reclassification)
        WITH p, q ORDER BY q.since, q.id LIMIT $limit {_RETURN}
    """
    return _rows(graph, graph.read(query, sku=sku, limit=limit))


def reclassification(graph: Graph, id: str) -> ReclassificationRow | None:
    """Return one item, or None when the graph does not hold it."""
    query = f"MATCH (p:Product)-[:TO_RECLASSIFY]->(q:Reclassification {{id: $id}}) {_RETURN}"
    return next(iter(_rows(graph, graph.read(query, id=id))), None)


def held_codes(graph: Graph, regime: str, code: str, limit: int = LIMIT) -> tuple[str, ...]:
    """Return a code, and those below it, that the newest text of a regime's control list holds, sorted."""
    query = """
        MATCH (k:Control {entry: $entry})
        WHERE k.regime = $regime AND k.list IN $lists AND k.kind IN ['entry', 'paragraph']
          AND (k.designation = $code OR k.designation STARTS WITH $below)
        OPTIONAL MATCH (k)-[t:HAS_TEXT]->(:Text)
        WITH k, count(t) AS texts, sum(CASE WHEN t.to IS NULL THEN 1 ELSE 0 END) AS current
        WHERE texts = 0 OR current > 0
        RETURN DISTINCT k.designation AS code ORDER BY code LIMIT $limit
    """
    rows = graph.read(query, entry=code[:5], regime=regime, lists=[*LISTS], code=code, below=f"{code}.", limit=limit)
    return tuple(row["code"] for row in rows)


def _rows(graph: Graph, rows: Sequence[Mapping[str, Any]]) -> tuple[ReclassificationRow, ...]:
    worth = _worth(graph, (row["product"]["id"] for row in rows))
    lines = Counter(currency for own in worth.values() for currency in own)
    ranked = sorted(lines, key=lambda one: (-lines[one], one))
    found = [_row(row, worth.get(row["product"]["id"], {})) for row in rows]
    return tuple(sorted(found, key=lambda one: _order(one, ranked)))


def _worth(graph: Graph, skus: Iterable[str]) -> dict[str, dict[str, int]]:
    """Return by SKU what its current contract lines are worth, by currency, in hundredths."""
    found: dict[str, dict[str, int]] = {}
    for sku, own in sales(graph, sorted(set(skus))).items():
        sums: dict[str, int] = defaultdict(int)
        for one in own:
            sums[one.currency] += one.value_minor
        found[sku] = dict(sorted(sums.items()))
    return found


def _row(row: Mapping[str, Any], worth: Mapping[str, int]) -> ReclassificationRow:
    changes = sorted(nodes(Change, row["changes"]), key=lambda one: (one.list, one.entry, one.place, one.id))
    return ReclassificationRow(
        node(Reclassification, row["item"]), node(Product, row["product"]), tuple(changes), tuple(worth.items())
    )


def _order(one: ReclassificationRow, currencies: Sequence[str]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    amounts, item = dict(one.open_minor), one.item
    value = tuple(-amounts.get(currency, 0) for currency in currencies)
    return value, (one.product.id, item.since, item.regime, item.paragraph, item.id)
